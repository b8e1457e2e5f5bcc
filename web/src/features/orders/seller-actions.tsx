import { type FormEvent, useState } from 'react'
import type { Order } from '../../../../sdk/src/wire.ts'
import { parseYuan } from '../../../../src/kernel/money.ts'
import { money } from '../../../../src/kernel/wording.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Card, Field, Refusal, Submit } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { Ask } from './buyer-actions.tsx'
import { isHushed } from './order-status.tsx'
import { sellerWords as words } from './seller-words.ts'
import { Ship } from './ship.tsx'

type Panel = 'handOver' | 'cancel' | 'refund' | 'agree'

/** What may the seller do now? Shipping stands open; the rest is one tap away. */
export function SellerActions({ order }: { order: Order }) {
  const say = useSay()
  const [panel, setPanel] = useState<Panel | null>(null)
  const can = new Set(order.can)
  const close = () => setPanel(null)
  if (can.size === 0) return null
  const choices: readonly (readonly [boolean, Panel, string])[] = [
    [can.has('hand_over'), 'handOver', say(words.handOver)],
    // Of a low-key case the page of the order says nothing: this stands on the page of the case.
    [can.has('agree_complaint') && !isHushed(order), 'agree', say(words.agree)],
    [can.has('refund'), 'refund', say(words.refund)],
    [can.has('cancel'), 'cancel', say(words.cancel)],
  ]
  return (
    <>
      {can.has('ship') && (
        <Ship key={order.items.map(({ status }) => status).join()} order={order} />
      )}
      <Card>
        {panel === null && (
          <div className="buttons">
            {choices.map(
              ([shown, name, label]) =>
                shown && (
                  <button
                    key={name}
                    type="button"
                    className="button quiet"
                    onClick={() => setPanel(name)}
                  >
                    {label}
                  </button>
                ),
            )}
          </div>
        )}
        {panel === 'handOver' && <HandOver order={order} close={close} />}
        {panel === 'cancel' && <Cancel order={order} close={close} />}
        {panel === 'refund' && <Refund order={order} close={close} />}
        {panel === 'agree' && <Agree order={order} close={close} />}
      </Card>
    </>
  )
}

interface PanelPart {
  readonly order: Order
  readonly close: () => void
}

function HandOver({ order, close }: PanelPart) {
  const say = useSay()
  const [code, setCode] = useState('')
  const path = { orderId: order.orderId }
  const { run, pending, problem } = useCommand((body: { code: string }, key) =>
    api.post('/v1/orders/{orderId}/hand-over', { path, key, body }),
  )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await run({ code })) close()
  }
  return (
    <form onSubmit={submit}>
      <Field label={say(words.code)}>
        {(input) => (
          <input
            {...input}
            required
            inputMode="numeric"
            pattern="[0-9]{8}"
            maxLength={8}
            autoComplete="off"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <Refusal problem={problem} />
      <Buttons pending={pending} yes={say(words.handOver)} close={close} />
    </form>
  )
}

function Cancel({ order, close }: PanelPart) {
  const say = useSay()
  const [reason, setReason] = useState('')
  const path = { orderId: order.orderId }
  const { run, pending, problem } = useCommand((body: { reason: string }, key) =>
    api.post('/v1/orders/{orderId}/cancel', { path, key, body }),
  )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await run({ reason })) close()
  }
  return (
    <form onSubmit={submit}>
      <p>{say(words.cancelMore)}</p>
      <Reason value={reason} onChange={setReason} required />
      <Refusal problem={problem} />
      <Buttons pending={pending} yes={say(words.cancel)} close={close} />
    </form>
  )
}

function Refund({ order, close }: PanelPart) {
  const say = useSay()
  const freeFen = order.money.heldFen - order.money.pendingFen
  const [amount, setAmount] = useState('')
  const [reason, setReason] = useState('')
  const path = { orderId: order.orderId }
  const { run, pending, problem } = useCommand((body: { amountFen: number; reason: string }, key) =>
    api.post('/v1/orders/{orderId}/refund', { path, key, body }),
  )
  const amountFen = parseYuan(amount)
  const wrong = amount !== '' && (amountFen === null || amountFen <= 0n)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (amountFen === null || wrong) return
    if (await run({ amountFen: Number(amountFen), reason })) close()
  }
  return (
    <form onSubmit={submit}>
      <Field
        label={say(words.amount)}
        hint={say(words.amountHint, { held: money(freeFen) })}
        error={wrong ? say(words.amountWrong) : null}
      >
        {(input) => (
          <input
            {...input}
            required
            inputMode="decimal"
            value={amount}
            onChange={(event) => setAmount(event.target.value)}
          />
        )}
      </Field>
      <Reason value={reason} onChange={setReason} />
      <Refusal problem={problem} />
      <Buttons pending={pending} yes={say(words.refundYes)} close={close} />
    </form>
  )
}

function Agree({ order, close }: PanelPart) {
  const say = useSay()
  const path = { orderId: order.orderId }
  const { run, pending, problem } = useCommand((_: null, key) =>
    api.post('/v1/orders/{orderId}/complaint/agree', { path, key }),
  )
  return (
    <>
      <Refusal problem={problem} />
      <Ask
        text={say(words.agreeMore, { amount: money(order.complaint?.amountFen ?? 0) })}
        yes={say(words.agree)}
        pending={pending}
        close={close}
        act={async () => {
          if (await run(null)) close()
        }}
      />
    </>
  )
}

function Reason({
  value,
  onChange,
  required = false,
}: {
  value: string
  onChange: (reason: string) => void
  required?: boolean
}) {
  const say = useSay()
  return (
    <Field label={say(words.reason)}>
      {(input) => (
        <input
          {...input}
          required={required}
          maxLength={200}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
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
