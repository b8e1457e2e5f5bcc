import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { purposes } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Card, Field, Refusal, Submit } from '../../ui/parts.tsx'
import { useMe, useSignOut } from './me.ts'
import { PasskeySignIn } from './passkeys.tsx'
import { words } from './words.ts'

/** 登录. A number, a code, nothing else. In a sandbox the code stands on the page. */
export function SignIn() {
  const say = useSay()
  const queries = useQueryClient()
  const [phone, setPhone] = useState('')
  const [sent, setSent] = useState<Sent | null>(null)
  const [code, setCode] = useState('')
  const asking = useCommand(async (to: string) => {
    const { phone: masked } = await api.post('/v1/auth/code', { body: { phone: to } })
    // Only a sandbox has this address.
    const seen = await api.post('/v1/sandbox/code', { body: { phone: to } }).catch(() => null)
    setSent({ to: masked, code: seen?.code ?? null })
  })
  const entering = useCommand(async (typed: string) => {
    await api.post('/v1/auth/sign-in', { body: { phone, code: typed } })
    await queries.resetQueries({ queryKey: ['me'] })
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void (sent ? entering.run(code.trim()) : asking.run(phone))
  }
  return (
    <Card title={say(words.title)}>
      <form onSubmit={submit}>
        <Field label={say(words.phone)} hint={say(purposes.signInPhone)}>
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
        {sent && <Code sent={sent} code={code} onChange={setCode} />}
        <Refusal problem={asking.problem ?? entering.problem} />
        <Submit pending={asking.pending || entering.pending}>
          {say(sent ? words.enter : words.send)}
        </Submit>
        {sent && (
          <button
            type="button"
            className="button quiet"
            onClick={() => {
              setSent(null)
              setCode('')
            }}
          >
            {say(words.other)}
          </button>
        )}
      </form>
      {!sent && <PasskeySignIn />}
    </Card>
  )
}

interface Sent {
  /** The number, partly hidden. */
  readonly to: string
  /** Only in a sandbox. */
  readonly code: string | null
}

function Code({
  sent,
  code,
  onChange,
}: {
  sent: Sent
  code: string
  onChange: (code: string) => void
}) {
  const say = useSay()
  return (
    <>
      <Field label={say(words.code)} hint={say(words.codeSent, { phone: sent.to })}>
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
      {sent.code && (
        <p className="notice warn" role="status">
          {say(words.sandbox)} <strong className="mono">{sent.code}</strong>
        </p>
      )}
    </>
  )
}

/** Who is signed in, and the way out. */
export function SignedIn() {
  const say = useSay()
  const { person, phone } = useMe()
  const signOut = useSignOut()
  if (!person) return null
  return (
    <div className="buttons">
      <p className="small" style={{ alignSelf: 'center' }}>
        {say(words.as, { phone: phone ?? '' })}
      </p>
      <button type="button" className="button quiet" onClick={() => void signOut()}>
        {say(words.out)}
      </button>
    </div>
  )
}
