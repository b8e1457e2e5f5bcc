import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Problem } from '../../../../sdk/src/wire.ts'
import { api, problemOf } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Card, Refusal, Submit, Time } from '../../ui/parts.tsx'
import { useTell } from '../../ui/toast.tsx'
import { words } from './words.ts'

/** Does this browser know passkeys? Those inside many chat apps do not. */
export function canPasskey(): boolean {
  return 'PublicKeyCredential' in globalThis
}

/** 通行密钥. Those that this person has, a new one, and taking one away. */
export function Passkeys() {
  const say = useSay()
  const tell = useTell()
  const queries = useQueryClient()
  const found = useQuery({ queryKey: ['passkeys'], queryFn: () => api.get('/v1/auth/passkeys') })
  const { act, pending, problem, cancelled } = useCeremony(async () => {
    const { startRegistration } = await import('@simplewebauthn/browser')
    const { options, token } = await api.post('/v1/auth/passkeys/options')
    const response = await startRegistration({
      optionsJSON: options as PublicKeyCredentialCreationOptionsJSON,
    })
    const body = { token, response, label: deviceName() }
    await api.post('/v1/auth/passkeys', { body: body as never })
    await queries.invalidateQueries({ queryKey: ['passkeys'] })
    tell(say(words.passkeyMade))
  })
  const removing = useCommand((credentialId: string, key) =>
    api.post('/v1/auth/passkeys/{credentialId}/remove', { path: { credentialId }, key }),
  )
  const passkeys = found.data?.passkeys ?? []
  return (
    <Card title={say(words.passkeys)}>
      <p className="hint">{say(canPasskey() ? words.passkeysMore : words.passkeysNot)}</p>
      {passkeys.length > 0 && (
        <ul className="links">
          {passkeys.map(({ credentialId, label, createdAt }) => (
            <li key={credentialId}>
              <span>
                {label}
                <br />
                <span className="small">
                  <Time at={createdAt} />
                </span>
              </span>
              <button
                type="button"
                className="chip"
                disabled={removing.pending}
                aria-label={`${say(words.remove)} ${label}`}
                onClick={() => void removing.run(credentialId)}
              >
                {say(words.remove)}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Refusal problem={problem ?? removing.problem} />
      {cancelled && <p className="notice">{say(words.passkeyCancelled)}</p>}
      {canPasskey() && (
        <Submit pending={pending} kind="quiet" onClick={() => void act()}>
          {say(words.passkeyMake)}
        </Submit>
      )}
    </Card>
  )
}

/** Signing in with a passkey; a telephone number still does as well. */
export function PasskeySignIn() {
  const say = useSay()
  const queries = useQueryClient()
  const { act, pending, problem, cancelled } = useCeremony(async () => {
    const { startAuthentication } = await import('@simplewebauthn/browser')
    const { options, token } = await api.post('/v1/auth/passkey-sign-in/options')
    const response = await startAuthentication({
      optionsJSON: options as PublicKeyCredentialRequestOptionsJSON,
    })
    await api.post('/v1/auth/passkey-sign-in', { body: { token, response } as never })
    await queries.resetQueries({ queryKey: ['me'] })
  })
  if (!canPasskey()) return null
  return (
    <>
      <Refusal problem={problem} />
      {cancelled && <p className="notice">{say(words.passkeyCancelled)}</p>}
      <Submit pending={pending} kind="quiet" onClick={() => void act()}>
        {say(words.passkeyEnter)}
      </Submit>
    </>
  )
}

/** A dialogue of the device: done, refused by us, or put away by whoever held the phone. */
function useCeremony(run: () => Promise<void>) {
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [cancelled, setCancelled] = useState(false)
  const act = async () => {
    setPending(true)
    setProblem(null)
    setCancelled(false)
    try {
      await run()
    } catch (error) {
      const why = problemOf(error)
      if (why.code === 'page.failed') setCancelled(true)
      else setProblem(why)
    }
    setPending(false)
  }
  return { act, pending, problem, cancelled }
}

/** A name under which somebody finds this device again. */
function deviceName(): string {
  const { userAgent } = navigator
  const known = ['iPhone', 'iPad', 'Android', 'Windows', 'Mac', 'Linux']
  return known.find((name) => userAgent.includes(name)) ?? 'Passkey'
}
