import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Card, Field, Refusal, Submit } from '../../ui/parts.tsx'
import { words } from './safety-words.ts'

interface Stopped {
  readonly keys: number
  readonly listings: number
  readonly orders: number
}

/** 声明被盗. A number, a moment and a code: whoever holds the telephone need not be signed in. */
export function Stolen() {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const [done, setDone] = useState<Stopped | null>(null)
  return (
    <Card title={say(words.stolen)}>
      <p className="hint">{say(words.stolenMore)}</p>
      {done && (
        <p className="notice good" role="status">
          {say(words.done, {
            keys: String(done.keys),
            listings: String(done.listings),
            orders: String(done.orders),
          })}
        </p>
      )}
      {open && !done && <Declare onDone={setDone} />}
      {!open && (
        <button type="button" className="button quiet" onClick={() => setOpen(true)}>
          {say(words.begin)}
        </button>
      )}
    </Card>
  )
}

function Declare({ onDone }: { onDone: (stopped: Stopped) => void }) {
  const say = useSay()
  const queries = useQueryClient()
  const [phone, setPhone] = useState('')
  const [since, setSince] = useState(anHourAgo)
  const [sent, setSent] = useState<{ code: string | null } | null>(null)
  const [code, setCode] = useState('')
  const asking = useCommand(async (to: string) => {
    await api.post('/v1/auth/code', { body: { phone: to } })
    // Only a sandbox has this address.
    const seen = await api.post('/v1/sandbox/code', { body: { phone: to } }).catch(() => null)
    setSent({ code: seen?.code ?? null })
  })
  const declaring = useCommand(async (wish: { phone: string; code: string; since: string }) => {
    onDone(await api.post('/v1/account/stolen', { body: wish }))
    await queries.resetQueries({ queryKey: ['me'] })
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!sent) return void asking.run(phone)
    void declaring.run({ phone, code, since: new Date(since).toISOString() })
  }
  return (
    <form onSubmit={submit}>
      <Field label={say(words.phone)}>
        {(input) => (
          <input
            {...input}
            required
            type="tel"
            minLength={11}
            maxLength={20}
            autoComplete="tel"
            value={phone}
            readOnly={sent !== null}
            onChange={(event) => setPhone(event.target.value)}
          />
        )}
      </Field>
      <Field label={say(words.since)}>
        {(input) => (
          <input
            {...input}
            required
            type="datetime-local"
            value={since}
            onChange={(event) => setSince(event.target.value)}
          />
        )}
      </Field>
      {sent && <CodeField code={code} onChange={setCode} />}
      {sent?.code && (
        <p className="notice warn" role="status">
          {say(words.sandboxCode)} <strong className="mono">{sent.code}</strong>
        </p>
      )}
      <Refusal problem={asking.problem ?? declaring.problem} />
      <Submit pending={asking.pending || declaring.pending}>
        {say(sent ? words.declare : words.send)}
      </Submit>
    </form>
  )
}

export function CodeField({
  code,
  hint,
  onChange,
}: {
  code: string
  hint?: string
  onChange: (code: string) => void
}) {
  const say = useSay()
  return (
    <Field label={say(words.code)} {...(hint ? { hint } : {})}>
      {(input) => (
        <input
          {...input}
          required
          inputMode="numeric"
          pattern="[0-9]{6}"
          maxLength={6}
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

/** As `datetime-local` wants it, in the reader's own time. */
function anHourAgo(): string {
  const at = new Date(Date.now() - 3_600_000)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
