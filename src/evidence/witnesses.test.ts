import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { LogHouse } from '../../test/log.ts'
import { resolve } from '../platform/outside.ts'
import { latestCheckpoint, latestWitnessed } from './checkpoints.store.ts'
import { cosignedBy } from './cosignature.ts'
import { locateEntry } from './entries.store.ts'
import type { Log } from './log.ts'
import { parseNote } from './note.ts'
import { proveEntry } from './proofs.ts'
import type { Post } from './witness-client.ts'
import { postOverHttp } from './witnesses.ts'

describe('a log with two of three witnesses', () => {
  let house: LogHouse
  let log: Log
  let lines: string[]
  const away = new Set<string>()
  const told: string[] = []
  let wall = Date.now()

  const overLoopback = postOverHttp({ resolve, allowLoopback: true })
  /** A witness that is away does not answer at all. */
  const post: Post = (url, body, signal) => {
    for (const one of away) if (url.startsWith(one)) return Promise.reject(new Error('away'))
    return overLoopback(url, body, signal)
  }

  before(async () => {
    house = await LogHouse.open()
    const witnesses = []
    for (const name of ['w.example/1', 'w.example/2', 'w.example/3'])
      witnesses.push(await house.witness(name))
    lines = witnesses.map(({ line }) => line)
    const names = lines.map((line) => line.split(' ')[1])
    const policy = house.policy(...lines, `group two 2 ${names.join(' ')}`, 'quorum two')
    log = await house.log({
      policy,
      post,
      wall: () => wall,
      log: (what, about) => told.push(`${what} ${about.witness}`),
      leaseMs: 60_000,
    })
  })
  after(() => house.close())

  const urlOf = (at: number) => lines[at]?.split(' ').at(-1) ?? ''
  const signers = async () => {
    const note = parseNote(Buffer.from((await latestCheckpoint(house.tx))?.note ?? ''))
    const keys = log.policy?.witnesses.map(({ vkey }) => vkey) ?? []
    assert(note)
    const found = cosignedBy(note, keys)
    return found === 'bad_signature' ? assert.fail('a wrong signature') : found.length
  }

  it('is witnessed as soon as it is published', async () => {
    await house.commit('order:1', 'order:2')
    await log.sequencer.tick()
    assert((await latestCheckpoint(house.tx))?.witnessedAt !== null)
    assert((await signers()) >= 2)
  })

  it('goes on with one of them away, and says once that it is', async () => {
    away.add(urlOf(0))
    for (const name of ['order:3', 'order:4']) {
      await house.commit(name)
      await log.sequencer.tick()
      assert((await latestCheckpoint(house.tx))?.witnessedAt !== null)
    }
    assert.equal(told.filter((one) => one.includes('w.example/1')).length, 1)
  })

  it('goes on without a quorum: published, and its proofs say that nobody has witnessed it', async () => {
    away.add(urlOf(1))
    wall += 120_000
    await house.commit('order:5')
    await log.sequencer.tick()
    const latest = await latestCheckpoint(house.tx)
    assert.deepEqual([latest?.size, latest?.witnessedAt], [5, null])
    assert.equal((await latestWitnessed(house.tx))?.size, 4)
    const proven = await provenLast()
    assert.equal(proven.checkpoint.witnessedAt, null)
    // What was witnessed before rests on what was witnessed.
    const first = await locateEntry(house.tx, { shopId: 7, ...house.committed[0] } as never)
    assert(first && first.index !== null)
    const { index, leaf } = first
    const kept = await proveEntry({ reads: house.tx, disk: log.disk }, { index, leaf })
    assert.equal(kept?.checkpoint.size, 4)
  })

  it('is asked again when they are back, and the same checkpoint is then witnessed', async () => {
    away.clear()
    assert.equal(await log.sequencer.tick(), false, 'not all the time')
    wall += 120_000
    assert.equal(await log.sequencer.tick(), true)
    const latest = await latestCheckpoint(house.tx)
    assert.equal(latest?.size, 5)
    assert(latest.witnessedAt !== null)
    assert((await provenLast()).checkpoint.witnessedAt !== null)
  })

  it('shows a tree that does not grow from time to time, and not oftener', async () => {
    assert.equal(await log.sequencer.tick(), false)
    wall += 10 * 60_000
    assert.equal(await log.sequencer.tick(), true)
    assert.equal(await log.sequencer.tick(), false)
    await house.check()
  })

  async function provenLast() {
    const last = house.committed.at(-1)
    const entry = await locateEntry(house.tx, { shopId: 7, ...last } as never)
    assert(entry && entry.index !== null)
    const { index, leaf } = entry
    const proven = await proveEntry({ reads: house.tx, disk: log.disk }, { index, leaf })
    return proven ?? assert.fail('no proof')
  }
})
