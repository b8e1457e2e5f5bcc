import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Happened } from './command.ts'
import { Watch } from './watch.ts'

const changed = (target: string) => [{ target } as Happened]
const longMs = 60_000

describe('who waits for a change', () => {
  it('hears of it, and of nothing else', async () => {
    const watch = new Watch()
    const [mine, other] = [watch.listen('ord_1'), watch.listen('ord_2')]
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
    const listening = watch.listen('ord_1')
    watch.tell(changed('ord_1'))
    await listening?.change(longMs)
    listening?.end()
  })

  it('is woken once by all that happened to it together', async () => {
    const watch = new Watch()
    const listening = watch.listen('ord_1')
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
    const listening = new Watch().listen('ord_1')
    await listening?.change(1)
    listening?.end()
  })

  it('is let go when the server stops, and nobody waits after that', async () => {
    const watch = new Watch()
    const listening = watch.listen('ord_1')
    const waiting = listening?.change(longMs)
    watch.stop()
    await waiting
    assert.deepEqual([watch.stopped, watch.listen('ord_2')], [true, null])
  })

  it('leaves nothing behind, and so many may wait and no more', () => {
    const watch = new Watch()
    const all = Array.from({ length: 5_000 }, () => watch.listen('ord_1'))
    assert.ok(all.every((one) => one !== null))
    assert.equal(watch.listen('ord_2'), null)
    for (const one of all) one?.end()
    all[0]?.end()
    assert.notEqual(watch.listen('ord_2'), null)
  })
})
