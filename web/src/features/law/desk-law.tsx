import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { dayWords } from '../../../../src/kernel/wording.ts'
import { api } from '../../api.ts'
import { useLanguage, useSay } from '../../language.tsx'
import { Skeleton } from '../../ui/page.tsx'
import { Card, Field, LoadFailed } from '../../ui/parts.tsx'
import { Cited } from './articles.tsx'
import { DeskDiff } from './desk-diff.tsx'
import { LawLinks } from './links.tsx'
import { topicStatusWords, pageWords as words } from './page-words.ts'

/** 法律库. The desk's page: ask, what changed, whom it would meet, what is stale, what is law. */
export function DeskLaw() {
  const say = useSay()
  return (
    <>
      <h1>{say(words.deskTitle)}</h1>
      <Card title={say(words.askTitle)}>
        <LawLinks />
      </Card>
      <DeskDiff />
      <Stale />
      <Status />
    </>
  )
}

function Stale() {
  const { say, language } = useLanguage()
  const [days, setDays] = useState('180')
  const wanted = /^\d{1,5}$/.test(days) ? Number(days) : 180
  const found = useQuery({
    queryKey: ['law', 'stale', wanted],
    queryFn: () => api.get('/v1/law/stale', { query: { days: wanted } }),
  })
  return (
    <Card title={say(words.stale)}>
      <Field label={say(words.staleDays)}>
        {(input) => (
          <input
            {...input}
            inputMode="numeric"
            maxLength={5}
            value={days}
            onChange={(event) => setDays(event.target.value.replace(/\D/g, ''))}
          />
        )}
      </Field>
      {found.isError && <LoadFailed error={found.error} retry={() => found.refetch()} />}
      {found.data?.values.length === 0 && <p className="hint">{say(words.noneStale)}</p>}
      <ul className="plain">
        {found.data?.values.map((value) => (
          <li key={value.id}>
            {say(value.title)} <span className="mono small">{value.id}</span>
            <p className="hint">
              {say(words.checkedOn, {
                day: dayWords(value.checkedOn, language, true),
                n: value.days,
              })}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Status() {
  const say = useSay()
  const found = useQuery({
    queryKey: ['law', 'status'],
    queryFn: () => api.get('/v1/law/status'),
  })
  return (
    <Card title={say(words.statusTitle)}>
      {found.isError && <LoadFailed error={found.error} retry={() => found.refetch()} />}
      {found.isPending && <Skeleton />}
      {found.data?.topics.map((each) => (
        <section key={each.topic.zh}>
          <p>
            <span className={`badge ${topicStatusWords[each.status].tone}`}>
              {say(topicStatusWords[each.status].name)}
            </span>{' '}
            <strong>{say(each.topic)}</strong>
          </p>
          <p className="small">{say(each.note)}</p>
          {each.cites.map((cite) => (
            <Cited key={cite} cite={cite} />
          ))}
        </section>
      ))}
    </Card>
  )
}
