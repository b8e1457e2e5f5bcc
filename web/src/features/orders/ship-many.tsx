import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { newKey } from '../../../../sdk/src/client.ts'
import type { Order, Problem } from '../../../../sdk/src/wire.ts'
import { api, problemOf } from '../../api.ts'
import { useKept } from '../../kept.ts'
import { useSay } from '../../language.tsx'
import { Card, Field, LoadFailed, Refusal, Submit } from '../../ui/parts.tsx'
import { Scan } from '../../ui/scan.tsx'
import { carriers, lastCarrier, rememberCarrier, trackingNoOf } from './carriers.ts'
import { sellerWords as words } from './seller-words.ts'

/** So many labels at a time: as many as fit on a table. */
const ordersMost = 20

interface Numbers {
  readonly [orderId: string]: string
}

/** 一次发多件. One label after the other is scanned; each parcel is its own command. */
export function ShipMany({ shopId }: { shopId: string }) {
  const say = useSay()
  const found = useQuery({
    queryKey: ['to ship', shopId],
    queryFn: () => waitingParcels(shopId),
    refetchOnWindowFocus: false,
  })
  const [numbers, setNumbers] = useKept<Numbers>('tracking numbers', {}, 'device')
  const [carrierId, setCarrierId] = useState(lastCarrier)
  const { send, pending, sent, problems } = useShipping(carrierId)
  const orders = found.data ?? []
  const filled = orders.filter(
    ({ orderId }) => /^[A-Z0-9-]{6,40}$/.test(numbers[orderId] ?? '') && !sent.has(orderId),
  )
  return (
    <>
      <h1>{say(words.many)}</h1>
      <p className="hint">{say(words.manyMore)}</p>
      {found.isPending && <p className="skeleton tall" />}
      {found.isError && <LoadFailed error={found.error} retry={() => found.refetch()} />}
      {found.data && orders.length === 0 && (
        <section className="card center">
          <p>{say(words.noneToShip)}</p>
        </section>
      )}
      {orders.length > 0 && (
        <Card>
          <Field label={say(words.carrier)}>
            {(input) => (
              <select
                {...input}
                value={carrierId}
                onChange={(event) => setCarrierId(event.target.value)}
              >
                {carriers.map((carrier) => (
                  <option key={carrier.id} value={carrier.id}>
                    {say(carrier)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </Card>
      )}
      {orders.map((order) => (
        <Row
          key={order.orderId}
          order={order}
          done={sent.has(order.orderId)}
          problem={problems.get(order.orderId) ?? null}
          number={numbers[order.orderId] ?? ''}
          change={(number) => setNumbers({ ...numbers, [order.orderId]: number })}
        />
      ))}
      {orders.length > 0 && (
        <Submit
          pending={pending}
          disabled={filled.length === 0}
          onClick={() => void send(filled, numbers)}
        >
          {say(words.manyYes, { n: filled.length })}
        </Submit>
      )}
    </>
  )
}

function Row({
  order,
  done,
  problem,
  number,
  change,
}: {
  order: Order
  done: boolean
  problem: Problem | null
  number: string
  change: (number: string) => void
}) {
  const say = useSay()
  const { contact } = order
  const address = contact?.address
  return (
    <Card>
      <Link to={`/o/${order.orderId}`}>
        {waitingIn(order)
          .map(({ title, quantity }) => `${title} × ${quantity}`)
          .join('；')}
      </Link>
      <p className="small">
        {contact?.name} {contact?.phone?.replace(/^\+86/, '')}
        {address && ` · ${address.province}${address.city}${address.district}${address.street}`}
      </p>
      {done ? (
        <p className="notice good" role="status">
          {say(words.sent, { number })}
        </p>
      ) : (
        <Field label={say(words.trackingNo)}>
          {(input) => (
            <span className="with-scan">
              <input
                {...input}
                maxLength={40}
                autoComplete="off"
                autoCapitalize="characters"
                value={number}
                onChange={(event) => change(trackingNoOf(event.target.value))}
              />
              <Scan kind="parcel" onCode={(code) => change(trackingNoOf(code))} />
            </span>
          )}
        </Field>
      )}
      <Refusal problem={problem} />
    </Card>
  )
}

/** Ships one after the other: what has gone stays gone, and what was refused says why. */
function useShipping(carrierId: string) {
  const [pending, setPending] = useState(false)
  const [sent, setSent] = useState<ReadonlySet<string>>(new Set())
  const [problems, setProblems] = useState<ReadonlyMap<string, Problem>>(new Map())
  const [keys] = useState(() => new Map<string, string>())
  const send = async (orders: readonly Order[], numbers: Numbers) => {
    setPending(true)
    rememberCarrier(carrierId)
    const gone = new Set(sent)
    const refused = new Map<string, Problem>()
    for (const order of orders) {
      const { orderId } = order
      const trackingNo = numbers[orderId] ?? ''
      const body = { itemIds: waitingIn(order).map(({ id }) => id), carrierId, trackingNo }
      // The same wish keeps its key: pressed again after a lost answer, it is done once.
      const wish = `${orderId} ${carrierId} ${trackingNo}`
      const key = keys.get(wish) ?? newKey()
      keys.set(wish, key)
      try {
        await api.post('/v1/orders/{orderId}/ship', { path: { orderId }, key, body })
        gone.add(orderId)
      } catch (error) {
        refused.set(orderId, problemOf(error))
      }
      setSent(new Set(gone))
      setProblems(new Map(refused))
    }
    setPending(false)
  }
  return { send, pending, sent, problems }
}

function waitingIn(order: Order): Order['items'] {
  return order.items.filter(
    ({ status, fulfilment }) =>
      fulfilment.kind === 'parcel' && (status === 'awaiting' || status === 'overdue'),
  )
}

async function waitingParcels(shopId: string): Promise<readonly Order[]> {
  const { orders } = await api.get('/v1/shops/{shopId}/orders', {
    path: { shopId },
    query: { status: ['paid', 'overdue', 'part_shipped'] },
  })
  const whole = await Promise.all(
    orders
      .slice(0, ordersMost)
      .map(({ orderId }) => api.get('/v1/orders/{orderId}', { path: { orderId } })),
  )
  return whole.filter((order) => waitingIn(order).length > 0)
}
