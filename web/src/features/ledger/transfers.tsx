import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { Wire } from '../../../../sdk/src/wire.ts'
import { money, type Words } from '../../../../src/kernel/wording.ts'
import { api } from '../../api.ts'
import { type Say, useSay } from '../../language.tsx'
import { Card, LoadFailed, Time } from '../../ui/parts.tsx'
import { words } from '../supervision/words.ts'

type Transfer = Wire['GET /v1/desk/orders/{orderId}/transfers']['answer']['transfers'][number]

/** Every transfer of one order, as the ledger has it. */
export function Transfers({ orderId }: { orderId: string }) {
  const say = useSay()
  const found = useQuery({
    queryKey: ['transfers', orderId],
    queryFn: () => api.get('/v1/desk/orders/{orderId}/transfers', { path: { orderId } }),
  })
  if (found.isPending) return <p className="skeleton tall" />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  return (
    <Card title={say(words.transfers)}>
      <TransferTable transfers={found.data.transfers} />
    </Card>
  )
}

/** Transfers as a table; each leads to the order it belongs to. */
export function TransferTable({ transfers }: { transfers: readonly Transfer[] }) {
  const say = useSay()
  if (transfers.length === 0) return <p className="hint">{say(words.noTransfers)}</p>
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th>{say(words.when)}</th>
            <th>{say(words.what)}</th>
            <th>{say(words.debit)}</th>
            <th>{say(words.credit)}</th>
            <th className="end">{say(words.amount)}</th>
            <th>{say(words.state)}</th>
          </tr>
        </thead>
        <tbody>
          {transfers.map((one) => (
            <tr key={one.id}>
              <td>
                <Link className="cell" to={`/desk/orders/${one.orderId}`}>
                  <Time at={one.recordedAt} />
                </Link>
              </td>
              <td>{named(words.codes, one.code, say)}</td>
              <td className="mono">{short(one.debit)}</td>
              <td className="mono">{short(one.credit)}</td>
              <td className="end">{money(one.amountFen)}</td>
              <td>{named(words.states, one.resolution ?? one.kind, say)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function named(of: Readonly<Record<string, Words>>, code: string, say: Say): string {
  return of[code] ? say(of[code]) : code
}

/** The account without the number of its order. */
function short(account: string): string {
  return account.split('/')[0] ?? account
}
