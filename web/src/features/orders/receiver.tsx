import { purposes } from '../../../../src/vocabulary.ts'
import { useSay } from '../../language.tsx'
import { Field } from '../../ui/parts.tsx'
import { buyWords as words } from './words.ts'

/** What a buyer has filled in. Kept for the visit, so that a lost connection loses nothing. */
export interface Filled {
  readonly quantity: number
  readonly name: string
  readonly phone: string
  readonly province: string
  readonly city: string
  readonly district: string
  readonly street: string
}

interface Part {
  readonly filled: Filled
  readonly change: (part: Partial<Filled>) => void
  /** What the fields are for, where it is not the delivery of a purchase: said elsewhere then. */
  readonly forReturn?: boolean
}

/** Who receives it? Beside each field stands what it is for. */
export function Receiver({ filled, change, forReturn = false }: Part) {
  const say = useSay()
  return (
    <>
      <Field label={say(words.name)} hint={forReturn ? undefined : say(purposes.name)}>
        {(input) => (
          <input
            {...input}
            required
            maxLength={40}
            autoComplete="name"
            value={filled.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={say(words.phone)} hint={forReturn ? undefined : say(purposes.phone)}>
        {(input) => (
          <input
            {...input}
            required
            type="tel"
            minLength={11}
            maxLength={20}
            autoComplete="tel"
            value={filled.phone}
            onChange={(event) => change({ phone: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}
