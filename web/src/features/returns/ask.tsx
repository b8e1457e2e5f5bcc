import { useState } from 'react'
import type { Order, Returns } from '../../../../sdk/src/wire.ts'
import { deadline, money } from '../../../../src/kernel/wording.ts'
import { refusals, returnWords } from '../../../../src/vocabulary.ts'
import { useLanguage } from '../../language.tsx'
import { Rows } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { Articles } from './articles.tsx'
import { Request } from './request.tsx'
import { words } from './words.ts'

export type Option = Returns['options'][number]
export type Choice = Option['choices'][number]

/** What one tap chose: an item, a way, and whether the seller's exclusion is contested. */
export interface Chosen {
  readonly option: Option
  readonly choice: Choice
  readonly contest: boolean
}

/** 可选的处理. All that applies to this order today, with amounts, dates and who pays. */
export function Ask({ order, found, close }: { order: Order; found: Returns; close: () => void }) {
  const { say } = useLanguage()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  if (chosen)
    return <Request order={order} chosen={chosen} back={() => setChosen(null)} done={close} />
  const some = found.options.some(({ choices }) => choices.some(({ allowed }) => allowed))
  return (
    <div className="stack">
      <h3>{say(words.choose)}</h3>
      {!some && <p>{say(words.nothing)}</p>}
      {found.options.map((option) => (
        <OptionPart key={option.itemId} {...{ option, found, choose: setChosen }} />
      ))}
      <button type="button" className="button quiet" onClick={close}>
        {say(frameWords.never)}
      </button>
    </div>
  )
}

interface OptionProps {
  readonly option: Option
  readonly found: Returns
  readonly choose: (chosen: Chosen) => void
}

function OptionPart({ option, found, choose }: OptionProps) {
  const { say } = useLanguage()
  const open = option.choices.filter(({ allowed }) => allowed)
  const closed = option.choices.filter(
    ({ allowed, refused }) => !allowed && refused !== 'return.remedy_needs_fault',
  )
  if (option.choices.length === 0) return null
  return (
    <section className="stack" aria-label={option.title}>
      {found.options.length > 1 && <p>{option.title}</p>}
      {option.warrantyUntil && (
        <p className="hint">{say(words.warranty, { on: option.warrantyUntil })}</p>
      )}
      {open.map((choice) => (
        <ChoicePart
          key={`${choice.track} ${choice.remedy}`}
          choice={choice}
          version={found.termsVersion}
          choose={() => choose({ option, choice, contest: false })}
        />
      ))}
      {closed.length > 0 && <Closed {...{ option, closed, choose }} />}
    </section>
  )
}

function ChoicePart({
  choice,
  version,
  choose,
}: {
  choice: Choice
  version: string
  choose: () => void
}) {
  const { say, language } = useLanguage()
  const { track, remedy, until, refundFen, deductedFen, reducedFen, freight } = choice
  const label = `${say(returnWords.tracks[track])} · ${say(returnWords.remedies[remedy])}`
  return (
    <div className="notice stack">
      <h4>{label}</h4>
      <Rows
        rows={[
          remedy === 'refund' && [say(words.youGet), money(refundFen)],
          [say(words.freight), say(words.paidBy[freight])],
          until !== null && [say(words.until), deadline(Date.parse(until), language, true)],
        ]}
      />
      {deductedFen > 0 && (
        <p className="hint">{say(words.deducted, { amount: money(deductedFen) })}</p>
      )}
      {reducedFen > 0 && (
        <p className="hint">{say(words.reduced, { amount: money(reducedFen) })}</p>
      )}
      <button type="button" className="button" aria-label={label} onClick={choose}>
        {say(words.start)}
      </button>
      <Articles choice={choice} version={version} />
    </div>
  )
}

/** What is closed, and why; where only the seller says so, a person can be asked. */
function Closed({
  option,
  closed,
  choose,
}: {
  option: Option
  closed: readonly Choice[]
  choose: (chosen: Chosen) => void
}) {
  const { say } = useLanguage()
  return (
    <details>
      <summary>{say(words.closed)}</summary>
      <ul className="plain small">
        {closed.map((choice) => {
          const { track, remedy, refused, cite, contestable } = choice
          const why = refused === null ? undefined : refusals[refused]
          return (
            <li key={`${track} ${remedy}`}>
              {say(returnWords.tracks[track])} · {say(returnWords.remedies[remedy])}：
              {why && say(why)} {cite && <span className="hint">{cite}</span>}
              {contestable && (
                <button
                  type="button"
                  className="button quiet"
                  onClick={() => choose({ option, choice, contest: true })}
                >
                  {say(words.contest)}
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </details>
  )
}
