import { type FormEvent, useEffect, useState } from 'react'
import type { Verdict } from '../../../../sdk/src/verdict.ts'
import { verifyProof, verifyReceipt } from '../../../../sdk/src/verify.ts'
import { useSay } from '../../language.tsx'
import { Page } from '../../ui/page.tsx'
import { Card, Field, Submit } from '../../ui/parts.tsx'
import { VerdictView } from './verdict.tsx'
import { words } from './verify-words.ts'

/** Longer than any receipt. */
const longest = 4 * 1024 * 1024

interface Given {
  readonly name: string | null
  readonly bytes: Uint8Array
}

type Outcome = Verdict | 'bad_policy' | 'needs_policy' | 'too_long'

/** 验证凭证. Checks a receipt or a proof on this device; asks the server for nothing but its keys. */
export function Verify() {
  const say = useSay()
  const [policy, setPolicy] = useSitePolicy()
  const [given, setGiven] = useState<Given | null>(null)
  const [entry, setEntry] = useState<Given | null>(null)
  const [text, setText] = useState('')
  const outcome = useOutcome(given, entry, policy.text)
  const take = (file: Given) => {
    setEntry(null)
    setGiven(file)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // A pasted text has lost nothing but the white space around it.
    if (text.trim() !== '') take({ name: null, bytes: new TextEncoder().encode(trimmed(text)) })
  }
  return (
    <Page title={say(words.title)}>
      <h1>{say(words.title)}</h1>
      <p className="hint">{say(words.more)}</p>
      <Card>
        <Pick label={say(words.choose)} onFile={take} />
        <form className="stack" onSubmit={submit}>
          <Field label={say(words.paste)}>
            {(input) => (
              <textarea
                {...input}
                className="mono"
                rows={4}
                spellCheck={false}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
          <Submit pending={false} kind="quiet" disabled={text.trim() === ''}>
            {say(words.verify)}
          </Submit>
        </form>
      </Card>
      {given && (
        <p className="hint">
          {given.name === null ? say(words.pasted) : say(words.chosen, { name: given.name })}
        </p>
      )}
      {given && isProof(given.bytes) && (
        <Card>
          <Pick label={say(words.entry)} onFile={setEntry} />
        </Card>
      )}
      <Found outcome={outcome} />
      <Trusted policy={policy} onChange={setPolicy} />
    </Page>
  )
}

function Found({ outcome }: { outcome: Outcome | null }) {
  const say = useSay()
  if (outcome === null) return null
  if (typeof outcome === 'object') return <VerdictView verdict={outcome} />
  const why = {
    bad_policy: words.badPolicy,
    needs_policy: words.needsPolicy,
    too_long: words.tooLong,
  }
  return (
    <p className="notice bad" role="alert">
      {say(why[outcome])}
    </p>
  )
}

/** A file of this device; it is read here and goes nowhere. */
function Pick({ label, onFile }: { label: string; onFile: (file: Given) => void }) {
  return (
    <label className="button pick">
      {label}
      <input
        type="file"
        onChange={async ({ target }) => {
          const file = target.files?.[0]
          if (!file) return
          // One byte too many is enough to know that it is too long.
          const bytes = await file.slice(0, longest + 1).arrayBuffer()
          onFile({ name: file.name, bytes: new Uint8Array(bytes) })
          target.value = ''
        }}
      />
    </label>
  )
}

function Trusted({
  policy,
  onChange,
}: {
  policy: SitePolicy
  onChange: (policy: SitePolicy) => void
}) {
  const say = useSay()
  return (
    <details className="card">
      <summary>{say(words.trust)}</summary>
      <p>{say(words.trustMore)}</p>
      {policy.missing && <p className="notice warn">{say(words.noPolicy)}</p>}
      <Field label={say(words.policy)}>
        {(input) => (
          <textarea
            {...input}
            className="mono"
            rows={6}
            spellCheck={false}
            value={policy.text}
            onChange={(event) => onChange({ text: event.target.value, missing: false })}
          />
        )}
      </Field>
    </details>
  )
}

interface SitePolicy {
  /** Empty: nobody is trusted, and the answer will say so. */
  readonly text: string
  readonly missing: boolean
}

/** What this site publishes about its own log, until the reader writes something else. */
function useSitePolicy() {
  const [policy, setPolicy] = useState<SitePolicy>({ text: '', missing: false })
  useEffect(() => {
    const asked = new AbortController()
    fetch('/log/policy', { signal: asked.signal })
      .then(async (answer) => {
        if (!answer.ok) throw new Error('no policy')
        const text = await answer.text()
        setPolicy((now) => (now.text === '' ? { text, missing: false } : now))
      })
      .catch(() => {
        if (!asked.signal.aborted) setPolicy((now) => ({ ...now, missing: now.text === '' }))
      })
    return () => asked.abort()
  }, [])
  return [policy, setPolicy] as const
}

/** Checks again whenever the file or the trust changes; an older answer never overtakes a newer. */
function useOutcome(given: Given | null, entry: Given | null, policy: string): Outcome | null {
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  useEffect(() => {
    let isCurrent = true
    setOutcome(null)
    if (given !== null)
      check(given.bytes, entry?.bytes ?? null, policy).then((found) => {
        if (isCurrent) setOutcome(found)
      })
    return () => {
      isCurrent = false
    }
  }, [given, entry, policy])
  return outcome
}

async function check(
  bytes: Uint8Array,
  entry: Uint8Array | null,
  written: string,
): Promise<Outcome | null> {
  if (bytes.length > longest) return 'too_long'
  const policy = written.trim() === '' ? null : `${written.trim()}\n`
  try {
    if (!isProof(bytes)) return await verifyReceipt(bytes, policy === null ? {} : { policy })
    if (entry === null) return null
    return policy === null ? 'needs_policy' : await verifyProof(bytes, entry, { policy })
  } catch {
    // Everything else about a file is an answer; what throws is the reader's own policy.
    return 'bad_policy'
  }
}

const proofHead = new TextEncoder().encode('c2sp.org/tlog-proof@')

function isProof(bytes: Uint8Array): boolean {
  return proofHead.every((byte, at) => bytes[at] === byte)
}

/** A proof ends in a line break that is part of it. */
function trimmed(text: string): string {
  const bare = text.trim()
  return bare.startsWith('c2sp.org/') ? `${bare}\n` : bare
}
