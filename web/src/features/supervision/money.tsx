import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import type { BillDifference } from '../../../../sdk/src/wire.ts'
import { money } from '../../../../src/kernel/wording.ts'
import { differenceNames } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Card, Field, LoadFailed, Refusal, Submit, Time } from '../../ui/parts.tsx'
import { words } from './money-words.ts'
import { Suspense } from './suspense.tsx'

/** 对账与挂账. What differs from the provider's bill, and money that waits for a decision. */
export function Money() {
  const say = useSay()
  return (
    <>
      <h1>{say(words.title)}</h1>
      <Suspense />
      <Bills />
    </>
  )
}

function Bills() {
  const say = useSay()
  const found = useQuery({
    queryKey: ['reconciliation'],
    queryFn: () => api.get('/v1/desk/reconciliation', { query: { open: true } }),
  })
  if (found.isPending) return <p className="skeleton tall" />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const { days, differences } = found.data
  return (
    <>
      <Card title={say(words.bills)}>
        {differences.length === 0 && <p className="hint">{say(words.noBills)}</p>}
        {differences.map((one) => (
          <Difference key={one.id} one={one} />
        ))}
      </Card>
      <Card title={say(words.days)}>
        {days.length === 0 && <p className="hint">{say(words.noDays)}</p>}
        <ul className="lines">
          {days.map((one) => (
            <li key={`${one.provider} ${one.day}`}>
              <div className="line">
                <span>
                  {one.day} · {one.provider}
                </span>
                <span className="end small">
                  {say(words.rows, { n: one.billRows, sum: money(one.billFen) })}
                </span>
              </div>
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}

function Difference({ one }: { one: BillDifference }) {
  const say = useSay()
  const [note, setNote] = useState('')
  const { run, pending, problem } = useCommand((text: string) =>
    api.post('/v1/desk/reconciliation/{id}/settle', { path: { id: one.id }, body: { note: text } }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(note.trim())
  }
  const sum = (fen: number | null) => (fen === null ? '—' : money(fen))
  return (
    <div className="clock warn">
      <p>
        {say(differenceNames[one.kind])} · {one.day}
      </p>
      <p>
        {say(words.ours)} {sum(one.oursFen)} · {say(words.theirs)} {sum(one.theirsFen)}
      </p>
      <p className="small">
        <Link className="cell mono" to={`/desk/orders/${one.orderId}`}>
          {one.orderId}
        </Link>{' '}
        · <Time at={one.foundAt} />
      </p>
      <form onSubmit={submit}>
        <Field label={say(words.note)}>
          {(input) => (
            <input
              {...input}
              required
              minLength={2}
              maxLength={500}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <Submit kind="quiet" pending={pending}>
          {say(words.settle)}
        </Submit>
        <Refusal problem={problem} />
      </form>
    </div>
  )
}
