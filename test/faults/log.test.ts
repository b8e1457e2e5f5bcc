import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { latestCheckpoint } from '../../src/evidence/checkpoints.store.ts'
import type { Step } from '../../src/evidence/sequencer.ts'
import type { TileDisk, TileFile } from '../../src/evidence/tile-files.ts'
import { LogHouse } from '../log.ts'

/**
 * Every step of the sequencer that writes, in every way in which a write can go wrong. Whatever
 * happens in the bad turn, the next one publishes all that was committed, and nothing that was ever
 * signed contradicts anything else that was signed.
 */

type Fault = 'failed' | 'persisted' | 'torn' | 'delayed' | 'flipped' | 'flipped_entries' | 'full'

/** What must be seen in the bad turn itself: is the checkpoint published all the same? */
type Expected = 'nothing published' | 'published'

/**
 * A transaction of the database is whole or is not there, and what it has taken in it gives back:
 * there a torn or flipped write is PostgreSQL's own affair, and stands in no row.
 */
const table: readonly (readonly [Step, Fault, Expected])[] = [
  ['lease', 'failed', 'nothing published'],
  ['lease', 'persisted', 'nothing published'],
  ['lease', 'delayed', 'published'],
  ['lease', 'full', 'nothing published'],
  ['append', 'failed', 'nothing published'],
  ['append', 'persisted', 'nothing published'],
  ['append', 'delayed', 'published'],
  ['append', 'full', 'nothing published'],
  ['tiles', 'failed', 'nothing published'],
  ['tiles', 'persisted', 'nothing published'],
  ['tiles', 'torn', 'nothing published'],
  ['tiles', 'delayed', 'nothing published'],
  ['tiles', 'flipped', 'nothing published'],
  // The bundles alone: no hash of the tree passes over them again.
  ['tiles', 'flipped_entries', 'nothing published'],
  ['tiles', 'full', 'nothing published'],
  ['advance', 'failed', 'nothing published'],
  ['advance', 'persisted', 'nothing published'],
  ['advance', 'delayed', 'published'],
  ['advance', 'full', 'nothing published'],
  ['signed_file', 'failed', 'nothing published'],
  ['signed_file', 'persisted', 'nothing published'],
  ['signed_file', 'torn', 'published'],
  ['signed_file', 'delayed', 'published'],
  ['signed_file', 'flipped', 'published'],
  ['signed_file', 'full', 'nothing published'],
  ['publish', 'failed', 'nothing published'],
  ['publish', 'persisted', 'published'],
  ['publish', 'delayed', 'published'],
  ['publish', 'full', 'nothing published'],
]

const isFile = (step: Step) => step === 'tiles' || step === 'signed_file'

/** What the disk does to files while the fault lasts. */
class BadDisk implements TileDisk {
  fault: Fault | null = null
  /** Writes that were acknowledged and are still on their way. */
  readonly late: (readonly TileFile[])[] = []
  private readonly good: TileDisk

  constructor(good: TileDisk) {
    this.good = good
  }

  read(path: string): Promise<Buffer | null> {
    return this.good.read(path)
  }

  remove(folders: readonly string[]): Promise<void> {
    return this.good.remove(folders)
  }

  async write(files: readonly TileFile[]): Promise<void> {
    switch (this.fault) {
      case null:
        return this.good.write(files)
      case 'failed':
        throw new Error('the disk failed')
      case 'persisted':
        await this.good.write(files)
        throw new Error('the disk said that it failed')
      case 'torn':
        return this.good.write(files.map(half))
      case 'flipped':
        return this.good.write(files.map(flipped))
      case 'flipped_entries':
        return this.good.write(
          files.map((file) => (file.path.includes('/entries/') ? flipped(file) : file)),
        )
      case 'delayed':
        this.late.push(files)
        return
      case 'full':
        await this.good.write(files.slice(0, 1))
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    }
  }

  /** What was on its way arrives, long after newer files. */
  async arrive(): Promise<void> {
    for (const files of this.late.splice(0)) await this.good.write(files)
  }
}

function half({ path, bytes }: TileFile): TileFile {
  return { path, bytes: bytes.subarray(0, Math.floor(bytes.length / 2)) }
}

function flipped({ path, bytes }: TileFile): TileFile {
  const changed = Buffer.from(bytes)
  const at = Math.floor(changed.length / 2)
  changed[at] = (changed[at] ?? 0) ^ 0x10
  return { path, bytes: changed }
}

async function inDatabase<T>(fault: Fault, act: () => Promise<T>): Promise<T> {
  if (fault === 'failed') throw new Error('the database failed')
  if (fault === 'full') throw Object.assign(new Error('no space'), { code: '53100' })
  if (fault === 'delayed') await new Promise((resolve) => setImmediate(resolve))
  const result = await act()
  if (fault === 'persisted') throw new Error('the connection broke after the commit')
  return result
}

describe('every write of the log, in every way it can go wrong', () => {
  let house: LogHouse
  before(async () => {
    house = await LogHouse.open()
  })
  after(() => house.close())
  const published = async () => (await latestCheckpoint(house.tx))?.size

  for (const [step, fault, expected] of table)
    it(`${step}, ${fault} → ${expected}`, async () => {
      const disk = new BadDisk(house.disk)
      let bad = false
      const log = await house.log({
        disk,
        step: async (name, act) => {
          if (!bad || name !== step) return act()
          if (!isFile(step)) return inDatabase(fault, act)
          disk.fault = fault
          try {
            return await act()
          } finally {
            disk.fault = null
          }
        },
      })
      // Six before the end of a tile, so that full and partial files will both be written.
      const start = Math.ceil((house.committed.length + 6) / 256) * 256 - 6
      await fill(house, start - house.committed.length)
      await log.sequencer.tick()
      assert.equal(await published(), start)

      await fill(house, 20)
      bad = true
      await log.sequencer.tick().catch(() => {})
      bad = false
      assert.equal(await published(), expected === 'published' ? start + 20 : start)
      // While the disk holds damaged files, only the next turn can mend them.
      if (step !== 'tiles') await house.check(false)

      await fill(house, 5)
      await log.sequencer.tick()
      assert.equal(log.sequencer.halted, null)
      assert.equal(await published(), start + 25)
      // A write from before arrives after newer ones: the same bytes under the same names.
      if (step === 'tiles') await disk.arrive()
      await house.check()
    })
})

describe('two servers, one of them late', () => {
  for (const step of ['append', 'tiles', 'advance', 'signed_file', 'publish'] as const)
    it(`${step}, delayed until another server leads → the late one changes nothing`, async () => {
      const house = await LogHouse.open()
      await fill(house, 12)
      const wall = { at: Date.now() }
      const settings = { leaseMs: 1_000, wall: () => wall.at }
      const second = await house.log(settings)
      let overtaken = false
      const first = await house.log({
        ...settings,
        step: async (name, act) => {
          if (name === step && !overtaken) {
            overtaken = true
            wall.at += 2_000
            await second.sequencer.tick()
            await fill(house, 7)
            await second.sequencer.tick()
          }
          return act()
        },
      })
      await first.sequencer.tick().catch(() => {})
      await house.check()
      await second.sequencer.tick()
      assert.equal(first.sequencer.halted ?? second.sequencer.halted, null)
      assert.equal((await latestCheckpoint(house.tx))?.size, 19)
      await house.check()
      await house.close()
    })

  it('a late last-signed note from before does not set the log back', async () => {
    const house = await LogHouse.open()
    await fill(house, 3)
    await (await house.log()).sequencer.tick()
    const old = (await house.disk.read('last-signed')) ?? Buffer.alloc(0)
    await fill(house, 3)
    await (await house.log()).sequencer.tick()
    await house.disk.write([{ path: 'last-signed', bytes: old }])
    await fill(house, 1)
    const log = await house.log()
    await log.sequencer.tick()
    assert.equal(log.sequencer.size, 7)
    await house.check()
    await house.close()
  })
})

/** One batch of the lanes, each entry in a stream of its own. */
async function fill(house: LogHouse, entries: number): Promise<void> {
  await house.commit(...Array.from({ length: entries }, (_, at) => `order:${at}`))
}
