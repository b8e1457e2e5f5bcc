import assert from 'node:assert/strict'
import { isRefusal, type Refusal } from '../src/kernel/refusal.ts'

/** The three pure functions of a domain. */
interface Rules<State, Command, Event, Facts, Code extends string> {
  readonly initial: State
  decide(state: State, command: Command, facts: Facts): readonly Event[] | Refusal<Code>
  evolve(state: State, event: Event): State
}

/**
 * How do these rules answer? `given(…events).when(command, facts).then(…events)`, or
 * `.refused(code)` where the answer is no. Each decision is made twice and on frozen input, so
 * rules that remember or change anything do not pass.
 */
export function specify<State, Command, Event, Facts, Code extends string>(
  rules: Rules<State, Command, Event, Facts, Code>,
) {
  return (...past: readonly Event[]) => {
    const state = past.reduce((before, event) => rules.evolve(before, event), rules.initial)
    return {
      state,
      when(command: Command, facts: Facts) {
        const [frozen, wish, known] = [deepFreeze(state), deepFreeze(command), deepFreeze(facts)]
        const answer = rules.decide(frozen, wish, known)
        assert.deepEqual(rules.decide(frozen, wish, known), answer, 'decided twice, alike')
        return {
          answer,
          /** These events, and no others. */
          // biome-ignore lint/suspicious/noThenProperty: reads as given, when, then; not awaited
          then(...events: readonly Event[]): void {
            assert.deepEqual(answer, events)
          },
          /** No, and for this reason: the first that holds. */
          refused(code: Code): void {
            assert(isRefusal(answer), `not refused but ${JSON.stringify(answer, plain)}`)
            assert.equal(answer.refused, code)
          },
          /** The state after all that has happened. */
          get state(): State {
            assert(!isRefusal(answer), `refused with ${isRefusal(answer) ? answer.refused : ''}`)
            return answer.reduce((before, event) => rules.evolve(before, event), state)
          },
        }
      },
    }
  }
}

/** A table of refusals: one row a code, each curing the row above it. */
export type Row<Event, Facts, Code> = readonly [past: Event[], facts: Partial<Facts>, code: Code]

function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value
}

function deepFreeze<Value>(value: Value): Value {
  if (value instanceof Map) {
    for (const part of value.values()) deepFreeze(part)
  } else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) deepFreeze(part)
  }
  return value
}
