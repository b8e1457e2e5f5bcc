import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { buyer, Memory, seller } from '../../test/memory.ts'
import { day, hour } from '../kernel/time.ts'
import { parcels } from '../logistics/store.ts'
import { evolve } from './evolve.ts'
import type { Event, Order } from './model.ts'
import { sums } from './sums.ts'

/** Something that somebody does, or that happens. Whatever is not possible now is refused. */
type Act = (market: Memory, id: string) => void

const step =
  (actor: string, type: string, more: object = {}): Act =>
  (market, id) =>
    void market.tries(actor, 'orders', id, { type, ...more })
const complaint =
  (actor: string, type: string, more: object = {}): Act =>
  (market, id) =>
    void market.tries(actor, 'complaints', id, { type, ...more })

const itemIds = fc.subarray(['1', '2', '3'], { minLength: 1 })
const fen = fc.integer({ min: 1, max: 21_000 })
const scanKinds = ['accepted', 'left_at_station', 'signed', 'signed', 'returned', 'lost'] as const

let parcelCount = 0
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.constant<Act>((market, id) => void (market.of(id).phase === 'opened' && market.pay(id))),
  fc.constant(step(buyer, 'cancel', { reason: '' })),
  fc.constant(step(seller, 'cancel', { reason: '缺货' })),
  fc.constant(step(buyer, 'confirm')),
  fc.constant(step(buyer, 'refund_overdue')),
  fc.constant(step(buyer, 'open_digital')),
  {
    weight: 4,
    arbitrary: itemIds.map(
      (ids): Act =>
        (market, id) =>
          shipSome(market, id, ids),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(...scanKinds).map(
      (kind): Act =>
        (market) =>
          scanAll(market, kind),
    ),
  },
  fen.map((amount) => step(seller, 'refund', { amountFen: BigInt(amount), reason: '' })),
  itemIds.map((ids) => step(seller, 'refund_items', { itemIds: ids, reason: '' })),
  fen.map((amount) =>
    complaint(buyer, 'open', { amountFen: BigInt(amount), issue: 'damaged', text: '' }),
  ),
  fc.constant(complaint(buyer, 'withdraw')),
  fc.constant(complaint(seller, 'agree')),
  {
    weight: 5,
    arbitrary: fc.integer({ min: 1, max: 400 }).map(
      (hours): Act =>
        (market, id) => {
          market.pass(hours * hour)
          endHoldIfDue(market, id)
        },
    ),
  },
  fc
    .constantFrom<Memory['provider']>(
      'prompt',
      'silent',
      { refuses: ['refund'] },
      { refuses: ['release'] },
      { refuses: ['split', 'release'] },
    )
    .map(
      (manner): Act =>
        (market) => {
          market.provider = manner
          market.pass(0)
        },
    ),
)

function shipSome(market: Memory, id: string, ids: readonly string[]): void {
  const parcelId = `pcl_random_${++parcelCount}`
  const how = { parcelId, carrierId: 'sudi', trackingNo: `SD${parcelCount}`, content: '密码' }
  step(seller, 'ship', { itemIds: ids, ...how })(market, id)
}

function scanAll(market: Memory, kind: (typeof scanKinds)[number]): void {
  for (const { id, row } of [...market.world.rows(parcels)])
    if (row.status !== 'none') {
      const scan = { kind, at: market.at, place: '', consented: false }
      market.tries('carrier:sudi', 'parcels', id, { type: 'scan', scan })
    }
}

/** As a provider does: at its expiry the hold ends, whatever we have asked. */
function endHoldIfDue(market: Memory, id: string): void {
  const { holdExpiresAt, holdEnded, paidFen } = market.of(id)
  if (holdExpiresAt === null || holdExpiresAt > market.at || holdEnded !== null) return
  const { releasedFen, feeFen, refundedFen } = sums(market.of(id))
  if (releasedFen + feeFen + refundedFen < paidFen) market.endHold(id)
}

/** What goes to the seller never touches what a complaint holds back: replayed event by event. */
function locksHold(events: readonly Event[]): void {
  let order: Order = { status: 'none' }
  for (const event of events) {
    if (order.status !== 'none' && goesToSeller(event)) {
      const { freeFen, lockedFen } = sums(order)
      assert(event.amountFen <= freeFen - lockedFen, 'a release touched what is locked')
    }
    order = evolve(order, event)
  }
}

function goesToSeller(
  event: Event,
): event is Extract<Event, { type: 'order.release_due' | 'order.fee_due' }> {
  return event.type === 'order.release_due' || event.type === 'order.fee_due'
}

describe('whatever people, carriers and the provider do', () => {
  const goods = fc.tuple(
    fc.constantFrom<'parcel' | 'digital'>('parcel', 'digital'),
    fc.integer({ min: 1, max: 9_999 }),
  )
  it('the books agree after every command, and in the end every fen has found its place', () => {
    const property = fc.property(
      fc.array(goods, { minLength: 1, maxLength: 3 }),
      fc.array(act, { minLength: 3, maxLength: 25, size: 'max' }),
      fc.record({
        feePerMille: fc.integer({ min: 0, max: 1000 }),
        partialRelease: fc.boolean(),
        holdDays: fc.integer({ min: 6, max: 60 }),
        begins: fc.integer({ min: 0, max: 12 }),
      }),
      (things, acts, options) => {
        const market = new Memory(options)
        const id = market.order(...things.map(([kind, amount]) => ({ kind, fen: amount })))
        begin(market, id, options.begins)
        for (const one of acts) one(market, id)
        ends(market, id)
        locksHold(market.events(id))
      },
    )
    fc.assert(property, { numRuns: 400, seed: 20_260_308 })
  })
})

/** Most orders are paid, many shipped, and half are delivered before things go astray. */
function begin(market: Memory, id: string, how: number): void {
  if (how > 0) market.pay(id)
  if (how > 2) shipSome(market, id, ['1'])
  if (how > 4) for (const itemId of ['2', '3']) shipSome(market, id, [itemId])
  if (how > 6) scanAll(market, 'signed')
  if (how > 6) market.tries(buyer, 'orders', id, { type: 'open_digital' })
}

/** With a provider that answers and nobody who acts any more, the order comes to its end. */
function ends(market: Memory, id: string): void {
  market.provider = 'prompt'
  for (let days = 0; days < 90; days += 1) {
    market.pass(day)
    market.tries('clock', 'orders', id, { type: 'time', kind: 'pay' })
    endHoldIfDue(market, id)
  }
  const order = market.of(id)
  const [released, fee, refunded, held] = market.money(id)
  assert.equal(released + fee + refunded + held, Number(order.paidFen))
  if (order.holdEnded === null) {
    assert.equal(held, 0, `money is left: ${order.status}`)
    const floor = Math.floor(((released + fee) * order.feePerMille) / 1000)
    assert(fee >= floor, 'the fee is the floor of what was released')
  }
}
