import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { AnswerTo } from '../../../../sdk/src/client.ts'
import type { Wire } from '../../../../sdk/src/wire.ts'
import { dayWords } from '../../../../src/kernel/wording.ts'
import { sights, standingWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useLanguage, useSay } from '../../language.tsx'
import { Card, Field, LoadFailed, Refusal, Rows, Submit, Time } from '../../ui/parts.tsx'
import { useTell } from '../../ui/toast.tsx'
import { checkWords as words } from './check-words.ts'
import { Who } from './who.tsx'

type Known = AnswerTo<'GET', '/v1/desk/shops/{shopId}/check'>
type Checked = Wire['POST /v1/desk/shops/{shopId}/check']['body']
type Sight = Checked['seen'][number]
const kinds = ['person_verified', 'household', 'company'] as const

/** 核验卖家. What we have seen of who sells here: who looked, when, and until when it counts. */
export function ShopCheck({ shopId }: { shopId: string }) {
  const say = useSay()
  const found = useQuery({
    queryKey: ['shop check', shopId],
    queryFn: () => api.get('/v1/desk/shops/{shopId}/check', { path: { shopId } }),
  })
  if (found.isPending) return <p className="skeleton tall" />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const { shop } = found.data
  return (
    <>
      <h1>{shop.name}</h1>
      <Card title={say(words.title)}>
        <Standing known={found.data} />
        {shop.check && <Withdraw shopId={shopId} />}
        {shop.status === 'open' && (
          <details key={shop.check?.validUntilOn ?? 'none'}>
            <summary>{say(shop.check ? words.renew : words.record)}</summary>
            <CheckForm shopId={shopId} longest={found.data.longestUntilOn} />
          </details>
        )}
      </Card>
    </>
  )
}

function Standing({ known: { shop, check: by } }: { known: Known }) {
  const { say, language } = useLanguage()
  const { check, standing } = shop
  const seen = check?.seen.map((one) => say(sights[one])) ?? []
  return (
    <>
      <Rows
        rows={[
          [
            say(words.standing),
            <span key="is" className={`badge ${standing === 'unverified' ? 'warn' : 'good'}`}>
              {say(standingWords[standing])}
            </span>,
          ],
          check?.registeredName ? [say(words.name), check.registeredName] : null,
          check?.uscc ? [say(words.uscc), check.uscc] : null,
          check && [say(words.seen), seen.join(language === 'zh' ? '、' : ', ')],
          by && [say(words.by), <Who key="by" personId={by.by} />],
          by && [say(words.at), <Time key="at" at={by.at} />],
          check && [say(words.until), dayWords(check.validUntilOn, language, true)],
        ]}
      />
      {!check && <p className="hint">{say(words.none)}</p>}
    </>
  )
}

function CheckForm({ shopId, longest }: { shopId: string; longest: string }) {
  const say = useSay()
  const tell = useTell()
  const [standing, setStanding] = useState<Checked['standing']>('household')
  const [seen, setSeen] = useState<readonly Sight[]>([])
  const { run, pending, problem } = useCommand((body: Checked, key) =>
    api.post('/v1/desk/shops/{shopId}/check', { path: { shopId }, body, key }),
  )
  const licensed = standing !== 'person_verified'
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    const text = (name: string) => String(typed.get(name) ?? '').trim()
    const body: Checked = {
      standing,
      seen: [...seen],
      uscc: licensed ? text('uscc').toUpperCase() : null,
      registeredName: licensed ? text('name') : null,
      validUntilOn: text('until'),
    }
    if (await run(body)) tell(say(words.done))
  }
  return (
    <form className="stack" onSubmit={submit}>
      <p className="hint">{say(words.formMore)}</p>
      <Field label={say(words.standing)}>
        {(input) => (
          <select
            {...input}
            value={standing}
            onChange={({ target }) => setStanding(target.value as Checked['standing'])}
          >
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {say(standingWords[kind])}
              </option>
            ))}
          </select>
        )}
      </Field>
      {licensed && (
        <>
          <Field label={say(words.name)}>
            {(input) => <input {...input} name="name" required maxLength={80} />}
          </Field>
          <Field label={say(words.uscc)}>
            {(input) => (
              <input
                {...input}
                {...{ name: 'uscc', required: true, minLength: 18, maxLength: 18 }}
                autoComplete="off"
              />
            )}
          </Field>
        </>
      )}
      <fieldset>
        <legend>{say(words.seen)}</legend>
        {(Object.keys(sights) as Sight[]).map((one) => (
          <label key={one} className="choice">
            <input
              type="checkbox"
              checked={seen.includes(one)}
              onChange={({ target }) =>
                setSeen(target.checked ? [...seen, one] : seen.filter((each) => each !== one))
              }
            />
            {say(sights[one])}
          </label>
        ))}
      </fieldset>
      <Field label={say(words.until)} hint={say(words.untilMore)}>
        {(input) => (
          <input
            {...input}
            type="date"
            name="until"
            required
            max={longest}
            defaultValue={longest}
          />
        )}
      </Field>
      <Refusal problem={problem} />
      <Submit pending={pending} disabled={seen.length === 0}>
        {say(words.send)}
      </Submit>
    </form>
  )
}

function Withdraw({ shopId }: { shopId: string }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const { run, pending, problem } = useCommand((reason: string, key) =>
    api.post('/v1/desk/shops/{shopId}/uncheck', { path: { shopId }, body: { reason }, key }),
  )
  if (!open)
    return (
      <button type="button" className="button quiet" onClick={() => setOpen(true)}>
        {say(words.withdraw)}
      </button>
    )
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void run(String(new FormData(event.currentTarget).get('reason') ?? ''))
      }}
    >
      <Field label={say(words.reason)} hint={say(words.withdrawMore)}>
        {(input) => <input {...input} name="reason" required minLength={2} maxLength={300} />}
      </Field>
      <Refusal problem={problem} />
      <Submit kind="danger" pending={pending}>
        {say(words.withdraw)}
      </Submit>
    </form>
  )
}
