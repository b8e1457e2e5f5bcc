import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { specify } from '../../test/given.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { type Book, chart, type Entry, type Event } from './model.ts'
import { available, codeOf, decide, evolve, initial } from './rules.ts'

const given = specify({ initial, decide, evolve })
const facts = { at: 1_000, orderId: 'ord_1' }

/** One row a transfer: id, kind, debit, credit (or the pending id), fen, and what came of it. */
type Line = readonly [id: string, kind: string, ...rest: (string | number)[]]

function entry([id, kind, first, second, fen]: Line): Entry {
  if (kind === 'post' || kind === 'void') return { id, kind, pendingId: String(first) }
  const [debit, credit] = [String(first), String(second)]
  return {
    id,
    kind: kind as 'single' | 'pending',
    debit,
    credit,
    amountFen: BigInt(fen ?? 0),
    code: 't',
  }
}

/** Runs the lines one by one through one book; each must end as its last column says. */
function table(lines: readonly Line[]): Book {
  let book = initial
  for (const line of lines) {
    const expected = line.at(-1)
    const answer = decide(book, { type: 'transfer', entries: [entry(line)] }, facts)
    const result = isRefusal(answer) ? answer.refused.replace('ledger.', '') : 'created'
    assert.equal(result, expected, line.join(' '))
    if (!isRefusal(answer)) book = answer.reduce(evolve, book)
    assertBalanced(book)
  }
  return book
}

function assertBalanced(book: Book): void {
  let [posted, pending] = [0n, 0n]
  for (const [id, one] of book.accounts) {
    posted += one.debitsPostedFen - one.creditsPostedFen
    pending += one.debitsPendingFen - one.creditsPendingFen
    const sums = [one.debitsPendingFen, one.debitsPostedFen, one.creditsPendingFen]
    assert(
      [...sums, one.creditsPostedFen].every((sum) => sum >= 0n),
      'no sum is below zero',
    )
    assert(available(id, one) >= 0n, 'no limit is exceeded')
  }
  assert.deepEqual([posted, pending], [0n, 0n])
}

const e = 'order.escrow/ord_1'

describe('transfers, one row each', () => {
  it('a trade from payment to release', () => {
    const book = table([
      ['paid', 'single', 'psp.held', e, 16_800, 'created'],
      ['s1/a', 'pending', e, 'psp.held', 16_700, 'created'],
      ['s1/b', 'pending', 'psp.settled', 'seller.settled', 16_700, 'created'],
      ['f1/a', 'pending', e, 'psp.held', 100, 'created'],
      ['f1/b', 'pending', 'psp.settled', 'platform.fee', 100, 'created'],
      ['s1/a/post', 'post', 's1/a', 'created'],
      ['s1/b/post', 'post', 's1/b', 'created'],
      ['f1/a/post', 'post', 'f1/a', 'created'],
      ['f1/b/post', 'post', 'f1/b', 'created'],
    ])
    assert.equal(available(e, book.accounts.get(e)), 0n)
    assert.equal(book.accounts.get('seller.settled')?.creditsPostedFen, 16_700n)
  })

  it('the limit of an escrow counts what is pending; a void gives it back', () => {
    table([
      ['early', 'single', e, 'psp.held', 1, 'exceeds_credits'],
      ['paid', 'single', 'psp.held', e, 1_000, 'created'],
      ['r1', 'pending', e, 'psp.held', 600, 'created'],
      ['r2', 'pending', e, 'psp.held', 401, 'exceeds_credits'],
      ['r3', 'pending', e, 'psp.held', 400, 'created'],
      ['r4', 'single', e, 'psp.held', 1, 'exceeds_credits'],
      ['r1/void', 'void', 'r1', 'created'],
      ['r5', 'single', e, 'psp.held', 600, 'created'],
      ['r3/post', 'post', 'r3', 'created'],
      ['r6', 'single', e, 'psp.held', 1, 'exceeds_credits'],
    ])
  })

  it('money that is only pending in cannot go out', () => {
    table([
      ['in', 'pending', 'psp.held', e, 1_000, 'created'],
      ['out', 'pending', e, 'psp.held', 1, 'exceeds_credits'],
    ])
  })

  it('a pending transfer resolves once', () => {
    table([
      ['paid', 'single', 'psp.held', e, 1_000, 'created'],
      ['r1', 'pending', e, 'psp.held', 100, 'created'],
      ['r1/post', 'post', 'r1', 'created'],
      ['again', 'post', 'r1', 'pending_already_posted'],
      ['r1/void', 'void', 'r1', 'pending_already_posted'],
      ['r2', 'pending', e, 'psp.held', 100, 'created'],
      ['r2/void', 'void', 'r2', 'created'],
      ['r2/post', 'post', 'r2', 'pending_already_voided'],
      ['r2/again', 'void', 'r2', 'pending_already_voided'],
      ['of single', 'post', 'paid', 'pending_not_found'],
    ])
  })
})

describe('refusals, in order of precedence', () => {
  const one = (line: Line) => ({ type: 'transfer' as const, entries: [entry(line)] })
  const before = (...lines: Line[]): Event[] => {
    const { answer } = given().when({ type: 'transfer', entries: lines.map(entry) }, facts)
    return answer as Event[]
  }
  const paid: Line = ['paid', 'single', 'psp.held', e, 100]
  const hold: Line = ['p', 'pending', e, 'psp.held', 10]
  const fresh: readonly [Event[], Line, string][] = [
    [before(paid), ['paid', 'single', e, e, 0], 'ledger.transfer_exists'],
    [[], ['paid', 'single', e, e, 0], 'ledger.amount_not_positive'],
    [[], ['paid', 'single', e, e, 101], 'ledger.accounts_must_differ'],
    [[], ['paid', 'single', e, 'psp.held', 101], 'ledger.exceeds_credits'],
  ]
  const resolving: readonly [Event[], Line, string][] = [
    [
      before(paid, hold, ['p/post', 'post', 'p']),
      ['p/post', 'post', 'x'],
      'ledger.transfer_exists',
    ],
    [before(paid, hold, ['p/post', 'post', 'p']), ['n', 'post', 'x'], 'ledger.pending_not_found'],
    [
      before(paid, hold, ['p/post', 'post', 'p']),
      ['n', 'post', 'p'],
      'ledger.pending_already_posted',
    ],
    [
      before(paid, hold, ['p/void', 'void', 'p']),
      ['n', 'post', 'p'],
      'ledger.pending_already_voided',
    ],
  ]
  for (const [past, line, code] of [...fresh, ...resolving])
    it(`${line[1]}: ${code}`, () =>
      given(...past)
        .when(one(line), facts)
        .refused(code as never))
})

describe('linked entries', () => {
  it('see one another, and are written together or not at all', () => {
    const entries = [
      entry(['in', 'single', 'psp.held', e, 100]),
      entry(['a', 'pending', e, 'psp.held', 60]),
      entry(['b', 'pending', e, 'psp.held', 60]),
    ]
    given().when({ type: 'transfer', entries }, facts).refused('ledger.exceeds_credits')
    given()
      .when({ type: 'transfer', entries: entries.slice(0, 2) }, facts)
      .state.accounts.get(e)
  })
})

describe('the chart of accounts', () => {
  it('limits the escrow alone', () => {
    const limited = Object.entries(chart).filter(([, { limit }]) => limit === 'credits')
    assert.deepEqual(
      limited.map(([code]) => code),
      ['order.escrow'],
    )
  })
  it('knows no other account', () => assert.throws(() => codeOf('seller.wallet'), /chart/))
})

describe('whatever is asked of it', () => {
  const account = fc.constantFrom('psp.held', 'psp.settled', 'seller.settled', e, 'order.escrow/2')
  const line = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.tuple(fc.nat(40), fc.constant('single'), account, account, fc.nat(50)),
    },
    {
      weight: 3,
      arbitrary: fc.tuple(fc.nat(40), fc.constant('pending'), account, account, fc.nat(50)),
    },
    { weight: 4, arbitrary: fc.tuple(fc.nat(40), fc.constantFrom('post', 'void'), fc.nat(40)) },
  )
  const lines = fc.array(line, { maxLength: 40, size: 'max' })

  it('debits equal credits, no limit is exceeded, each pending transfer resolves at most once', () => {
    fc.assert(
      fc.property(lines, (all) => {
        let book = initial
        const resolved = new Set<string>()
        for (const [id, ...rest] of all) {
          const asked = entry([`t${id}`, ...rest.map(named)] as unknown as Line)
          const answer = decide(book, { type: 'transfer', entries: [asked] }, facts)
          if (isRefusal(answer)) continue
          book = answer.reduce(evolve, book)
          assertBalanced(book)
          if (!('pendingId' in asked)) continue
          assert(!resolved.has(asked.pendingId), 'resolved twice')
          resolved.add(asked.pendingId)
        }
      }),
      { numRuns: 500, seed: 7 },
    )
  })

  it('a void leaves every balance as if nothing had been asked', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.integer({ min: 1, max: 1_000 }), (more, fen) => {
        const paid = table([['paid', 'single', 'psp.held', e, more + fen, 'created']])
        const run = (book: Book, line: Line) => {
          const answer = decide(book, { type: 'transfer', entries: [entry(line)] }, facts)
          assert(!isRefusal(answer))
          return answer.reduce(evolve, book)
        }
        const after = run(run(paid, ['p', 'pending', e, 'psp.held', fen]), ['v', 'void', 'p'])
        for (const [id, one] of paid.accounts) assert.deepEqual(after.accounts.get(id), one)
      }),
      { numRuns: 100, seed: 7 },
    )
  })
})

/** Numbers stand for ids of transfers, but for amounts they are amounts. */
function named(part: string | number, place: number): string | number {
  return typeof part === 'number' && place === 1 ? `t${part}` : part
}
