import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Listing, Order, Shop } from '../../../../sdk/src/wire.ts'
import { money } from '../../../../src/kernel/wording.ts'
import { standingWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Card, LoadFailed } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { SignedIn } from '../identity/sign-in.tsx'
import { OrderLines } from '../orders/lines.tsx'
import { Thumb } from '../orders/thumb.tsx'
import { listWords } from '../orders/words.ts'
import { words } from './words.ts'

/** A seller's home: what is to be done now comes first. */
export function ShopHome({ shop }: { shop: Shop }) {
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
      <ShopOrders shopId={shop.shopId} />
      <Goods shopId={shop.shopId} />
      <SignedIn />
    </>
  )
}

const folders = {
  todo: ['paid', 'overdue', 'part_shipped'],
  open2: ['opened', 'closing', 'shipped', 'delivered', 'received'],
  done: ['settled', 'refunded', 'cancelled', 'expired'],
} as const satisfies Record<string, readonly Order['status'][]>
type Folder = keyof typeof folders

function ShopOrders({ shopId }: { shopId: string }) {
  const say = useSay()
  const [folder, setFolder] = useState<Folder>('todo')
  const found = useInfiniteQuery({
    queryKey: ['shop orders', shopId, folder],
    queryFn: ({ pageParam }) =>
      api.get('/v1/shops/{shopId}/orders', {
        path: { shopId },
        query: { status: folders[folder], ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
    refetchInterval: 20_000,
  })
  const orders = found.data?.pages.flatMap((page) => page.orders) ?? []
  return (
    <Card title={say(words.orders)}>
      <div className="buttons tabs">
        {(Object.keys(folders) as Folder[]).map((one) => (
          <button
            key={one}
            type="button"
            className={one === folder ? 'button' : 'button quiet'}
            aria-pressed={one === folder}
            onClick={() => setFolder(one)}
          >
            {say(words[one])}
          </button>
        ))}
      </div>
      {found.isPending && <p className="skeleton tall" />}
      {found.isError && <LoadFailed error={found.error} retry={() => found.refetch()} />}
      {found.data && orders.length === 0 && (
        <div>
          <p>{say(words.noOrders)}</p>
          <p className="hint">{say(words.noOrdersMore)}</p>
        </div>
      )}
      {orders.length > 0 && <OrderLines orders={orders} />}
      {found.hasNextPage && (
        <button type="button" className="button quiet" onClick={() => found.fetchNextPage()}>
          {say(listWords.more)}
        </button>
      )}
    </Card>
  )
}

function Goods({ shopId }: { shopId: string }) {
  const say = useSay()
  const found = useQuery({
    queryKey: ['shop listings', shopId],
    queryFn: () => api.get('/v1/shops/{shopId}/listings', { path: { shopId } }),
  })
  const listings = found.data?.listings ?? []
  return (
    <Card title={say(words.goods)}>
      <Link className="button" to="/sell/new">
        {say(words.publish)}
      </Link>
      {found.isPending && <p className="skeleton tall" />}
      {found.isError && <LoadFailed error={found.error} retry={() => found.refetch()} />}
      {found.data && listings.length === 0 && <p className="hint">{say(words.noGoods)}</p>}
      <ul className="lines">
        {listings.map((listing) => (
          <Good key={listing.listingId} listing={listing} />
        ))}
      </ul>
    </Card>
  )
}

function Good({ listing }: { listing: Listing }) {
  const say = useSay()
  const [copied, setCopied] = useState(false)
  const link = `${location.origin}/l/${listing.listingId}`
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => setCopied(true),
      () => prompt(say(words.copy), link),
    )
  return (
    <li>
      <div className="line with-photo">
        <Thumb photos={listing.photos} />
        <div>
          <p>{listing.title}</p>
          <p className="small">{say(words.stock, { stock: listing.stock })}</p>
          {listing.status === 'withdrawn' && <span className="badge">{say(words.down)}</span>}
        </div>
        <p className="end">{money(listing.priceFen)}</p>
      </div>
      <div className="buttons" style={{ paddingBottom: 12 }}>
        <button type="button" className="button quiet" onClick={() => void copy()}>
          {say(copied ? frameWords.copied : words.copy)}
        </button>
        <Link className="button quiet" to={`/sell/l/${listing.listingId}`}>
          {say(words.edit)}
        </Link>
      </div>
    </li>
  )
}
