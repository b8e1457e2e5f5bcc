import { useState } from 'react'
import { Link } from 'react-router'
import type { AnswerTo } from '../../../../sdk/src/client.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { type Say, useSay } from '../../language.tsx'
import { Field, Refusal, Submit, Time } from '../../ui/parts.tsx'
import { words } from './desk-words.ts'

type Parked = AnswerTo<'GET', '/v1/desk/health'>['log']['parked'][number]

/** 搁置. One entry that a reader could not digest: tried again, or left, when two say so. */
export function ParkedEntry({ one }: { one: Parked }) {
  const say = useSay()
  const [failed, setFailed] = useState(false)
  const path = { reader: one.reader, index: one.index }
  const again = useCommand(async (_wish: 'again') => {
    const { digested } = await api.post('/v1/desk/log/parked/{reader}/{index}/again', { path })
    setFailed(!digested)
  })
  const [proposed, setProposed] = useState(false)
  const skip = useCommand(async (reason: string, key) => {
    await api.post('/v1/desk/approvals', { body: { kind: 'log.skip', ...path, reason }, key })
    setProposed(true)
  })
  return (
    <details>
      <summary>
        <span>
          {readerName(one.reader, say)} · {one.index} · <Time at={one.parkedAt} />
        </span>
      </summary>
      <div className="stack">
        <pre>{one.why}</pre>
        <Refusal problem={again.problem ?? skip.problem} />
        {failed && (
          <p className="notice warn" role="status">
            {say(words.stillParked)}
          </p>
        )}
        <Submit kind="quiet" pending={again.pending} onClick={() => void again.run('again')}>
          {say(words.again)}
        </Submit>
        {proposed && (
          <p className="notice good" role="status">
            {say(words.skipProposed)} <Link to="/desk/roles">{say(words.roles)}</Link>
          </p>
        )}
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            void skip.run(String(new FormData(event.currentTarget).get('reason') ?? ''))
          }}
        >
          <Field label={say(words.skipWhy)} hint={say(words.skipMore)}>
            {(input) => <input {...input} name="reason" required minLength={2} maxLength={300} />}
          </Field>
          <Submit kind="quiet" pending={skip.pending}>
            {say(words.skip)}
          </Submit>
        </form>
      </div>
    </details>
  )
}

/** How is this reader of the log called? A new one keeps its own name. */
export function readerName(reader: string, say: Say): string {
  return reader in words.readers ? say(words.readers[reader as keyof typeof words.readers]) : reader
}
