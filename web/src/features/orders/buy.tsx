import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { newKey, randomText } from '../../../../sdk/src/client.ts'
import type { Listing, Problem, Sheet } from '../../../../sdk/src/wire.ts'
import { money } from '../../../../src/kernel/wording.ts'
import { api, problemOf } from '../../api.ts'
import { useKept } from '../../kept.ts'
import { useSay } from '../../language.tsx'
import { keepSecret } from '../../secrets.ts'
import { myLinks, Page, Skeleton } from '../../ui/page.tsx'
import { Card, LoadFailed, Refusal, Submit } from '../../ui/parts.tsx'
import { nothingTold, PurchaseReturns, type Told } from '../returns/purchase.tsx'
import { Address } from './address.tsx'
import { Caution } from './caution.tsx'
import { type Filled, Receiver } from './receiver.tsx'
import { Thumb } from './thumb.tsx'
import { buyWords as words } from './words.ts'

const empty: Filled = {
  quantity: 1,
  name: '',
  phone: '',
  province: '',
  city: '',
  district: '',
  street: '',
}

export function Buy() {
  const say = useSay()
  const { listingId = '' } = useParams()
  const found = useQuery({
    queryKey: ['listing', listingId],
    queryFn: () => api.get('/v1/listings/{listingId}', { path: { listingId } }),
  })
  const sold = found.data
  const unknown = found.isError && problemOf(found.error).code === 'listing.not_found'
  const open =
    sold?.shop.status === 'open' && sold.listing.status === 'published' && sold.listing.stock > 0
  return (
    <Page title={say(words.title)} links={myLinks} withBar={open}>
      <h1>{say(words.title)}</h1>
      {found.isPending && <Skeleton />}
      {unknown && <Gone title={say(words.unknown)} more={say(words.unknownMore)} to="/check" />}
      {found.isError && !unknown && (
        <LoadFailed error={found.error} retry={() => found.refetch()} />
      )}
      {sold && !open && (
        <Gone title={say(words.gone)} more={say(words.goneMore)} to={`/l/${listingId}`} />
      )}
      {sold && open && (
        <BuyForm listing={sold.listing} shopName={sold.shop.name} sheet={sold.sheet} />
      )}
    </Page>
  )
}

/** Nothing can be bought here: why, and where to go. */
function Gone({ title, more, to }: { title: string; more: string; to: string }) {
  const say = useSay()
  return (
    <section className="card center">
      <h2>{title}</h2>
      <p>{more}</p>
      <a className="button quiet" href={to}>
        {say(to === '/check' ? words.check : words.see)}
      </a>
    </section>
  )
}

function BuyForm({
  listing,
  shopName,
  sheet,
}: {
  listing: Listing
  shopName: string
  sheet: Sheet
}) {
  const say = useSay()
  const [filled, setFilled] = useKept<Filled>('buy', empty)
  const { send, pending, problem, priceNews } = useOrdering(listing, filled)
  const [confirmed, setConfirmed] = useState(false)
  const [told, tell] = useState(nothingTold)
  const quantity = Math.max(1, Math.min(filled.quantity, listing.stock, 999))
  const totalFen = usePrice(listing, quantity)
  const change = (part: Partial<Filled>) => setFilled({ ...filled, ...part })
  const parcel = listing.fulfilment.kind === 'parcel'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send({ quantity, totalFen }, told, confirmed ? sheet.warnings.map(({ code }) => code) : [])
  }
  return (
    <form onSubmit={submit}>
      <Card>
        <div className="line with-photo">
          <Thumb photos={listing.photos} />
          <div>
            <p>{listing.title}</p>
            <p className="small">{shopName}</p>
            {listing.promotion && <p className="badge good">{listing.promotion}</p>}
          </div>
          <p className="end">{money(listing.priceFen)}</p>
        </div>
        <Quantity
          value={quantity}
          stock={listing.stock}
          onChange={(n) => change({ quantity: n })}
        />
      </Card>
      <Card title={say(parcel ? words.who : words.whoHere)}>
        <Receiver filled={filled} change={change} />
      </Card>
      {parcel && (
        <Card title={say(words.address)}>
          <Address filled={filled} change={change} />
        </Card>
      )}
      <PurchaseReturns listing={listing} told={told} tell={tell} />
      <Caution sheet={sheet} confirmed={confirmed} confirm={setConfirmed} />
      <p className="hint">{say(words.after)}</p>
      {priceNews && (
        <p className="notice warn" role="alert">
          {say(words.newPrice, { price: money(listing.priceFen) })}
        </p>
      )}
      <Refusal problem={problem} />
      <div className="bar">
        <div className="bar-in">
          <p>
            <span className="small">{say(words.total)}</span>
            <br />
            <span className="price">{money(totalFen)}</span>
          </p>
          <Submit pending={pending}>{say(words.submit)}</Submit>
        </div>
      </div>
    </form>
  )
}

function Quantity({
  value,
  stock,
  onChange,
}: {
  value: number
  stock: number
  onChange: (quantity: number) => void
}) {
  const say = useSay()
  return (
    <div className="field">
      <label htmlFor="quantity">{say(words.quantity)}</label>
      <div className="stepper">
        <button
          type="button"
          className="button quiet"
          aria-label={say(words.fewer)}
          disabled={value <= 1}
          onClick={() => onChange(value - 1)}
        >
          −
        </button>
        <input
          id="quantity"
          type="number"
          inputMode="numeric"
          min="1"
          max={Math.min(stock, 999)}
          value={value}
          onChange={(event) => onChange(Number(event.target.value) || 1)}
        />
        <button
          type="button"
          className="button quiet"
          aria-label={say(words.moreOf)}
          disabled={value >= stock}
          onClick={() => onChange(value + 1)}
        >
          +
        </button>
      </div>
      <span className="hint">{say(words.left, { stock })}</span>
    </div>
  )
}

interface Much {
  readonly quantity: number
  readonly totalFen: number
}

/** What these pieces cost: with a promotion the server reckons it, as when it is ordered. */
function usePrice(listing: Listing, quantity: number): number {
  const { listingId, promotion, revision } = listing
  const found = useQuery({
    queryKey: ['listing', listingId, 'price', revision, quantity],
    queryFn: () =>
      api.get('/v1/listings/{listingId}/price', { path: { listingId }, query: { quantity } }),
    enabled: promotion !== undefined,
  })
  return found.data?.totalFen ?? listing.priceFen * quantity
}

type Warnings = Sheet['warnings'][number]['code'][]

interface Sent {
  readonly text: string
  readonly key: string
  readonly linkSecret: string
}

/**
 * Sends the order. Its Idempotency-Key and secret are kept until an answer has come, over a reload
 * too: however often it is sent, it is one order.
 */
function useOrdering(listing: Listing, filled: Filled) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [sent, setSent] = useKept<Sent | null>(`ordering ${listing.listingId}`, null)
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [priceNews, setPriceNews] = useState(false)
  useEffect(() => {
    // Where the answer leads is fetched while the form is filled in.
    void import('./order.tsx')
  }, [])

  async function send(much: Much, told: Told, confirmed: Warnings): Promise<void> {
    const { quantity, totalFen } = much
    const { name, phone, province, city, district, street } = filled
    const parcel = listing.fulfilment.kind === 'parcel'
    const address = { province, city, district, street }
    const wish = {
      items: [
        {
          listingId: listing.listingId,
          quantity,
          ...(told.confirmsExclusion ? { confirmsExclusion: true } : {}),
        },
      ],
      boughtFor: told.boughtFor,
      expectedTotalFen: totalFen,
      contact: { name, phone, ...(parcel ? { address } : {}) },
      ...(confirmed.length > 0 ? { confirmed } : {}),
    }
    const text = JSON.stringify(wish)
    const mine = sent?.text === text ? sent : { text, key: newKey(), linkSecret: randomText(32) }
    setSent(mine)
    setPending(true)
    setProblem(null)
    setPriceNews(false)
    try {
      const body = { ...wish, linkSecret: mine.linkSecret }
      const { orderId } = await api.post('/v1/orders', { body, key: mine.key })
      keepSecret(orderId, mine.linkSecret)
      setSent(null)
      navigate(`/o/${orderId}`, { replace: true })
    } catch (error) {
      const why = problemOf(error)
      if (why.status !== 0 && why.status !== 503) setSent(null)
      setPending(false)
      if (why.code === 'order.price_changed') setPriceNews(true)
      else setProblem(why)
      await queries.invalidateQueries({ queryKey: ['listing', listing.listingId] })
    }
  }

  return { send, pending, problem, priceNews }
}
