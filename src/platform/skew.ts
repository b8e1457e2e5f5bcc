import type { Tx } from './db/pool.ts'

/**
 * Deadlines that two servers agree on need clocks that agree: the database's is the common one. A
 * server whose clock is further off than this stops before it decides anything too early or late.
 */
export const skewMaxMs = 1_000

/** By how many milliseconds is our clock ahead of the database's, at the least? */
export async function clockSkew(tx: Tx, now: () => number): Promise<number> {
  const before = now()
  const { rows } = await tx.query<{ at: number }>(
    'clock.read',
    'select (extract(epoch from clock_timestamp()) * 1000)::float8 as at',
    [],
  )
  const after = now()
  const theirs = rows[0]?.at ?? before
  // The answer was true at some moment between the question and its arrival.
  if (theirs < before) return before - theirs
  return theirs > after ? after - theirs : 0
}

export function isOff(skewMs: number): boolean {
  return Math.abs(skewMs) > skewMaxMs
}

/**
 * 时钟跳变. By how many milliseconds has somebody set this machine's clock since the last question?
 * A database on the same machine would not notice: its clock jumps too. Compared with one that only
 * ever counts on; what a time server corrects bit by bit stays far below the limit.
 */
export function clockJumps(wall: () => number, counting: () => number): () => number {
  let last = wall() - counting()
  return () => {
    const before = last
    last = wall() - counting()
    return last - before
  }
}
