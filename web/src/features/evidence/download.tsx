import { useState } from 'react'
import { canonicalJson } from '../../../../src/kernel/canonical.ts'
import type { Words } from '../../../../src/kernel/wording.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Refusal, Submit } from '../../ui/parts.tsx'
import { evidenceWords as words } from './words.ts'

/** The file, checked here before it is handed over: by code that the server has no part in. */
export function Download({
  name,
  load,
  vkey,
}: {
  name: string
  load: () => Promise<unknown>
  /** The log's key; null while it is not known. */
  vkey: string | null
}) {
  const say = useSay()
  const [verdict, setVerdict] = useState<Words | null>(null)
  const { run, pending, problem } = useCommand<string>(async () => {
    const text = canonicalJson(await load())
    save(text, name)
    const [{ verifyReceipt }, { verdictWords }] = await Promise.all([
      import('../../../../sdk/src/verify.ts'),
      import('../../../../sdk/src/verify-words.ts'),
    ])
    const trust = vkey === null ? {} : { logs: [vkey] }
    const found = await verifyReceipt(new TextEncoder().encode(text), trust)
    setVerdict(found.verdict === 'invalid' ? words.failed : verdictWords[found.verdict])
  })
  return (
    <>
      <div className="buttons">
        <Submit pending={pending} kind="quiet" onClick={() => run(name)}>
          {say(words.download)}
        </Submit>
      </div>
      <p className="hint">{say(words.downloadMore)}</p>
      <Refusal problem={problem} />
      {verdict && (
        <p className="notice" role="status">
          {say(words.saved)} {say(verdict)}
        </p>
      )}
    </>
  )
}

function save(text: string, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = name
  link.click()
  // The download has its own hold on the file by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
