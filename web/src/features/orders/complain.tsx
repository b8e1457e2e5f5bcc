import { type FormEvent, useState } from 'react'
import type { Order } from '../../../../sdk/src/wire.ts'
import { parseYuan } from '../../../../src/kernel/money.ts'
import { money } from '../../../../src/kernel/wording.ts'
import { issueWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Field, Refusal, Submit } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { orderWords as words } from './words.ts'

type Issue = keyof typeof issueWords

/** 有问题. What is wrong is enough; the amount is locked at once. */
export function Complain({ order, close }: { order: Order; close: () => void }) {
  const say = useSay()
  const [issue, setIssue] = useState<Issue>(
    order.status === 'delivered' ? 'damaged' : 'not_received',
  )
  const [text, setText] = useState('')
  const [amount, setAmount] = useState('')
  const { run, pending, problem } = useCommand<{ issue: Issue; text: string; amountFen?: number }>(
    (body, key) =>
      api.post('/v1/orders/{orderId}/complaint', { path: { orderId: order.orderId }, body, key }),
  )
  const amountFen = amount.trim() === '' ? undefined : Number(parseYuan(amount) ?? Number.NaN)
  const amountWrong = amountFen !== undefined && !(amountFen > 0)
  const freeFen = order.money.heldFen - order.money.pendingFen
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (amountWrong) return
    if (await run({ issue, text, ...(amountFen === undefined ? {} : { amountFen }) })) close()
  }
  return (
    <form onSubmit={submit}>
      <fieldset>
        <legend>{say(words.issue)}</legend>
        {(Object.keys(issueWords) as Issue[]).map((one) => (
          <label className="choice" key={one}>
            <input
              type="radio"
              name="issue"
              value={one}
              checked={issue === one}
              onChange={() => setIssue(one)}
            />
            <span>{say(issueWords[one])}</span>
          </label>
        ))}
      </fieldset>
      <Field label={say(words.text)} hint={say(words.textHint)}>
        {(input) => (
          <textarea
            {...input}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={say(words.amount)}
        hint={say(words.amountHint, { held: money(freeFen) })}
        error={amountWrong ? say(words.amountWrong) : null}
      >
        {(input) => (
          <input
            {...input}
            inputMode="decimal"
            value={amount}
            onChange={(event) => setAmount(event.target.value)}
          />
        )}
      </Field>
      <Refusal problem={problem} />
      <div className="buttons">
        <Submit pending={pending}>{say(words.send)}</Submit>
        <button type="button" className="button quiet" onClick={close}>
          {say(frameWords.never)}
        </button>
      </div>
    </form>
  )
}
