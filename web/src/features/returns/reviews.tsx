import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { parseYuan, yuan } from '../../../../src/kernel/money.ts'
import { money } from '../../../../src/kernel/wording.ts'
import { returnWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Page, Skeleton } from '../../ui/page.tsx'
import { Card, Field, LoadFailed, Refusal, Rows, Submit } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { useMe } from '../identity/me.ts'
import { SignedIn, SignIn } from '../identity/sign-in.tsx'
import { words as deskWords } from '../supervision/desk-words.ts'
import { Clock, Said } from './one.tsx'
import { words } from './words.ts'

/** 退换复核. For mediators: what waits for a person, the longest first. */
export function ReturnDesk() {
  const say = useSay()
  const { person, isPending } = useMe()
  const may = person?.roles.some((role) => role === 'mediator' || role === 'operator') ?? false
  return (
    <Page
      title={say(words.queue)}
      links={[
        { to: '/desk/cases', words: deskWords.cases },
        ...(person?.roles.includes('operator') ? [{ to: '/desk', words: frameWords.desk }] : []),
      ]}
      wide
    >
      <h1>{say(words.queue)}</h1>
      {isPending && <Skeleton />}
      {!isPending && !may && person && <p className="notice warn">{say(words.only)}</p>}
      {!isPending && !may && (person ? <SignedIn /> : <SignIn />)}
      {may && <Queue />}
    </Page>
  )
}

function Queue() {
  const say = useSay()
  const found = useQuery({
    queryKey: ['desk returns'],
    queryFn: () => api.get('/v1/desk/returns'),
    refetchInterval: 20_000,
  })
  if (found.isPending) return <p className="skeleton tall" />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const { reviews } = found.data
  return (
    <>
      {reviews.length === 0 && (
        <Card>
          <p className="hint">{say(words.queueNone)}</p>
        </Card>
      )}
      {reviews.map((review) => (
        <ReviewPart key={`${review.orderId} ${review.return.no}`} review={review} />
      ))}
    </>
  )
}

type Review = Awaited<ReturnType<typeof fetchReviews>>['reviews'][number]
const fetchReviews = () => api.get('/v1/desk/returns')

function ReviewPart({ review }: { review: Review }) {
  const say = useSay()
  const one = review.return
  const kinds = returnWords.boughtFor as Readonly<Record<string, { zh: string; en: string }>>
  const purpose = kinds[review.boughtFor]
  const { habits } = one.review ?? { habits: null }
  return (
    <Card
      title={`${review.shopName} · ${say(returnWords.tracks[one.track])} · ${say(returnWords.remedies[one.remedy])}`}
    >
      <Clock one={one} />
      <Rows
        rows={[
          ...one.pieces.map(({ itemId, title, quantity }) => {
            return [title || itemId, `× ${quantity}`] as const
          }),
          [say(words.worth), money(one.refundFen)],
          [say(words.locked), money(one.lockedFen)],
          purpose !== undefined && [say(words.boughtFor), say(purpose)],
        ]}
      />
      {habits && (
        <p className="notice">
          {say(words.habits, {
            same: habits.sameGoods,
            all: habits.allGoods,
            everywhere: habits.everywhere,
          })}{' '}
          {say(words.weigh)}
        </p>
      )}
      <Said one={one} />
      <p className="hint">{one.citations.join('；')}</p>
      <Decision review={review} />
    </Card>
  )
}

type Choice = keyof typeof words.decisions

function Decision({ review }: { review: Review }) {
  const say = useSay()
  const { orderId, return: one } = review
  const [decision, setDecision] = useState<Choice>('go_on')
  const [reason, setReason] = useState('')
  const [amount, setAmount] = useState(yuan(BigInt(one.refundFen)))
  const amountFen = parseYuan(amount)
  const { run, pending, problem } = useCommand((_: string, key) => {
    const sum = decision === 'refund' && amountFen !== null ? { refundFen: Number(amountFen) } : {}
    const path = { orderId, no: one.no }
    const body = { decision, reason, ...sum }
    return api.post('/v1/desk/orders/{orderId}/returns/{no}/decide', { path, key, body })
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(JSON.stringify([decision, reason, amount]))
  }
  return (
    <form onSubmit={submit} className="stack">
      <fieldset>
        <legend>{say(words.decide)}</legend>
        {(Object.keys(words.decisions) as Choice[]).map((each) => (
          <label className="choice" key={each}>
            <input
              type="radio"
              name={`decision ${orderId} ${one.no}`}
              checked={decision === each}
              onChange={() => setDecision(each)}
            />
            <span>{say(words.decisions[each])}</span>
          </label>
        ))}
      </fieldset>
      {decision === 'refund' && (
        <Field label={say(words.amount)}>
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
      )}
      <Field label={say(words.reason)}>
        {(input) => (
          <textarea
            {...input}
            required
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Refusal problem={problem} />
      <Submit pending={pending} disabled={decision === 'refund' && amountFen === null}>
        {say(words.decide)}
      </Submit>
    </form>
  )
}
