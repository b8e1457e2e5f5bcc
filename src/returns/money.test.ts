import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { buyer, Memory, seller } from '../../test/memory.ts'
import { day, hour } from '../kernel/time.ts'
import { asDelivered } from './judging.ts'
import { isOpen, listOf, lockIdOf } from './pieces.ts'

/** What anybody might try next, in their own name or in another's. */
type Move =
  | { readonly kind: 'ask'; readonly item: number; readonly quantity: number; readonly how: number }
  | { readonly kind: 'step'; readonly no: number; readonly step: number }
  | { readonly kind: 'scan'; readonly no: number; readonly lost: boolean }
  | { readonly kind: 'wait'; readonly hours: number }
  | { readonly kind: 'order'; readonly what: number }

const ways = [
  { track: 'no_reason', remedy: 'refund' },
  { track: 'quality', remedy: 'refund' },
  { track: 'quality', remedy: 'exchange' },
  { track: 'quality', remedy: 'repair' },
] as const

const steps: readonly (readonly [string, object])[] = [
  [buyer, { type: 'withdraw' }],
  [seller, { type: 'address', contactId: 'a1' }],
  [buyer, { type: 'send', carrierId: 'sudi' }],
  [seller, { type: 'sign' }],
  [seller, { type: 'refund' }],
  [seller, { type: 'object', kind: 'incomplete', text: '不齐', photos: [] }],
  [seller, { type: 'promise', days: 3 }],
  [seller, { type: 'mend', carrierId: 'sudi' }],
  [buyer, { type: 'choose', remedy: 'refund' }],
  [buyer, { type: 'choose', remedy: 'exchange' }],
  [buyer, { type: 'receive' }],
  ['person:zhou', { type: 'decide', decision: 'refund', refundFen: 50n, reason: '核对' }],
  ['person:zhou', { type: 'decide', decision: 'deny', refundFen: null, reason: '核对' }],
]

const moves = fc.oneof(
  fc.record({
    kind: fc.constant('ask' as const),
    item: fc.integer({ min: 1, max: 2 }),
    quantity: fc.integer({ min: 1, max: 3 }),
    how: fc.nat(ways.length - 1),
  }),
  fc.record({
    kind: fc.constant('step' as const),
    no: fc.integer({ min: 1, max: 3 }),
    step: fc.nat(steps.length - 1),
  }),
  fc.record({
    kind: fc.constant('scan' as const),
    no: fc.integer({ min: 1, max: 3 }),
    lost: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ kind: fc.constant('order' as const), what: fc.nat(2) }),
)

describe('whatever people and carriers do with returns', () => {
  it('no more goes back than was paid, and every lock ends with its return', () => {
    fc.assert(
      fc.property(fc.array(moves, { minLength: 5, maxLength: 60, size: 'max' }), (list) => {
        const market = new Memory({ now: '2026-03-10T10:00', holdDays: 60 })
        const cup = market.publish({ fen: 5_900 })
        const scarf = market.publish({ fen: 7_901, offer: { promotion: '满3件打8折' } })
        const items = [
          { listingId: cup, quantity: 2 },
          { listingId: scarf, quantity: 3 },
        ]
        const id = market.buy(items, 30_762)
        market.pay(id)
        market.scan(market.ship(id), 'signed')
        for (const [place, move] of list.entries()) {
          play(market, id, { move, place })
          check(market, id)
        }
        market.pass(90 * day)
        check(market, id)
        assert.deepEqual(listOf(market.returnsOf(id)).filter(isOpen), [], 'nothing stays open')
        assert.equal(market.money(id)[3], 0, 'nothing stays held')
      }),
      { numRuns: 60 },
    )
  })
})

/** The books themselves are compared by the market, after every command. */
function check(market: Memory, id: string): void {
  const [released, fee, refunded, held] = market.money(id)
  assert.equal(released + fee + refunded + held, 30_762)
  const open = listOf(market.returnsOf(id)).filter((one) => isOpen(one) && one.lockFen > 0n)
  const locks = market.of(id).locks.map((lock) => lock.id)
  assert.deepEqual(locks.toSorted(), open.map(({ no }) => lockIdOf(no)).toSorted())
}

function play(market: Memory, id: string, { move, place }: { move: Move; place: number }): void {
  const tries = (actor: string, body: object) => market.tries(actor, 'returns', id, body)
  switch (move.kind) {
    case 'ask': {
      const pieces = [{ itemId: String(move.item), quantity: move.quantity }]
      const told = { text: '坏了', photos: [], condition: asDelivered, contest: false }
      tries(buyer, { type: 'request', ...ways[move.how], pieces, ...told, sellerSold: 99 })
      return
    }
    case 'step': {
      const [actor, body] = steps[move.step] ?? [buyer, {}]
      const parcel = { parcelId: `pcl_${place}`, trackingNo: `RT${String(place).padStart(8, '0')}` }
      tries(actor, { ...parcel, ...body, no: move.no })
      return
    }
    case 'scan': {
      const one = listOf(market.returnsOf(id)).find(({ no }) => no === move.no)
      const parcelId = (one?.outbound ?? one?.journey)?.parcelId
      const kind = move.lost ? 'lost' : 'signed'
      const scan = { kind, at: market.at, place: '武汉', consented: false }
      if (parcelId) market.tries('carrier:sudi', 'parcels', parcelId, { type: 'scan', scan })
      return
    }
    case 'wait':
      market.pass(move.hours * hour)
      return
    case 'order': {
      const orders = [
        [buyer, { type: 'confirm' }],
        [seller, { type: 'refund', amountFen: 1_000n, reason: '' }],
        [seller, { type: 'refund_items', itemIds: ['1'], reason: '' }],
      ] as const
      const [actor, body] = orders[move.what] ?? orders[0]
      market.tries(actor, 'orders', id, body)
    }
  }
}
