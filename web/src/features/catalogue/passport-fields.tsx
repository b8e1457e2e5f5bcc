import type { Listing } from '../../../../sdk/src/wire.ts'
import { offerWords } from '../../../../src/vocabulary.ts'
import { useSay } from '../../language.tsx'
import { Field } from '../../ui/parts.tsx'
import type { Draft } from './draft.ts'
import { offerWords as words } from './words.ts'

type Passport = NonNullable<Listing['passport']>
type Fact = keyof Passport['facts']
type Category = Passport['category']

interface Part {
  readonly draft: Draft
  readonly set: (part: Partial<Draft>) => void
}

/** 商品资料. What can be checked against a label: each field that is filled is one question less. */
export function PassportFields({ draft, set }: Part) {
  const say = useSay()
  const facts = factsFor[draft.category]
  return (
    <>
      <Field label={say(words.category)} hint={say(words.categoryHint)}>
        {(input) => (
          <select
            {...input}
            value={draft.category}
            onChange={(event) => set({ category: event.target.value as Category })}
          >
            {(Object.keys(offerWords.categories) as Category[]).map((category) => (
              <option key={category} value={category}>
                {say(offerWords.categories[category])}
              </option>
            ))}
          </select>
        )}
      </Field>
      {facts.map((name) => (
        <Line
          key={name}
          label={say(offerWords.facts[name])}
          value={draft.facts[name] ?? ''}
          onChange={(value) => set({ facts: { ...draft.facts, [name]: value } })}
        />
      ))}
      <Promises draft={draft} set={set} />
      <details open={draft.principalName !== ''}>
        <summary>{say(words.more)}</summary>
        <div className="stack">
          <Line
            label={say(words.batchNo)}
            value={draft.batchNo}
            onChange={(batchNo) => set({ batchNo })}
          />
          <Line
            label={say(words.factory)}
            hint={say(words.factoryHint)}
            value={draft.factory}
            decimal
            onChange={(factory) => set({ factory })}
          />
          <p className="hint">{say(words.principalHint)}</p>
          <Line
            label={say(words.principal)}
            value={draft.principalName}
            onChange={(principalName) => set({ principalName })}
          />
          <Line
            label={say(words.uscc)}
            value={draft.uscc}
            onChange={(uscc) => set({ uscc: uscc.toUpperCase().replace(/\s/g, '') })}
          />
          <Line
            label={say(words.afterSales)}
            value={draft.afterSales}
            onChange={(afterSales) => set({ afterSales })}
          />
        </div>
      </details>
    </>
  )
}

/** What is asked for, by kind of goods; what the law demands of each is the server's answer. */
const factsFor: Readonly<Record<Category, readonly Fact[]>> = {
  cosmetics: [
    'filing_no',
    'producer',
    'licence_no',
    'standard_no',
    'ingredients',
    'net_content',
    'use_by',
  ],
  food: ['producer', 'licence_no', 'ingredients', 'net_content', 'produced_on', 'use_by'],
  health_food: [
    'filing_no',
    'producer',
    'licence_no',
    'ingredients',
    'net_content',
    'produced_on',
    'use_by',
  ],
  fresh: ['origin', 'net_content'],
  clothing: ['producer', 'conformity', 'ingredients'],
  electronics: ['producer', 'conformity', 'standard_no'],
  daily: ['producer', 'conformity'],
  other: [],
}

function Promises({ draft, set }: Part) {
  const say = useSay()
  const all = (Object.keys(offerWords.promises) as Draft['promises'][number][])
    // Asked for once: it stands among the terms of returns.
    .filter((code) => code !== 'return_postage' || draft.promises.includes(code))
  return (
    <fieldset>
      <legend>{say(words.promises)}</legend>
      <span className="hint">{say(words.promisesHint)}</span>
      {all.map((code) => (
        <label className="choice" key={code}>
          <input
            type="checkbox"
            checked={draft.promises.includes(code)}
            onChange={(event) =>
              set({
                promises: event.target.checked
                  ? [...draft.promises, code]
                  : draft.promises.filter((one) => one !== code),
              })
            }
          />
          <span>{say(offerWords.promises[code])}</span>
        </label>
      ))}
    </fieldset>
  )
}

function Line({
  label,
  hint,
  value,
  decimal = false,
  onChange,
}: {
  label: string
  hint?: string
  value: string
  decimal?: boolean
  onChange: (value: string) => void
}) {
  return (
    <Field label={label} hint={hint}>
      {(input) => (
        <input
          {...input}
          maxLength={200}
          inputMode={decimal ? 'decimal' : 'text'}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
