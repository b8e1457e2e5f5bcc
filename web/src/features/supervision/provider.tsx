import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Card, LoadFailed, Time } from '../../ui/parts.tsx'
import { decoded } from './decoded.ts'
import { words } from './desk-words.ts'
import { words as firstWords } from './words.ts'

/** 支付通道. What waits for the provider's word, and words that were not the provider's. */
export function Provider() {
  const say = useSay()
  return (
    <>
      <h1>{say(words.provider)}</h1>
      <Waiting />
      <Forged />
    </>
  )
}

function Waiting() {
  const say = useSay()
  const found = useQuery({
    queryKey: ['instructions'],
    queryFn: () => api.get('/v1/desk/instructions'),
    refetchInterval: 5_000,
  })
  return (
    <Card title={say(words.waitingFor)}>
      {found.isPending && <p className="skeleton tall" />}
      {found.isError && <LoadFailed error={found.error} retry={() => found.refetch()} />}
      {found.data?.instructions.length === 0 && <p className="hint">{say(words.nothingWaits)}</p>}
      {found.data && found.data.instructions.length > 0 && (
        <section className="scroll" aria-label={say(words.waitingFor)}>
          <table>
            <thead>
              <tr>
                <th>{say(words.instruction)}</th>
                <th>{say(words.shop)}</th>
                <th>{say(words.attempts)}</th>
                <th>{say(words.next)}</th>
              </tr>
            </thead>
            <tbody>
              {found.data.instructions.map((one) => (
                <tr key={`${one.orderId} ${one.instruction}`}>
                  <td>
                    <Link className="cell mono" to={`/desk/orders/${one.orderId}`}>
                      {one.instruction}
                    </Link>
                  </td>
                  <td>{one.shopName}</td>
                  <td>{say(words.times, { n: one.attempts })}</td>
                  <td>{one.attempts === 0 ? '—' : <Time at={one.nextAt} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Card>
  )
}

function Forged() {
  const say = useSay()
  const found = useQuery({
    queryKey: ['rejected'],
    queryFn: () => api.get('/v1/desk/callbacks/rejected'),
  })
  return (
    <Card title={say(words.forged)}>
      {found.isPending && <p className="skeleton" />}
      {found.isError && <LoadFailed error={found.error} retry={() => found.refetch()} />}
      {found.data?.callbacks.length === 0 && <p className="hint">{say(firstWords.noneRejected)}</p>}
      {found.data?.callbacks.map(({ id, provider, receivedAt, body }) => (
        <details key={id}>
          <summary>
            <span>
              <Time at={receivedAt} /> · {provider}
            </span>
          </summary>
          <pre>{decoded(body) ?? say(firstWords.undecoded)}</pre>
        </details>
      ))}
    </Card>
  )
}
