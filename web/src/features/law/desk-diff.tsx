import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { AnswerTo } from '../../../../sdk/src/client.ts'
import { dayWords } from '../../../../src/kernel/wording.ts'
import { api, problemOf } from '../../api.ts'
import { useLanguage, useSay } from '../../language.tsx'
import { Card, Field, Refusal, Rows, Submit } from '../../ui/parts.tsx'
import { keyName } from './answer-words.ts'
import { pageWords as words } from './page-words.ts'
import { type PastCase, pastCases } from './past-cases.ts'

type Changes = AnswerTo<'GET', '/v1/law/changes'>
type DryRun = AnswerTo<'POST', '/v1/law/dry-runs'>

/** 新旧对照. What changes between two days, and which pasted cases would be answered otherwise. */
export function DeskDiff() {
  const say = useSay()
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [pasted, setPasted] = useState('')
  const read = pastCases(pasted)
  const comparing = useMutation({
    mutationFn: (cases: readonly PastCase[]) => compare(from, to, cases),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if ('cases' in read) comparing.mutate(read.cases)
  }
  const days = [
    [words.from, from, setFrom],
    [words.to, to, setTo],
  ] as const
  return (
    <>
      <form className="card" onSubmit={submit}>
        <h2>{say(words.diff)}</h2>
        {days.map(([label, value, set]) => (
          <Field key={label.en} label={say(label)}>
            {(input) => (
              <input
                {...input}
                type="date"
                required
                min="1990-01-01"
                max="2099-12-31"
                value={value}
                onChange={(event) => set(event.target.value)}
              />
            )}
          </Field>
        ))}
        <Field
          label={say(words.cases)}
          hint={say(words.casesHint)}
          error={'badLine' in read ? say(words.badLine, { n: read.badLine }) : null}
        >
          {(input) => (
            <textarea
              {...input}
              className="mono"
              maxLength={200_000}
              value={pasted}
              onChange={(event) => setPasted(event.target.value)}
            />
          )}
        </Field>
        <Refusal problem={comparing.error ? problemOf(comparing.error) : null} />
        <Submit pending={comparing.isPending} disabled={'badLine' in read}>
          {say(words.compare)}
        </Submit>
      </form>
      <div aria-live="polite" style={{ display: 'grid', gap: 'var(--gap)' }}>
        {comparing.data && <ChangeList changes={comparing.data.changes.changes} />}
        {comparing.data?.dryRun && <Tried run={comparing.data.dryRun} />}
      </div>
    </>
  )
}

async function compare(from: string, to: string, cases: readonly PastCase[]) {
  const changes = await api.get('/v1/law/changes', { query: { from, to } })
  if (cases.length === 0) return { changes, dryRun: null }
  const dryRun = await api.post('/v1/law/dry-runs', { body: { from, to, cases: [...cases] } })
  return { changes, dryRun }
}

function ChangeList({ changes }: { changes: Changes['changes'] }) {
  const { say, language } = useLanguage()
  return (
    <Card title={say(words.diff)}>
      {changes.length === 0 && <p className="hint">{say(words.noChange)}</p>}
      {changes.map(({ id, title, change, effectiveOn, before, after }) => (
        <details key={id}>
          <summary>
            <span>
              {say(title)} · {say(words[change])}
              {effectiveOn && ` · ${dayWords(effectiveOn, language, true)}`}
            </span>
          </summary>
          <Rows
            rows={[
              before && [say(words.before), <Side key="before" {...before} />],
              after && [say(words.after), <Side key="after" {...after} />],
            ]}
          />
        </details>
      ))}
    </Card>
  )
}

function Side({ value, cite }: { value: string; cite: string }) {
  return (
    <>
      <span className="mono small">{value}</span>
      <br />
      <span className="small" lang="zh-CN">
        {cite}
      </span>
    </>
  )
}

function Tried({ run }: { run: DryRun }) {
  const say = useSay()
  return (
    <Card title={say(words.dry, { asked: run.asked, n: run.changed.length })}>
      {run.changed.map(({ id, before, after }) => (
        <details key={id}>
          <summary>{id}</summary>
          <Rows
            rows={differing(before, after).map((key) => [
              `${nameOf(key, say)}`,
              `${shown(before, key)} → ${shown(after, key)}`,
            ])}
          />
        </details>
      ))}
    </Card>
  )
}

function nameOf(key: string, say: ReturnType<typeof useSay>): string {
  const known = keyName(key)
  return known ? say(known) : key
}

/** Which keys of the two answers differ? */
function differing(before: object, after: object): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys].filter((key) => shown(before, key) !== shown(after, key))
}

function shown(answer: object, key: string): string {
  const value: unknown = Object.entries(answer).find(([name]) => name === key)?.[1]
  return value === undefined ? '—' : JSON.stringify(value)
}
