import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { UnpaidOrders } from './unpaid.ts'

const buyer = { name: 'buyer', max: 3 }
const network = { name: 'network', max: 5 }
const order = (orderId: string, until = 100) => ({ orderId, until })

describe('goods that are reserved and not paid for', () => {
  it('are so many for one buyer, also when they are ordered at once', async () => {
    const unpaid = new UnpaidOrders(async () => true)
    const asked = ['a', 'b', 'c', 'd', 'e'].map((id) => unpaid.mayOpen(order(id), [buyer], 0))
    assert.deepEqual(await Promise.all(asked), [true, true, true, false, false])
  })

  it('count no longer when they are paid, or when their time is over', async () => {
    const open = new Set(['a', 'b', 'c'])
    const unpaid = new UnpaidOrders(async ({ orderId }) => open.has(orderId))
    for (const id of open) assert.ok(await unpaid.mayOpen(order(id), [buyer], 0))
    assert.equal(await unpaid.mayOpen(order('d'), [buyer], 0), false)
    open.delete('b')
    assert.ok(await unpaid.mayOpen(order('d', 200), [buyer], 0))
    open.add('d')
    assert.equal(await unpaid.mayOpen(order('e'), [buyer], 99), false)
    assert.ok(await unpaid.mayOpen(order('e', 300), [buyer], 100))
  })

  it('a repeat of the same order is no second one', async () => {
    const unpaid = new UnpaidOrders(async () => true)
    for (let again = 0; again < 9; again++)
      assert.ok(await unpaid.mayOpen(order('a'), [buyer, network], 0))
  })

  it('give their place back when the order is refused after all, but not that of a repeat', async () => {
    const unpaid = new UnpaidOrders(async () => true)
    const names = [buyer, network]
    for (const id of ['a', 'b']) assert.ok(await unpaid.mayOpen(order(id), names, 0))
    const fresh = unpaid.newTo('c', names)
    assert.ok(await unpaid.mayOpen(order('c'), names, 0))
    unpaid.giveBack('c', fresh)
    assert.ok(await unpaid.mayOpen(order('d'), names, 0))
    unpaid.giveBack('d', unpaid.newTo('d', names))
    assert.equal(await unpaid.mayOpen(order('e'), names, 0), false)
  })

  it('one network stands for several buyers, and what is refused takes no place', async () => {
    const unpaid = new UnpaidOrders(async () => true)
    const of = (name: string) => ({ name, max: 3 })
    for (const id of ['a', 'b', 'c', 'd', 'e'])
      assert.ok(await unpaid.mayOpen(order(id), [of(id), network], 0))
    assert.equal(await unpaid.mayOpen(order('f'), [of('f'), network], 0), false)
    for (const id of ['g', 'h', 'i']) assert.ok(await unpaid.mayOpen(order(id), [of('f')], 0))
  })
})
