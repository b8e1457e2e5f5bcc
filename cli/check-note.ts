import { HouseBook, houseDomain } from '../src/evidence/house.ts'
import type { HouseEvent } from '../src/evidence/model.ts'
import { houseStream } from '../src/evidence/stream.store.ts'
import { decideBatch } from '../src/platform/batch.ts'
import type { Command } from '../src/platform/command.ts'
import { lanePool, over } from '../src/platform/db/pool.ts'
import type { Answered } from '../src/platform/run.ts'

/** So much of a finding is kept; the command has printed all of it. */
const findingMax = 300

/** Of each kind so many notes are looked at. */
const notesMax = 1_000

/**
 * 自检记录. Writes into the house's own stream what a check by hand has found, as the server does with
 * its own (Evidence Provisions 93): that it failed, and the first time after it that it passed.
 */
export async function noteCheck(
  databaseUrl: string,
  check: 'fsck' | 'ledger',
  { failed, finding }: { failed: boolean; finding: string },
): Promise<void> {
  const pool = lanePool(databaseUrl, 1)
  try {
    const type = failed ? 'house.check_failed' : 'house.check_passed'
    const event = { type, check, finding: finding.slice(0, findingMax) } as const
    const book = new HouseBook({
      submit: (command) => alone(pool, command),
      now: Date.now,
      log: (what, about) => console.error(what, JSON.stringify(about)),
    })
    if (failed || (await hasFailed(pool, check))) await book.note(event satisfies HouseEvent)
  } finally {
    await pool.end()
  }
}

type Pool = ReturnType<typeof lanePool>

/** Is the last that was written of this check that it failed? */
async function hasFailed(pool: Pool, check: string): Promise<boolean> {
  const last = async (kind: string) => {
    const asked = { kind, until: Date.now(), limit: notesMax }
    const notes = await houseStream(over(pool), asked)
    return notes.findLast(({ event }) => event?.check === check)?.seq ?? 0
  }
  return (await last('house.check_failed')) > (await last('house.check_passed'))
}

/** One command of the house, decided as the lanes do it; a server may be at work beside it. */
async function alone(pool: Pool, command: Command): Promise<Answered> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const rooms = {
      domains: new Map([[houseDomain.name, houseDomain]]),
      react: () => [],
      foresee() {},
    }
    const { outcomes } = await decideBatch(over(client), [command], rooms)
    const [outcome] = outcomes
    if (outcome?.type !== 'answered') throw outcome?.error ?? new Error('no answer')
    await client.query('commit')
    return outcome
  } finally {
    client.release(true)
  }
}
