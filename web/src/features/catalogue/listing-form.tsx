import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { Listing } from '../../../../sdk/src/wire.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useKept } from '../../kept.ts'
import { useSay } from '../../language.tsx'
import { Skeleton } from '../../ui/page.tsx'
import { Card, Field, LoadFailed, Refusal, Submit } from '../../ui/parts.tsx'
import { useTell } from '../../ui/toast.tsx'
import { Ask } from '../orders/buyer-actions.tsx'
import { type Draft, draftOf, emptyDraft, offerOf } from './draft.ts'
import { OfferFields } from './offer-fields.tsx'
import { offerWords as words } from './words.ts'

/** 上架. A new listing; the draft outlives a lost connection. */
export function NewListing({ shopId }: { shopId: string }) {
  const say = useSay()
  const navigate = useNavigate()
  const [draft, setDraft] = useKept<Draft>('new listing 3', emptyDraft, 'device')
  const made = useRef('')
  const { run, pending, problem } = useCommand(
    async (body: NonNullable<ReturnType<typeof offerOf>>, key) => {
      const answer = await api.post('/v1/shops/{shopId}/listings', { path: { shopId }, key, body })
      made.current = answer.listingId
    },
  )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const offer = offerOf(draft)
    if (!offer || !(await run(offer))) return
    setDraft(emptyDraft)
    navigate(`/sell/share/${made.current}`, { replace: true })
  }
  return (
    <>
      <h1>{say(words.create)}</h1>
      <Card>
        <form onSubmit={submit}>
          <OfferFields draft={draft} change={setDraft} withStock />
          <Refusal problem={problem} />
          <Submit pending={pending}>{say(words.publish)}</Submit>
        </form>
      </Card>
    </>
  )
}

export function EditListing() {
  const { listingId = '' } = useParams()
  const found = useQuery({
    queryKey: ['listing', listingId],
    queryFn: () => api.get('/v1/listings/{listingId}', { path: { listingId } }),
  })
  if (found.isPending) return <Skeleton />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  return <Edit key={found.data.listing.revision} listing={found.data.listing} />
}

function Edit({ listing }: { listing: Listing }) {
  const say = useSay()
  const tell = useTell()
  // Kept by revision: what has been changed elsewhere meanwhile is not overwritten unseen.
  const name = `listing ${listing.listingId} ${listing.revision}`
  const [draft, setDraft] = useKept<Draft>(name, draftOf(listing))
  const path = { listingId: listing.listingId }
  type Offer = Omit<NonNullable<ReturnType<typeof offerOf>>, 'stock'>
  const { run, pending, problem } = useCommand((body: Offer, key) =>
    api.post('/v1/listings/{listingId}/edit', { path, key, body }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const offer = offerOf(draft)
    if (!offer) return
    const { stock: _, ...rest } = offer
    // What this form does not ask for stays as it was agreed elsewhere.
    const kept = listing.aftersales ? { aftersales: listing.aftersales } : {}
    void run({ ...rest, ...kept }).then((done) => done && tell(say(words.saved)))
  }
  return (
    <>
      <h1>{say(words.edit)}</h1>
      {listing.status === 'withdrawn' && <p className="notice warn">{say(words.withdrawn)}</p>}
      <Stock listing={listing} />
      <Card>
        <form onSubmit={submit}>
          <OfferFields draft={draft} change={setDraft} />
          <Refusal problem={problem} />
          <Submit pending={pending}>{say(words.save)}</Submit>
        </form>
      </Card>
      {listing.status === 'published' && <Withdraw listing={listing} />}
    </>
  )
}

function Stock({ listing }: { listing: Listing }) {
  const say = useSay()
  const [stock, setStock] = useState(String(listing.stock))
  const path = { listingId: listing.listingId }
  const { run, pending, problem } = useCommand((body: { stock: number }, key) =>
    api.post('/v1/listings/{listingId}/restock', { path, key, body }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run({ stock: Number(stock) })
  }
  return (
    <Card>
      <form onSubmit={submit}>
        <div className="pair">
          <Field label={say(words.stock)}>
            {(input) => (
              <input
                {...input}
                required
                type="number"
                inputMode="numeric"
                min="0"
                max="1000000"
                value={stock}
                onChange={(event) => setStock(event.target.value)}
              />
            )}
          </Field>
          <Submit pending={pending} kind="quiet">
            {say(words.saveStock)}
          </Submit>
        </div>
        <Refusal problem={problem} />
      </form>
    </Card>
  )
}

function Withdraw({ listing }: { listing: Listing }) {
  const say = useSay()
  const [asked, setAsked] = useState(false)
  const path = { listingId: listing.listingId }
  const { run, pending, problem } = useCommand((_: null, key) =>
    api.post('/v1/listings/{listingId}/withdraw', { path, key }),
  )
  return (
    <Card>
      <Refusal problem={problem} />
      {asked ? (
        <Ask
          text={say(words.withdrawMore)}
          yes={say(words.withdraw)}
          pending={pending}
          act={async () => {
            if (await run(null)) setAsked(false)
          }}
          close={() => setAsked(false)}
        />
      ) : (
        <button type="button" className="button danger" onClick={() => setAsked(true)}>
          {say(words.withdraw)}
        </button>
      )}
    </Card>
  )
}
