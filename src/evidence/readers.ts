import { isTransient, type Tx } from '../platform/db/pool.ts'
import type { LogEntry, Reader } from './bus.ts'
import { readEntries } from './entries.store.ts'
import { readLogState } from './log.store.ts'
import { moveCursor, park, readCursor, unpark } from './readers.store.ts'

export interface ReadersParts {
  readonly reads: Tx
  readonly readers: readonly Reader[]
  readonly now: () => number
  readonly log: (what: string, about: Record<string, unknown>) => void
}

/** So many entries are given to a reader at once. */
const entriesAtOnce = 256
/** An entry that fails alone so many times in a row, once a turn, is parked. */
const triesBeforeParking = 3

interface Progress {
  /** The next index; null: look it up. */
  next: number | null
  /** After a page failed: up to here entries come one by one. */
  aloneUntil: number
  /** How often the entry at `next` has failed alone. */
  failures: number
}

/**
 * 读者. Gives every reader the entries that have an index, each from its own cursor. One that is
 * slow or fails holds up nobody but itself, and an entry that nobody can digest holds up nobody.
 */
export class Readers {
  private readonly parts: ReadersParts
  private readonly progress = new Map<string, Progress>()
  private working: Promise<number> | null = null
  /** What was read last in this turn: readers mostly stand at the same place. */
  private page: { readonly name: string; readonly entries: Promise<LogEntry[]> } | null = null
  /** Entries parked by this process since it started. */
  parked = 0

  constructor(parts: ReadersParts) {
    this.parts = parts
  }

  /** Reads what is there. Out: how many entries were given to readers. One at a time. */
  tick(): Promise<number> {
    this.working ??= this.once().finally(() => {
      this.working = null
    })
    return this.working
  }

  /** Gives one parked entry to its reader again; true when it was digested. */
  async again(parked: { reader: string; index: number }): Promise<boolean> {
    const reader = this.parts.readers.find(({ name }) => name === parked.reader)
    const range = { from: parked.index, to: parked.index + 1 }
    const entries = await readEntries(this.parts.reads, range)
    if (!reader || entries.length === 0) return false
    const error = await failureOf(reader, entries)
    if (error === null) await unpark(this.parts.reads, parked)
    return error === null
  }

  private async once(): Promise<number> {
    const state = await readLogState(this.parts.reads)
    const end = state?.sequenced ?? 0
    try {
      const read = await Promise.all(this.parts.readers.map((one) => this.follow(one, end)))
      return read.reduce((sum, count) => sum + count, 0)
    } finally {
      this.page = null
    }
  }

  private pageOf(range: { from: number; to: number }): Promise<LogEntry[]> {
    const name = `${range.from} ${range.to}`
    if (this.page?.name !== name)
      this.page = { name, entries: readEntries(this.parts.reads, range) }
    return this.page.entries
  }

  /** One reader, up to the end of the log or to its first failure. */
  private async follow(reader: Reader, end: number): Promise<number> {
    const { reads, log } = this.parts
    const progress = this.of(reader)
    let count = 0
    for (;;) {
      const from = progress.next ?? (await readCursor(reads, reader.name))
      progress.next = from
      const to = Math.min(end, from + (from < progress.aloneUntil ? 1 : entriesAtOnce))
      if (from >= to) return count
      const entries = await this.pageOf({ from, to })
      const error = await failureOf(reader, entries)
      if (error !== null && !(await this.isParked(reader, entries, error))) {
        log('a reader of the log failed', { reader: reader.name, from, why: error.message })
        return count
      }
      // Another server reads along: where it is further, so are we.
      progress.next = (await moveCursor(reads, reader.name, { from, to })) ? to : null
      progress.failures = 0
      count += to - from
    }
  }

  /** A page that failed comes again entry by entry; the one that goes on failing is put aside. */
  private async isParked(
    reader: Reader,
    entries: readonly LogEntry[],
    error: Error,
  ): Promise<boolean> {
    const { reads, now, log } = this.parts
    // The database is away: that is no fault of the entry's.
    if (isTransient(error)) return false
    const progress = this.of(reader)
    const [only] = entries
    if (entries.length !== 1 || !only) {
      progress.aloneUntil = (entries.at(-1)?.index ?? 0) + 1
      return false
    }
    progress.failures++
    if (progress.failures < triesBeforeParking) return false
    const why = error.message.slice(0, 500)
    await park(reads, { reader: reader.name, index: only.index, why, parkedAt: now() })
    this.parked++
    log('an entry of the log is parked', { reader: reader.name, index: only.index, why })
    return true
  }

  private of({ name }: Reader): Progress {
    const progress = this.progress.get(name) ?? { next: null, aloneUntil: 0, failures: 0 }
    this.progress.set(name, progress)
    return progress
  }
}

/** What went wrong when the reader read; null when nothing did. */
async function failureOf(reader: Reader, entries: readonly LogEntry[]): Promise<Error | null> {
  try {
    await reader.read(entries)
    return null
  } catch (error) {
    return error instanceof Error ? error : new Error('a reader failed')
  }
}
