import { useState } from 'react'
import type { Order } from '../../../../sdk/src/wire.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Card, Field, Refusal, Submit, Time } from '../../ui/parts.tsx'
import { Form, TextField } from './case-forms.tsx'
import { words } from './words.ts'

/** 约定条款. The buyer proposes a term of this order's own, the seller signs; then it rules. */
export function TermCard({ order }: { order: Order }) {
  const say = useSay()
  const unsent =
    (order.status === 'opened' || order.status === 'paid') &&
    order.items.some(({ status }) => status === 'awaiting')
  const { ownTerm, role } = order
  if (!ownTerm && !(unsent && role === 'buyer')) return null
  return (
    <Card title={say(words.ownTerm)}>
      {ownTerm && (
        <>
          <p className="text">{ownTerm.text}</p>
          <p>
            <span className={`badge ${ownTerm.signedAt ? 'good' : 'warn'}`}>
              {say(ownTerm.signedAt ? words.termRules : words.termWaits)}
            </span>{' '}
            {ownTerm.signedAt && <Time at={ownTerm.signedAt} />}
          </p>
        </>
      )}
      {unsent && role === 'buyer' && <Propose order={order} />}
      {unsent && role === 'seller' && ownTerm?.signedAt === null && <SignTerm order={order} />}
    </Card>
  )
}

function Propose({ order }: { order: Order }) {
  const say = useSay()
  const [text, setText] = useState('')
  const [days, setDays] = useState('')
  const path = { orderId: order.orderId }
  const shipWithinHours = Number(days) * 24
  return (
    <Form<{ text: string; shipWithinHours?: number }>
      title={say(words.proposeTerm)}
      send={(body, key) => api.post('/v1/orders/{orderId}/terms', { path, body, key })}
      wish={() => ({ text, ...(shipWithinHours > 0 ? { shipWithinHours } : {}) })}
    >
      <TextField
        label={say(words.termText)}
        hint={say(words.termHint)}
        value={text}
        onChange={setText}
      />
      <Field label={say(words.termDays)}>
        {(input) => (
          <input
            {...input}
            type="number"
            min={1}
            max={60}
            value={days}
            onChange={(event) => setDays(event.target.value)}
          />
        )}
      </Field>
    </Form>
  )
}

function SignTerm({ order }: { order: Order }) {
  const say = useSay()
  const path = { orderId: order.orderId }
  const { run, pending, problem } = useCommand<'sign'>((_wish, key) =>
    api.post('/v1/orders/{orderId}/terms/sign', { path, key }),
  )
  return (
    <>
      <Refusal problem={problem} />
      <Submit pending={pending} onClick={() => void run('sign')}>
        {say(words.signTerm)}
      </Submit>
    </>
  )
}
