import { textOf } from './hashes.ts'

/** JSON in its one canonical form (RFC 8785), reading and writing. */

/** What these bytes hold; `undefined` when they are no JSON, or not in the one form it can have. */
export function readCanonical(bytes: Uint8Array): unknown {
  const text = textOf(bytes)
  if (text === null) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return canonical(value) === text ? value : undefined
  } catch {
    return undefined
  }
}

/** Throws on what has no canonical form: half a letter, a number without end. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
    return `{${members.map(([name, held]) => `${canonical(name)}:${canonical(held)}`).join(',')}}`
  }
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) throw new Error('half a letter')
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('no number')
  return JSON.stringify(value)
}
