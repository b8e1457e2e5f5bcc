import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { Listing } from '../../../../sdk/src/wire.ts'
import { money } from '../../../../src/kernel/wording.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Card, LoadFailed } from '../../ui/parts.tsx'
import { Thumb } from '../orders/thumb.tsx'
import { words } from './words.ts'

/** 商品. What hangs in the window, and the way to share or change each. */
export function Goods({ shopId }: { shopId: string }) {
  const say = useSay()
  const found = useQuery({
    queryKey: ['shop listings', shopId],
    queryFn: () => api.get('/v1/shops/{shopId}/listings', { path: { shopId } }),
  })
  const listings = found.data?.listings ?? []
  return (
    <>
      <h1>{say(words.goods)}</h1>
      <Link className="button" to="/sell/new">
        {say(words.publish)}
      </Link>
      {found.isPending && <p className="skeleton tall" />}
      {found.isError && <LoadFailed error={found.error} retry={() => found.refetch()} />}
      {found.data && listings.length === 0 && (
        <section className="card center">
          <p>{say(words.noGoods)}</p>
          <p className="hint">{say(words.noGoodsMore)}</p>
        </section>
      )}
      {listings.length > 0 && (
        <Card>
          <ul className="lines">
            {listings.map((listing) => (
              <Good key={listing.listingId} listing={listing} />
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}

function Good({ listing }: { listing: Listing }) {
  const say = useSay()
  const { listingId, stock, status } = listing
  return (
    <li>
      <div className="line with-photo">
        <Thumb photos={listing.photos} />
        <div>
          <p>{listing.title}</p>
          <p className="small">{say(words.stock, { stock })}</p>
          {status === 'withdrawn' && <span className="badge">{say(words.down)}</span>}
          {status === 'published' && stock === 0 && (
            <span className="badge warn">{say(words.soldOut)}</span>
          )}
        </div>
        <p className="end">{money(listing.priceFen)}</p>
      </div>
      <div className="buttons under-line">
        <Link className="button quiet" to={`/sell/share/${listingId}`}>
          {say(words.share)}
        </Link>
        <Link className="button quiet" to={`/sell/l/${listingId}`}>
          {say(words.edit)}
        </Link>
      </div>
    </li>
  )
}
