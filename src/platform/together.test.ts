import assert from 'node:assert/strict'
import { it } from 'node:test'
import { together } from './together.ts'

it('asks once for all who ask at the same time, and again for whoever comes later', async () => {
  const waiting: ((answer: number) => void)[] = []
  const ask = together(() => new Promise<number>((resolve) => waiting.push(resolve)))
  const many = Array.from({ length: 100 }, () => ask())
  assert.equal(waiting.length, 1)
  waiting[0]?.(7)
  assert.deepEqual([...new Set(await Promise.all(many))], [7])
  const later = ask()
  assert.equal(waiting.length, 2)
  waiting[1]?.(8)
  assert.equal(await later, 8)
})

it('a question that failed is asked again', async () => {
  let count = 0
  const ask = together(async () => {
    count++
    if (count === 1) throw new Error('away')
    return count
  })
  await assert.rejects(ask(), /away/)
  assert.equal(await ask(), 2)
})
