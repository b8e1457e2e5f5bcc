import { type FormEvent, useState } from 'react'
import type { Order, Return } from '../../../../sdk/src/wire.ts'
import { deadline, money } from '../../../../src/kernel/wording.ts'
import { returnWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useKept } from '../../kept.ts'
import { useLanguage, useSay } from '../../language.tsx'
import { Field, Refusal, Submit } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { PhotoFields } from '../catalogue/photo-fields.tsx'
import { Address } from '../orders/address.tsx'
import { Ask } from '../orders/buyer-actions.tsx'
import { type Filled, Receiver } from '../orders/receiver.tsx'
import { ParcelForm } from './parcel-form.tsx'
import { useStep } from './step.ts'
import { words } from './words.ts'

interface Part {
  readonly one: Return
  readonly order: Order
}
type Panel = 'address' | 'sign' | 'refund' | 'object' | 'promise' | 'mend' | 'mend-in-person'

/** What must the seller do, by when, and what else can he do? The next step stands open. */
export function SellerSteps({ one, order }: Part) {
  const say = useSay()
  const can = new Set(one.can)
  const [panel, setPanel] = useState<Panel | null>(null)
  const { run, pending, problem } = useStep(order.orderId, one.no)
  const close = () => setPanel(null)
  const amount = money(one.refundFen)
  const labels: Readonly<Record<Panel, string>> = {
    address: say(words.address),
    sign: say(words.sign),
    refund: say(words.refund, { amount }),
    object: say(words.object),
    promise: say(words.promise),
    mend: say(one.stage === 'giving_back' ? words.giveBack : words.mend),
    'mend-in-person': say(words.inPerson),
  }
  const open = (Object.keys(labels) as Panel[]).filter((name) => can.has(name))
  const act = (step: 'sign' | 'refund' | 'mend-in-person') => async () => {
    if (await run(step)) close()
  }
  return (
    <>
      {panel === null && (
        <div className="buttons">
          {open.map((name, place) => (
            <button
              key={name}
              type="button"
              className={place === 0 ? 'button' : 'button quiet'}
              onClick={() => setPanel(name)}
            >
              {labels[name]}
            </button>
          ))}
        </div>
      )}
      {panel === 'address' && <GiveAddress {...{ one, order, close }} />}
      {panel === 'object' && <Objection {...{ one, order, close }} />}
      {panel === 'promise' && <PromiseDays {...{ one, order, close }} />}
      {panel === 'mend' && <Mend {...{ one, order }} />}
      {panel === 'mend-in-person' && (
        <Ask
          text={say(words.inPersonMore)}
          yes={say(words.inPerson)}
          {...{ pending, close }}
          act={act('mend-in-person')}
        />
      )}
      {panel === 'sign' && (
        <Ask
          text={say(words.signMore)}
          yes={labels.sign}
          {...{ pending, close }}
          act={act('sign')}
        />
      )}
      {panel === 'refund' && (
        <Ask
          text={say(words.refundMore, { amount })}
          yes={labels.refund}
          {...{ pending, close }}
          act={act('refund')}
        />
      )}
      <Refusal problem={problem} />
    </>
  )
}

type PanelPart = Part & { readonly close: () => void }
const nobody: Filled = {
  quantity: 1,
  name: '',
  phone: '',
  province: '',
  city: '',
  district: '',
  street: '',
}

function GiveAddress({ one, order, close }: PanelPart) {
  const { say, language } = useLanguage()
  const [filled, setFilled] = useKept<Filled>('return address', nobody)
  const path = { orderId: order.orderId, no: one.no }
  const { run, pending, problem } = useCommand((wish: Filled, key) => {
    const { name, phone, province, city, district, street } = wish
    const body = { name, phone, address: { province, city, district, street } }
    return api.post('/v1/orders/{orderId}/returns/{no}/address', { path, key, body })
  })
  const change = (part: Partial<Filled>) => setFilled({ ...filled, ...part })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await run(filled)) close()
  }
  const due = one.next ? deadline(Date.parse(one.next.dueAt), language) : ''
  return (
    <form onSubmit={submit} className="stack">
      <p className="hint">
        {one.goodsWait ? say(words.fetchMore) : say(words.addressMore, { due })}
      </p>
      <Receiver filled={filled} change={change} forReturn />
      <Address filled={filled} change={change} forReturn />
      <Refusal problem={problem} />
      <Buttons pending={pending} yes={say(words.address)} close={close} />
    </form>
  )
}

type Kind = keyof typeof returnWords.objections

function Objection({ one, order, close }: PanelPart) {
  const say = useSay()
  const [kind, setKind] = useState<Kind>(one.stage === 'accepted' ? 'no_defect' : 'swapped')
  const [text, setText] = useState('')
  const [photos, setPhotos] = useState<readonly string[]>([])
  const path = { orderId: order.orderId, no: one.no }
  const { run, pending, problem } = useCommand((_: string, key) => {
    const body = { kind, text, photos: [...photos] }
    return api.post('/v1/orders/{orderId}/returns/{no}/object', { path, key, body })
  })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await run(JSON.stringify([kind, text, photos]))) close()
  }
  const kinds = Object.keys(returnWords.objections) as Kind[]
  return (
    <form onSubmit={submit} className="stack">
      <p className="hint">{say(words.objectMore)}</p>
      <fieldset>
        <legend>{say(words.object)}</legend>
        {kinds
          .filter((each) => one.stage !== 'accepted' || each === 'no_defect')
          .map((each) => (
            <label className="choice" key={each}>
              <input
                type="radio"
                name="objection"
                checked={kind === each}
                onChange={() => setKind(each)}
              />
              <span>{say(returnWords.objections[each])}</span>
            </label>
          ))}
      </fieldset>
      <Field label={say(words.objectWhy)}>
        {(input) => (
          <textarea
            {...input}
            required
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <PhotoFields photos={photos} onChange={setPhotos} />
      <Refusal problem={problem} />
      <Buttons pending={pending} yes={say(words.object)} close={close} />
    </form>
  )
}

function PromiseDays({ one, order, close }: PanelPart) {
  const say = useSay()
  const [days, setDays] = useState('5')
  const path = { orderId: order.orderId, no: one.no }
  const { run, pending, problem } = useCommand((body: { days: number }, key) =>
    api.post('/v1/orders/{orderId}/returns/{no}/promise', { path, key, body }),
  )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await run({ days: Number(days) })) close()
  }
  return (
    <form onSubmit={submit} className="stack">
      <Field label={say(words.promiseDays)}>
        {(input) => (
          <input
            {...input}
            required
            type="number"
            inputMode="numeric"
            min="1"
            max="30"
            value={days}
            onChange={(event) => setDays(event.target.value)}
          />
        )}
      </Field>
      <Refusal problem={problem} />
      <Buttons pending={pending} yes={say(words.promise)} close={close} />
    </form>
  )
}

function Mend({ one, order }: Part) {
  const say = useSay()
  const path = { orderId: order.orderId, no: one.no }
  const { run, pending, problem } = useCommand(
    (body: { carrierId: string; trackingNo: string }, key) =>
      api.post('/v1/orders/{orderId}/returns/{no}/mend', { path, key, body }),
  )
  return <ParcelForm label={say(words.mend)} send={run} pending={pending} problem={problem} />
}

function Buttons({ pending, yes, close }: { pending: boolean; yes: string; close: () => void }) {
  const say = useSay()
  return (
    <div className="buttons">
      <Submit pending={pending}>{yes}</Submit>
      <button type="button" className="button quiet" onClick={close}>
        {say(frameWords.never)}
      </button>
    </div>
  )
}
