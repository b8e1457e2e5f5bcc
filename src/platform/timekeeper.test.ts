import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hour, minute } from '../kernel/time.ts'
import { MovableClock } from './clock.ts'
import type { Tx } from './db/pool.ts'
import { Unavailable } from './run.ts'
import { Timekeeper } from './timekeeper.ts'

describe('deadlines', () => {
  it('more than a page that cannot be decided: the others are, and those again a minute later', async () => {
    const clock = new MovableClock()
    const waiting = table(clock.now() - hour, 1_300)
    const kept: Record<string, number> = {}
    let damaged = true
    const timekeeper = new Timekeeper({
      ...{ clock, reads: waiting.reads, log: () => {} },
      async submit({ target }) {
        kept[target] = (kept[target] ?? 0) + 1
        if (damaged && target !== 'd1299') throw new Error('a damaged row')
        waiting.end(target)
        return { answer: { ok: true, entry: { stream: '', seq: 1 }, result: {} }, replayed: false }
      },
    })
    let decided = 0
    for (let ticks = 0; ticks < 4; ticks++) decided += await timekeeper.tick()
    assert.equal(decided, 1, 'the youngest, behind three pages')
    assert.equal(kept.d0, 1, 'not asked for at every tick')
    damaged = false
    clock.setAhead(minute)
    assert.equal(await timekeeper.tick(), 1_299)
    assert.deepEqual([kept.d0, kept.d1299], [2, 1])
  })

  it('one that could not be taken in is asked for again at the next tick', async () => {
    const clock = new MovableClock()
    const waiting = table(clock.now() - hour, 1)
    let tries = 0
    const timekeeper = new Timekeeper({
      ...{ clock, reads: waiting.reads, log: () => {} },
      async submit() {
        tries++
        throw new Unavailable('too many commands are waiting')
      },
    })
    assert.deepEqual([await timekeeper.tick(), await timekeeper.tick(), tries], [0, 0, 2])
  })
})

/** So many deadlines that fell due at once, in the order in which they are found. */
function table(dueAt: number, count: number): { reads: Tx; end: (id: string) => void } {
  const rows = Array.from({ length: count }, (_, no) => ({
    ...{ shop_id: 1n, subject: 'orders', id: `d${no}`, kind: 'pay', generation: 1, due_at: dueAt },
  }))
  const left = new Map(rows.map((row) => [row.id, row]))
  const reads: Tx = {
    async query<Row>(_name: string, _text: string, [, limit]: readonly unknown[]) {
      const page = [...left.values()].slice(0, Number(limit))
      return { rows: page as Row[], count: page.length }
    },
  }
  return { reads, end: (id) => left.delete(id) }
}
