import assert from 'node:assert/strict'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { LogHouse, logOrigin } from '../../test/log.ts'
import { latestCheckpoint } from './checkpoints.store.ts'
import { readLogState } from './log.store.ts'
import { foundLog, type Log } from './log.ts'
import { lastSignedPath } from './recovery.ts'
import type { Step } from './sequencer.ts'

/** A server that dies before, or right after, one step: nothing that follows is done. */
function dying(at: Step, when: 'before' | 'after') {
  return async <T>(name: Step, act: () => Promise<T>): Promise<T> => {
    if (name !== at) return act()
    if (when === 'after') await act()
    throw new Error('dead')
  }
}

/** The rows of the table in README.md, by their numbers: what a start does with what it finds. */
describe('the crash table', () => {
  let house: LogHouse
  before(async () => {
    house = await LogHouse.open()
  })
  after(() => house.close())
  beforeEach(async () => {
    // Each row begins with a log of some hundred entries that is in order.
    await fill(house, 300)
    const log = await house.log()
    await log.sequencer.tick()
    assert.equal(log.sequencer.halted, null)
  })

  async function crash(at: Step, when: 'before' | 'after'): Promise<void> {
    await fill(house, 20)
    const log = await house.log({ step: dying(at, when) })
    await assert.rejects(log.sequencer.tick(), /dead/)
  }

  /** Starts, takes one turn, and says how the newest checkpoint stands to what was committed. */
  async function start(): Promise<Log> {
    const log = await house.log()
    await log.sequencer.tick()
    return log
  }

  async function allPublished(log: Log): Promise<void> {
    assert.equal(log.sequencer.halted, null)
    const latest = await latestCheckpoint(house.tx)
    assert.equal(latest?.size, house.committed.length)
    await house.check()
  }

  const folder = () => join(house.folder, 'log')

  it('1: entries wait, none was taken → they are taken in', async () => {
    await crash('append', 'before')
    await allPublished(await start())
  })

  it('2: entries have an index, no file was written → the files are written', async () => {
    await crash('append', 'after')
    await allPublished(await start())
  })

  it('3: entries have an index, some files were written → written again, byte for byte', async () => {
    await crash('tiles', 'after')
    await allPublished(await start())
  })

  it('4: files written, last-signed not advanced → signed now', async () => {
    await crash('advance', 'before')
    await allPublished(await start())
  })

  it('5: last-signed advanced, no note written → the same tree is signed', async () => {
    await crash('advance', 'after')
    const state = await readLogState(house.tx)
    await allPublished(await start())
    assert.equal(state?.signedSize, house.committed.length)
  })

  it('6: note written, nobody asked or told → signed again with the same bytes', async () => {
    await crash('signed_file', 'after')
    const signed = await house.disk.read(lastSignedPath)
    await allPublished(await start())
    assert.equal((await latestCheckpoint(house.tx))?.note, signed?.toString())
  })

  it('7: published, and nobody heard of it → nothing is left to do', async () => {
    await crash('publish', 'after')
    await allPublished(await start())
  })

  it('8: all files are gone → written again from the database', async () => {
    await rm(folder(), { recursive: true })
    await fill(house, 3)
    await allPublished(await start())
  })

  it('9: the right edge is damaged → written again from the database', async () => {
    const parts = (await readdir(join(folder(), 'tile/0'))).filter((name) => name.endsWith('.p'))
    const [part = ''] = parts
    const [width = ''] = await readdir(join(folder(), 'tile/0', part))
    const path = join(folder(), 'tile/0', part, width)
    await writeFile(path, Buffer.alloc(Number(width) * 32, 7))
    await allPublished(await start())
  })

  it('10: the last-signed note cannot be read → told, and the database decides', async () => {
    const told: string[] = []
    await writeFile(join(folder(), lastSignedPath), 'half a no')
    await fill(house, 1)
    const log = await house.log({ log: (what) => told.push(what) })
    await log.sequencer.tick()
    await allPublished(log)
    assert.match(told.join(), /cannot be read/)
  })

  it('11: another server has the lease → waits, and leads when it ends', async () => {
    const now = { at: Date.now() }
    const first = await house.log({ leaseMs: 5_000, wall: () => now.at })
    await first.sequencer.tick()
    await fill(house, 2)
    const second = await house.log({ leaseMs: 5_000, wall: () => now.at })
    assert.equal(await second.sequencer.tick(), false)
    assert.equal(second.sequencer.leads, false)
    now.at += 5_001
    assert.equal(await second.sequencer.tick(), true)
    // The first one still thinks that it leads: it may do nothing more.
    await fill(house, 2)
    assert.equal(await first.sequencer.tick(), false)
    assert.equal(await second.sequencer.tick(), true)
    await second.sequencer.stop()
    await house.check()
  })
})

describe('the crash table, where nothing may be signed', () => {
  let house: LogHouse
  beforeEach(async () => {
    house = await LogHouse.open()
    await fill(house, 40)
    await (await house.log()).sequencer.tick()
    await fill(house, 10)
    await (await house.log()).sequencer.tick()
  })

  async function halts(why: RegExp): Promise<void> {
    await fill(house, 1)
    const log = await house.log()
    const signed = house.signed.size
    assert.equal(await log.sequencer.tick(), false)
    assert.match(log.sequencer.halted ?? '', why)
    assert.equal(await log.sequencer.tick(), false, 'and it stays so')
    assert.equal(house.signed.size, signed)
    await house.close()
  }

  it('12: the database is older than the note that was signed last', async () => {
    await house.pool.query('update app.log_state set signed_size = 40, sequenced = 40')
    await halts(/older than the folder/)
  })

  it('13: another tree of the same size was signed', async () => {
    await house.pool.query(`update app.log_state set signed_root = sha256('x')`)
    await halts(/another tree of 50/)
  })

  it('14: more was signed than there are entries', async () => {
    await house.pool.query('update app.log_state set sequenced = 49')
    await halts(/50 entries were signed, 49 are known/)
  })

  it('15: an entry is another than it was', async () => {
    await rm(join(house.folder, 'log', 'tile'), { recursive: true })
    await house.pool.query(
      `update app.journal set leaf = convert_to('{}', 'UTF8')
       where (stream_id, seq) = (select stream_id, seq from app.journal limit 1)`,
    )
    await halts(/no longer what it was/)
  })

  it('16: an entry is gone', async () => {
    await rm(join(house.folder, 'log', 'tile'), { recursive: true })
    await house.pool.query('delete from app.log_batches where first_index = 0')
    await halts(/entry 0 is missing/)
  })

  it('17: a witness has signed more than this database knows', async () => {
    const witness = await house.witness('witness.example/1')
    const policy = house.policy(witness.line, 'quorum witness.example/1')
    const kept = await house.log({ policy })
    await kept.sequencer.tick()
    // The database and the folder are both put back to the day before; the witness is not.
    await house.pool.query('update app.log_state set signed_size = 40, sequenced = 40')
    await house.pool.query(
      `update app.log_state set signed_root =
         (select root from app.log_checkpoints where size = 40)`,
    )
    await house.pool.query('delete from app.log_checkpoints where size > 40')
    await house.pool.query('delete from app.log_batches where first_index >= 40')
    await rm(join(house.folder, 'log'), { recursive: true })
    await fill(house, 1)
    const log = await house.log({ policy })
    assert.equal(await log.sequencer.tick(), false)
    assert.match(log.sequencer.halted ?? '', /witness.example\/1 has signed a tree of 50/)
    await house.close()
  })

  it('18: the folder holds a log, the database none; or another key, or another name', async () => {
    const site = {
      databaseUrl: house.databaseUrl,
      folder: join(house.folder, 'log'),
      seed: house.seed,
      origin: logOrigin,
      baseUrl: 'https://log.example',
      policy: null,
      now: Date.now(),
    }
    await assert.rejects(foundLog({ ...site, seed: Buffer.alloc(32, 9) }), /another key/)
    await assert.rejects(foundLog({ ...site, origin: 'other.example/log' }), /is named/)
    await house.pool.query('delete from app.log_state')
    await assert.rejects(foundLog(site), /does not know/)
    await house.close()
  })

  it('19: another server writes the log in another folder; the same one is shared', async () => {
    const other = await house.log({ leaseMs: 60_000 })
    await fill(house, 20)
    await other.sequencer.tick()
    const site = {
      databaseUrl: house.databaseUrl,
      folder: join(house.folder, 'log'),
      seed: house.seed,
      origin: logOrigin,
      baseUrl: 'https://log.example',
      policy: null,
      now: Date.now(),
    }
    const elsewhere = join(house.folder, 'elsewhere')
    assert.equal((await foundLog(site)).folder, site.folder)
    await assert.rejects(foundLog({ ...site, folder: elsewhere }), /share this folder/)
    await other.sequencer.stop()
    assert.equal((await foundLog({ ...site, folder: elsewhere })).folder, elsewhere)
    await house.close()
  })
})

async function fill(house: LogHouse, entries: number): Promise<void> {
  const names = Array.from({ length: entries }, (_, at) => `order:${at % 17}`)
  for (let from = 0; from < names.length; from += 9)
    await house.commit(...names.slice(from, from + 9))
}
