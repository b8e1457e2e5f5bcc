import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Order } from '../../../../sdk/src/wire.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Card, Refusal, Rows, Submit, Time } from '../../ui/parts.tsx'
import { words } from '../identity/safety-words.ts'

/** 盗刷. The buyer disowns a payment: stamped, told to the provider, and to be shown to a bank. */
export function DisownCard({ order }: { order: Order }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const path = { orderId: order.orderId }
  const paid = order.money.paidFen > 0
  const found = useQuery({
    queryKey: ['unauthorised', order.orderId],
    queryFn: () => api.get('/v1/orders/{orderId}/unauthorised', { path }),
    enabled: paid,
  })
  const reporting = useCommand((_: string, key) =>
    api.post('/v1/orders/{orderId}/unauthorised', { path, key }),
  )
  const withdrawing = useCommand((_: string, key) =>
    api.post('/v1/orders/{orderId}/unauthorised/withdraw', { path, key }),
  )
  if (!paid || !found.data) return null
  const { reportedAt, takenAt, notice } = found.data
  if (reportedAt !== null)
    return (
      <Card title={say(words.disown)}>
        <Rows
          rows={[
            [say(words.reportedAt), <Time key="reported" at={reportedAt} />],
            [
              say(words.takenAt),
              takenAt === null ? say(words.notYet) : <Time key="taken" at={takenAt} />,
            ],
          ]}
        />
        {notice && (
          <details>
            <summary>{say(words.notice)}</summary>
            <p>{say(notice)}</p>
          </details>
        )}
        <Refusal problem={withdrawing.problem} />
        <Submit
          kind="quiet"
          pending={withdrawing.pending}
          onClick={() => void withdrawing.run('withdraw')}
        >
          {say(words.withdraw)}
        </Submit>
      </Card>
    )
  return (
    <details className="card" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say(words.disown)}</summary>
      <p className="hint">{say(words.disownMore)}</p>
      <Refusal problem={reporting.problem} />
      <Submit kind="quiet" pending={reporting.pending} onClick={() => void reporting.run('report')}>
        {say(words.disownDo)}
      </Submit>
    </details>
  )
}
