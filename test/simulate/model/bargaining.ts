import type { Asked, Named } from './asked.ts'
import type { Decision, Offer, Quarrel, Side } from './case-file.ts'
import type { Said } from './ordering.ts'
import {
  awardable,
  carryOut,
  escalate,
  finish,
  isSettleable,
  needsTwo,
  noBids,
  objectionDecided,
  promise,
  toStage,
} from './quarrel.ts'
import type { Trade } from './trade.ts'

const notYours = 'complaint.not_yours_to_do'
const wrong = 'complaint.wrong_stage'
const noWords = 'complaint.words_missing'

type What = (trade: Trade, one: Quarrel, side: Side) => Said

/** Somebody does something with a case that is there. */
export function askQuarrel(trade: Trade, one: Quarrel | null, side: Side): Said {
  const { role, body, at } = side.asked
  if (one === null) return 'complaint.not_open'
  if (one.stage === 'closed' && body.type !== 'go_elsewhere') return 'complaint.not_open'
  if (body.type === 'go_elsewhere' && role === 'mediator' && one.stage !== 'closed') return notYours
  if (body.type === 'say') return say(one, side.asked)
  if (body.type === 'notice' && role === 'mediator') {
    if (isOwn(trade, person(side.asked))) return 'complaint.is_party'
    if (body.complaintId !== null && body.complaintId !== one.id) return null
    if (body.delivered !== (one.noticeAt !== null)) one.noticeAt = body.delivered ? at : null
    return null
  }
  const acts = role === 'mediator' ? ofMediator : ofSides
  const act = acts[body.type]
  return act ? act(trade, one, side) : notYours
}

function text({ body }: Asked, name = 'text'): string {
  return String(body[name] ?? '').trim()
}

function person({ actor }: Asked): string | null {
  return actor.startsWith('person:') ? actor.slice(7) : null
}

function say(one: Quarrel, asked: Asked): Said {
  if (asked.role === 'mediator' && person(asked) !== one.mediator) return 'complaint.not_assigned'
  const mine = one.said[asked.role] ?? 0
  if (mine >= 100) return 'complaint.file_full'
  if (text(asked) === '') return noWords
  one.messages++
  one.said[asked.role] = mine + 1
  return null
}

function talks(one: Quarrel, { role, at }: Asked): void {
  if (role === 'seller' && one.stage === 'claimed') toStage(one, 'negotiating', at)
}

const ofSides: Readonly<Record<string, What>> = {
  withdraw: (trade, one, { asked, follow }) =>
    asked.role !== 'buyer'
      ? notYours
      : finish(trade, one, { by: 'withdrawn', fen: 0n, human: false, at: asked.at, follow }),
  agree: (trade, one, { asked, follow }) => {
    if (asked.role !== 'seller') return notYours
    const fen = awardable(trade, one)
    return finish(trade, one, { by: 'agreement', fen, human: false, at: asked.at, follow })
  },
  answer(_trade, one, { asked }) {
    if (asked.role !== 'seller') return notYours
    if (one.stage !== 'claimed' && one.stage !== 'negotiating') return wrong
    if (text(asked) === '') return noWords
    one.answered = true
    one.impossible = asked.body.impossible as readonly string[]
    talks(one, asked)
    return null
  },
  show(_trade, one, { asked }) {
    const photo = (asked.body.photos as readonly string[]).length > 0
    if (one.shown.filter(({ by }) => by === asked.role).length >= 40) return 'complaint.file_full'
    if (text(asked) === '' && !photo) return noWords
    one.shown.push({ by: asked.role, point: asked.body.point as string | null, photo })
    talks(one, asked)
    return null
  },
  offer,
  accept_offer: accept,
  decline_offer: decline,
  bid,
  escalate(_trade, one, { asked }) {
    if (one.stage !== 'claimed' && one.stage !== 'negotiating') return wrong
    return escalate(one, asked.at)
  },
  object(_trade, one, { asked }) {
    const decides = ['mediating', 'deciding', 'appealed'].includes(one.stage)
    if (!decides || one.mediator === null) return wrong
    if (text(asked, 'reason') === '') return noWords
    if (one.objected.filter((side) => side === asked.role).length >= 2)
      return 'complaint.objections_spent'
    one.objected.push(asked.role)
    one.objectedFrom = one.stage
    return toStage(one, 'paused', asked.at)
  },
  appeal(_trade, one, { asked }) {
    if (one.stage !== 'ruled') return wrong
    if (text(asked) === '') return noWords
    one.appealAt = asked.at
    one.barred = [...one.barred, ...(one.decision?.deciders ?? [])]
    one.mediator = null
    return toStage(one, 'appealed', asked.at)
  },
  accept_ruling(trade, one, { asked, follow }) {
    if (one.stage !== 'ruled' || one.decision === null) return wrong
    const { decision } = one
    const { fen, damagesFen } = decision
    const buyerLost = fen < one.fen
    const sellerLost = fen + damagesFen > 0n
    const alone = buyerLost !== sellerLost
    const loser = buyerLost ? 'buyer' : 'seller'
    if (!alone || loser !== asked.role) return wrong
    return carryOut(trade, one, { decision, at: asked.at, follow })
  },
  step,
  join(_trade, one, { asked }) {
    if (asked.role !== 'buyer') return notYours
    if (one.claimants >= 10) return 'complaint.file_full'
    const losses = asked.body.losses as readonly { amountFen: bigint }[]
    if (losses.length === 0 || losses.some(({ amountFen }) => amountFen <= 0n))
      return 'complaint.amount_too_high'
    one.claimants++
    return null
  },
  go_elsewhere: elsewhere,
  seen(_trade, one, { asked }) {
    if (asked.role === 'seller') one.noticeAt ??= asked.at
    return null
  },
}

function elsewhere(_trade: Trade, one: Quarrel, { asked }: Side): Said {
  if (asked.role !== 'buyer') return notYours
  const way = String(asked.body.way)
  if (!one.ways.includes(way)) one.ways.push(way)
  return null
}

function written(
  one: Quarrel,
  what: Pick<Offer, 'by' | 'kind' | 'fen' | 'days' | 'named'>,
  at: number,
): void {
  for (const each of one.offers)
    if (each.by === what.by && each.status === 'open') each.status = 'replaced'
  const id = `${one.id}/o${one.offers.length + 1}`
  const accepted = what.by === 'mediator' ? [] : [what.by]
  one.offers.push({
    id,
    ...what,
    expiresAt: at + one.plan.offer,
    hash: null,
    accepted,
    status: 'open',
  })
  one.bids = noBids()
}

/** What does somebody name? */
function namedIn({ itemIds = [], pieces = [] }: Asked['body'] & Partial<Named>): Named {
  return { itemIds, pieces }
}

/** Is there what is named, and anything at all where it is about goods? */
function isPerformable(
  { kind, named: { itemIds, pieces } }: Pick<Offer, 'kind' | 'named'>,
  { follow }: Pick<Side, 'follow'>,
  trade: Trade,
): boolean {
  const there = follow.leftOf(trade, kind === 'return_refund')
  const most = (id: string) => there.find(({ itemId }) => itemId === id)?.quantity ?? 0
  const once = new Set(pieces.map(({ itemId }) => itemId)).size === pieces.length
  const enough = pieces.every(({ itemId, quantity }) => quantity >= 1 && quantity <= most(itemId))
  const aboutGoods = kind === 'return_refund' || kind === 'exchange' || kind === 'repair'
  const isThere = itemIds.every((id) => most(id) > 0) && once && enough
  return isThere && (!aboutGoods || there.length > 0)
}

function offer(trade: Trade, one: Quarrel, side: Side): Said {
  const { asked } = side
  if (!isSettleable(one)) return wrong
  if (one.offers.filter(({ by }) => by === asked.role).length >= 25) return 'complaint.file_full'
  const fen = asked.body.refundFen as bigint
  const days = Number(asked.body.days)
  const kind = String(asked.body.kind)
  const mends = kind === 'exchange' || kind === 'repair'
  const fits = mends ? days >= 1 && days <= 60 : fen > 0n
  const fair = fen >= 0n && fen <= awardable(trade, one)
  const named = namedIn(asked.body)
  if (!fair || !fits || !isPerformable({ kind, named }, side, trade))
    return 'complaint.offer_unusable'
  written(one, { by: asked.role, kind, fen, days, named }, asked.at)
  talks(one, asked)
  return null
}

function accept(trade: Trade, one: Quarrel, side: Side): Said {
  const { asked, follow } = side
  const { role, body, at } = asked
  if (!isSettleable(one)) return wrong
  const found = one.offers.find(({ id }) => id === body.offerId)
  if (found?.status !== 'open' || found.expiresAt <= at || found.accepted.includes(role))
    return 'complaint.offer_not_found'
  if (found.hash !== body.hash) return 'complaint.text_changed'
  if (found.fen > awardable(trade, one) || !isPerformable(found, side, trade))
    return 'complaint.offer_unusable'
  found.accepted.push(role)
  if (found.accepted.length < 2) return null
  found.status = 'accepted'
  const { kind, fen, days, named } = found
  const byMediator = found.by === 'mediator'
  if (kind === 'refund_keep' || kind === 'split')
    return finish(trade, one, { by: 'agreement', fen, human: byMediator, at, follow })
  return promise(trade, one, { offerId: found.id, kind, fen, days, named, at, follow })
}

function decline(_trade: Trade, one: Quarrel, { asked }: Side): Said {
  const found = one.offers.find(({ id }) => id === asked.body.offerId)
  if (found?.status !== 'open' || found.by === asked.role) return 'complaint.offer_not_found'
  found.status = 'declined'
  if (found.by === 'mediator' && one.stage === 'mediating') toStage(one, 'deciding', asked.at)
  return null
}

/** 盲出价, rule midpoint-1: the middle, the odd fen to the buyer, if both would go so far. */
function bid(trade: Trade, one: Quarrel, { asked, follow }: Side): Said {
  if (!isSettleable(one)) return wrong
  const mostFen = awardable(trade, one)
  const figure = (side: string) =>
    one.offers.findLast(
      ({ by, kind, status, expiresAt }) =>
        by === side &&
        status === 'open' &&
        expiresAt > asked.at &&
        (kind === 'refund_keep' || kind === 'split'),
    )?.fen
  const offeredFen = figure('seller')
  const askedFen = figure('buyer') ?? mostFen
  if (offeredFen === undefined || offeredFen >= askedFen || askedFen > mostFen)
    return 'complaint.nothing_to_meet'
  const mine = asked.role as 'buyer' | 'seller'
  one.bids[mine] = asked.secretFen
  const { buyer, seller } = one.bids
  if (buyer === null || seller === null) return null
  one.bids = noBids()
  const middleFen = offeredFen + (askedFen - offeredFen + 1n) / 2n
  if (buyer < askedFen - middleFen || seller < middleFen - offeredFen) return null
  const { at } = asked
  return finish(trade, one, { by: 'agreement', fen: middleFen, human: false, at, follow })
}

/** 验收: the buyer says of mended goods that they are right now, or still are not. */
function step(trade: Trade, one: Quarrel, { asked, follow }: Side): Said {
  const { at } = asked
  if (asked.role !== 'buyer') return notYours
  if (one.stage !== 'inspecting') return wrong
  if (asked.body.step === 'not_content') return text(asked) === '' ? noWords : escalate(one, at)
  return finish(trade, one, { by: 'agreement', fen: 0n, human: false, at, follow })
}

/** Is it this person's own purchase or sale? */
function isOwn({ buyerId, openedBy, shop }: Trade, who: string | null): boolean {
  return who === buyerId || who === shop.ownerId || `person:${who}` === openedBy
}

/** 回避: may this person touch the case? */
function unfit(trade: Trade, one: Quarrel, asked: Asked): string | null {
  const who = person(asked)
  if (isOwn(trade, who)) return 'complaint.is_party'
  return who === null || one.barred.includes(who) ? 'complaint.is_barred' : null
}

const ofMediator: Readonly<Record<string, What>> = {
  take(trade, one, { asked }) {
    const no = unfit(trade, one, asked)
    if (no) return no
    const waits = ['mediating', 'deciding', 'appealed'].includes(one.stage)
    if (!waits || one.mediator !== null) return wrong
    one.mediator = person(asked)
    return null
  },
  propose(trade, one, { asked, follow }) {
    if (one.stage !== 'mediating') return wrong
    if (person(asked) !== one.mediator) return 'complaint.not_assigned'
    if ((asked.body.faults as readonly string[]).includes('no_such'))
      return 'complaint.fault_unknown'
    if (text(asked) === '') return noWords
    const fen = asked.body.refundFen as bigint
    const back = asked.body.goodsBack === true
    const what = { kind: back ? 'return_refund' : 'split', named: namedIn(asked.body) }
    if (fen < 0n || fen > awardable(trade, one) || (back && fen === 0n))
      return 'complaint.offer_unusable'
    if (!isPerformable(what, { follow }, trade)) return 'complaint.offer_unusable'
    written(one, { by: 'mediator', ...what, fen, days: 0 }, asked.at)
    return null
  },
  rule,
  confirm_ruling(trade, one, { asked, follow }) {
    const no = unfit(trade, one, asked)
    if (no) return no
    const { draft } = one
    if (one.stage !== 'confirming' || draft === null) return wrong
    const who = person(asked) ?? ''
    if (who === draft.by) return 'complaint.four_eyes'
    return issue(trade, one, { ...draft, deciders: [draft.by, who], at: asked.at, follow })
  },
  decide_objection(trade, one, { asked }) {
    const no = unfit(trade, one, asked)
    if (no) return no
    if (one.stage !== 'paused') return wrong
    if (person(asked) === one.mediator) return 'complaint.four_eyes'
    return objectionDecided(one, Boolean(asked.body.granted), asked.at)
  },
}

function rule(trade: Trade, one: Quarrel, { asked, follow }: Side): Said {
  const no = unfit(trade, one, asked)
  if (no) return no
  if (!['mediating', 'deciding', 'appealed'].includes(one.stage)) return wrong
  const who = person(asked) ?? ''
  if (who !== one.mediator) return 'complaint.not_assigned'
  if ((asked.body.faults as readonly string[]).includes('no_such')) return 'complaint.fault_unknown'
  if (text(asked, 'reasons') === '') return noWords
  const fen = asked.body.refundFen as bigint
  const damagesFen = asked.body.damagesFen as bigint
  if (fen < 0n || fen > awardable(trade, one) || damagesFen < 0n) return 'complaint.amount_too_high'
  const goodsBack = Boolean(asked.body.goodsBack)
  const named = namedIn(asked.body)
  const kind = goodsBack ? 'return_refund' : 'split'
  if (!isPerformable({ kind, named }, { follow }, trade)) return 'complaint.offer_unusable'
  if (needsTwo(fen + damagesFen)) {
    one.draft = { by: who, fen, damagesFen, goodsBack, named }
    return toStage(one, 'confirming', asked.at)
  }
  const what = { fen, damagesFen, goodsBack, named, deciders: [who] }
  return issue(trade, one, { ...what, at: asked.at, follow })
}

/** A first decision waits for an appeal; the one on an appeal is the last word. */
function issue(
  trade: Trade,
  one: Quarrel,
  how: Omit<Side, 'asked'> & Omit<Decision, 'by'> & { at: number },
): Said {
  const { fen, damagesFen, goodsBack, named, deciders, at, follow } = how
  const decision = { by: 'ruling', fen, damagesFen, goodsBack, named, deciders } as const
  if (one.appealAt !== null) return carryOut(trade, one, { decision, at, follow })
  one.decision = decision
  one.draft = null
  return toStage(one, 'ruled', at)
}
