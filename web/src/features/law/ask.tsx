import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { AnswerTo } from '../../../../sdk/src/client.ts'
import { api, problemOf } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Page, Skeleton } from '../../ui/page.tsx'
import { Card, Field, LoadFailed, Refusal, Submit } from '../../ui/parts.tsx'
import { Answer } from './answer.tsx'
import { FactField } from './fact-field.tsx'
import { type FactShape, factsOf, type Typed } from './facts.ts'
import { LawLinks } from './links.tsx'
import { lawWords as words } from './words.ts'

type Category = AnswerTo<'GET', '/v1/law/categories'>['categories'][number]

/** 法律问答. A kind of question, the facts one knows, and the answer with its reasons. */
export function AskLaw() {
  const say = useSay()
  const { data, error, refetch } = useQuery({
    queryKey: ['law', 'categories'],
    queryFn: () => api.get('/v1/law/categories'),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Page title={say(words.title)}>
      <header className="offer">
        <h1>{say(words.title)}</h1>
        <p>{say(words.lead)}</p>
        <LawLinks />
      </header>
      {error && <LoadFailed error={error} retry={() => refetch()} />}
      {!data && !error && <Skeleton />}
      {data && <Choose categories={data.categories} />}
    </Page>
  )
}

function Choose({ categories }: { categories: readonly Category[] }) {
  const say = useSay()
  const [asked, setAsked] = useSearchParams()
  const category = categories.find((each) => each.category === asked.get('about')) ?? categories[0]
  const place = Math.min(Number(asked.get('q') ?? 0) || 0, (category?.questions.length ?? 1) - 1)
  if (!category) return null
  const go = (about: string, q: number) => setAsked({ about, q: String(q) }, { replace: true })
  return (
    <>
      <Card>
        <Field label={say(words.category)}>
          {(input) => (
            <select
              {...input}
              value={category.category}
              onChange={(event) => go(event.target.value, 0)}
            >
              {categories.map((each) => (
                <option key={each.category} value={each.category}>
                  {say(each.name)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={say(words.question)}>
          {(input) => (
            <select
              {...input}
              value={place}
              onChange={(event) => go(category.category, Number(event.target.value))}
            >
              {category.questions.map((question, at) => (
                <option key={question.zh} value={at}>
                  {say(question)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </Card>
      <Ask key={`${category.category} ${place}`} category={category} place={place} />
    </>
  )
}

function Ask({ category, place }: { category: Category; place: number }) {
  const say = useSay()
  const [typed, setTyped] = useState<Typed>({})
  const question = category.questions[place]
  const asking = useMutation({
    mutationFn: () =>
      api.post('/v1/law/decisions', {
        body: {
          category: category.category,
          ...(question ? { question: question.zh } : {}),
          facts: factsOf(category.facts, typed),
        },
      }),
  })
  const answered = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (asking.data) answered.current?.focus()
  }, [asking.data])
  const problem = asking.error ? problemOf(asking.error) : null
  const wrong = wrongFact(problem, category.facts, say)
  const form = {
    typed,
    type: (name: string, text: string) => setTyped((before) => ({ ...before, [name]: text })),
    wrong,
  }
  const first = (question?.facts ?? []).flatMap((fact) =>
    category.facts.filter((shape) => shape.fact === fact),
  )
  const rest = category.facts.filter((shape) => !first.includes(shape))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    asking.mutate()
  }
  return (
    <>
      <form className="card" onSubmit={submit}>
        <h2>{say(words.facts)}</h2>
        {first.map((shape) => (
          <FactField key={shape.fact} shape={shape} form={form} />
        ))}
        {rest.length > 0 && (
          <details>
            <summary>{say(words.more)}</summary>
            <div style={stack}>
              {rest.map((shape) => (
                <FactField key={shape.fact} shape={shape} form={form} />
              ))}
            </div>
          </details>
        )}
        {wrong === null && <Refusal problem={problem} />}
        <Submit pending={asking.isPending}>{say(words.ask)}</Submit>
      </form>
      <div ref={answered} tabIndex={-1} aria-live="polite" style={stack}>
        {asking.data && <Answer given={asking.data} shapes={category.facts} />}
      </div>
    </>
  )
}

/** Parts under each other, as far apart as cards. */
const stack = { display: 'grid', gap: 'var(--gap)' } as const

type Say = ReturnType<typeof useSay>

/** Which fact did the server refuse, and why, with the fact by the name that the form gives it? */
function wrongFact(
  problem: ReturnType<typeof problemOf> | null,
  shapes: readonly FactShape[],
  say: Say,
) {
  if (!problem || !('fact' in problem) || typeof problem.fact !== 'string') return null
  const { fact, text } = problem
  const shape = shapes.find((each) => each.fact === fact)
  if (!shape) return null
  return { fact, why: say(text).replace(fact, say(shape.name)) }
}
