import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Fen, sumFen } from '../kernel/money.ts'
import { type Bought, dueBack } from './partial-return.rules.ts'
import { basketOf, piecesOf, readPromotion, shared, total } from './promotion.rules.ts'

const promotions = [
  null,
  ...['全店满300减50', '全店每满100减20', '满200打8折', '满3件打8折', '套装价150', '第二件半价'],
]
const thing = fc.record({
  unitFen: fc.bigInt({ min: 1n, max: 30_000n }),
  pieces: fc.integer({ min: 1, max: 3 }),
})
const bought = fc.record({
  things: fc.array(thing, { minLength: 1, maxLength: 4 }),
  promo: fc.constantFrom(...promotions),
})

interface Purchase {
  readonly things: readonly { readonly unitFen: Fen; readonly pieces: number }[]
  readonly promo: string | null
}

/** What was paid, and what is to be back once so much of each thing has gone. */
function purchase({ things, promo }: Purchase) {
  const lines = things.map((one) => ({ name: '', ...one }))
  const promotion = readPromotion(promo, piecesOf(lines)) ?? total
  const paidFen = promotion(lines)
  const back = (gone: readonly { faulty: number; unwanted: number }[]): Fen =>
    dueBack(
      things.map(
        (one, place): Bought => ({ ...one, ...(gone[place] ?? { faulty: 0, unwanted: 0 }) }),
      ),
      { promotion, paidFen },
    )
  return { paidFen, back }
}

const nothing = { faulty: 0, unwanted: 0 }

describe('R-39: parts of what was cheaper together go back, a few at a time', () => {
  const two = {
    promo: '全店满300减50',
    things: [
      { unitFen: 20_000n, pieces: 1 },
      { unitFen: 15_000n, pieces: 1 },
    ],
  }
  it('满300减50: not wanted, the rest is paid at its own price', () => {
    const { paidFen, back } = purchase(two)
    assert.equal(paidFen, 30_000n)
    assert.equal(back([{ faulty: 0, unwanted: 1 }, nothing]), 15_000n)
    assert.equal(back([nothing, { faulty: 0, unwanted: 1 }]), 10_000n)
  })
  it('not right, its share of what was paid: the rest keeps its discount', () => {
    const { back } = purchase(two)
    assert.equal(back([{ faulty: 1, unwanted: 0 }, nothing]), 17_143n)
    assert.equal(back([nothing, { faulty: 1, unwanted: 0 }]), 12_858n)
  })
  it('in whatever order, for whatever reason: between nothing and what was paid', () => {
    const steps = fc.array(fc.tuple(fc.nat(3), fc.boolean()), { maxLength: 12 })
    fc.assert(
      fc.property(bought, steps, (what, moves) => {
        const { paidFen, back } = purchase(what)
        const gone = what.things.map(() => ({ ...nothing }))
        let backFen: Fen = 0n
        for (const [at, faulty] of moves) {
          const [thing, one] = [what.things[at], gone[at]]
          if (!thing || !one || one.faulty + one.unwanted === thing.pieces) continue
          one[faulty ? 'faulty' : 'unwanted']++
          const due = back(gone)
          assert(due >= 0n && due <= paidFen)
          // What has been given back is not taken again.
          if (due > backFen) backFen = due
        }
        for (const [place, one] of gone.entries())
          one.unwanted = (what.things[place]?.pieces ?? 0) - one.faulty
        assert.equal(back(gone), paidFen, 'all of it brings all of it')
      }),
    )
  })
  it('the sum depends on what has gone, not on the order in which it went', () => {
    const places = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(bought, places, (what, order) => {
        const { back } = purchase(what)
        const sumOf = (list: readonly number[]): Fen => {
          const gone = what.things.map(() => ({ ...nothing }))
          let sum: Fen = 0n
          for (const place of list) {
            const [thing, one] = [what.things[place], gone[place]]
            if (!thing || !one) continue
            one.unwanted = thing.pieces
            const due = back(gone)
            sum += due > sum ? due - sum : 0n
          }
          return sum
        }
        assert.equal(sumOf(order), sumOf([0, 1, 2, 3]))
      }),
    )
  })
})

describe('a promotion of the whole shop', () => {
  it('says so in its first words, and counts only with those of the same words', () => {
    assert.equal(basketOf('满300减50'), null)
    assert.equal(basketOf(' 全店满300减50'), basketOf('全店满300减50'))
    assert.notEqual(basketOf('全店满300减50'), basketOf('全店满300减60'))
  })
  it('is shared out to the fen', () => {
    assert.deepEqual(shared(100n, [1n, 1n, 1n]), [34n, 33n, 33n])
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 1n, max: 10n ** 9n }), { minLength: 1 }),
        fc.nat(),
        (weights, sum) => {
          const parts = shared(BigInt(sum), weights)
          assert.equal(sumFen(parts), BigInt(sum))
        },
      ),
    )
  })
})
