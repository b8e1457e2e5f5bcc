import type { StreamNote } from './stream-note.ts'

/**
 * 矛盾. Can these two notes of one log both be true? If not it has signed a lie, and whoever holds
 * the two can show it to anybody. Out: what is wrong, or null.
 */
export function contradiction(one: StreamNote, other: StreamNote): Contradiction | null {
  if (one.origin !== other.origin) return null
  const [early, late] = one.size <= other.size ? [one, other] : [other, one]
  const sameSize = early.size === late.size
  if (sameSize && !early.root.equals(late.root)) return 'two_roots'
  if (one.streamId !== other.streamId) return null
  if (sameSize && early.count !== late.count) return 'two_counts'
  if (early.count > late.count) return 'became_shorter'
  return early.count === late.count && early.head !== late.head ? 'two_heads' : null
}

export type Contradiction = 'two_roots' | 'two_counts' | 'became_shorter' | 'two_heads'

/**
 * Does an entry that is proved to stand in the log speak against a note? One of its stream with a
 * place below the note's size and a number above its count was kept back when the note was signed.
 */
export function isKeptBack(
  note: StreamNote,
  entry: { readonly streamId: string; readonly seq: number; readonly index: number },
): boolean {
  return entry.streamId === note.streamId && entry.index < note.size && entry.seq > note.count
}
