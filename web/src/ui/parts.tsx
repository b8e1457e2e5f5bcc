import { type ReactNode, useId } from 'react'
import type { Problem } from '../../../sdk/src/wire.ts'
import { deadline, moment } from '../../../src/kernel/wording.ts'
import { problemOf } from '../api.ts'
import { useLanguage, useSay } from '../language.tsx'
import { words } from '../words.ts'

/** Small parts that every feature uses. */
export function Card({ title, children }: { title?: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className="card" aria-labelledby={title ? id : undefined}>
      {title && <h2 id={id}>{title}</h2>}
      {children}
    </section>
  )
}

/** A name and its value, one under the other. */
export function Rows({
  rows,
}: {
  rows: readonly (readonly [name: string, value: ReactNode, total?: boolean] | false | null)[]
}) {
  return (
    <dl className="rows">
      {rows.map(
        (row) =>
          row && (
            <div key={row[0]} className={row[2] ? 'total' : undefined}>
              <dt>{row[0]}</dt>
              <dd>{row[1]}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

/** A moment with its Shanghai date, weekday and time; a limit says its last moment. */
export function Time({ at, limit = false }: { at: string; limit?: boolean }) {
  const { language } = useLanguage()
  const write = limit ? deadline : moment
  const when = Date.parse(at)
  // Another year is named where it could be mistaken.
  const far = Math.abs(when - Date.now()) > 150 * 24 * 3_600_000
  return <time dateTime={at}>{write(when, language, far)}</time>
}

/** Why something was refused, in the reader's words. Read out at once. */
export function Refusal({ problem }: { problem: Problem | null }) {
  const say = useSay()
  if (!problem) return null
  return (
    <p className="notice bad" role="alert">
      {say(problem.text)}
      {problem.code === 'session.ended' && (
        <>
          {' '}
          <a
            href={location.pathname.startsWith('/desk') ? '/desk' : '/safety'}
            target="_blank"
            rel="noopener"
          >
            {say(words.signInAgain)}
          </a>
        </>
      )}
    </p>
  )
}

/** A page that could not be loaded: why, and a way to try again. */
export function LoadFailed({ error, retry }: { error: unknown; retry: () => void }) {
  const say = useSay()
  return (
    <section className="card center">
      <p role="alert">{say(problemOf(error).text)}</p>
      <button className="button quiet" type="button" onClick={retry}>
        {say(words.again)}
      </button>
    </section>
  )
}

/** A labelled input with what it is for, and what is wrong with it. */
export function Field({
  label,
  hint,
  error,
  children,
}: {
  label: string
  hint?: string | undefined
  error?: string | null | undefined
  children: (input: {
    id: string
    'aria-describedby': string | undefined
    'aria-invalid': boolean | undefined
  }) => ReactNode
}) {
  const id = useId()
  const about = hint || error ? `${id}-about` : undefined
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': about, 'aria-invalid': error ? true : undefined })}
      {about && (
        <div id={about} className="hint">
          {hint}
          {error && <p className="notice bad">{error}</p>}
        </div>
      )}
    </div>
  )
}

/** A button that says that it is working, and cannot be pressed twice. */
export function Submit({
  children,
  pending,
  kind = '',
  disabled = false,
  onClick,
}: {
  children: ReactNode
  pending: boolean
  kind?: '' | 'quiet' | 'danger'
  disabled?: boolean
  onClick?: () => void
}) {
  const say = useSay()
  return (
    <button
      className={`button ${kind}`}
      type={onClick ? 'button' : 'submit'}
      disabled={pending || disabled}
      onClick={onClick}
    >
      {pending ? say(words.sending) : children}
    </button>
  )
}
