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
}: {
  label: string
  onProof: (proof: Proof) => void
  pending: boolean
}) {
  const say = useSay()
  const { phone } = useMe()
  const [sent, setSent] = useState<{ code: string | null } | null>(null)
  const [code, setCode] = useState('')
  const asking = useCommand(async () => {
    const asked = await api.post('/v1/auth/proof')
    if (asked.way === 'code') return setSent({ code: null })
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
          onClick={() => void asking.run({})}
        >
          {say(words.prove)}
        </Submit>
      </>
    )
  return (
    <>
      <CodeField code={code} hint={phone ?? ''} onChange={setCode} />
      <Submit
        pending={pending}
        disabled={!/^[0-9]{6}$/.test(code)}
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
