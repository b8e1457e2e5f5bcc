import assert from 'node:assert/strict'
import { after, beforeEach, describe, it } from 'node:test'
import { LogHouse } from '../../test/log.ts'
import type { LogEntry } from './bus.ts'
import { listParked, readCursor } from './readers.store.ts'
import { Readers } from './readers.ts'

describe('the bus', () => {
  let house: LogHouse
  const houses: LogHouse[] = []
  beforeEach(async () => {
    house = await LogHouse.open()
    houses.push(house)
  })
  after(async () => {
    for (const one of houses) await one.close()
  })

  async function sequenced(entries: number): Promise<void> {
    await house.commit(...Array.from({ length: entries }, (_, at) => `order:${at}`))
    await (await house.log()).sequencer.tick()
  }

  function readers(name: string, read: (entries: readonly LogEntry[]) => Promise<void>): Readers {
    return new Readers({
      reads: house.tx,
      readers: [{ name, read }],
      now: () => 1_700_000_000_000,
      log: () => {},
    })
  }

  it('gives every entry in the order of its index, with what happened', async () => {
    await sequenced(600)
    const seen: LogEntry[] = []
    const bus = readers('all', async (entries) => void seen.push(...entries))
    assert.equal(await bus.tick(), 600)
    assert.deepEqual(
      seen.map(({ index }) => index),
      Array.from({ length: 600 }, (_, at) => at),
    )
    assert.deepEqual(seen[599]?.payload?.event, {
      type: 'test.happened',
      amountFen: 100n,
      buyerId: 'b',
    })
    assert.equal(await bus.tick(), 0)
  })

  it('goes on from its cursor after a restart, and gives again what was not finished', async () => {
    await sequenced(300)
    const seen: number[] = []
    const dying = readers('kept', async (entries) => {
      if (entries[0]?.index === 256) throw new Error('dead')
      seen.push(...entries.map(({ index }) => index))
    })
    await dying.tick()
    assert.equal(await readCursor(house.tx, 'kept'), 256)
    const next = readers('kept', async (entries) => {
      seen.push(...entries.map(({ index }) => index))
    })
    await next.tick()
    assert.equal(new Set(seen).size, 300)
    assert.equal(seen.length, 300)
  })

  it('parks an entry that nobody can digest, goes on, and gives it again when asked', async () => {
    await sequenced(20)
    const seen: number[] = []
    let poisonous = true
    const bus = readers('weak', async (entries) => {
      if (poisonous && entries.some(({ index }) => index === 7)) throw new Error('cannot digest')
      seen.push(...entries.map(({ index }) => index))
    })
    for (let turn = 0; turn < 5; turn++) await bus.tick()
    assert.deepEqual(
      seen,
      Array.from({ length: 20 }, (_, at) => at).filter((at) => at !== 7),
    )
    assert.equal(bus.parked, 1)
    const [parked] = await listParked(house.tx, 10)
    assert.deepEqual([parked?.reader, parked?.index, parked?.why], ['weak', 7, 'cannot digest'])
    assert.equal(await bus.again({ reader: 'weak', index: 7 }), false)
    poisonous = false
    assert.equal(await bus.again({ reader: 'weak', index: 7 }), true)
    assert(seen.includes(7))
    assert.deepEqual(await listParked(house.tx, 10), [])
  })

  it('does not park while the database is away: that is no fault of the entry’s', async () => {
    await sequenced(1)
    const bus = readers('patient', async () => {
      throw Object.assign(new Error('connection terminated'), { code: '57P01' })
    })
    for (let turn = 0; turn < 6; turn++) await bus.tick()
    assert.deepEqual(await listParked(house.tx, 10), [])
    assert.equal(await readCursor(house.tx, 'patient'), 0)
  })

  it('one that fails holds up nobody else', async () => {
    await sequenced(5)
    const seen: number[] = []
    const bus = new Readers({
      reads: house.tx,
      readers: [
        { name: 'broken', read: () => Promise.reject(new Error('always')) },
        { name: 'well', read: async (entries) => void seen.push(entries.length) },
      ],
      now: Date.now,
      log: () => {},
    })
    await bus.tick()
    assert.deepEqual(seen, [5])
  })
})
