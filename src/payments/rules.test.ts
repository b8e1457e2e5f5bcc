import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { specify } from '../../test/given.ts'
import { buyer, Memory } from '../../test/memory.ts'
import type { Command, Event, KeptFact } from './model.ts'
import * as rules from './rules.ts'

const given = specify(rules)
const facts = { at: 1_000, trusted: true }
const request = { amountFen: 16_800n, description: '手工陶杯', payeeRef: 'payee-1', expiresAt: 900 }
const prepare: Command = { type: 'prepare', paymentNo: '1', request }
const requested: Event = { type: 'payment.requested', paymentNo: '1', request }
const payUrl = 'https://pay.test/1'
const opened: Event = { type: 'payment.opened', payUrl }
const closing: Event = { type: 'payment.close_requested' }
const closed: Event = { type: 'payment.closed', how: 'closed' }
const refund = { no: 'r1', kind: 'refund', amountFen: 500n, reason: 'overdue' } as const
const instructed: Event = { type: 'payment.instructed', ...refund }

function fact(what: Partial<KeptFact>): Extract<Command, { type: 'fact' }> {
  const usual: KeptFact = {
    dedupeKey: 'payment:1',
    kind: 'payment',
    paymentNo: '1',
    instructionNo: null,
    status: 'succeeded',
    upstreamState: 'PAID',
    amountFen: 16_800n,
    occurredAt: 800,
    providerNo: 'p1',
    holdExpiresAt: 9_000,
  }
  const raw = { headers: {}, body: '' }
  return { type: 'fact', source: 'callback', fact: { ...usual, ...what }, raw }
}
const paid: Event = {
  type: 'payment.paid',
  dedupeKey: 'payment:1',
  amountFen: 16_800n,
  at: 800,
  holdExpiresAt: 9_000,
  providerNo: 'p1',
}
const refundFact = (what: Partial<KeptFact> = {}) =>
  fact({
    ...{ dedupeKey: 'refund:r1', kind: 'refund', instructionNo: 'r1', amountFen: 500n },
    ...{ upstreamState: 'DONE', holdExpiresAt: null },
    ...what,
  })
const done: Event = {
  type: 'payment.done',
  no: 'r1',
  dedupeKey: 'refund:r1',
  at: 800,
  providerNo: 'p1',
}
const unexplained = (command: ReturnType<typeof fact>): Event => ({
  type: 'payment.unexplained',
  fact: command.fact,
})

describe('opening a payment', () => {
  it('asks the provider', () => given().when(prepare, facts).then(requested))
  it('can be paid once the provider knows it', () =>
    given(requested).when({ type: 'prepared', payUrl }, facts).then(opened))
  it('fails when the provider refuses', () => {
    const no: Event = { type: 'payment.failed', code: 'payee.unknown' }
    given(requested).when({ type: 'prepare_refused', code: 'payee.unknown' }, facts).then(no)
    given(requested, opened).when({ type: 'prepare_refused', code: 'late' }, facts).then()
  })
  it('an answer that comes after the closing changes nothing', () =>
    given(requested, closing).when({ type: 'prepared', payUrl }, facts).then())
})

describe('closing', () => {
  it('is asked for once', () => {
    given(requested).when({ type: 'close' }, facts).then(closing)
    given(requested, opened).when({ type: 'close' }, facts).then(closing)
    for (const past of [closing, closed, paid])
      given(requested, opened, past).when({ type: 'close' }, facts).then()
  })
  it('is over when the provider says closed, or that it never knew', () => {
    for (const how of ['closed', 'not_found'] as const)
      given(requested, closing)
        .when({ type: 'closed', how }, facts)
        .then({ type: 'payment.closed', how })
    given(requested, closing)
      .when(fact({ status: 'closed' }), facts)
      .then(closed)
  })
  it('loses against money', () =>
    given(requested, closing, paid).when({ type: 'closed', how: 'closed' }, facts).then())
  it('by the provider alone, before we asked, changes nothing', () =>
    given(requested, opened)
      .when(fact({ status: 'closed' }), facts)
      .then())
})

describe('a payment that was made', () => {
  for (const [when, ...past] of [
    ['payable', requested, opened],
    ['before we heard that it was opened', requested],
    ['while it closes', requested, closing],
    ['after it was closed', requested, closing, closed],
  ] as [string, ...Event[]][])
    it(`is taken in: ${when}`, () =>
      given(...past)
        .when(fact({}), facts)
        .then(paid))
  it('told again, by whichever way, counts once', () => {
    const again = fact({})
    given(requested, opened, paid).when(again, facts).then()
    given(requested, opened, paid)
      .when({ ...again, source: 'query' }, facts)
      .then()
  })
  it('without an end of its hold is kept, and explains nothing', () => {
    const odd = fact({ holdExpiresAt: null })
    given(requested, opened).when(odd, facts).then(unexplained(odd))
  })
  it('that failed changes nothing', () =>
    given(requested, opened)
      .when(fact({ status: 'failed' }), facts)
      .then())
})

describe('an instruction', () => {
  const past = [requested, opened, paid, instructed]
  const tell = (outcome: 'accepted' | 'unknown' | 'refused') =>
    ({ type: 'outcome', no: 'r1', outcome, code: 'why' }) as const
  it('is sent with its number', () =>
    given(requested, opened, paid)
      .when({ type: 'instruct', ...refund }, facts)
      .then(instructed))
  it('never uses a number twice', () =>
    assert.throws(() => given(...past).when({ type: 'instruct', ...refund }, facts), /been used/))
  it('waits while its outcome is unknown, and is told so once', () => {
    const unknown: Event = { type: 'payment.unknown', no: 'r1' }
    given(...past)
      .when(tell('unknown'), facts)
      .then(unknown)
    given(...past, unknown)
      .when(tell('unknown'), facts)
      .then()
    assert.deepEqual(rules.open(given(...past, unknown).state), ['r1'])
  })
  it('accepted is not done', () => {
    const accepted: Event = { type: 'payment.accepted', no: 'r1' }
    given(...past)
      .when(tell('accepted'), facts)
      .then(accepted)
    given(...past, accepted)
      .when(tell('accepted'), facts)
      .then()
    given(...past, accepted)
      .when(tell('unknown'), facts)
      .then()
    assert.deepEqual(rules.open(given(...past, accepted).state), ['r1'])
  })
  it('is done by a fact, once', () => {
    given(...past)
      .when(refundFact(), facts)
      .then(done)
    given(...past, done)
      .when(refundFact(), facts)
      .then()
    assert.deepEqual(rules.open(given(...past, done).state), [])
  })
  it('is refused by a definite word, and only once', () => {
    const refused: Event = { type: 'payment.refused', no: 'r1', code: 'why' }
    given(...past)
      .when(tell('refused'), facts)
      .then(refused)
    given(...past, refused)
      .when(tell('refused'), facts)
      .then()
    given(...past, done)
      .when(tell('refused'), facts)
      .then()
    const failed = refundFact({ status: 'failed', upstreamState: 'REFUSED' })
    given(...past)
      .when(failed, facts)
      .then({ ...refused, code: 'REFUSED' })
    given(...past, refused)
      .when(failed, facts)
      .then()
  })
  it('of which nobody knows is no instruction of ours', () =>
    given(...past)
      .when({ ...tell('refused'), no: 'r9' }, facts)
      .then())
  for (const [why, odd, more] of [
    ['a number that we never gave', refundFact({ instructionNo: 'r9' }), []],
    ['no number', refundFact({ instructionNo: null }), []],
    ['another kind', refundFact({ kind: 'release', dedupeKey: 'x' }), []],
    ['another amount', refundFact({ amountFen: 501n }), []],
    [
      'done after it was refused',
      refundFact(),
      [{ type: 'payment.refused', no: 'r1', code: 'no' } satisfies Event],
    ],
  ] as [string, ReturnType<typeof fact>, Event[]][])
    it(`a fact that fits nothing is kept, once: ${why}`, () => {
      given(...past, ...more)
        .when(odd, facts)
        .then(unexplained(odd))
      given(...past, ...more, unexplained(odd))
        .when(odd, facts)
        .then()
    })
})

describe('word of money that nobody asked for', () => {
  it('is posted against suspense, so that the mirror shows what the provider holds', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    market.fact(id, { kind: 'refund', dedupeKey: 'refund:x', instructionNo: 'x', amountFen: 500n })
    assert.deepEqual(market.money(id), [0, 0, 0, 16_800])
    assert.equal(market.balance('psp.suspense'), -500n)
    assert.equal(market.balance('buyer.refunded'), 500n)
    market.fact(id, { kind: 'release', dedupeKey: 'release:x', amountFen: 300n })
    market.fact(id, { kind: 'split', dedupeKey: 'split:x', amountFen: 200n })
    market.fact(id, { kind: 'split_return', dedupeKey: 'back:x', amountFen: 200n })
    assert.equal(market.balance('psp.suspense'), -800n)
    assert.equal(market.balance('platform.fee'), 0n)
    assert.equal(market.balance('psp.held'), -16_000n)
  })
  it('of a payment whose hold has no end waits for a person', () => {
    const market = new Memory()
    const id = market.order({ fen: 16_800 })
    market.fact(id, { kind: 'payment', dedupeKey: 'odd', amountFen: 16_800n })
    assert.equal(market.of(id).status, 'opened')
    assert.equal(market.balance('psp.suspense'), 16_800n)
  })
})

describe('refusals, in order of precedence', () => {
  const distrusted = { ...facts, trusted: false }
  it('payment.not_found: only the house, the dispatcher and the provider may speak', () => {
    given(requested).when(prepare, distrusted).refused('payment.not_found')
    given(requested).when(fact({}), distrusted).refused('payment.not_found')
    const market = new Memory()
    const id = market.order({ fen: 100 })
    for (const who of [buyer, 'person:chen', 'carrier:sudi', 'clock'])
      assert.equal(market.refuses(who, 'payments', id, fact({})), 'payment.not_found')
  })
  it('payment.exists', () => given(requested).when(prepare, facts).refused('payment.exists'))
  it('payment.not_found: nothing was asked of the provider', () =>
    given().when(fact({}), facts).refused('payment.not_found'))
})
