import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { buyer, Memory, type MemoryOptions, seller } from '../../test/memory.ts'
import { day, hour, minute } from '../kernel/time.ts'
import { timers } from './timers.ts'

/**
 * The table "who is silent" of README.md, row by row: each has a test of its name here, and its
 * deadline and gain are those that the code derives.
 */
interface Row {
  readonly key: string
  readonly state: string
  readonly gains: string
  readonly kinds: readonly string[]
}

const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8')
const table = readme.slice(readme.indexOf('| state | silent |')).split('\n\n', 1)[0] ?? ''
const rows: Row[] = table
  .split('\n')
  .slice(2)
  .map((line) => {
    const cells = line.split('|').map((cell) => cell.trim())
    const [, state = '', silent = '', , , gains = '', kinds = ''] = cells
    const key = `${state} × ${silent}`
    return { key, state, gains, kinds: kinds === '—' ? [] : kinds.split(', ') }
  })

type Standing = readonly [market: Memory, id: string]
const options: MemoryOptions = { holdDays: 60 }

function fresh(more: MemoryOptions = {}): Memory {
  return new Memory({ ...options, ...more })
}

/** An order in each state, as it comes to be there; some states have several ways of standing. */
const standings: Record<string, () => Standing[]> = {
  opened: () => [opened()],
  closing: () => [closing()],
  expired: () => [expired(), lateAndRefused()],
  cancelled: () => [cancelled('prompt'), cancelled({ refuses: ['refund'] })],
  paid: () => [paid()],
  overdue: () => [overdue()],
  part_shipped: () => [partShipped()],
  shipped: () => [shipped()],
  delivered: () => [delivered(), complaining(delivered())],
  received: () => [received(), complaining(received()), releaseRefused()],
  settled: () => [settled()],
  refunded: () => [refunded('prompt'), refunded({ refuses: ['refund'] })],
}

function opened(): Standing {
  const market = fresh()
  return [market, market.order({ fen: 16_800 })]
}
function closing(): Standing {
  const [market, id] = opened()
  market.provider = 'silent'
  market.pass(16 * minute)
  return [market, id]
}
function expired(): Standing {
  const [market, id] = opened()
  market.pass(16 * minute)
  return [market, id]
}
function lateAndRefused(): Standing {
  const [market, id] = expired()
  market.provider = { refuses: ['refund'] }
  market.pay(id)
  return [market, id]
}
function paid(): Standing {
  const [market, id] = opened()
  market.pay(id)
  return [market, id]
}
function cancelled(manner: Memory['provider']): Standing {
  const [market, id] = paid()
  market.provider = manner
  market.as(buyer, id, 'cancel', { reason: '' })
  return [market, id]
}
function overdue(): Standing {
  const [market, id] = paid()
  market.pass(48 * hour + minute)
  return [market, id]
}
function partShipped(): Standing {
  const market = fresh()
  const id = market.paid({ fen: 5_900 }, { fen: 7_900 })
  market.ship(id, '1')
  return [market, id]
}
function shipped(): Standing {
  const [market, id] = paid()
  market.ship(id)
  return [market, id]
}
function delivered(): Standing {
  const [market, id] = paid()
  market.scan(market.ship(id), 'signed')
  return [market, id]
}
function received(): Standing {
  const [market, id] = delivered()
  market.as(buyer, id, 'confirm')
  return [market, id]
}
function releaseRefused(): Standing {
  const [market, id] = received()
  market.provider = { refuses: ['release', 'split'] }
  market.pass(11 * day)
  return [market, id]
}
function settled(): Standing {
  const [market, id] = received()
  market.pass(20 * day)
  return [market, id]
}
function refunded(manner: Memory['provider']): Standing {
  const [market, id] = delivered()
  market.provider = manner
  market.as(seller, id, 'refund', { amountFen: 16_800n, reason: '' })
  return [market, id]
}
function complaining([market, id]: Standing): Standing {
  market.complain(id, 5_000)
  return [market, id]
}

/** Nothing happens, whoever is silent, until the state's own first deadline. */
function stays(state: string): void {
  for (const [market, id] of standings[state]?.() ?? []) {
    const before = [market.of(id).status, ...market.money(id)]
    const first = market.firstDueAt(id)
    market.pass(first === Number.POSITIVE_INFINITY ? 400 * day : first - market.at - minute)
    assert.deepEqual([market.of(id).status, ...market.money(id)], before)
  }
}

/** What each row with a deadline comes to, with numbers. */
const tests: Record<string, () => void> = {
  'opened × buyer'() {
    const [market, id] = opened()
    market.pass(15 * minute)
    assert.equal(market.of(id).status, 'opened')
    market.pass(minute)
    assert.equal(market.of(id).status, 'expired')
    assert.equal(market.stock('lst_1'), 10)
  },
  'opened × provider'() {
    const market = fresh()
    market.provider = 'silent'
    const id = market.order({ fen: 16_800 })
    market.pass(16 * minute)
    assert.equal(market.of(id).status, 'closing')
    market.provider = 'prompt'
    market.provide()
    assert.equal(market.of(id).status, 'expired')
  },
  'closing × buyer'() {
    const [market, id] = closing()
    market.pay(id)
    assert.equal(market.of(id).status, 'paid')
  },
  'closing × provider'() {
    const [market, id] = closing()
    market.pass(30 * day)
    assert.deepEqual([market.of(id).status, market.stock('lst_1')], ['closing', 9])
    market.provider = 'prompt'
    market.provide()
    assert.deepEqual([market.of(id).status, market.stock('lst_1')], ['expired', 10])
  },
  'expired × provider'() {
    const [market, id] = lateAndRefused()
    assert.equal(market.balance('psp.suspense'), 16_800n)
    market.provider = 'silent'
    market.pass(3 * day)
    assert.equal(market.balance('buyer.refunded'), 0n, 'its silence moves nothing')
    market.provider = 'prompt'
    market.provide()
    assert.equal(market.balance('buyer.refunded'), 16_800n)
    assert.equal(market.of(id).status, 'expired')
  },
  'cancelled × provider'() {
    const [market, id] = cancelled({ refuses: ['refund'] })
    market.pass(10 * day)
    assert.deepEqual(market.money(id), [0, 0, 0, 16_800])
    market.provider = 'prompt'
    market.pass(day + minute)
    assert.deepEqual(market.money(id), [0, 0, 16_800, 0])
  },
  'paid × seller'() {
    const [market, id] = paid()
    market.pass(48 * hour)
    assert.equal(market.of(id).status, 'paid')
    market.pass(minute)
    assert.equal(market.of(id).status, 'overdue')
    const told = market.events(id).find(({ type }) => type === 'order.overdue')
    assert(told?.type === 'order.overdue')
    assert.equal(told.cite, '电子商务法 第二十条')
  },
  'paid × provider'() {
    const market = fresh({ holdDays: 20 })
    const id = market.paid({ fen: 16_800, hours: 700 })
    market.pass(15 * day + minute)
    assert.deepEqual(market.money(id), [0, 0, 16_800, 0])
  },
  'overdue × buyer': () => refundsAfterGrace(),
  'overdue × seller': () => refundsAfterGrace(),
  'overdue × provider'() {
    const market = fresh({ holdDays: 8, terms: { overdueGraceMs: 30 * day } })
    const id = market.paid({ fen: 16_800 })
    market.pass(3 * day + minute)
    assert.equal(market.of(id).status, 'refunded')
  },
  'part_shipped × seller'() {
    const [market, id] = partShipped()
    market.pass(48 * hour + minute)
    assert.deepEqual(itemsOf(market, id), ['shipped', 'overdue'])
    market.pass(24 * hour)
    assert.deepEqual(itemsOf(market, id), ['shipped', 'refunded'])
    assert.deepEqual(market.money(id), [0, 0, 7_900, 5_900])
  },
  'part_shipped × carrier'() {
    const market = fresh()
    const id = market.paid({ fen: 5_900 }, { fen: 7_900, hours: 700 })
    market.ship(id, '1')
    market.pass(15 * day + minute)
    assert.deepEqual(itemsOf(market, id), ['refunded', 'awaiting'])
    assert.deepEqual(market.money(id), [0, 0, 5_900, 7_900])
  },
  'part_shipped × provider'() {
    const market = fresh({ holdDays: 10 })
    const id = market.paid({ fen: 5_900 }, { fen: 7_900, hours: 700 })
    market.ship(id, '1')
    market.pass(5 * day + minute)
    assert.deepEqual(market.money(id), [0, 0, 13_800, 0])
  },
  'shipped × buyer'() {
    for (const kind of ['pickup', 'service', 'digital'] as const) {
      const market = fresh()
      const id = market.paid({ fen: 16_800, kind })
      market.ship(id)
      market.pass(15 * day)
      assert.equal(market.of(id).status, 'shipped')
      market.pass(minute)
      assert.deepEqual(market.money(id), [0, 0, 16_800, 0], kind)
    }
  },
  'shipped × carrier'() {
    const [market, id] = shipped()
    market.pass(10 * day + minute)
    assert.equal(market.of(id).parcels[0]?.doubted, true)
    assert.equal(market.of(id).status, 'shipped')
    market.pass(5 * day)
    assert.deepEqual(market.money(id), [0, 0, 16_800, 0])
    assert.equal(market.of(id).movements[0]?.reason, 'undelivered')
  },
  'shipped × provider'() {
    // A carrier that reports every day and never delivers.
    const market = fresh({ holdDays: 20 })
    const id = market.paid({ fen: 16_800 })
    const parcel = market.ship(id)
    for (let days = 0; days < 15; days++) {
      market.scan(parcel, 'out_for_delivery')
      market.pass(day)
    }
    market.pass(minute)
    assert.equal(market.of(id).movements[0]?.reason, 'hold_ending')
    assert.deepEqual(market.money(id), [0, 0, 16_800, 0])
  },
  'delivered × buyer'() {
    // Signed for on 2026-03-08: the return window ends on the 16th, the ten days on the 18th.
    const [market, id] = delivered()
    market.pass(10 * day)
    assert.equal(market.of(id).status, 'delivered')
    market.pass(minute)
    assert.equal(market.of(id).status, 'settled')
    const [open, order] = complaining(delivered())
    open.pass(30 * day)
    assert.equal(open.of(order).status, 'delivered', 'not while a complaint is open')
  },
  'delivered × seller': () => lockedGoesBack(delivered()),
  'delivered × provider'() {
    const market = fresh({ holdDays: 12 })
    const id = market.paid({ fen: 16_800 })
    market.scan(market.ship(id), 'signed')
    market.pass(7 * day + minute)
    assert.deepEqual(market.money(id), [16_700, 100, 0, 0])
  },
  'received × buyer'() {
    const [market, id] = received()
    // Signed for on 2026-03-08: the seventh day is a Sunday, so the window ends with the 16th.
    market.pass(8 * day + 13 * hour)
    assert.deepEqual(market.money(id), [0, 0, 0, 16_800])
    market.pass(hour + minute)
    assert.deepEqual(market.money(id), [16_700, 100, 0, 0])
  },
  'received × seller': () => lockedGoesBack(received()),
  'received × provider'() {
    const [market, id] = received()
    market.provider = 'silent'
    market.pass(30 * day)
    assert.deepEqual(market.money(id), [0, 0, 0, 16_800], 'its silence moves nothing')
    const [other, order] = releaseRefused()
    other.provider = 'prompt'
    other.pass(day)
    assert.deepEqual(other.money(order), [16_700, 100, 0, 0])
  },
  'refunded × provider'() {
    const [market, id] = refunded({ refuses: ['refund'] })
    assert.deepEqual(market.money(id), [0, 0, 0, 16_800])
    market.provider = 'prompt'
    market.pass(day + minute)
    assert.deepEqual(market.money(id), [0, 0, 16_800, 0])
  },
}

function itemsOf(market: Memory, id: string): string[] {
  return market.of(id).items.map(({ status }) => status)
}

function refundsAfterGrace(): void {
  const [market, id] = overdue()
  market.pass(24 * hour - 2 * minute)
  assert.equal(market.of(id).status, 'overdue')
  market.pass(2 * minute)
  assert.equal(market.of(id).status, 'refunded')
  assert.deepEqual(market.money(id), [0, 0, 16_800, 0])
}

function lockedGoesBack(standing: Standing): void {
  const [market, id] = complaining(standing)
  market.pass(39 * day)
  assert.equal(market.money(id)[2], 0)
  market.pass(day)
  assert.deepEqual(market.money(id), [11_730, 70, 5_000, 0])
}

describe('who is silent, and what happens then', () => {
  for (const { key, state, kinds } of rows)
    it(key, () => {
      const test = tests[key]
      assert(test || kinds.length === 0, 'a row with a deadline needs a test of its own')
      if (test) test()
      else stays(state)
    })
})

describe('the table of README.md', () => {
  it('has one row for each state and each who can be silent', () => {
    const all = Object.keys(standings).flatMap((state) =>
      ['buyer', 'seller', 'carrier', 'provider'].map((who) => `${state} × ${who}`),
    )
    assert.deepEqual(rows.map(({ key }) => key).toSorted(), all.toSorted())
  })
  it('has a row for every test', () => {
    const keys = rows.map(({ key }) => key)
    assert.deepEqual(
      Object.keys(tests).filter((key) => !keys.includes(key)),
      [],
    )
  })
  for (const [state, stand] of Object.entries(standings))
    it(`names the deadlines of "${state}", and who gains by each`, () => {
      const derived = new Map<string, Set<string>>()
      for (const [market, id] of stand()) {
        assert.equal(market.of(id).status, state)
        for (const { kind, gains } of timers(market.of(id)))
          derived.set(kind, (derived.get(kind) ?? new Set()).add(gains))
      }
      const written = rows.filter((row) => row.state === state)
      const kinds = new Set(written.flatMap((row) => row.kinds))
      assert.deepEqual([...derived.keys()].toSorted(), [...kinds].toSorted())
      for (const row of written)
        for (const kind of row.kinds)
          if (kind !== 'doubt' && kind !== 'remind')
            assert(derived.get(kind)?.has(row.gains), `${row.key}: ${kind}`)
    })
})
