import { fulfilmentWords } from '../../../../src/vocabulary.ts'
import { useSay } from '../../language.tsx'
import { Field } from '../../ui/parts.tsx'
import { PromiseFields } from '../returns/promise-fields.tsx'
import { words as promises } from '../returns/words.ts'
import { type Draft, type Kind, offerOf } from './draft.ts'
import { PassportFields } from './passport-fields.tsx'
import { PhotoFields } from './photo-fields.tsx'
import { offerWords as words } from './words.ts'

/** What a listing is made of: what one sees, what it costs, how it arrives, what is stated. */
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
      <PhotoFields photos={draft.photos} onChange={(photos) => set({ photos })} />
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
      <PassportFields draft={draft} set={set} />
      <Promotion value={draft.promotion} onChange={(promotion) => set({ promotion })} />
      <PromiseFields value={draft.aftersales} onChange={(aftersales) => set({ aftersales })} />
    </>
  )
}

/** 促销, in words that can be reckoned. */
function Promotion({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const say = useSay()
  return (
    <Field label={say(promises.promotion)} hint={say(promises.promotionHint)}>
      {(input) => (
        <input
          {...input}
          maxLength={60}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
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
