import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gather, Overloaded } from './gather.ts'

const limits = { batchMax: 3, waitingMax: 4 }

describe('writes of one turn', () => {
  it('travel together, in order, and each gets its own answer', async () => {
    const batches: number[][] = []
    const write = gather<number, number>(async (items) => {
      batches.push([...items])
      return items.map((item) => item * 10)
    }, limits)
    assert.deepEqual(await Promise.all([1, 2, 3, 4].map(write)), [10, 20, 30, 40])
    assert.deepEqual(batches, [[1, 2, 3], [4]])
    assert.equal(await write(5), 50)
  })

  it('fail together, and the next ones go on', async () => {
    let broken = true
    const write = gather<number, number>(async (items) => {
      if (broken) throw new Error('down')
      return items.map((item) => item)
    }, limits)
    const results = await Promise.allSettled([write(1), write(2)])
    assert.deepEqual(
      results.map(({ status }) => status),
      ['rejected', 'rejected'],
    )
    broken = false
    assert.equal(await write(3), 3)
  })

  it('are turned away when too many wait', async () => {
    const write = gather<number, number>(async (items) => items.map((item) => item), limits)
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map(write))
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 4)
    const last = results[4]
    assert.ok(last?.status === 'rejected' && last.reason instanceof Overloaded)
  })
})
