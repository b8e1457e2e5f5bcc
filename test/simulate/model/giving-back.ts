import type { Asked, Followed } from './asked.ts'
import { day, dayOf, periodEnd } from './days.ts'
import { redress, unlock } from './money.ts'
import type { Said } from './ordering.ts'
import { backOf } from './quarrel.ts'
import {
  freeOf,
  type GivenBack,
  isOpen,
  lasts,
  lockName,
  over,
  penaltyClock,
  promised,
  returnClock,
} from './return-state.ts'
import { least, type Trade } from './trade.ts'

/** What one side, or a person at the desk, does with a return that is there. */
export function askReturn(
  trade: Trade,
  list: readonly GivenBack[],
  { asked, follow }: { asked: Asked; follow: Followed },
): Said {
  const { role, body } = asked
  const one = list.find(({ no }) => no === body.no)
  if (body.type === 'decide') return one ? decide(trade, one, { asked, follow }) : missing
  if (role === 'stranger' || !one) return missing
  const mine = ['withdraw', 'send', 'choose', 'receive', 'contest'].includes(body.type)
    ? 'buyer'
    : 'seller'
  if (role !== mine) return 'return.not_yours_to_do'
  return mine === 'buyer'
    ? asBuyer(trade, one, { asked, follow })
    : asSeller(trade, one, { asked, follow })
}

const missing = 'return.not_found'
const wrong = 'return.wrong_stage'

interface How {
  readonly asked: Asked
  readonly follow: Followed
}

function asBuyer(trade: Trade, one: GivenBack, { asked, follow }: How): Said {
  const { body, at } = asked
  switch (body.type) {
    case 'withdraw': {
      const stands = one.stage === 'reviewing' ? one.from : one.stage
      if (stands !== 'accepted' && stands !== 'addressed') return wrong
      return end(trade, one, { stage: 'withdrawn', by: 'buyer', at, follow, goods: 'kept' })
    }
    case 'send':
      if (one.stage !== 'addressed' && !(one.stage === 'reviewing' && one.from === 'addressed'))
        return wrong
      if (!travel(trade, one, { asked, follow, way: 'parcelIn' })) return 'parcel.exists'
      one.seen = false
      return goTo(one, 'sent', lasts('sent', at))
    case 'receive':
      if (one.stage !== 'outbound') return wrong
      return complete(trade, one, { by: 'buyer', at, follow })
    case 'contest':
      if (one.stage !== 'reviewing' || one.objection === null) return wrong
      return toCase(trade, one, { at, follow })
    default:
      return choose(trade, one, { asked, follow })
  }
}

function choose(trade: Trade, one: GivenBack, { asked, follow }: How): Said {
  const { body, at } = asked
  if (one.stage !== 'late') return wrong
  if (body.remedy === 'mediation') return toPerson(trade, one, { why: 'asked', at, follow })
  if (body.remedy !== 'refund') {
    one.remedy = String(body.remedy)
    return goTo(one, 'back', promised(at, 15))
  }
  if (!isHeld(trade, one)) return 'return.nothing_held'
  return pay(trade, one, { by: 'buyer', at, follow })
}

function asSeller(trade: Trade, one: GivenBack, { asked, follow }: How): Said {
  const { body, at } = asked
  const mends = one.remedy !== 'refund'
  const mendable = mayMend(one)
  switch (body.type) {
    case 'address':
      if (one.stage === 'refunded' && one.goodsWait) return null
      if (one.stage !== 'accepted') return wrong
      return goTo(one, 'addressed', lasts('addressed', at))
    case 'sign':
      if (one.stage !== 'addressed' && one.stage !== 'sent') return wrong
      return comeBack(one, at)
    case 'refund':
      if (!isOpen(one) || one.stage === 'outbound') return wrong
      if (freeOf(trade) <= 0n && one.forCase === null) return 'return.nothing_held'
      return pay(trade, one, { by: 'seller', at, follow })
    case 'promise': {
      if (one.stage !== 'back' || !mends) return wrong
      const days = Number(body.days)
      if (days < 1 || days > 30) return 'return.days_too_many'
      return goTo(one, 'back', promised(at, days))
    }
    case 'mend':
      if (!mendable) return wrong
      if (!travel(trade, one, { asked, follow, way: 'parcelOut' })) return 'parcel.exists'
      return goTo(one, 'outbound', lasts('outbound', at))
    case 'mend_in_person':
      if (!mendable) return wrong
      one.parcelOut = null
      return goTo(one, 'outbound', lasts('outbound', at))
    default:
      return object(trade, one, { asked, follow })
  }
}

/** Another piece may go out before the first is back; a repair needs the goods. */
function mayMend({ stage, remedy }: GivenBack): boolean {
  if (stage === 'giving_back' || remedy === 'refund') return stage === 'giving_back'
  if (stage === 'late' || stage === 'back') return true
  return remedy === 'exchange' && (stage === 'accepted' || stage === 'addressed')
}

function object(trade: Trade, one: GivenBack, { asked, follow }: How): Said {
  const { body, at } = asked
  const kind = String(body.kind)
  const text = String(body.text).trim()
  const photos = (body.photos as readonly string[]).length
  const claim = one.stage === 'accepted' && one.track === 'quality' && kind === 'no_defect'
  const early = claim && one.forCase === null && one.objection === null
  const heard = one.objection !== null && one.objection.kind !== 'no_defect'
  if (!early && (one.stage !== 'back' || heard)) return wrong
  const shown = photos > 0 || (kind !== 'swapped' && kind !== 'not_intact')
  if (text === '' || !shown) return 'return.reason_missing'
  one.objection = { kind, text, photos }
  if (one.forCase !== null) return toCase(trade, one, { at, follow })
  one.from = one.stage
  one.why = [...one.why, 'objection']
  return goTo(one, 'reviewing', at + 15 * day)
}

/** The two sides see it differently: a case goes on with all that both have said. */
function toCase(trade: Trade, one: GivenBack, how: { at: number; follow: Followed }): Said {
  const { at, follow } = how
  const held = one.lockFen > 0n
  over(one, { stage: 'settled', by: 'order', at })
  if (held) unlock(trade, lockName(one), follow)
  one.taken = true
  const { text, photos, objection, track, refundFen: fen } = one
  const faulty = track === 'quality' && objection?.kind === 'no_defect'
  follow.carry(trade, {
    ...{ caseId: one.forCase?.id ?? null, fen, issue: faulty ? 'damaged' : 'return_refused' },
    told: [
      { by: 'buyer', text, photos },
      ...(objection ? [{ by: 'seller', text: objection.text, photos: objection.photos }] : []),
    ],
  })
  return null
}

function decide(trade: Trade, one: GivenBack, { asked, follow }: How): Said {
  const { role, body, actor, at } = asked
  if (role !== 'stranger' || !actor.startsWith('person:')) return 'return.not_yours_to_do'
  if (one.stage !== 'reviewing') return wrong
  if (String(body.reason).trim() === '') return 'return.reason_missing'
  if (body.decision === 'go_on') return goOn(one, at)
  if (body.decision === 'deny') {
    const has = one.backAt === null || one.objection?.kind === 'swapped' || one.from === 'outbound'
    if (has) return end(trade, one, { stage: 'denied', by: 'mediator', at, follow })
    one.denied = true
    return goTo(one, 'giving_back', promised(at, 7))
  }
  const fen = (body.refundFen as bigint | null) ?? one.refundFen
  if (freeOf(trade) <= 0n) return 'return.nothing_held'
  if (fen <= 0n || fen > one.refundFen) return 'return.amount_too_high'
  return pay(trade, one, { by: 'mediator', at, follow, fen })
}

function goTo(one: GivenBack, stage: string, dueAt: number): Said {
  one.stage = stage
  one.dueAt = dueAt
  if (stage !== 'reviewing') {
    one.why = []
    one.from = null
  }
  return null
}

function toPerson(
  trade: Trade,
  one: GivenBack,
  { why, at, follow }: { why: string; at: number; follow: Followed },
): Said {
  if (one.forCase !== null) return toCase(trade, one, { at, follow })
  one.from = one.stage
  one.why = [...one.why, why]
  return goTo(one, 'reviewing', at + 5 * day)
}

function comeBack(one: GivenBack, at: number): Said {
  one.backAt = at
  return goTo(
    one,
    'back',
    one.remedy === 'refund' ? periodEnd(dayOf(at), 7) : promised(at, one.forCase?.days ?? 15),
  )
}

function goOn(one: GivenBack, at: number): Said {
  const { from } = one
  if (from !== 'back') return goTo(one, String(from), lasts(String(from), at))
  return goTo(one, 'back', one.remedy === 'refund' ? periodEnd(dayOf(at), 7) : promised(at, 15))
}

function travel(
  trade: Trade,
  one: GivenBack,
  { asked, follow, way }: How & { way: 'parcelIn' | 'parcelOut' },
): boolean {
  const { body } = asked
  const parcelId = String(body.parcelId)
  const bound = { orderId: trade.id, carrierId: String(body.carrierId), errand: 'return' }
  if (!follow.register(parcelId, bound)) return false
  one[way] = parcelId
  return true
}

function end(
  trade: Trade,
  one: GivenBack,
  how: { stage: string; by: string; at: number; follow: Followed; goods?: string },
): Said {
  const held = one.lockFen > 0n
  over(one, how)
  if (one.forCase !== null && how.goods) how.follow.goods(trade, one.forCase.id, how.goods)
  else if (held) unlock(trade, lockName(one), how.follow)
  return null
}

function complete(
  trade: Trade,
  one: GivenBack,
  how: { by: string; at: number; follow: Followed },
): Said {
  if (one.denied) return end(trade, one, { ...how, stage: 'denied', by: 'mediator' })
  return end(trade, one, { ...how, stage: 'completed', goods: 'mended' })
}

/** Is money held for it, by its own lock or by that of its case? */
function isHeld(trade: Trade, { lockFen, forCase }: GivenBack): boolean {
  return forCase !== null || (lockFen > 0n && freeOf(trade) > 0n)
}

const redressBy: Readonly<Record<string, string>> = { mediator: 'ruling', clock: 'default' }

function pay(
  trade: Trade,
  one: GivenBack,
  how: { by: string; at: number; follow: Followed; fen?: bigint; goodsWait?: boolean },
): Said {
  const { by, follow } = how
  const dueFen = how.fen ?? one.refundFen
  const wantedFen = one.forCase ? dueFen : least(dueFen, trade.paidFen - backOf(trade))
  const fen = one.forCase ? wantedFen : least(wantedFen, freeOf(trade))
  one.refundFen = fen
  one.owedFen = wantedFen - fen
  trade.returnsOwed += one.owedFen
  one.goodsWait = how.goodsWait ?? false
  over(one, { stage: 'refunded', ...how })
  if (one.forCase !== null) follow.goods(trade, one.forCase.id, 'refunded')
  else redress(trade, { lockId: lockName(one), fen, by: redressBy[by] ?? 'return' }, follow)
  return null
}

/** A moment of a return has come. */
export function returnTime(
  trade: Trade,
  list: readonly GivenBack[],
  { kind, at, follow }: { kind: string; at: number; follow: Followed },
): Said {
  const late = list.find((each) => penaltyClock(each)?.[0] === kind)
  if (late) {
    if ((penaltyClock(late)?.[1] ?? 0) > at) return 'return.not_due'
    late.marked = true
    return null
  }
  const one = list.find((each) => returnClock(each)?.[0] === kind)
  const dueAt = one && returnClock(one)?.[1]
  if (!one || dueAt === undefined || dueAt > at) return 'return.not_due'
  const toSomebody = (why: string) => toPerson(trade, one, { why, at, follow })
  if (kind.startsWith('escalate/')) return toSomebody('hold_ending')
  const byClock = { by: 'clock', at, follow }
  if (one.stage === 'addressed')
    return end(trade, one, { stage: 'lapsed', ...byClock, goods: 'kept' })
  if (one.stage === 'sent' || (one.stage === 'outbound' && one.parcelOut === null))
    return toSomebody('no_trace')
  if (one.stage === 'reviewing') return undecided(trade, one, byClock)
  if (one.stage === 'back' && one.remedy !== 'refund') return goTo(one, 'late', lasts('late', at))
  if (!isHeld(trade, one)) return toSomebody('nothing_held')
  return pay(trade, one, { ...byClock, goodsWait: one.stage === 'accepted' })
}

/** No person has decided in time: the table of who is silent, by where it stood. */
function undecided(
  trade: Trade,
  one: GivenBack,
  how: { by: string; at: number; follow: Followed },
): Said {
  const spent = one.why.includes('hold_ending') || one.why.includes('nothing_held')
  if (one.from === 'accepted' && !spent) return goOn(one, how.at)
  if (one.from === 'addressed' || (one.from === 'sent' && !one.seen))
    return end(trade, one, { ...how, stage: 'lapsed', goods: 'kept' })
  if (one.from === 'sent' && one.why.includes('came_back'))
    return goTo(one, 'addressed', lasts('addressed', how.at))
  if (isHeld(trade, one) && freeOf(trade) > 0n) return pay(trade, one, how)
  return end(trade, one, { ...how, stage: 'settled', by: 'order' })
}

/** The carrier has spoken of goods that go back, or come again. */
export function carrierOfReturn(
  trade: Trade,
  list: readonly GivenBack[],
  said: { parcelId: string; kind: string; at: number; now: number; follow: Followed },
): void {
  const { parcelId, kind, now, follow } = said
  const one = list.find((each) => each.parcelIn === parcelId || each.parcelOut === parcelId)
  const coming = one?.stage === 'sent' && one.parcelIn === parcelId
  const again = one?.stage === 'outbound' && one.parcelOut === parcelId
  if (!one || (!coming && !again)) return
  const at = Math.min(said.at, now)
  const why = kind === 'lost' ? 'astray' : 'came_back'
  if (kind === 'word') {
    one.dueAt = lasts('sent', now)
    one.seen ||= coming
  } else if (kind !== 'signed') toPerson(trade, one, { why, at: now, follow })
  else if (coming) comeBack(one, at)
  else complete(trade, one, { by: 'clock', at, follow })
}

/** The order has settled the money of this return in another way. */
export function lockEnded(list: readonly GivenBack[], no: number, at: number): void {
  const one = list.find((each) => each.no === no)
  if (one && isOpen(one) && one.lockFen > 0n) over(one, { stage: 'settled', by: 'order', at })
}

/** A complaint takes over what waits for a person because the seller objected. */
export function handOver(
  trade: Trade,
  list: readonly GivenBack[],
  { at, follow }: { at: number; follow: Followed },
): void {
  for (const one of list)
    if (one.stage === 'reviewing' && one.objection !== null) toCase(trade, one, { at, follow })
}

/**
 * The case is over: whatever was agreed in it ends with it. Goods that the seller had back when the
 * case took them over are the buyer's again where he got nothing: what they are worth stays locked.
 */
export function caseOver(
  trade: Trade,
  list: readonly GivenBack[],
  { id, paid, at }: { id: string; paid: boolean; at: number },
): void {
  const kept = list.filter(
    (one) => one.taken && one.backAt !== null && one.objection?.kind !== 'swapped',
  )
  const freeFen = freeOf(trade)
  for (const one of list)
    if (isOpen(one) && one.forCase?.id === id) over(one, { stage: 'settled', by: 'order', at })
  for (const one of kept) {
    one.taken = false
    if (paid) continue
    Object.assign(one, { stage: 'giving_back', denied: true, endedBy: null, forCase: null })
    one.dueAt = promised(at, 7)
    one.lockFen = least(one.refundFen, freeFen)
    if (one.lockFen > 0n) trade.locks.set(lockName(one), one.lockFen)
  }
}
