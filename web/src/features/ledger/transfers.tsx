import { useQuery } from '@tanstack/react-query'
import { money } from '../../../../src/kernel/wording.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Card, LoadFailed, Time } from '../../ui/parts.tsx'
import { words } from '../supervision/words.ts'

/** Every transfer of one order, as the ledger has it. */
export function Transfers({ orderId }: { orderId: string }) {
  const say = useSay()
  const found = useQuery({
    queryKey: ['transfers', orderId],
    queryFn: () => api.get('/v1/desk/orders/{orderId}/transfers', { path: { orderId } }),
  })
  if (found.isPending) return <p className="skeleton tall" />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const { transfers } = found.data
  return (
    <Card title={say(words.transfers)}>
      {transfers.length === 0 && <p className="hint">{say(words.noTransfers)}</p>}
      {transfers.length > 0 && (
        <section className="scroll" aria-label={say(words.transfers)}>
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
                    <Time at={one.recordedAt} />
                  </td>
                  <td>{one.code}</td>
                  <td className="mono">{short(one.debit)}</td>
                  <td className="mono">{short(one.credit)}</td>
                  <td className="end">{money(one.amountFen)}</td>
                  <td>{one.resolution ?? one.kind}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Card>
  )
}

/** The account without the number of the order, which stands above. */
function short(account: string): string {
  return account.split('/')[0] ?? account
}
