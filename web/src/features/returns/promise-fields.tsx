import type { Aftersales } from '../../../../sdk/src/wire.ts'
import { returnWords } from '../../../../src/vocabulary.ts'
import { useSay } from '../../language.tsx'
import { Field } from '../../ui/parts.tsx'
import { words } from './words.ts'

export const plainAftersales: Aftersales = {
  exclusion: null,
  returnDays: null,
  freightBySeller: false,
  warrantyMonths: 0,
  occasional: false,
  freeFreight: null,
}

type Exclusion = NonNullable<Aftersales['exclusion']>

/** 售后约定. What a seller promises beyond the law, and which exclusion he claims. */
export function PromiseFields({
  value,
  onChange,
}: {
  value: Aftersales
  onChange: (value: Aftersales) => void
}) {
  const say = useSay()
  const set = (part: Partial<Aftersales>) => onChange({ ...value, ...part })
  return (
    <fieldset>
      <legend>{say(words.promises)}</legend>
      <Field label={say(words.exclusion)} hint={say(words.exclusionHint)}>
        {(input) => (
          <select
            {...input}
            value={value.exclusion ?? ''}
            onChange={({ target }) =>
              set({ exclusion: (target.value || null) as Exclusion | null })
            }
          >
            <option value="">{say(words.exclusionNone)}</option>
            {(Object.keys(returnWords.exclusions) as Exclusion[]).map((each) => (
              <option key={each} value={each}>
                {say(returnWords.exclusions[each])}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Whole
        label={say(words.returnDays)}
        hint={say(words.returnDaysHint)}
        max={365}
        value={value.returnDays}
        onChange={(returnDays) => set({ returnDays })}
      />
      <Whole
        label={say(words.warrantyMonths)}
        max={120}
        value={value.warrantyMonths === 0 ? null : value.warrantyMonths}
        onChange={(months) => set({ warrantyMonths: months ?? 0 })}
      />
      <Tick
        label={say(words.freightBySeller)}
        value={value.freightBySeller}
        onChange={(freightBySeller) => set({ freightBySeller })}
      />
      <Tick
        label={say(words.occasional)}
        value={value.occasional}
        onChange={(occasional) => set({ occasional })}
      />
    </fieldset>
  )
}

function Tick({
  label,
  value,
  onChange,
}: {
  label: string
  value: boolean
  onChange: (value: boolean) => void
}) {
  return (
    <label className="choice">
      <input type="checkbox" checked={value} onChange={({ target }) => onChange(target.checked)} />
      <span>{label}</span>
    </label>
  )
}

function Whole({
  label,
  hint,
  max,
  value,
  onChange,
}: {
  label: string
  hint?: string
  max: number
  value: number | null
  onChange: (value: number | null) => void
}) {
  return (
    <Field label={label} hint={hint}>
      {(input) => (
        <input
          {...input}
          type="number"
          inputMode="numeric"
          min="1"
          max={max}
          value={value ?? ''}
          onChange={({ target }) => onChange(target.value === '' ? null : Number(target.value))}
        />
      )}
    </Field>
  )
}
