import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Order } from '../../../../sdk/src/wire.ts'
import { money } from '../../../../src/kernel/wording.ts'
import { returnWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useKept } from '../../kept.ts'
import { useSay } from '../../language.tsx'
import { Field, Refusal, Submit } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { PhotoFields } from '../catalogue/photo-fields.tsx'
import type { Chosen } from './ask.tsx'
import { words } from './words.ts'

type Condition = keyof typeof returnWords.conditions

/** 申请. How many, in what state or with what fault: nothing is asked that the rule does not need. */
export function Request({
  order,
  chosen,
  back,
  done,
}: {
  order: Order
  chosen: Chosen
  back: () => void
  done: () => void
}) {
  const say = useSay()
  const { option, choice, contest } = chosen
  const { track, remedy } = choice
  const [quantity, setQuantity] = useState(option.left)
  const [text, setText] = useKept(`return ${order.orderId} ${track}`, '')
  const [photos, setPhotos] = useState<readonly string[]>([])
  const [told, setTold] = useState<readonly Condition[]>([])
  const path = { orderId: order.orderId }
  const pieces = [{ itemId: option.itemId, quantity }]
  const quote = useQuote(order.orderId, track, pieces)
  const { run, pending, problem } = useCommand((_: string, key) => {
    const condition = Object.fromEntries(told.map((name) => [name, true]))
    const body = { track, remedy, pieces, text, photos: [...photos], condition, contest }
    return api.post('/v1/orders/{orderId}/returns', { path, key, body })
  })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await run(JSON.stringify([pieces, text, photos, told]))) {
      setText('')
      done()
    }
  }
  const amount = money(quote ?? choice.refundFen)
  return (
    <form onSubmit={submit} className="stack">
      <h3>
        {say(returnWords.tracks[track])} · {say(returnWords.remedies[remedy])}
      </h3>
      {option.left > 1 && <Pieces left={option.left} value={quantity} onChange={setQuantity} />}
      {track === 'no_reason' && (
        <Conditions asked={option.conditions} {...{ told, onChange: setTold }} />
      )}
      <Field
        label={say(track === 'quality' ? words.wrong : words.more)}
        hint={track === 'quality' ? say(words.wrongHint) : undefined}
      >
        {(input) => (
          <textarea
            {...input}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {(track === 'quality' || contest) && <PhotoFields photos={photos} onChange={setPhotos} />}
      <p className="hint">
        {remedy === 'refund' ? say(words.submitMore, { amount }) : say(words.noMoney)}
      </p>
      <Refusal problem={problem} />
      <div className="buttons">
        <Submit pending={pending}>
          {say(words.submit)} {remedy === 'refund' && amount}
        </Submit>
        <button type="button" className="button quiet" onClick={back}>
          {say(frameWords.back)}
        </button>
      </div>
    </form>
  )
}

/** What these pieces bring, as the rules reckon it; null until it is known. */
function useQuote(
  orderId: string,
  track: 'no_reason' | 'quality',
  pieces: readonly { itemId: string; quantity: number }[],
): number | null {
  const asked = pieces.map(({ itemId, quantity }) => `${itemId}:${quantity}`).join(',')
  const found = useQuery({
    queryKey: ['order', orderId, 'quote', track, asked],
    queryFn: () =>
      api.get('/v1/orders/{orderId}/returns/quote', {
        path: { orderId },
        query: { track, pieces: asked },
      }),
  })
  return found.data?.refundFen ?? null
}

function Pieces({
  left,
  value,
  onChange,
}: {
  left: number
  value: number
  onChange: (quantity: number) => void
}) {
  const say = useSay()
  return (
    <Field label={say(words.pieces)}>
      {(input) => (
        <select {...input} value={value} onChange={(event) => onChange(Number(event.target.value))}>
          {Array.from({ length: left }, (_, place) => place + 1).map((count) => (
            <option key={count} value={count}>
              {count}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

function Conditions({
  asked,
  told,
  onChange,
}: {
  asked: readonly Condition[]
  told: readonly Condition[]
  onChange: (told: readonly Condition[]) => void
}) {
  const say = useSay()
  return (
    <fieldset>
      <legend>{say(words.condition)}</legend>
      {asked.map((name) => (
        <label className="choice" key={name}>
          <input
            type="checkbox"
            checked={told.includes(name)}
            onChange={({ target }) =>
              onChange(target.checked ? [...told, name] : told.filter((one) => one !== name))
            }
          />
          <span>{say(returnWords.conditions[name])}</span>
        </label>
      ))}
    </fieldset>
  )
}
