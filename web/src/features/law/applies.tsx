import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { AnswerTo } from '../../../../sdk/src/client.ts'
import { dayWords } from '../../../../src/kernel/wording.ts'
import { api, problemOf } from '../../api.ts'
import { useLanguage, useSay } from '../../language.tsx'
import { Page, Skeleton } from '../../ui/page.tsx'
import { Card, Field, LoadFailed, Refusal, Submit } from '../../ui/parts.tsx'
import { Cited } from './articles.tsx'
import { FactField } from './fact-field.tsx'
import { type FactShape, factsOf, type Typed } from './facts.ts'
import { LawLinks } from './links.tsx'
import { appliesWords, pageWords as words } from './page-words.ts'

type Found = AnswerTo<'POST', '/v1/law/applicability'>

/** 适用性. Facts of a case, and each provision with whether it applies and one sentence why. */
export function AppliesPage() {
  const say = useSay()
  const known = useQuery({
    queryKey: ['law', 'categories'],
    queryFn: () => api.get('/v1/law/categories'),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Page title={say(words.appliesTitle)}>
      <header className="offer">
        <h1>{say(words.appliesTitle)}</h1>
        <p>{say(words.appliesLead)}</p>
        <LawLinks />
      </header>
      {known.isError && <LoadFailed error={known.error} retry={() => known.refetch()} />}
      {known.isPending && <Skeleton />}
      {known.data && <Case shapes={known.data.applicability.facts} />}
    </Page>
  )
}

function Case({ shapes }: { shapes: readonly FactShape[] }) {
  const say = useSay()
  const [typed, setTyped] = useState<Typed>({})
  const [on, setOn] = useState('')
  const asking = useMutation({
    mutationFn: () =>
      api.post('/v1/law/applicability', {
        body: { facts: factsOf(shapes, typed), ...(on === '' ? {} : { on }) },
      }),
  })
  const form = {
    typed,
    type: (name: string, text: string) => setTyped((before) => ({ ...before, [name]: text })),
    wrong: null,
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    asking.mutate()
  }
  return (
    <>
      <form className="card" onSubmit={submit}>
        <h2>{say(words.facts)}</h2>
        {shapes.map((shape) => (
          <FactField key={shape.fact} shape={shape} form={form} />
        ))}
        <Field label={say(words.onDay)} hint={say(words.todayHint)}>
          {(input) => (
            <input
              {...input}
              type="date"
              min="2000-01-01"
              max="2099-12-31"
              value={on}
              onChange={(event) => setOn(event.target.value)}
            />
          )}
        </Field>
        <Refusal problem={asking.error ? problemOf(asking.error) : null} />
        <Submit pending={asking.isPending}>{say(words.look)}</Submit>
      </form>
      <div aria-live="polite">{asking.data && <Provisions found={asking.data} />}</div>
    </>
  )
}

/** What applies comes first, then what is open: most people look for these. */
const order = ['applies', 'by_reference', 'unclear', 'does_not'] as const

function Provisions({ found }: { found: Found }) {
  const { say, language } = useLanguage()
  const sorted = order.flatMap((each) => found.provisions.filter(({ applies }) => applies === each))
  return (
    <Card title={say(words.found, { day: dayWords(found.on, language, true) })}>
      {sorted.map((provision) => (
        <section key={provision.cite}>
          <p>
            <span className={`badge ${appliesWords[provision.applies].tone}`}>
              {say(appliesWords[provision.applies].name)}
            </span>{' '}
            <strong>{say(provision.about)}</strong>
          </p>
          <p>{provision[language]}</p>
          <Cited cite={provision.cite} />
        </section>
      ))}
    </Card>
  )
}
