import { useQuery } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { Order } from '../../../../sdk/src/wire.ts'
import { money } from '../../../../src/kernel/wording.ts'
import { disputeWords, issueWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useKept } from '../../kept.ts'
import { useSay } from '../../language.tsx'
import { Card, Field, Refusal, Submit, Time } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { PhotoFields } from '../catalogue/photo-fields.tsx'
import { Cited } from '../law/articles.tsx'
import { fenOf } from './case.ts'
import { words } from './words.ts'

type Issue = Exclude<keyof typeof issueWords, 'return_refused'>
type Relation = keyof typeof disputeWords.relationWords
type Purpose = keyof typeof disputeWords.purposeWords
interface Claim {
  readonly issue: Issue
  readonly text: string
  readonly photos: string[]
  readonly relation: Relation
  readonly lowKey: boolean
  readonly multiple: boolean
  readonly purpose: Purpose
  readonly knownOn?: string
  readonly amountFen?: number
}

/** 有问题. What this order allows today, with amounts and dates; then the claim itself. */
export function Remedies({ order, close }: { order: Order; close: () => void }) {
  const say = useSay()
  const path = { orderId: order.orderId }
  const found = useQuery({
    queryKey: ['order', order.orderId, 'remedies'],
    queryFn: () => api.get('/v1/orders/{orderId}/remedies', { path }),
  })
  const remedies = found.data?.remedies ?? []
  const issues = remedies
    .flatMap((remedy) => remedy.issues)
    .filter((issue) => issue !== 'return_refused')
  return (
    <>
      <h2>{say(words.today)}</h2>
      {remedies.map(({ kind, amountFen, until, freight, cite }) => (
        <details key={kind}>
          <summary>
            <span>
              {say(disputeWords.remedyWords[kind])}
              <br />
              <span className="small">
                {say(words.upTo, { amount: money(amountFen) })}
                {freight && ` · ${say(words.freight[freight])}`}
              </span>
            </span>
          </summary>
          {until && (
            <p className="small">
              {say(words.until)} <Time at={until} limit />
            </p>
          )}
          {kind === 'return' && <p className="hint">{say(words.seeReturns)}</p>}
          {kind === 'refund_now' && <Now order={order} />}
          {kind === 'elsewhere' && (
            <p>
              <a href="/tip">{say(words.tip)}</a>
            </p>
          )}
          <Cited cite={cite} />
        </details>
      ))}
      {issues.length > 0 && <ClaimForm order={order} issues={issues} close={close} />}
    </>
  )
}

function Now({ order }: { order: Order }) {
  const say = useSay()
  const path = { orderId: order.orderId }
  const { run, pending, problem } = useCommand<'now'>((_wish, key) =>
    api.post('/v1/orders/{orderId}/refund-overdue', { path, key }),
  )
  return (
    <>
      <Refusal problem={problem} />
      <Submit pending={pending} onClick={() => void run('now')}>
        {say(words.doIt)}
      </Submit>
    </>
  )
}

/** What is claimed, kept through a reload; null begins anew. */
function useClaim(
  orderId: string,
  issues: readonly Issue[],
): [Claim, (claim: Claim | null) => void] {
  const first: Claim = {
    issue: issues[0] ?? 'other',
    ...{ text: '', photos: [], relation: 'stranger', lowKey: false, multiple: false },
    purpose: 'life',
  }
  const [kept, keep] = useKept<Claim>(`claim ${orderId}`, first)
  // What was begun before the goods came may no longer be the question.
  const claim = issues.includes(kept.issue) ? kept : { ...kept, issue: first.issue }
  return [claim, (next) => keep(next ?? first)]
}

function ClaimForm({
  order,
  issues,
  close,
}: {
  order: Order
  issues: readonly Issue[]
  close: () => void
}) {
  const say = useSay()
  const [claim, setClaim] = useClaim(order.orderId, issues)
  const [amount, setAmount] = useKept(`claimed amount ${order.orderId}`, '')
  const set = (more: Partial<Claim>) => setClaim({ ...claim, ...more })
  const { run, pending, problem } = useCommand<Claim>((body, key) =>
    api.post('/v1/orders/{orderId}/complaint', { path: { orderId: order.orderId }, body, key }),
  )
  const amountFen = fenOf(amount)
  const wrong = amountFen !== null && !(amountFen > 0)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (wrong) return
    if (!(await run({ ...claim, ...(amountFen === null ? {} : { amountFen }) }))) return
    setClaim(null)
    setAmount('')
    close()
  }
  const leftFen = order.money.paidFen - order.money.refundedFen
  return (
    <form onSubmit={submit}>
      <Issues issues={issues} chosen={claim.issue} choose={(issue) => set({ issue })} />
      <p className="hint">{say(words.photosFirst)}</p>
      <PhotoFields photos={claim.photos} onChange={(photos) => set({ photos: [...photos] })} />
      <Field label={say(words.say)}>
        {(input) => (
          <textarea
            {...input}
            maxLength={2000}
            value={claim.text}
            onChange={(event) => set({ text: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={say(words.amount)}
        hint={say(words.amountHint, { held: money(leftFen) })}
        error={wrong ? say(words.amountWrong) : null}
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
      <Details claim={claim} set={set} />
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

function Issues({
  issues,
  chosen,
  choose,
}: {
  issues: readonly Issue[]
  chosen: Issue
  choose: (issue: Issue) => void
}) {
  const say = useSay()
  return (
    <fieldset>
      <legend>{say(words.wrong)}</legend>
      {issues.map((one) => (
        <label className="choice" key={one}>
          <input type="radio" name="issue" checked={chosen === one} onChange={() => choose(one)} />
          <span>{say(issueWords[one])}</span>
        </label>
      ))}
    </fieldset>
  )
}

function Details({ claim, set }: { claim: Claim; set: (more: Partial<Claim>) => void }) {
  const say = useSay()
  return (
    <details>
      <summary>{say(words.more)}</summary>
      <Field label={say(words.relation)}>
        {(input) => (
          <select
            {...input}
            value={claim.relation}
            onChange={(event) => set({ relation: event.target.value as Relation })}
          >
            {(Object.keys(disputeWords.relationWords) as Relation[]).map((one) => (
              <option key={one} value={one}>
                {say(disputeWords.relationWords[one])}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={say(words.purpose)} hint={say(words.purposeHint)}>
        {(input) => (
          <select
            {...input}
            value={claim.purpose}
            onChange={(event) => set({ purpose: event.target.value as Purpose })}
          >
            {(Object.keys(disputeWords.purposeWords) as Purpose[]).map((one) => (
              <option key={one} value={one}>
                {say(disputeWords.purposeWords[one])}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={say(words.knownOn)} hint={say(words.knownOnHint)}>
        {(input) => (
          <input
            {...input}
            type="date"
            value={claim.knownOn ?? ''}
            onChange={({ target }) => set(target.value ? { knownOn: target.value } : {})}
          />
        )}
      </Field>
      {(['lowKey', 'multiple'] as const).map((name) => (
        <label className="choice" key={name}>
          <input
            type="checkbox"
            checked={claim[name]}
            onChange={(event) => set({ [name]: event.target.checked })}
          />
          <span>{say(words[name])}</span>
        </label>
      ))}
    </details>
  )
}

/** 案件. On the page of its order: where the case stands, and the way to it. */
export function DisputeCard({ order }: { order: Order }) {
  const say = useSay()
  const { complaint } = order
  if (!complaint) return null
  const quiet = complaint.lowKey && order.role === 'seller'
  const title = quiet ? words.neutral : disputeWords.stageWords[complaint.status]
  const at = order.role === 'desk' ? `/desk/cases/${order.orderId}` : `/o/${order.orderId}/case`
  return (
    <Card title={say(title)}>
      {!quiet && (
        <p>
          {say(issueWords[complaint.issue])} · {money(complaint.amountFen)}
          {complaint.outcome && ` · ${say(disputeWords.outcomeWords[complaint.outcome])}`}
        </p>
      )}
      <a className="button quiet" href={at}>
        {say(words.open)}
      </a>
    </Card>
  )
}
