import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Listing, Shop } from '../../../../sdk/src/wire.ts'
import { money } from '../../../../src/kernel/wording.ts'
import { standingWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Copy } from '../../ui/copy.tsx'
import { Skeleton } from '../../ui/page.tsx'
import { Card, LoadFailed } from '../../ui/parts.tsx'
import { drawQr } from '../../ui/qr.ts'
import { poster } from './poster.ts'
import { offerWords as words } from './words.ts'

/** 分享. All that a seller sends into a chat: a text, a link, a code, a poster. */
export function Share() {
  const { listingId = '' } = useParams()
  const found = useQuery({
    queryKey: ['listing', listingId],
    queryFn: () => api.get('/v1/listings/{listingId}', { path: { listingId } }),
  })
  if (found.isPending) return <Skeleton />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  return <Kit listing={found.data.listing} shop={found.data.shop} />
}

interface Part {
  readonly listing: Listing
  readonly shop: Shop
}

function Kit({ listing, shop }: Part) {
  const say = useSay()
  const link = `${location.origin}/l/${listing.listingId}`
  const text = say(words.paste, {
    title: listing.title,
    price: money(listing.priceFen),
    hours: listing.shipWithinHours,
    link,
  })
  return (
    <>
      <h1>{say(words.share)}</h1>
      <Card title={listing.title}>
        <p className="text small">{text}</p>
        <Copy text={text} label={say(words.copyText)} />
        <p className="mono">{link}</p>
        <Copy text={link} label={say(words.copyLink)} />
        {'share' in navigator && (
          <button
            type="button"
            className="button quiet"
            onClick={() =>
              void navigator.share({ title: listing.title, url: link }).catch(() => undefined)
            }
          >
            {say(words.shareBy)}
          </button>
        )}
        <a className="button quiet" href={link}>
          {say(words.see)}
        </a>
      </Card>
      <Card title={say(words.code)}>
        <Qr link={link} />
      </Card>
      <Poster listing={listing} shop={shop} link={link} />
      <Link className="button quiet" to="/sell/goods">
        {say(words.backToGoods)}
      </Link>
    </>
  )
}

function Qr({ link }: { link: string }) {
  const say = useSay()
  const place = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const pen = place.current?.getContext('2d')
    if (pen) drawQr(pen, link, { x: 0, y: 0, size: 480 })
  }, [link])
  return (
    <canvas
      ref={place}
      className="qr"
      width="480"
      height="480"
      role="img"
      aria-label={say(words.codeOf)}
    />
  )
}

function Poster({ listing, shop, link }: Part & { link: string }) {
  const say = useSay()
  const [address, setAddress] = useState<string | null>(null)
  const [failed, setFailed] = useState(false)
  const [photo] = listing.photos
  useEffect(() => {
    let made: string | null = null
    let gone = false
    poster(
      {
        title: listing.title,
        price: money(listing.priceFen),
        seller: shop.name,
        standing: standingWords[shop.standing],
        verified: shop.standing !== 'unverified',
        link,
        photo: photo ? `/v1/photos/${photo}?w=960` : null,
      },
      say,
    ).then(
      (blob) => {
        if (gone) return
        made = URL.createObjectURL(blob)
        setAddress(made)
      },
      () => setFailed(true),
    )
    return () => {
      gone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [listing, shop, link, photo, say])
  return (
    <Card title={say(words.poster)}>
      <p className="hint">{say(words.posterMore)}</p>
      {failed && <p className="notice bad">{say(words.posterFailed)}</p>}
      {address === null && !failed && <p className="skeleton poster-place" />}
      {address !== null && (
        <>
          <img
            className="poster"
            src={address}
            width="900"
            height="1200"
            alt={say(words.posterOf, { title: listing.title, price: money(listing.priceFen) })}
          />
          <a className="button" href={address} download={`baozheng-${listing.listingId}.png`}>
            {say(words.savePoster)}
          </a>
        </>
      )}
    </Card>
  )
}
