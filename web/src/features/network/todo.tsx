import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { CaseLine, Order, OrderLine } from '../../../../sdk/src/wire.ts'
import { money } from '../../../../src/kernel/wording.ts'
import {
  disputeWords,
  gainWords,
  nextWords,
  standingWords,
  statuses,
} from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Card, LoadFailed, Time } from '../../ui/parts.tsx'
import { Together } from '../../ui/together.tsx'
import { words as safety } from '../identity/safety-words.ts'
import { OrderLines } from '../orders/lines.tsx'
import { listWords } from '../orders/words.ts'
import { ShopReturns } from '../returns/shop-returns.tsx'
import { Notices } from './notices.tsx'
import type { OfShop } from './sell.tsx'
import { words } from './words.ts'

/** 要做的. What needs doing now comes first, with its clock and what follows if nobody acts. */
export function Todo({ shop }: OfShop) {
  const say = useSay()
  return (
    <>
      <section className="status">
        <h1>{shop.name}</h1>
        <p>
          <span className={`badge ${shop.standing === 'unverified' ? 'warn' : 'good'}`}>
            {say(standingWords[shop.standing])}
          </span>
        </p>
      </section>
      <Alarm shopId={shop.shopId} />
      <Together>
        <Due shopId={shop.shopId} />
        <ShopReturns shopId={shop.shopId} />
        <Notices />
        <ShopOrders shopId={shop.shopId} />
      </Together>
    </>
  )
}

/** A shop that is frozen, or whose money is about to go elsewhere, says so before all else. */
function Alarm({ shopId }: { shopId: string }) {
  const say = useSay()
  const found = useQuery({
    queryKey: ['payout', shopId],
    queryFn: () => api.get('/v1/shops/{shopId}/payout', { path: { shopId } }),
  })
  const { frozen, waiting } = found.data ?? {}
  if (!frozen && !waiting) return null
  return (
    <div className={`notice ${frozen ? 'bad' : 'warn'}`} role="status">
      {frozen && <p>{say(safety.frozen)}</p>}
      {waiting && (
        <p>
          {say(safety.change)} · {say(safety.waiting)} <Time at={waiting.dueAt} limit />
        </p>
      )}
      <Link className="button quiet" to="/sell/me">
        {say(safety.payout)}
      </Link>
    </div>
  )
}

const toShip = ['paid', 'overdue', 'part_shipped'] as const

/** Shipping and disputes: the two things that cost a seller money when they are left alone. */
function Due({ shopId }: { shopId: string }) {
  const say = useSay()
  const found = useQuery({
    queryKey: ['shop orders', shopId, 'due'],
    queryFn: async () => {
      const path = { shopId }
      const [ship, locked, { cases }] = await Promise.all([
        api.get('/v1/shops/{shopId}/orders', { path, query: { status: toShip } }),
        api.get('/v1/shops/{shopId}/orders', { path, query: { locked: true } }),
        api.get('/v1/shops/{shopId}/complaints', { path }),
      ])
      const complaints = locked.orders.filter((order) => order.locked)
      const disputed = new Set(complaints.map(({ orderId }) => orderId))
      return [
        ...complaints.map((order) => due(order, cases)),
        ...ship.orders.filter(({ orderId }) => !disputed.has(orderId)).map((one) => due(one, [])),
      ]
    },
    refetchInterval: 20_000,
  })
  const orders = (found.data ?? []).toSorted((a, b) => dueAt(a) - dueAt(b))
  const parcels = orders.filter(({ order }) => !order.locked).length
  return (
    <Card title={say(words.now)}>
      {found.isPending && <p className="skeleton tall" />}
      {found.isError && <LoadFailed error={found.error} retry={() => found.refetch()} />}
      {found.data && orders.length === 0 && (
        <div>
          <p>{say(words.nothingDue)}</p>
          <p className="hint">{say(words.noOrdersMore)}</p>
        </div>
      )}
      {orders.length > 0 && (
        <ul className="clocks">
          {orders.map((one) => (
            <li key={one.order.orderId}>
              <Clock due={one} />
            </li>
          ))}
        </ul>
      )}
      {parcels > 1 && (
        <Link className="button" to="/sell/ship">
          {say(words.shipMany)}
        </Link>
      )}
    </Card>
  )
}

/** What waits for the seller: an order, and the case that holds it up, if there is one. */
interface Due {
  readonly order: OrderLine
  readonly file: CaseLine | null
  /** The clock that counts: of the case, while there is one. */
  readonly next: {
    kind: keyof typeof nextWords
    dueAt: string
    gains: keyof typeof gainWords
  } | null
}

function due(order: OrderLine, cases: readonly CaseLine[]): Due {
  const file = cases.find((one) => one.orderId === order.orderId) ?? null
  if (order.heldFor !== null && file === null) return { order, file, next: null }
  if (!file?.next) return { order, file, next: order.next }
  const kind = file.lowKey ? 'complaint.quiet' : (`complaint.${file.next.kind}` as const)
  return { order, file, next: { ...file.next, kind } }
}

function dueAt({ next }: Due): number {
  return next ? Date.parse(next.dueAt) : Number.POSITIVE_INFINITY
}

/** What is to be done, in one line. */
function headline({ order, file }: Due) {
  if (file?.lowKey) return words.quiet
  if (file) return file.status === 'claimed' ? words.answer : disputeWords.stageWords[file.status]
  if (order.heldFor !== null) return words.heldFor[order.heldFor]
  if (order.locked) return words.answer
  return order.status === 'overdue' ? words.shipLate : words.shipIt
}

function Clock({ due }: { due: Due }) {
  const say = useSay()
  const { order, file, next } = due
  const { locked, status } = order
  // A case that waits for somebody else is not the seller's to hurry.
  const his = file === null ? order.heldFor === null : file.status === 'claimed'
  const tone = (locked && his) || status === 'overdue' ? 'bad' : 'warn'
  return (
    <Link className={`clock ${tone}`} to={`/o/${order.orderId}`}>
      <span className="line">
        <b>{say(headline(due))}</b>
        <span className="end">{money(order.totalFen)}</span>
      </span>
      <span>
        {order.title}
        {order.items > 1 && ` ${say(listWords.items, { n: order.items })}`}
      </span>
      {next && (
        <span className="small">
          <Time at={next.dueAt} limit /> · {say(nextWords[next.kind])} ·{' '}
          {say(gainWords[next.gains])}
        </span>
      )}
      <span className="small">
        {say(locked && !file?.lowKey ? words.lockedMore : statuses[status])}
      </span>
    </Link>
  )
}

const folders = {
  open2: ['opened', 'closing', 'shipped', 'delivered', 'received'],
  todo: toShip,
  done: ['settled', 'refunded', 'cancelled', 'expired'],
} as const satisfies Record<string, readonly Order['status'][]>
type Folder = keyof typeof folders

function ShopOrders({ shopId }: { shopId: string }) {
  const say = useSay()
  const [folder, setFolder] = useState<Folder>('open2')
  const found = useInfiniteQuery({
    queryKey: ['shop orders', shopId, folder],
    queryFn: ({ pageParam }) =>
      api.get('/v1/shops/{shopId}/orders', {
        path: { shopId },
        query: { status: folders[folder], ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
  })
  const orders = found.data?.pages.flatMap((page) => page.orders) ?? []
  const { data: file } = useQuery({
    queryKey: ['shop cases', shopId],
    queryFn: () => api.get('/v1/shops/{shopId}/complaints', { path: { shopId } }),
  })
  const low = file?.cases.filter(({ lowKey }) => lowKey) ?? []
  const quiet = new Set(low.map(({ orderId }) => orderId))
  return (
    <Card title={say(words.orders)}>
      <div className="tabs-row">
        {(Object.keys(folders) as Folder[]).map((one) => (
          <button
            key={one}
            type="button"
            className="chip"
            aria-pressed={one === folder}
            onClick={() => setFolder(one)}
          >
            {say(words[one])}
          </button>
        ))}
      </div>
      {found.isPending && <p className="skeleton tall" />}
      {found.isError && <LoadFailed error={found.error} retry={() => found.refetch()} />}
      {found.data && orders.length === 0 && <p className="hint">{say(words.noOrders)}</p>}
      {orders.length > 0 && <OrderLines orders={orders} quiet={quiet} />}
      {found.hasNextPage && (
        <button type="button" className="button quiet" onClick={() => found.fetchNextPage()}>
          {say(listWords.more)}
        </button>
      )}
    </Card>
  )
}
