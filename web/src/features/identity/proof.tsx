import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { useState } from 'react'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Refusal, Submit } from '../../ui/parts.tsx'
import { useMe } from './me.ts'
import { words } from './safety-words.ts'
import { CodeField } from './stolen.tsx'

/** What somebody shows once more: a fresh code, or what a passkey has signed. */
export type Proof = { code: string } | { token: string; response: never }

/**
 * 第二重验证. Asks for a passkey or a fresh code, and hands on what was shown. `act` is what it is for.
 */
export function Prove({
  label,
  onProof,
  pending,
  disabled = false,
}: {
  label: string
  onProof: (proof: Proof) => void
  pending: boolean
  /** What it is for is not filled in yet. */
  disabled?: boolean
}) {
  const say = useSay()
  const { phone } = useMe()
  const [sent, setSent] = useState<{ code: string | null } | null>(null)
  const [code, setCode] = useState('')
  const asking = useCommand(async () => {
    const asked = await api.post('/v1/auth/proof')
    if (asked.way === 'code') {
      // Only a sandbox has this address.
      const seen = await api.post('/v1/sandbox/code', { body: {} }).catch(() => null)
      return setSent({ code: seen?.code ?? null })
    }
    const { startAuthentication } = await import('@simplewebauthn/browser')
    const optionsJSON = asked.options as PublicKeyCredentialRequestOptionsJSON
    const response = await startAuthentication({ optionsJSON })
    onProof({ token: asked.token ?? '', response: response as never })
  })
  if (!sent)
    return (
      <>
        <Refusal problem={asking.problem} />
        <Submit
          pending={asking.pending || pending}
          kind="quiet"
          disabled={disabled}
          onClick={() => void asking.run({})}
        >
          {say(words.prove)}
        </Submit>
      </>
    )
  return (
    <>
      <CodeField code={code} hint={phone ?? ''} onChange={setCode} />
      {sent.code && (
        <p className="notice warn" role="status">
          {say(words.sandboxCode)} <strong className="mono">{sent.code}</strong>
        </p>
      )}
      <Submit
        pending={pending}
        disabled={disabled || !/^[0-9]{6}$/.test(code)}
        onClick={() => {
          onProof({ code })
          setSent(null)
          setCode('')
        }}
      >
        {label}
      </Submit>
    </>
  )
}
