import { issues, losses, offerKinds, points, steps, ways } from '../../src/disputes/terms.ts'
import { type By, type Look, part, type Weighted } from './look.ts'
import type { Quarrel } from './model/case-file.ts'
import { awardable } from './model/quarrel.ts'
import { isOpen } from './model/return-state.ts'
import { purse } from './model/trade.ts'
import type { Random } from './random.ts'

interface Sides {
  readonly buyer: By
  readonly seller: By
  readonly mediator: By
  /** The room of notices, when a message has reached the seller. */
  readonly house: By
}

const room = 'complaints'

/** What do people do about a complaint, or to begin one? */
export function quarrelWishes(look: Look, by: Sides): readonly Weighted[] {
  const { trade, quarrel, random } = look
  const isOpen = quarrel !== null && quarrel.stage !== 'closed'
  const begin = by.buyer('complain', room, complaint(look))
  const first = { weight: trade.paidFen === 0n ? 0.02 : isOpen ? 0.1 : 1.2, value: begin }
  if (quarrel === null) {
    const early = random.pick(['withdraw', 'agree', 'escalate', 'seen'])
    return [first, { weight: 0.1, value: by.buyer(`case: ${early}`, room, { type: early }) }]
  }
  const open = isOpen ? 1 : 0.03
  return [
    first,
    ...weigh(open, talking(look, quarrel, by)),
    ...weigh(open, bargaining(look, quarrel, by)),
    ...weigh(open, judging(look, quarrel, by)),
  ]
}

function weigh(factor: number, list: readonly Weighted[]): Weighted[] {
  return list.map(({ weight, value }) => ({ weight: weight * factor, value }))
}

function text(random: Random): string {
  return random.chance(0.93) ? '看照片' : ' '
}

function photos(random: Random): string[] {
  return random.chance(0.5) ? ['b'.repeat(64)] : []
}

function complaint({ trade, random }: Look): object {
  const { freeFen } = purse(trade)
  return {
    type: 'open',
    amountFen: random.chance(0.4) ? null : random.chance(0.9) ? part(freeFen, random) : 10n ** 9n,
    issue: random.pick(issues),
    text: '坏了',
    photos: photos(random),
    lately: random.chance(0.1) ? 10 : 0,
    ...(random.chance(0.1) ? { purpose: 'business', multiple: true } : {}),
    ...(random.chance(0.05) ? { knownOn: random.pick(['2019-02-28', '2099-01-01']) } : {}),
  }
}

/** 指明的商品: mostly nothing, else what is there, and now and then what is not. */
function named({ trade, returns, random }: Look): object {
  if (random.chance(0.5)) return {}
  const out = returns.filter(isOpen).flatMap(({ pieces }) => pieces.map(({ itemId }) => itemId))
  const here = trade.things.filter(({ id, status }) => status === 'delivered' && !out.includes(id))
  const things = random.some(here.length > 0 && random.chance(0.95) ? here : trade.things)
  if (random.chance(0.3)) return { itemIds: things.map(({ id }) => id) }
  const pieces = things.map(({ id: itemId, quantity }) => {
    return { itemId, quantity: random.chance(0.9) ? random.int(1, quantity) : quantity + 1 }
  })
  return { pieces: random.chance(0.97) ? pieces : [...pieces, ...pieces] }
}

function talking({ random }: Look, one: Quarrel, by: Sides): Weighted[] {
  const side = random.pick([by.buyer, by.seller])
  const point = random.chance(0.8) ? one.point : random.pick([null, ...points])
  const show = { type: 'show', point, text: text(random), photos: photos(random) }
  const impossible = random.chance(0.2) ? [one.point] : []
  const answer = { type: 'answer', text: text(random), impossible }
  const notice = { type: 'notice', delivered: random.chance(0.5) }
  const say = { type: 'say', text: text(random) }
  const losing = random.some(losses).map((item) => {
    return { item, amountFen: random.chance(0.9) ? 100n : 0n }
  })
  return [
    { weight: 1, value: side('show', room, show) },
    { weight: one.answered ? 0.2 : 1.5, value: by.seller('answer', room, answer) },
    { weight: 0.4, value: random.pick([side, by.mediator])('say', room, say) },
    { weight: 0.5, value: by.buyer('withdraw complaint', room, { type: 'withdraw' }) },
    { weight: 0.4, value: side('agree', room, { type: 'agree' }) },
    {
      weight: 0.2,
      value: side('join', room, { type: 'join', relation: 'spouse', losses: losing }),
    },
    {
      weight: 0.2,
      value: side('go elsewhere', room, { type: 'go_elsewhere', way: random.pick(ways) }),
    },
    { weight: 0.2, value: side('seen', room, { type: 'seen' }) },
    {
      weight: 0.3,
      value: by.mediator('notice', room, { ...notice, complaintId: null }),
    },
    {
      weight: one.noticeAt === null ? 3 : 0.1,
      value: by.house('notice', room, { ...notice, delivered: true, complaintId: one.id }),
    },
  ]
}

function bargaining(look: Look, one: Quarrel, by: Sides): Weighted[] {
  const { trade, random, seal } = look
  const side = random.pick([by.buyer, by.seller])
  const mostFen = awardable(trade, one)
  const asked = {
    type: 'offer',
    kind: random.pick(offerKinds),
    refundFen: random.chance(0.9) ? part(mostFen, random) : mostFen + 1n,
    days: random.pick([0, 1, 10, 60, 61]),
    text: '这样吧',
    ...named(look),
  }
  const open = one.offers.filter(({ status }) => status === 'open')
  const offer = random.pickNamed(open.length > 0 ? open : one.offers, ({ id }) => id)
  const offerId = offer?.id ?? 'none'
  const hash = random.chance(0.95) ? (offer?.hash ?? '') : 'another text'
  const other = offer?.by === 'buyer' ? by.seller : offer?.by === 'seller' ? by.buyer : side
  const whoever = random.chance(0.9) ? other : side
  const likely = open.length > 0 ? 1 : 0.05
  const step = { type: 'step', step: random.pick(steps), text: text(random) }
  return [
    { weight: 1.4, value: side('offer', room, asked) },
    {
      weight: 2 * likely,
      value: whoever('accept offer', room, { type: 'accept_offer', offerId, hash }),
    },
    {
      weight: 0.5 * likely,
      value: whoever('decline offer', room, { type: 'decline_offer', offerId }),
    },
    {
      weight: 1.2,
      value: () => side('bid', room, { type: 'bid', sealed: seal(part(mostFen, random)) })(),
    },
    { weight: one.stage === 'inspecting' ? 8 : 0.1, value: side('step', room, step) },
  ]
}

function judging(look: Look, one: Quarrel, by: Sides): Weighted[] {
  const { trade, random } = look
  const side = random.pick([by.buyer, by.seller])
  const is = (...stages: string[]) => stages.includes(one.stage)
  const mostFen = awardable(trade, one)
  const faults = random.chance(0.95) ? ['flawed'] : ['no_such']
  const refundFen = random.chance(0.95) ? random.pick([0n, part(mostFen, random)]) : mostFen + 1n
  const damagesFen = random.pick([0n, 0n, 100n, 600_000n, -1n])
  const goodsBack = random.chance(0.3)
  const { itemIds: _, ...goods } = named(look) as { itemIds?: unknown }
  const what = { refundFen, faults, goodsBack, ...goods }
  const rule = { type: 'rule', ...what, damagesFen, reasons: text(random) }
  const propose = { type: 'propose', ...what, text: text(random) }
  const waits = is('mediating', 'deciding', 'appealed')
  const assigned = waits && one.mediator !== null
  const granted = random.chance(0.5)
  return [
    {
      weight: is('claimed', 'negotiating') ? 1 : 0.05,
      value: side('escalate', room, { type: 'escalate' }),
    },
    {
      weight: waits && !assigned ? 6 : 0.1,
      value: by.mediator('take case', room, { type: 'take' }),
    },
    { weight: assigned ? 5 : 0.1, value: by.mediator('propose', room, propose) },
    { weight: assigned ? 5 : 0.1, value: by.mediator('rule', room, rule) },
    {
      weight: is('confirming') ? 8 : 0.05,
      value: by.mediator('confirm ruling', room, { type: 'confirm_ruling' }),
    },
    {
      weight: assigned ? 1 : 0.05,
      value: side('object', room, { type: 'object', reason: text(random) }),
    },
    {
      weight: is('paused') ? 8 : 0.05,
      value: by.mediator('decide objection', room, { type: 'decide_objection', granted }),
    },
    {
      weight: is('ruled') ? 3 : 0.05,
      value: side('appeal', room, { type: 'appeal', text: text(random) }),
    },
    {
      weight: is('ruled') ? 3 : 0.05,
      value: side('accept ruling', room, { type: 'accept_ruling' }),
    },
  ]
}
