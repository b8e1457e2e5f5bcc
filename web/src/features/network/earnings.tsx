import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Earning } from '../../../../sdk/src/wire.ts'
import { money } from '../../../../src/kernel/wording.ts'
import { dueReasons, statuses } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Card, LoadFailed, Time } from '../../ui/parts.tsx'
import { listWords } from '../orders/words.ts'
import type { OfShop } from './sell.tsx'
import { words } from './words.ts'

type Folder = 'held' | 'settled'

/** 钱. What is held, what is due and when, what has come; every fen belongs to an order. */
export function Earnings({ shop: { shopId } }: OfShop) {
  const say = useSay()
  const [folder, setFolder] = useState<Folder>('held')
  const found = useInfiniteQuery({
    queryKey: ['earnings', shopId, folder],
    queryFn: ({ pageParam }) =>
      api.get('/v1/shops/{shopId}/earnings', {
        path: { shopId },
        query: { folder, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
  })
  const [first] = found.data?.pages ?? []
  const orders = found.data?.pages.flatMap((page) => page.orders) ?? []
  return (
    <>
      <h1>{say(words.money)}</h1>
      <p className="hint">{say(words.moneyMore)}</p>
      {first && (
        <div className="sums">
          <Sum name={say(words.held)} fen={first.heldFen} />
          <Sum name={say(words.settled)} fen={first.settledFen} />
          <Sum name={say(words.refunded)} fen={first.refundedFen} />
          <Sum name={say(words.fee)} fen={first.feeFen} />
        </div>
      )}
      {(first?.pendingFen ?? 0) > 0 && (
        <p className="notice">{say(words.pending, { amount: money(first?.pendingFen ?? 0) })}</p>
      )}
      <div className="tabs-row">
        {(['held', 'settled'] as const).map((one) => (
          <button
            key={one}
            type="button"
            className="chip"
            aria-pressed={one === folder}
            onClick={() => setFolder(one)}
          >
            {say(one === 'held' ? words.heldOrders : words.endedOrders)}
          </button>
        ))}
      </div>
      {found.isPending && <p className="skeleton tall" />}
      {found.isError && <LoadFailed error={found.error} retry={() => found.refetch()} />}
      {found.data && orders.length === 0 && (
        <section className="card center">
          <p>{say(words.noMoney)}</p>
        </section>
      )}
      {orders.length > 0 && (
        <Card>
          <ul className="lines">
            {orders.map((earning) => (
              <li key={earning.orderId}>
                <Line earning={earning} />
              </li>
            ))}
          </ul>
          {found.hasNextPage && (
            <button type="button" className="button quiet" onClick={() => found.fetchNextPage()}>
              {say(listWords.more)}
            </button>
          )}
        </Card>
      )}
    </>
  )
}

function Sum({ name, fen }: { name: string; fen: number }) {
  return (
    <p className="sum">
      <span className="small">{name}</span>
      <b>{money(fen)}</b>
    </p>
  )
}

/** One order: what was paid is the sum of the parts that stand under it. */
function Line({ earning }: { earning: Earning }) {
  const say = useSay()
  const { heldFen, releasedFen, refundedFen, feeFen, dueAt, dueFen, why } = earning
  const parts = (
    [
      [words.partHeld, heldFen],
      [words.partReleased, releasedFen],
      [words.partFee, feeFen],
      [words.partRefunded, refundedFen],
    ] as const
  ).filter(([, fen]) => fen > 0)
  return (
    <Link to={`/o/${earning.orderId}`}>
      <span className="row">
        <span>{earning.title}</span>
        <span className="end">{money(earning.paidFen)}</span>
      </span>
      <span className="row wraps">
        <span className="small">
          {parts.map(([name, fen]) => `${say(name)} ${money(fen)}`).join(' + ')}
        </span>
        <span className="badge">{say(statuses[earning.status])}</span>
      </span>
      {why !== 'ended' && (
        <span className="small whole">
          {dueAt && (
            <>
              <Time at={dueAt} limit /> {say(words.due, { amount: money(dueFen) })} ·{' '}
            </>
          )}
          {say(dueReasons[why])}
        </span>
      )}
    </Link>
  )
}
