import type { Instant } from '../kernel/time.ts'

/**
 * 页面历史. Which versions has a listing had, and which one did people see at a given time? Read from
 * the listing's own stream, so nobody can have edited it afterwards.
 */

/** Where the journal tells of a change that a visitor could see. */
export interface Mark {
  readonly seq: number
  readonly kind: string
  readonly recordedAt: Instant
}

/** The kinds of entries that change what the page says. Stock changes with every sale: not it. */
export const visibleKinds = ['listing.published', 'listing.edited', 'listing.withdrawn'] as const

export interface Version {
  /** The entry that began it. */
  readonly seq: number
  /** The entry that holds what was offered. */
  readonly offerSeq: number
  /** 1 at first, one more with every edit: the number that orders name. */
  readonly revision: number
  readonly status: 'published' | 'withdrawn'
  readonly from: Instant
  /** When the next version began; null for the one that stands. */
  readonly until: Instant | null
}

/** Every version, oldest first. The marks are the stream's, in order, of the kinds above. */
export function versionsOf(marks: readonly Mark[]): Version[] {
  const versions: Version[] = []
  let revision = 0
  let offerSeq = 0
  marks.forEach(({ seq, kind, recordedAt }, place) => {
    const withdrawn = kind === 'listing.withdrawn'
    if (!withdrawn) {
      revision += 1
      offerSeq = seq
    }
    versions.push({
      seq,
      offerSeq,
      revision,
      status: withdrawn ? 'withdrawn' : 'published',
      from: recordedAt,
      until: marks[place + 1]?.recordedAt ?? null,
    })
  })
  return versions
}

/**
 * What could be seen between these two moments (the second one excluded)? Oldest first; empty where
 * the listing did not exist yet. A version that was replaced in the same instant is shown as well.
 */
export function shownBetween(
  versions: readonly Version[],
  from: Instant,
  to: Instant,
): readonly Version[] {
  return versions.filter(
    (one) => one.from < to && (one.until === null || one.until > from || one.from >= from),
  )
}
