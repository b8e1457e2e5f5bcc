import { useQuery } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { Link } from 'react-router'
import type { SuspenseSettlement, Wire } from '../../../../sdk/src/wire.ts'
import { money } from '../../../../src/kernel/wording.ts'
import { suspenseNames } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Card, Field, LoadFailed, Refusal, Submit } from '../../ui/parts.tsx'
import { useMe } from '../identity/me.ts'
import { words as deskWords } from './desk-words.ts'
import { words } from './money-words.ts'

type Wish = Wire['POST /v1/desk/orders/{orderId}/suspense']['body']
type Hanging = Wire['GET /v1/desk/suspense']['answer']['hanging'][number]

/** 挂账. Money that belongs to no order by itself: proposed by one, approved by another. */
export function Suspense() {
  const say = useSay()
  const { person } = useMe()
  const found = useQuery({ queryKey: ['suspense'], queryFn: () => api.get('/v1/desk/suspense') })
  if (found.isPending) return <p className="skeleton tall" />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const { hanging, proposals } = found.data
  return (
    <>
      <Card title={say(words.hangs)}>
        <p className="hint">{say(words.hangsMore)}</p>
        {hanging.length === 0 && <p>{say(words.nothingHangs)}</p>}
        {hanging.map((one) => (
          <Hangs key={one.orderId} one={one} />
        ))}
      </Card>
      {proposals.length > 0 && (
        <Card title={say(words.proposals)}>
          {proposals.map((one) => (
            <Proposal key={one.id} one={one} mine={one.proposedBy === person?.personId} />
          ))}
        </Card>
      )}
    </>
  )
}

function Hangs({ one }: { one: Hanging }) {
  const say = useSay()
  const { run, pending, problem } = useCommand((body: Wish, key) =>
    api.post('/v1/desk/orders/{orderId}/suspense', { path: { orderId: one.orderId }, body, key }),
  )
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const amountFen = Math.round(Number(form.get('amount')) * 100)
    const action = form.get('action') as Wish['action']
    void run({ action, amountFen, reason: String(form.get('reason')).trim() })
  }
  const most = Math.abs(one.fen) / 100
  return (
    <details>
      <summary>
        <span>
          {money(Math.abs(one.fen))} · {say(one.fen > 0 ? words.held : words.missing)}
        </span>
      </summary>
      <Link className="cell mono" to={`/desk/orders/${one.orderId}`}>
        {one.orderId}
      </Link>
      <form onSubmit={submit}>
        <Field label={say(words.action)}>
          {(input) => (
            <select {...input} name="action">
              {(Object.keys(suspenseNames) as Wish['action'][]).map((action) => (
                <option key={action} value={action}>
                  {say(suspenseNames[action])}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={say(words.amount)}>
          {(input) => (
            <input
              {...input}
              name="amount"
              type="number"
              required
              min={0}
              max={most}
              step={0.01}
              defaultValue={most}
            />
          )}
        </Field>
        <Field label={say(words.reason)}>
          {(input) => <input {...input} name="reason" required minLength={2} maxLength={500} />}
        </Field>
        <Submit kind="quiet" pending={pending}>
          {say(words.propose)}
        </Submit>
        <Refusal problem={problem} />
      </form>
    </details>
  )
}

function Proposal({ one, mine }: { one: SuspenseSettlement; mine: boolean }) {
  const say = useSay()
  const path = { orderId: one.orderId, id: one.id }
  const { run, pending, problem } = useCommand((act: 'approve' | 'decline') =>
    api.post(`/v1/desk/orders/{orderId}/suspense/{id}/${act}`, { path }),
  )
  return (
    <div className={one.outcome === null ? 'clock warn' : 'clock'}>
      <p>
        {say(suspenseNames[one.action])} · {money(one.amountFen)}
      </p>
      <p>{one.reason}</p>
      <Link className="cell mono" to={`/desk/orders/${one.orderId}`}>
        {one.orderId}
      </Link>
      {one.outcome === null ? (
        <div className="buttons">
          <Submit pending={pending} onClick={() => void run('approve')}>
            {say(deskWords.approve)}
          </Submit>
          <Submit kind="quiet" pending={pending} onClick={() => void run('decline')}>
            {say(mine ? deskWords.takeBack : deskWords.decline)}
          </Submit>
        </div>
      ) : (
        <p className="small">
          {say(one.outcome === 'approved' ? deskWords.approved : deskWords.declined)}
        </p>
      )}
      <Refusal problem={problem} />
    </div>
  )
}
