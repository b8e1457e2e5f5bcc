/**
 * 拒绝. A refusal is an answer, not an exception: it names the first reason that holds, by a code
 * that never changes its meaning. Its words stand in `src/vocabulary.ts`.
 */
export interface Refusal<Code extends string = string> {
  readonly refused: Code
  /** The article or published rule that it rests on. */
  readonly cite?: string
  /** Values for the words, never personal data. */
  readonly params?: Readonly<Record<string, string | number>>
}

/** What a decision gives: events, oldest first, or the first refusal. */
export type Decision<Event, Code extends string> = readonly Event[] | Refusal<Code>

export function refuse<Code extends string>(
  code: Code,
  more: { cite?: string; params?: Record<string, string | number> } = {},
): Refusal<Code> {
  return { refused: code, ...more }
}

export function isRefusal<T>(decision: T | Refusal): decision is Refusal {
  return typeof decision === 'object' && decision !== null && 'refused' in decision
}
