import { type ChangeEvent, useState } from 'react'
import type { Listing, Problem } from '../../../../sdk/src/wire.ts'
import { parseYuan } from '../../../../src/kernel/money.ts'
import { fulfilmentWords } from '../../../../src/vocabulary.ts'
import { api, problemOf } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Field, Refusal } from '../../ui/parts.tsx'
import { listingWords as words } from '../network/words.ts'

type Kind = Listing['fulfilment']['kind']

/** An offer as it is typed. */
export interface Draft {
  readonly title: string
  readonly text: string
  readonly price: string
  readonly stock: string
  readonly hours: string
  readonly kind: Kind
  readonly place: string
  readonly photos: readonly string[]
}

export const emptyDraft: Draft = {
  title: '',
  text: '',
  price: '',
  stock: '1',
  hours: '48',
  kind: 'parcel',
  place: '',
  photos: [],
}

/** The offer that a draft means; null while something in it is no number or no amount. */
export function offerOf(draft: Draft) {
  const priceFen = parseYuan(draft.price)
  if (priceFen === null || priceFen <= 0n) return null
  const { kind, place } = draft
  const fulfilment: Listing['fulfilment'] =
    kind === 'pickup' || kind === 'service' ? { kind, place } : { kind }
  return {
    title: draft.title,
    text: draft.text,
    priceFen: Number(priceFen),
    photos: draft.photos,
    shipWithinHours: Number(draft.hours),
    fulfilment,
    stock: Number(draft.stock),
  }
}

export function OfferFields({
  draft,
  change,
  withStock = false,
}: {
  draft: Draft
  change: (draft: Draft) => void
  withStock?: boolean
}) {
  const say = useSay()
  const set = (part: Partial<Draft>) => change({ ...draft, ...part })
  const priceWrong = draft.price !== '' && offerOf(draft) === null
  return (
    <>
      <Photos photos={draft.photos} onChange={(photos) => set({ photos })} />
      <Field label={say(words.title)} hint={say(words.titleHint)}>
        {(input) => (
          <input
            {...input}
            required
            maxLength={60}
            value={draft.title}
            onChange={(event) => set({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label={say(words.text)}>
        {(input) => (
          <textarea
            {...input}
            maxLength={5000}
            value={draft.text}
            onChange={(event) => set({ text: event.target.value })}
          />
        )}
      </Field>
      <Field label={say(words.price)} error={priceWrong ? say(words.priceWrong) : null}>
        {(input) => (
          <input
            {...input}
            required
            inputMode="decimal"
            value={draft.price}
            onChange={(event) => set({ price: event.target.value })}
          />
        )}
      </Field>
      {withStock && (
        <Whole
          label={say(words.stock)}
          value={draft.stock}
          range={[0, 1_000_000]}
          onChange={(stock) => set({ stock })}
        />
      )}
      <Whole
        label={say(words.hours)}
        hint={say(words.hoursHint)}
        value={draft.hours}
        range={[1, 720]}
        onChange={(hours) => set({ hours })}
      />
      <Delivery draft={draft} set={set} />
    </>
  )
}

function Whole({
  label,
  hint,
  value,
  range,
  onChange,
}: {
  label: string
  hint?: string
  value: string
  range: readonly [number, number]
  onChange: (value: string) => void
}) {
  return (
    <Field label={label} hint={hint}>
      {(input) => (
        <input
          {...input}
          required
          type="number"
          inputMode="numeric"
          min={range[0]}
          max={range[1]}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

function Delivery({ draft, set }: { draft: Draft; set: (part: Partial<Draft>) => void }) {
  const say = useSay()
  const atPlace = draft.kind === 'pickup' || draft.kind === 'service'
  return (
    <>
      <Field label={say(words.kind)}>
        {(input) => (
          <select
            {...input}
            value={draft.kind}
            onChange={(event) => set({ kind: event.target.value as Kind })}
          >
            {(Object.keys(fulfilmentWords) as Kind[]).map((kind) => (
              <option key={kind} value={kind}>
                {say(fulfilmentWords[kind])}
              </option>
            ))}
          </select>
        )}
      </Field>
      {atPlace && (
        <Field label={say(words.place)}>
          {(input) => (
            <input
              {...input}
              required
              maxLength={200}
              value={draft.place}
              onChange={(event) => set({ place: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  )
}

const photosMax = 9

function Photos({
  photos,
  onChange,
}: {
  photos: readonly string[]
  onChange: (photos: readonly string[]) => void
}) {
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target
    const files = [...(input.files ?? [])].slice(0, photosMax - photos.length)
    setBusy(true)
    setProblem(null)
    let all = photos
    try {
      for (const file of files) {
        const body = new FormData()
        body.append('photo', file)
        const { hash } = await api.post('/v1/photos', { body })
        if (!all.includes(hash)) all = [...all, hash]
        onChange(all)
      }
    } catch (error) {
      setProblem(problemOf(error))
    }
    input.value = ''
    setBusy(false)
  }
  return (
    <>
      <div className="field">
        <span className="label">{say(words.photos)}</span>
        <label className="button quiet pick">
          {say(busy ? words.uploading : words.add)}
          <input
            type="file"
            accept="image/jpeg,image/png,image/webp"
            multiple
            disabled={busy || photos.length >= photosMax}
            onChange={add}
          />
        </label>
        <span className="hint">{say(words.photosHint)}</span>
      </div>
      <Refusal problem={problem} />
      {photos.length > 0 && (
        <ul className="photos">
          {photos.map((hash, place) => (
            <li key={hash}>
              <img src={`/v1/photos/${hash}?w=240`} width="96" height="96" alt="" />
              <button
                type="button"
                className="button quiet"
                aria-label={say(words.remove, { n: place + 1 })}
                onClick={() => onChange(photos.filter((one) => one !== hash))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
