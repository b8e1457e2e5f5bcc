import type { Instant } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import { firstCovering, firstWitnessedCovering, type Published } from './checkpoints.store.ts'
import type { Log } from './log.ts'
import { proveEntry } from './proofs.ts'
import type { EntryState } from './receipt.ts'
import type { KeptRow } from './stream.store.ts'

/** 取证. What proves an entry at this moment, and since when? */

/** An entry with all that proves it by now. */
export interface ProvedRow extends KeptRow {
  readonly state: Exclude<EntryState, 'chained'>
  /** A tlog-proof; null as long as no checkpoint covers the entry. */
  readonly proof: string | null
  /** Of the tree that proves it. */
  readonly size: number | null
  /** When the first checkpoint over it was published. */
  readonly provedAt: Instant | null
  /** When enough witnesses had signed one over it. */
  readonly witnessedAt: Instant | null
}

/** The entries with their proofs, each by the newest checkpoint that is vouched for best. */
export async function proveAll(
  tx: Tx,
  log: Pick<Log, 'disk'>,
  rows: readonly KeptRow[],
): Promise<ProvedRow[]> {
  const first = memoized((index) => firstCovering(tx, index))
  const firstWitnessed = memoized((index) => firstWitnessedCovering(tx, index))
  const proved: ProvedRow[] = []
  for (const row of rows) {
    const { index } = row
    const leaf = Buffer.from(row.leaf)
    const proven =
      index === null ? null : await proveEntry({ reads: tx, disk: log.disk }, { index, leaf })
    if (index === null || proven === null) {
      proved.push({ ...row, ...unproved })
      continue
    }
    const { checkpoint, proof } = proven
    const vouched = checkpoint.witnessedAt !== null
    proved.push({
      ...row,
      state: vouched ? 'witnessed' : 'proved',
      proof,
      size: checkpoint.size,
      provedAt: (await first(index))?.publishedAt ?? checkpoint.publishedAt,
      witnessedAt: vouched ? ((await firstWitnessed(index))?.witnessedAt ?? null) : null,
    })
  }
  return proved
}

export const unproved = {
  state: 'recorded',
  proof: null,
  size: null,
  provedAt: null,
  witnessedAt: null,
} as const

/** Neighbours in a stream mostly share a checkpoint: it is asked for once. */
function memoized(ask: (index: number) => Promise<Published | null>) {
  let last: { from: number; found: Published } | null = null
  return async (index: number): Promise<Published | null> => {
    if (last !== null && index >= last.from && index < last.found.size) return last.found
    const found = await ask(index)
    last = found === null ? null : { from: index, found }
    return found
  }
}
