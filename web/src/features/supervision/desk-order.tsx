import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import type { Order } from '../../../../sdk/src/wire.ts'
import { eventWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Skeleton } from '../../ui/page.tsx'
import { Card, LoadFailed, Time } from '../../ui/parts.tsx'
import { Transfers } from '../ledger/transfers.tsx'
import { ComplaintCard, Items, MoneyCard, Parcels } from '../orders/order-parts.tsx'
import { NextSteps, StatusHead } from '../orders/order-status.tsx'
import { Clock } from './clock.tsx'
import { decoded } from './decoded.ts'
import { words } from './words.ts'

/** One order as the desk sees it: how it stands, then its journal entry by entry. */
export function DeskOrder() {
  const { orderId = '' } = useParams()
  const path = { orderId }
  const found = useQuery({
    queryKey: ['desk order', orderId],
    queryFn: () => api.get('/v1/desk/orders/{orderId}', { path }),
  })
  if (found.isPending) return <Skeleton />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  return <DeskOrderView order={found.data} />
}

function DeskOrderView({ order }: { order: Order }) {
  const say = useSay()
  return (
    <>
      <StatusHead order={order} />
      <p className="mono">{order.orderId}</p>
      <Link to={`/desk/shops/${order.shop.shopId}`}>{say(words.balanceOf)}</Link>
      <Clock />
      <NextSteps order={order} />
      <Journal orderId={order.orderId} />
      <Transfers orderId={order.orderId} />
      <MoneyCard order={order} />
      <ComplaintCard order={order} />
      <Parcels order={order} />
      <Items order={order} />
    </>
  )
}

function Journal({ orderId }: { orderId: string }) {
  const say = useSay()
  const found = useQuery({
    queryKey: ['journal', orderId],
    queryFn: () => api.get('/v1/desk/orders/{orderId}/journal', { path: { orderId } }),
  })
  if (found.isPending) return <p className="skeleton tall" />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const { entries, messages } = found.data
  return (
    <>
      <Card title={say(words.journal)}>
        {entries.map(({ seq, kind, recordedAt, leaf, payload }) => (
          <details key={seq}>
            <summary>
              <span>
                {seq} · {kindText(kind, say)}
                <br />
                <span className="small">
                  <Time at={recordedAt} /> · <span className="mono">{kind}</span>
                </span>
              </span>
            </summary>
            <h3>{say(words.leaf)}</h3>
            <pre>{leaf}</pre>
            <h3>{say(words.payload)}</h3>
            <pre>{JSON.stringify(payload, null, 2)}</pre>
          </details>
        ))}
      </Card>
      <Card title={say(words.messages)}>
        {messages.length === 0 && <p className="hint">{say(words.noMessages)}</p>}
        {messages.map(({ dedupeKey, source, receivedAt, body }) => (
          <details key={`${source} ${dedupeKey}`}>
            <summary>
              <span>
                <Time at={receivedAt} /> ·{' '}
                {source in words.source
                  ? say(words.source[source as keyof typeof words.source])
                  : source}
              </span>
            </summary>
            <pre>{decoded(body) ?? say(words.undecoded)}</pre>
          </details>
        ))}
      </Card>
    </>
  )
}

function kindText(kind: string, say: ReturnType<typeof useSay>): string {
  return kind in eventWords ? say(eventWords[kind as keyof typeof eventWords]) : kind
}
