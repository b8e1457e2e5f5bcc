import { type FormEvent, useState } from 'react'
import type { Order } from '../../../../sdk/src/wire.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Card, Field, Refusal, Submit } from '../../ui/parts.tsx'
import { carriers } from './carriers.ts'
import { sellerWords as words } from './seller-words.ts'

interface Wish {
  readonly itemIds: readonly string[]
  readonly carrierId?: string
  readonly trackingNo?: string
  readonly content?: string
}

/** 发货. Which items go now, with whom, under which number? One kind of delivery at a time. */
export function Ship({ order }: { order: Order }) {
  const say = useSay()
  const waiting = order.items.filter(({ status }) => status === 'awaiting' || status === 'overdue')
  const kind = waiting[0]?.fulfilment.kind ?? 'parcel'
  const alike = waiting.filter(({ fulfilment }) => fulfilment.kind === kind)
  const [chosen, setChosen] = useState<readonly string[]>(alike.map(({ id }) => id))
  const [carrierId, setCarrierId] = useState<string>(carriers[0].id)
  const [trackingNo, setTrackingNo] = useState('')
  const [content, setContent] = useState('')
  const path = { orderId: order.orderId }
  const { run, pending, problem } = useCommand((body: Wish, key) =>
    api.post('/v1/orders/{orderId}/ship', { path, key, body }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const how =
      kind === 'parcel' ? { carrierId, trackingNo } : kind === 'digital' ? { content } : {}
    void run({ itemIds: chosen, ...how })
  }
  const label = {
    parcel: words.ship,
    digital: words.deliver,
    pickup: words.ready,
    service: words.ready,
  }
  return (
    <Card title={say(label[kind])}>
      <form onSubmit={submit}>
        {alike.length > 1 && (
          <fieldset>
            <legend>{say(words.which)}</legend>
            {alike.map(({ id, title, quantity }) => (
              <label className="choice" key={id}>
                <input
                  type="checkbox"
                  checked={chosen.includes(id)}
                  onChange={(event) =>
                    setChosen(
                      event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id),
                    )
                  }
                />
                <span>
                  {title} × {quantity}
                </span>
              </label>
            ))}
          </fieldset>
        )}
        {kind === 'parcel' && (
          <>
            <Field label={say(words.carrier)}>
              {(input) => (
                <select
                  {...input}
                  value={carrierId}
                  onChange={(event) => setCarrierId(event.target.value)}
                >
                  {carriers.map((carrier) => (
                    <option key={carrier.id} value={carrier.id}>
                      {say(carrier)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={say(words.trackingNo)} hint={say(words.trackingHint)}>
              {(input) => (
                <input
                  {...input}
                  required
                  pattern="[A-Za-z0-9\-]{6,40}"
                  maxLength={40}
                  autoComplete="off"
                  autoCapitalize="characters"
                  value={trackingNo}
                  onChange={(event) => setTrackingNo(event.target.value.trim())}
                />
              )}
            </Field>
          </>
        )}
        {kind === 'digital' && (
          <Field label={say(words.content)} hint={say(words.contentHint)}>
            {(input) => (
              <textarea
                {...input}
                required
                maxLength={2000}
                value={content}
                onChange={(event) => setContent(event.target.value)}
              />
            )}
          </Field>
        )}
        <Refusal problem={problem} />
        <Submit pending={pending} disabled={chosen.length === 0}>
          {say(label[kind])}
        </Submit>
      </form>
    </Card>
  )
}
