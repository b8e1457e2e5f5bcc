import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { AnswerTo } from '../../../../sdk/src/client.ts'
import { dayWords } from '../../../../src/kernel/wording.ts'
import { api, problemOf } from '../../api.ts'
import { useLanguage, useSay } from '../../language.tsx'
import { Page } from '../../ui/page.tsx'
import { Card, Field, Refusal, Submit } from '../../ui/parts.tsx'
import { Articles } from './articles.tsx'
import { LawLinks } from './links.tsx'
import { citeStatusWords, pageWords as words } from './page-words.ts'

type Checked = AnswerTo<'GET', '/v1/law/citations'>

/** At most so many citations are checked at a time. */
const citationsMax = 20

/** 引文核对. Citations, one a line, and what has become of each on a day. */
export function CitePage() {
  const say = useSay()
  const [text, setText] = useState('')
  const [on, setOn] = useState('')
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line, at, all) => line !== '' && all.indexOf(line) === at)
  const checking = useMutation({
    mutationFn: () =>
      Promise.all(
        lines.slice(0, citationsMax).map((line) =>
          api.get('/v1/law/citations', {
            query: { text: line.slice(0, 500), ...(on === '' ? {} : { on }) },
          }),
        ),
      ),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    checking.mutate()
  }
  return (
    <Page title={say(words.citeTitle)}>
      <header className="offer">
        <h1>{say(words.citeTitle)}</h1>
        <p>{say(words.citeLead)}</p>
        <LawLinks />
      </header>
      <form className="card" onSubmit={submit}>
        <Field
          label={say(words.citation)}
          hint={say(words.citationHint)}
          error={lines.length > citationsMax ? say(words.tooMany) : null}
        >
          {(input) => (
            <textarea
              {...input}
              required
              maxLength={10_000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Field label={say(words.onDay)} hint={say(words.todayHint)}>
          {(input) => (
            <input
              {...input}
              type="date"
              min="1990-01-01"
              max="2099-12-31"
              value={on}
              onChange={(event) => setOn(event.target.value)}
            />
          )}
        </Field>
        <Refusal problem={checking.error ? problemOf(checking.error) : null} />
        <Submit pending={checking.isPending}>{say(words.check)}</Submit>
      </form>
      <div aria-live="polite" style={{ display: 'grid', gap: 'var(--gap)' }}>
        {checking.data?.map((each) => (
          <One key={each.citation} checked={each} />
        ))}
      </div>
    </Page>
  )
}

function One({ checked }: { checked: Checked }) {
  const { say, language } = useLanguage()
  const status = citeStatusWords[checked.status]
  return (
    <Card title={checked.citation}>
      <p>
        <span className={`badge ${status.tone}`}>{say(status.name)}</span>{' '}
        <small>{dayWords(checked.on, language, true)}</small>
      </p>
      <p>{checked[language]}</p>
      {checked.successor && (
        <p>
          {say(words.successor)}: <strong lang="zh-CN">{checked.successor}</strong>
        </p>
      )}
      {(checked.status === 'in_force' || checked.successor) && (
        <Articles cite={checked.successor ?? checked.citation} on={checked.on} />
      )}
    </Card>
  )
}
