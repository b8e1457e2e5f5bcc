import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { buyer, head, Memory, mediators, seller } from '../../test/memory.ts'
import { day, hour } from '../kernel/time.ts'
import { stages } from './model.ts'
import { timers } from './timers.ts'

/** The table "who is silent" of README.md, row by row: each has a test of its name here. */
const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8')
const table = readme.slice(readme.indexOf('| stage | silent |')).split('\n\n', 1)[0] ?? ''
const rows = table
  .split('\n')
  .slice(2)
  .map((line) => {
    const [, stage = '', silent = '', , , gains = '', kind = ''] = line
      .split('|')
      .map((cell) => cell.trim())
    return { key: `${stage} × ${silent}`, stage, gains, kind }
  })

/** Where the winner follows from the case. */
const named = ['winner', 'as the rule says']
const photo = 'a'.repeat(64)
const fen = 16_800
type Standing = readonly [market: Memory, id: string]
const [zhao, qian] = mediators

function claimed(issue = 'damaged', more: object = {}): Standing {
  const market = new Memory()
  const id = market.paid({ fen })
  market.scan(market.ship(id), 'signed')
  market.inCase(buyer, id, 'open', { amountFen: null, issue, text: '', photos: [photo], ...more })
  return [market, id]
}
function negotiating(): Standing {
  const [market, id] = claimed()
  market.inCase(seller, id, 'answer', { text: '不是我的错', impossible: [] })
  return [market, id]
}
function mediating(): Standing {
  const [market, id] = claimed()
  market.inCase(buyer, id, 'escalate')
  return [market, id]
}
function paused(): Standing {
  const [market, id] = mediating()
  market.inCase(zhao, id, 'take')
  market.inCase(buyer, id, 'object', { reason: '亲戚' })
  return [market, id]
}
function deciding(): Standing {
  const [market, id] = mediating()
  market.pass(61 * day)
  return [market, id]
}
/** So many rounds have gone by without a ruling. */
function undecided(rounds: number, [market, id] = deciding()): Standing {
  for (let round = 0; round < rounds; round++) market.pass(5 * day + hour)
  return [market, id]
}
const ruling = (refundFen: bigint) => {
  return { refundFen, damagesFen: 0n, faults: ['flawed'], goodsBack: false, reasons: '照片' }
}
function confirming(): Standing {
  const market = new Memory()
  const id = market.paid({ fen: 600_000 })
  market.scan(market.ship(id), 'signed')
  market.inCase(buyer, id, 'open', { amountFen: null, issue: 'other', text: '' })
  market.inCase(buyer, id, 'escalate')
  market.inCase(zhao, id, 'take')
  market.inCase(zhao, id, 'rule', ruling(600_000n))
  return [market, id]
}
function ruled(): Standing {
  const [market, id] = mediating()
  market.inCase(zhao, id, 'take')
  market.inCase(zhao, id, 'rule', ruling(5_000n))
  return [market, id]
}
function appealed(): Standing {
  const [market, id] = ruled()
  market.inCase(seller, id, 'appeal', { text: '不服' })
  return [market, id]
}
function agreed(kind: string, refundFen: bigint, days = 0): Standing {
  const [market, id] = claimed()
  market.inCase(seller, id, 'offer', { kind, refundFen, days, text: '' })
  const [made] = market.caseOf(id).offers
  market.inCase(buyer, id, 'accept_offer', { offerId: made?.id, hash: made?.hash })
  return [market, id]
}
const returning = () => agreed('return_refund', 16_800n)
const performing = () => agreed('repair', 0n, 5)
const give = { type: 'address', no: 1, contactId: 'a1' }
function addressed([market, id]: Standing): Standing {
  market.does(seller, 'returns', id, give)
  return [market, id]
}
function sentIn(standing: Standing): Standing {
  const [market, id] = addressed(standing)
  const parcel = { parcelId: 'pcl_back', carrierId: 'sudi', trackingNo: 'RT00000001' }
  market.does(buyer, 'returns', id, { type: 'send', no: 1, ...parcel })
  market.scan('pcl_back', 'signed')
  return [market, id]
}
function inspecting(): Standing {
  const [market, id] = sentIn(performing())
  market.does(seller, 'returns', id, { type: 'mend_in_person', no: 1 })
  market.does(buyer, 'returns', id, { type: 'receive', no: 1 })
  return [market, id]
}
function closed(): Standing {
  const [market, id] = ruled()
  market.pass(4 * day)
  return [market, id]
}

const standings: Record<string, () => Standing> = {
  ...{ claimed, negotiating, mediating, paused, deciding, confirming, ruled, appealed },
  ...{ returning, performing, inspecting, closed },
}
const refunded = ([market, id]: Standing) => market.money(id)[2]
const stageOf = ([market, id]: Standing) => market.caseOf(id).status
function after(standing: Standing, ms: number): Standing {
  standing[0].pass(ms)
  return standing
}

/** What each row with a deadline comes to, with numbers. */
const tests: Record<string, () => void> = {
  'claimed × buyer'() {
    const lazy = claimed('damaged', { photos: [] })
    assert.equal(stageOf(after(lazy, 7 * day - hour)), 'claimed', 'nothing is inferred')
    assert.equal(stageOf(after(lazy, 2 * hour)), 'mediating')
    assert.equal(refunded(lazy), 0)
  },
  'claimed × seller'() {
    const standing = claimed()
    assert.equal(stageOf(after(standing, 72 * hour)), 'claimed')
    assert.equal(stageOf(after(standing, hour)), 'ruled')
    assert.equal(refunded(after(standing, 73 * hour)), fen)
  },
  'negotiating × buyer'() {
    const standing = negotiating()
    const [market, id] = standing
    market.inCase(seller, id, 'show', { point: 'quality', text: '录像', photos: [photo] })
    market.inCase(seller, id, 'offer', { kind: 'split', refundFen: 100n, days: 0, text: '' })
    assert.equal(stageOf(after(standing, 7 * day + hour)), 'mediating')
    const [made] = market.caseOf(id).offers
    const accept = { type: 'accept_offer', offerId: made?.id, hash: made?.hash }
    assert.equal(market.refuses(buyer, 'complaints', id, accept), 'complaint.offer_not_found')
    assert.equal(refunded(standing), 0)
  },
  'negotiating × seller'() {
    assert.equal(stageOf(after(negotiating(), 73 * hour)), 'ruled')
  },
  'mediating × buyer'() {
    goesToRuling([buyer])
  },
  'mediating × seller'() {
    goesToRuling([seller])
  },
  'mediating × mediator'() {
    const standing = mediating()
    assert.equal(stageOf(after(standing, 60 * day - hour)), 'mediating')
    assert.equal(stageOf(after(standing, 2 * hour)), 'deciding')
  },
  'paused × mediator'() {
    const standing = after(paused(), 73 * hour)
    assert.equal(stageOf(standing), 'mediating')
    const { mediatorId, barred } = standing[0].caseOf(standing[1])
    assert.deepEqual([mediatorId, barred], [null, ['zhao']])
  },
  'deciding × mediator'() {
    const standing = deciding()
    const [market, id] = standing
    market.inCase(zhao, id, 'take')
    after(standing, 5 * day)
    assert.deepEqual([stageOf(standing), market.caseOf(id).mediatorId], ['deciding', null])
    assert.equal(market.refuses(zhao, 'complaints', id, { type: 'take' }), 'complaint.is_barred')
    assert.equal(market.refuses(head, 'complaints', id, { type: 'take' }), 'complaint.wrong_stage')
  },
  'deciding × second mediator'() {
    const [market, id] = undecided(2)
    market.inCase(head, id, 'take')
    market.inCase(head, id, 'rule', ruling(5_000n))
    assert.deepEqual(market.caseOf(id).decision?.deciders, ['li'])
  },
  'deciding × whole house'() {
    const standing = undecided(2)
    const [market, id] = standing
    assert.equal(stageOf(standing), 'deciding')
    after(standing, 5 * day)
    assert.deepEqual([stageOf(standing), refunded(standing)], ['ruled', 0], 'open to appeal')
    const { by, deciders, unruled } = market.caseOf(id).decision ?? {}
    assert.deepEqual([by, deciders, unruled?.why], ['default', [], 'seller_silent'])
    assert.equal(refunded(after(standing, 72 * hour)), fen)
  },
  'confirming × mediator'() {
    const standing = after(confirming(), 73 * hour)
    const [market, id] = standing
    assert.equal(stageOf(standing), 'deciding')
    for (const left of [1, 0]) {
      market.inCase(zhao, id, 'rule', ruling(600_000n))
      after(standing, 73 * hour)
      assert.equal(stageOf(standing), left > 0 ? 'deciding' : 'ruled', 'not for ever')
    }
    assert.equal(market.caseOf(id).decision?.unruled?.why, 'seller_silent')
  },
  'ruled × buyer'() {
    assert.equal(refunded(after(ruled(), 73 * hour)), 5_000)
  },
  'ruled × seller'() {
    const standing = after(ruled(), 71 * hour)
    assert.equal(refunded(standing), 0)
    assert.deepEqual([refunded(after(standing, 2 * hour)), stageOf(standing)], [5_000, 'closed'])
  },
  'appealed × mediator'() {
    const standing = after(appealed(), 15 * day - hour)
    assert.equal(refunded(standing), 0)
    assert.equal(refunded(after(standing, 2 * hour)), 5_000)
  },
  'returning × buyer'() {
    const standing = after(addressed(returning()), 10 * day + hour)
    assert.deepEqual([refunded(standing), stageOf(standing)], [0, 'closed'])
    assert.deepEqual(standing[0].of(standing[1]).locks, [])
  },
  'returning × seller'() {
    const noAddress = after(returning(), 49 * hour)
    assert.deepEqual([refunded(noAddress), stageOf(noAddress)], [fen, 'closed'])
    const back = sentIn(returning())
    assert.equal(refunded(after(back, 6 * day)), 0)
    assert.deepEqual([refunded(after(back, 5 * day)), stageOf(back)], [fen, 'closed'])
  },
  'performing × buyer'() {
    const standing = after(addressed(performing()), 10 * day + hour)
    assert.deepEqual([refunded(standing), stageOf(standing)], [0, 'closed'])
  },
  'performing × seller'() {
    const standing = after(sentIn(performing()), 6 * day)
    assert.equal(stageOf(standing), 'performing', 'late: the buyer may choose')
    assert.deepEqual([refunded(after(standing, 4 * day)), stageOf(standing)], [fen, 'closed'])
  },
  'inspecting × buyer'() {
    const standing = after(inspecting(), 7 * day + hour)
    assert.deepEqual([refunded(standing), stageOf(standing)], [0, 'closed'])
  },
  'closed × buyer'() {
    const standing = closed()
    const [market, id] = standing
    const knownAt = Date.parse('2029-03-08T00:00:00+08:00') - 90 * day
    after(standing, knownAt - market.at - hour)
    assert.equal(market.caseOf(id).reminded, false)
    assert.equal(after(standing, 2 * hour)[0].caseOf(id).reminded, true, 'R-101')
  },
}

/** A proposal that only one side signs pays nobody: somebody decides. */
function goesToRuling(silent: readonly string[]): void {
  const standing = mediating()
  const [market, id] = standing
  market.inCase(zhao, id, 'take')
  market.inCase(zhao, id, 'propose', { refundFen: 5_000n, faults: ['flawed'], text: '各半' })
  const made = market.caseOf(id).offers[0]
  for (const side of [buyer, seller])
    if (!silent.includes(side))
      market.inCase(side, id, 'accept_offer', { offerId: made?.id, hash: made?.hash })
  after(standing, 61 * day)
  assert.deepEqual([stageOf(standing), refunded(standing)], ['deciding', 0])
}

describe('who is silent in a case, and what happens then', () => {
  for (const { key, stage, kind } of rows)
    it(key, () => {
      const test = tests[key]
      if (test) return test()
      assert.equal(kind, '—', 'a test of this row')
      // Nothing is waited for from this one: until the stage's own clock nothing changes.
      const standing = standings[stage]?.()
      assert(standing, 'a standing')
      const [market, id] = standing
      const before = [stageOf(standing), ...market.money(id)]
      market.pass(Math.max(0, Math.min(3 * day, market.firstDueAt(id) - market.at - hour)))
      assert.deepEqual([stageOf(standing), ...market.money(id)], before)
    })
})

describe('R-75, R-76: where nobody has ruled, the burden of proof decides', () => {
  const film = { text: '录像', photos: [photo] }
  type Told = readonly [actor: string, type: string, more: object]
  const words: Told = [seller, 'answer', { text: '不是', impossible: [] }]
  const proof = (actor: string, point: string): Told => [actor, 'show', { point, ...film }]
  const rows: readonly (readonly [string, boolean, readonly Told[], number, string])[] = [
    ['damaged', false, [], fen, 'seller_silent'],
    ['damaged', false, [words], 0, 'buyer_showed_nothing'],
    ['harmful', false, [words], 0, 'buyer_showed_nothing'],
    ['damaged', true, [[seller, 'say', { text: '没坏' }]], fen, 'seller_showed_nothing'],
    ['damaged', true, [proof(seller, 'claim')], fen, 'seller_showed_nothing'],
    ['fake', false, [proof(seller, 'authentic')], 0, 'unanswered'],
    ['harmful', true, [words], fen, 'unanswered'],
    ['fake', true, [proof(seller, 'authentic')], fen, 'unproven'],
    ['harmful', true, [proof(seller, 'harm')], 0, 'unproven'],
  ]
  for (const held of [true, false])
    for (const [issue, photos, told, back, why] of rows)
      it(`${issue}, ${told.length} words, ${held ? 'held' : 'released before'}: ${why}`, () => {
        const market = new Memory()
        const id = market.paid({ fen })
        market.scan(market.ship(id), 'signed')
        if (!held) market.pass(40 * day)
        const open = { amountFen: null, issue, text: '', photos: photos ? [photo] : [] }
        market.inCase(buyer, id, 'open', open)
        for (const [actor, type, more] of told) market.inCase(actor, id, type, more)
        market.inCase(buyer, id, 'escalate')
        const [before] = [market.caseOf(id)]
        assert.equal(before.holdEndsAt === null, !held)
        market.pass(76 * day)
        const { decision } = market.caseOf(id)
        assert.deepEqual([decision?.unruled?.why, decision?.refundFen], [why, BigInt(back)])
        market.pass(4 * day)
        const { status, outcome } = market.caseOf(id)
        const money = held ? outcome?.fromHoldFen : outcome?.owedFen
        assert.deepEqual([status, money, outcome?.human], ['closed', BigInt(back), false])
      })
  it('not against a seller whom no notice reached: undecided, to be claimed again', () => {
    const market = new Memory()
    market.notices = 'lost'
    const id = market.paid({ fen })
    market.scan(market.ship(id), 'signed')
    market.pass(40 * day)
    const open = { type: 'open', amountFen: null, issue: 'fake', text: '' }
    market.does(buyer, 'complaints', id, open)
    market.pass(90 * day)
    const { status, decision, outcome } = market.caseOf(id)
    assert.deepEqual([status, decision, outcome?.owedFen], ['closed', null, 0n])
    market.does(buyer, 'complaints', id, open)
  })
  it('whatever stage it stands in and whoever is silent, a case ends, held or not', () => {
    for (const standing of Object.values(standings)) {
      const [market, id] = standing()
      market.pass(200 * day)
      assert.equal(market.caseOf(id).status, 'closed')
      assert.deepEqual(market.of(id).locks, [])
    }
  })
})

describe('objections', () => {
  it('are heard twice of each side: nobody delays a case for ever', () => {
    const [market, id] = mediating()
    for (const one of [zhao, qian]) {
      market.inCase(one, id, 'take')
      market.inCase(buyer, id, 'object', { reason: '亲戚' })
      market.pass(73 * hour)
    }
    market.inCase(mediators[2], id, 'take')
    const more = { type: 'object', reason: '也是亲戚' }
    assert.equal(market.refuses(buyer, 'complaints', id, more), 'complaint.objections_spent')
    market.inCase(seller, id, 'object', { reason: '买家的同学' })
    assert.equal(stageOf([market, id]), 'paused')
  })
})

describe('the table of README.md', () => {
  it('has one row for each stage and each who can be silent', () => {
    const house = ['second mediator', 'whole house']
    const wanted = stages.flatMap((stage) =>
      ['buyer', 'seller', 'mediator', ...(stage === 'deciding' ? house : [])].map(
        (silent) => `${stage} × ${silent}`,
      ),
    )
    assert.deepEqual(rows.map(({ key }) => key).toSorted(), wanted.toSorted())
  })
  it('has a row for every test', () => {
    const keys = new Set(rows.map(({ key }) => key))
    assert.deepEqual(
      Object.keys(tests).filter((key) => !keys.has(key)),
      [],
    )
  })
  for (const stage of stages)
    it(`names the deadlines of "${stage}", and who gains by each`, () => {
      const standing = standings[stage]
      assert(standing, 'a standing')
      const all = stage === 'deciding' ? [0, 1, 2].map((one) => undecided(one)) : [standing()]
      const derived = all
        .flatMap(([market, id]) => timers(market.caseOf(id)))
        .filter(({ kind }) => kind !== 'last' && (kind !== 'limitation' || stage === 'closed'))
      const mine = rows.filter((row) => row.stage === stage && row.kind !== '—')
      assert.deepEqual(
        [...new Set(derived.map(({ kind }) => kind))].toSorted(),
        [...new Set(mine.map(({ kind }) => kind))].toSorted(),
      )
      for (const { kind, gains } of derived)
        for (const row of mine.filter((one) => one.kind === kind))
          assert.equal(named.includes(row.gains) ? gains : row.gains, gains)
    })
})

describe('R-80: the hold bounds the plan', () => {
  it('a stage that could not end in time escalates early, and the last word comes before the hold’s', () => {
    const market = new Memory({ holdDays: 30 })
    const id = market.paid({ fen })
    market.scan(market.ship(id), 'signed')
    market.inCase(buyer, id, 'open', { amountFen: null, issue: 'damaged', text: '' })
    market.inCase(seller, id, 'show', { point: 'quality', text: '录像', photos: [photo] })
    market.pass(3 * day)
    assert.equal(market.caseOf(id).status, 'negotiating')
    market.pass(day)
    assert.equal(market.caseOf(id).status, 'mediating', 'no seven days are left')
    market.inCase(qian, id, 'take')
    market.inCase(qian, id, 'rule', ruling(1_000n))
    market.inCase(buyer, id, 'appeal', { text: '太少' })
    market.pass(25 * day)
    assert.equal(market.caseOf(id).status, 'closed')
    assert.equal(market.money(id)[2], 1_000)
    assert.deepEqual(market.of(id).locks, [])
  })
})
