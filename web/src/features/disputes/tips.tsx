import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useSearchParams } from 'react-router'
import { disputeWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useKept } from '../../kept.ts'
import { useSay } from '../../language.tsx'
import { Page } from '../../ui/page.tsx'
import { Card, Field, LoadFailed, Refusal, Rows, Submit, Time } from '../../ui/parts.tsx'
import { Cited } from '../law/articles.tsx'
import { TextField } from './case-forms.tsx'
import { words } from './words.ts'

type Kind = keyof typeof disputeWords.tipWords
interface Told {
  readonly secret: string
  readonly dueOn: string
  readonly cite: string
}

/** 匿名举报. Tell of a wrong without a name; the secret alone leads back to it. */
export function TipPage() {
  const say = useSay()
  const [told, setTold] = useState<Told | null>(null)
  return (
    <Page title={say(words.tip)}>
      <h1>{say(words.tip)}</h1>
      <p>{say(words.tipHint)}</p>
      {told ? <Kept told={told} /> : <Tell told={setTold} />}
      <Follow />
    </Page>
  )
}

function Tell({ told }: { told: (answer: Told) => void }) {
  const say = useSay()
  const [query] = useSearchParams()
  const [kind, setKind] = useState<Kind>('fake')
  const [text, setText] = useKept('tip', '')
  const shopId = query.get('shop')
  const { run, pending, problem } = useCommand(async (_wish: string) => {
    const body = { kind, text, ...(shopId ? { shopId } : {}) }
    const answer = await api.post('/v1/tips', { body })
    setText('')
    told(answer)
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') void run(JSON.stringify([kind, text, shopId]))
  }
  return (
    <Card title={say(words.tipTell)}>
      <form onSubmit={submit}>
        <Field label={say(words.tipKind)}>
          {(input) => (
            <select {...input} value={kind} onChange={(e) => setKind(e.target.value as Kind)}>
              {(Object.keys(disputeWords.tipWords) as Kind[]).map((one) => (
                <option key={one} value={one}>
                  {say(disputeWords.tipWords[one])}
                </option>
              ))}
            </select>
          )}
        </Field>
        <TextField
          label={say(words.say)}
          hint={say(words.tipNoNames)}
          value={text}
          onChange={setText}
        />
        <Refusal problem={problem} />
        <Submit pending={pending} disabled={text.trim() === ''}>
          {say(words.tipSend)}
        </Submit>
      </form>
    </Card>
  )
}

function Kept({ told }: { told: Told }) {
  const say = useSay()
  return (
    <Card title={say(words.tipKept)}>
      <p className="notice good">{say(words.tipSecret)}</p>
      <p className="mono breaks">{told.secret}</p>
      <p>{say(words.tipDue, { on: told.dueOn })}</p>
      <Cited cite={told.cite} />
    </Card>
  )
}

/** How does my tip stand? Asked with the secret, which goes nowhere else. */
function Follow() {
  const say = useSay()
  const [secret, setSecret] = useState('')
  const [found, setFound] = useState<Awaited<ReturnType<typeof follow>> | null>(null)
  const { run, pending, problem } = useCommand(async (wish: string) => {
    setFound(await follow(wish))
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(secret.trim())
  }
  return (
    <Card title={say(words.tipFollow)}>
      <form onSubmit={submit}>
        <Field label={say(words.tipCode)}>
          {(input) => (
            <input {...input} required value={secret} onChange={(e) => setSecret(e.target.value)} />
          )}
        </Field>
        <Refusal problem={problem} />
        <Submit pending={pending} kind="quiet">
          {say(words.tipFollow)}
        </Submit>
      </form>
      {found && (
        <Rows
          rows={[
            [say(disputeWords.tipWords[found.kind as Kind]), <Time key="at" at={found.toldAt} />],
            [say(words.tipDueOn), found.dueOn],
            [say(words.tipAnswer), found.answer ?? say(words.tipWaits), true],
          ]}
        />
      )}
    </Card>
  )
}

function follow(secret: string) {
  return api.post('/v1/tips/follow', { body: { secret } })
}

/** 举报线索. For operators: what waits, the next clock first; apart from every case. */
export function TipDesk() {
  const say = useSay()
  const found = useQuery({
    queryKey: ['desk tips'],
    queryFn: () => api.get('/v1/desk/tips'),
    refetchInterval: 30_000,
  })
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const tips = found.data?.tips ?? []
  return (
    <Card title={say(words.tipDesk)}>
      {tips.length === 0 && <p className="hint">{say(words.tipNone)}</p>}
      {tips.map((tip) => (
        <section key={tip.id} aria-label={tip.dueOn}>
          <Rows
            rows={[
              [
                say(disputeWords.tipWords[tip.kind as Kind]),
                <Time key="at" at={tip.toldAt} />,
                true,
              ],
              [say(words.tipDueOn), tip.dueOn],
            ]}
          />
          <p className="text">{tip.text}</p>
          <TipAnswer tipId={tip.id} done={() => void found.refetch()} />
        </section>
      ))}
    </Card>
  )
}

function TipAnswer({ tipId, done }: { tipId: string; done: () => void }) {
  const say = useSay()
  const [text, setText] = useState('')
  const { run, pending, problem } = useCommand((body: { text: string }) =>
    api.post('/v1/desk/tips/{tipId}/answer', { path: { tipId }, body }),
  )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '' && (await run({ text }))) done()
  }
  return (
    <form onSubmit={submit}>
      <TextField label={say(words.tipAnswer)} value={text} onChange={setText} />
      <Refusal problem={problem} />
      <Submit pending={pending} kind="quiet" disabled={text.trim() === ''}>
        {say(words.tipSendAnswer)}
      </Submit>
    </form>
  )
}
