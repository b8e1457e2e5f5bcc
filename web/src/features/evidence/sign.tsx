import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AnswerTo } from '../../../../sdk/src/client.ts'
import { signedStepWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useLanguage, useSay } from '../../language.tsx'
import { Refusal, Submit, Time } from '../../ui/parts.tsx'
import { evidenceWords as words } from './words.ts'

type Signing = AnswerTo<'GET', '/v1/orders/{orderId}/signing'>
type Step = Signing['steps'][number]

/** 设备签名. Offered, never asked for: one more proof that it was this person. */
export function SignSteps({ orderId, only }: { orderId: string; only?: Step['step'] }) {
  const say = useSay()
  const found = useQuery({
    queryKey: ['signing', orderId],
    queryFn: () => api.get('/v1/orders/{orderId}/signing', { path: { orderId } }),
  })
  const signing = found.data
  if (!signing) return null
  const asked = ({ step }: { step: Step['step'] }) => only === undefined || step === only
  const given = signing.signed.filter(asked)
  const open = canSign(signing.rpId)
    ? signing.steps.filter((step) => asked(step) && !step.signed)
    : []
  if (open.length === 0 && given.length === 0) return null
  return (
    <details open={given.length > 0}>
      <summary>{say(words.signTitle)}</summary>
      <p>{say(words.signIntro)}</p>
      <ul className="plain">
        {given.map(({ step, by, at }) => (
          <li key={`${step} ${by} ${at}`}>
            {say(words.signed, { by: say(words[by]), step: say(signedStepWords[step]) })}{' '}
            <Time at={at} />
          </li>
        ))}
      </ul>
      {open.map((step) => (
        <SignOne key={step.step} orderId={orderId} step={step} signing={signing} />
      ))}
    </details>
  )
}

/** Devices bind keys to a name: not to a bare address, and not everywhere. */
function canSign(rpId: string): boolean {
  return browserSupportsWebAuthn() && location.hostname === rpId && !/^[\d.]+$|:/.test(rpId)
}

function SignOne({ orderId, step, signing }: { orderId: string; step: Step; signing: Signing }) {
  const say = useSay()
  const { language } = useLanguage()
  const [cancelled, setCancelled] = useState(false)
  const { run, pending, problem } = useCommand<Step['step']>(async (_step, key) => {
    setCancelled(false)
    const assertion = await deviceSigns(step, signing).catch((error: unknown) => {
      // The person closed the device's dialogue, or the device cannot: that is an answer too.
      if (error instanceof Error && error.name === 'NotAllowedError') return null
      throw error
    })
    if (assertion === null) return setCancelled(true)
    const body = { step: step.step, document: step.document, assertion }
    await api.post('/v1/orders/{orderId}/signatures', { path: { orderId }, body, key })
  })
  return (
    <div className="stack">
      <p className="quote">{saysOf(step.document)[language]}</p>
      <div className="buttons">
        <Submit pending={pending} kind="quiet" onClick={() => run(step.step)}>
          {say(words.sign, { step: say(signedStepWords[step.step]) })}
        </Submit>
      </div>
      <Refusal problem={problem} />
      {cancelled && <p className="hint">{say(words.cancelled)}</p>}
    </div>
  )
}

/** The sentence that the person agrees to, out of the document that is signed. */
function saysOf(document: string): { zh: string; en: string } {
  const { agreed } = JSON.parse(document) as { agreed: { says: { zh: string; en: string } } }
  return agreed.says
}

/** Has this device sign; the first time it makes its key before. */
async function deviceSigns({ challenge }: Step, { rpId, credentialIds }: Signing) {
  const known = credentialIds.length > 0 ? credentialIds : await register()
  const { id, rawId, response } = await startAuthentication({
    optionsJSON: {
      challenge,
      rpId,
      allowCredentials: known.map((one) => ({ id: one, type: 'public-key' as const })),
      userVerification: 'preferred',
    },
  })
  const { authenticatorData, clientDataJSON, signature } = response
  const own = { authenticatorData, clientDataJSON, signature }
  return { id, rawId, type: 'public-key' as const, response: own }
}

async function register(): Promise<string[]> {
  const optionsJSON = await api.post('/v1/me/device-keys/options', {})
  const made = await startRegistration({ optionsJSON: optionsJSON as never })
  const { attestationObject, clientDataJSON } = made.response
  const response = { attestationObject, clientDataJSON }
  const body = { id: made.id, rawId: made.rawId, type: 'public-key' as const, response }
  const { keys } = await api.post('/v1/me/device-keys', { body })
  return keys.map(({ credentialId }) => credentialId)
}
