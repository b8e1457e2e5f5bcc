import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import type { BillDifference, Wire } from '../../../../sdk/src/wire.ts'
import { dayWords, money } from '../../../../src/kernel/wording.ts'
import { billRowNames, differenceNames } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useLanguage, useSay } from '../../language.tsx'
import { Skeleton } from '../../ui/page.tsx'
import { Card, Field, LoadFailed, Refusal, Rows, Submit, Time } from '../../ui/parts.tsx'
import { words } from './money-words.ts'
import { Who } from './who.tsx'

/** 对账. What differs between bill and book, what was looked into, and which days were compared. */
export function Bills() {
  const say = useSay()
  const found = useQuery({
    queryKey: ['reconciliation'],
    queryFn: () => api.get('/v1/desk/reconciliation', { query: { open: true } }),
  })
  if (found.isPending) return <Skeleton />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const { days, differences } = found.data
  return (
    <>
      <Card title={say(words.bills)}>
        <p className="hint">{say(words.billsMore)}</p>
        {differences.length === 0 && <p>{say(words.noBills)}</p>}
        {differences.map((one) => (
          <Open key={one.id} one={one} />
        ))}
      </Card>
      <Card>
        <Settled />
      </Card>
      <Days days={days} />
    </>
  )
}

function Open({ one }: { one: BillDifference }) {
  const say = useSay()
  const [note, setNote] = useState('')
  const { run, pending, problem } = useCommand((text: string) =>
    api.post('/v1/desk/reconciliation/{id}/settle', { path: { id: one.id }, body: { note: text } }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(note.trim())
  }
  return (
    <div className="clock warn">
      <Difference one={one} />
      <p className="small">{say(words.means[one.kind])}</p>
      <form onSubmit={submit}>
        <Field label={say(words.note)} hint={say(words.noteHint)}>
          {(input) => (
            <input
              {...input}
              required
              minLength={2}
              maxLength={500}
              pattern=".*\S.*"
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

/** What moved, on which day, and what either side says of it. */
function Difference({ one }: { one: BillDifference }) {
  const { language, say } = useLanguage()
  const sum = (fen: number | null) => (fen === null ? say(words.none) : money(fen))
  const [moved = ''] = one.dedupeKey.split(':', 1)
  const name = billRowNames[moved]
  return (
    <>
      <p>
        <b>{say(differenceNames[one.kind])}</b> · {dayWords(one.day, language, true)}
      </p>
      <Rows
        rows={[
          [say(words.what), name ? say(name) : moved],
          [say(words.ours), sum(one.oursFen)],
          [say(words.theirs), sum(one.theirsFen)],
        ]}
      />
      <p className="small">
        {one.kind === 'unknown_payment' ? (
          <span className="mono">{one.orderId}</span>
        ) : (
          <Link className="cell mono" to={`/desk/orders/${one.orderId}`}>
            {one.orderId}
          </Link>
        )}{' '}
        · {say(words.foundAt)} <Time at={one.foundAt} />
      </p>
    </>
  )
}

/** Asked for only when somebody opens it. */
function Settled() {
  const say = useSay()
  const [opened, setOpened] = useState(false)
  const found = useQuery({
    queryKey: ['reconciliation', 'all'],
    queryFn: () => api.get('/v1/desk/reconciliation'),
    enabled: opened,
  })
  const settled = found.data?.differences.filter(({ settledAt }) => settledAt !== null)
  return (
    <details onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>{say(words.settled)}</summary>
      {opened && found.isPending && <Skeleton />}
      {found.isError && <LoadFailed error={found.error} retry={() => found.refetch()} />}
      {settled?.length === 0 && <p className="hint">{say(words.noSettled)}</p>}
      {settled?.map((one) => (
        <div key={one.id} className="clock">
          <Difference one={one} />
          <p>{one.note}</p>
          <p className="small">
            {one.settledBy && <Who personId={one.settledBy} />} ·{' '}
            {one.settledAt && <Time at={one.settledAt} />}
          </p>
        </div>
      ))}
    </details>
  )
}

type Day = Wire['GET /v1/desk/reconciliation']['answer']['days'][number]

function Days({ days }: { days: readonly Day[] }) {
  const { language, say } = useLanguage()
  return (
    <Card title={say(words.days)}>
      {days.length === 0 && <p className="hint">{say(words.noDays)}</p>}
      <ul className="lines">
        {days.map((one) => (
          <li key={`${one.provider} ${one.day}`}>
            <div className="line">
              <span>
                {dayWords(one.day, language, true)} · {one.provider}
              </span>
              <span className="end">
                {say(words.rows, { n: one.billRows, sum: money(one.billFen) })}
              </span>
              <span className="small">
                <Time at={one.comparedAt} />
                {one.broughtIn > 0 && ` · ${say(words.broughtIn, { n: one.broughtIn })}`}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}
