import { type FormEvent, useState } from 'react'
import type { Problem } from '../../../../sdk/src/wire.ts'
import { useSay } from '../../language.tsx'
import { Field, Refusal, Submit } from '../../ui/parts.tsx'
import { carriers, lastCarrier, rememberCarrier, trackingNoOf } from '../orders/carriers.ts'
import { words } from './words.ts'

export interface ParcelWish {
  readonly carrierId: string
  readonly trackingNo: string
}

/** With whom does it travel, and under which number? */
export function ParcelForm({
  label,
  send,
  pending,
  problem,
}: {
  label: string
  send: (wish: ParcelWish) => void
  pending: boolean
  problem: Problem | null
}) {
  const say = useSay()
  const [carrierId, setCarrierId] = useState(lastCarrier)
  const [trackingNo, setTrackingNo] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    rememberCarrier(carrierId)
    send({ carrierId, trackingNo: trackingNoOf(trackingNo) })
  }
  return (
    <form onSubmit={submit} className="stack">
      <Field label={say(words.carrier)}>
        {(input) => (
          <select {...input} value={carrierId} onChange={(e) => setCarrierId(e.target.value)}>
            {carriers.map((one) => (
              <option key={one.id} value={one.id}>
                {say(one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={say(words.tracking)}>
        {(input) => (
          <input
            {...input}
            required
            autoComplete="off"
            minLength={6}
            maxLength={40}
            value={trackingNo}
            onChange={(event) => setTrackingNo(event.target.value)}
          />
        )}
      </Field>
      <Refusal problem={problem} />
      <Submit pending={pending}>{label}</Submit>
    </form>
  )
}
