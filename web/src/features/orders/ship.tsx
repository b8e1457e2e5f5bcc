import type { FormEvent } from 'react'
import type { Order } from '../../../../sdk/src/wire.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useKept } from '../../kept.ts'
import { useSay } from '../../language.tsx'
import { Card, Field, Refusal, Submit } from '../../ui/parts.tsx'
import { Scan } from '../../ui/scan.tsx'
import { carriers, lastCarrier, rememberCarrier, trackingNoOf } from './carriers.ts'
import { sellerWords as words } from './seller-words.ts'

interface Wish {
  readonly itemIds: readonly string[]
  readonly carrierId?: string
  readonly trackingNo?: string
  readonly content?: string
}

interface Draft {
  readonly chosen: readonly string[]
  readonly carrierId: string
  readonly trackingNo: string
  readonly content: string
}

interface Part {
  readonly draft: Draft
  readonly set: (part: Partial<Draft>) => void
}

/** 发货. Which items go now, with whom, under which number? One kind of delivery at a time. */
export function Ship({ order }: { order: Order }) {
  const say = useSay()
  const waiting = order.items.filter(({ status }) => status === 'awaiting' || status === 'overdue')
  const kind = waiting[0]?.fulfilment.kind ?? 'parcel'
  const alike = waiting.filter(({ fulfilment }) => fulfilment.kind === kind)
  const [draft, setDraft] = useKept<Draft>(`ship ${order.orderId} ${alike.length}`, {
    chosen: alike.map(({ id }) => id),
    carrierId: lastCarrier(),
    trackingNo: '',
    content: '',
  })
  const path = { orderId: order.orderId }
  const { run, pending, problem } = useCommand((body: Wish, key) =>
    api.post('/v1/orders/{orderId}/ship', { path, key, body }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { chosen: itemIds, carrierId, trackingNo, content } = draft
    if (kind === 'parcel') rememberCarrier(carrierId)
    const how =
      kind === 'parcel' ? { carrierId, trackingNo } : kind === 'digital' ? { content } : {}
    void run({ itemIds, ...how })
  }
  const part: Part = { draft, set: (change) => setDraft({ ...draft, ...change }) }
  return (
    <Card title={say(labels[kind])}>
      <form onSubmit={submit}>
        {alike.length > 1 && <Which items={alike} {...part} />}
        {kind === 'parcel' && <Label {...part} />}
        {kind === 'digital' && <Content {...part} />}
        <Refusal problem={problem} />
        <Submit pending={pending} disabled={draft.chosen.length === 0}>
          {say(labels[kind])}
        </Submit>
      </form>
    </Card>
  )
}

const labels = {
  parcel: words.ship,
  digital: words.deliver,
  pickup: words.ready,
  service: words.ready,
}

function Which({ items, draft, set }: Part & { items: Order['items'] }) {
  const say = useSay()
  const { chosen } = draft
  const choose = (id: string, yes: boolean) =>
    set({ chosen: yes ? [...chosen, id] : chosen.filter((one) => one !== id) })
  return (
    <fieldset>
      <legend>{say(words.which)}</legend>
      {items.map(({ id, title, quantity }) => (
        <label className="choice" key={id}>
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={(event) => choose(id, event.target.checked)}
          />
          <span>
            {title} × {quantity}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** What stands on the parcel's label. */
function Label({ draft, set }: Part) {
  const say = useSay()
  return (
    <>
      <Field label={say(words.carrier)}>
        {(input) => (
          <select
            {...input}
            value={draft.carrierId}
            onChange={(event) => set({ carrierId: event.target.value })}
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
          <span className="with-scan">
            <input
              {...input}
              required
              pattern="[A-Za-z0-9\-]{6,40}"
              maxLength={40}
              autoComplete="off"
              autoCapitalize="characters"
              value={draft.trackingNo}
              onChange={(event) => set({ trackingNo: trackingNoOf(event.target.value) })}
            />
            <Scan kind="parcel" onCode={(code) => set({ trackingNo: trackingNoOf(code) })} />
          </span>
        )}
      </Field>
    </>
  )
}

function Content({ draft, set }: Part) {
  const say = useSay()
  return (
    <Field label={say(words.content)} hint={say(words.contentHint)}>
      {(input) => (
        <textarea
          {...input}
          required
          maxLength={2000}
          value={draft.content}
          onChange={(event) => set({ content: event.target.value })}
        />
      )}
    </Field>
  )
}
