import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Happened } from './command.ts'
import { Watch } from './watch.ts'

const changed = (target: string) => [{ target } as Happened]
const longMs = 60_000

describe('who waits for a change', () => {
  it('hears of it, and of nothing else', async () => {
    const watch = new Watch()
    const [mine, other] = [watch.listen('ord_1', 'wang'), watch.listen('ord_2', 'wang')]
    let woken = 0
    const waiting = mine?.change(longMs).then(() => woken++)
    void other?.change(longMs).then(() => (woken += 100))
    watch.tell(changed('ord_1'))
    await waiting
    assert.equal(woken, 1)
    mine?.end()
    watch.tell(changed('ord_2'))
    other?.end()
  })

  it('does not miss what changed while it was looking', async () => {
    const watch = new Watch()
    const listening = watch.listen('ord_1', 'wang')
    watch.tell(changed('ord_1'))
    await listening?.change(longMs)
    listening?.end()
  })

  it('is woken once by all that happened to it together', async () => {
    const watch = new Watch()
    const listening = watch.listen('ord_1', 'wang')
    const first = listening?.change(longMs)
    watch.tell([...changed('ord_1'), ...changed('ord_1')])
    await first
    let again = false
    const second = listening?.change(longMs).then(() => (again = true))
    await Promise.resolve()
    assert.equal(again, false)
    watch.stop()
    await second
  })

  it('is let go when the time is over', async () => {
    const listening = new Watch().listen('ord_1', 'wang')
    await listening?.change(1)
    listening?.end()
  })

  it('is let go when the server stops, and nobody waits after that', async () => {
    const watch = new Watch()
    const listening = watch.listen('ord_1', 'wang')
    const waiting = listening?.change(longMs)
    watch.stop()
    await waiting
    assert.deepEqual([watch.stopped, watch.listen('ord_2', 'wang')], [true, null])
  })

  it('leaves nothing behind, and so many may wait and no more', () => {
    const watch = new Watch()
    const all = Array.from({ length: 5_000 }, (_, n) => watch.listen(`ord_${n}`, `person ${n}`))
    assert.ok(all.every((one) => one !== null))
    assert.equal(watch.listen('ord_x', 'somebody'), null)
    for (const one of all) one?.end()
    all[0]?.end()
    assert.notEqual(watch.listen('ord_x', 'somebody'), null)
  })

  it('nobody waits twenty-one times, and nothing is waited for so often', () => {
    const watch = new Watch()
    const mine = Array.from({ length: 20 }, (_, n) => watch.listen(`ord_${n}`, 'wang'))
    assert.equal(watch.listen('ord_x', 'wang'), null)
    const other = Array.from({ length: 20 }, (_, n) => watch.listen('ord_y', `person ${n}`))
    assert.equal(watch.listen('ord_y', 'somebody'), null)
    for (const one of [...mine, ...other]) assert.ok(one)
    mine[0]?.end()
    other[0]?.end()
    assert.ok(watch.listen('ord_y', 'wang'))
  })
})
