import { canonicalJson } from '../kernel/canonical.ts'
import { sha256Hex } from '../kernel/hash.ts'
import type { Fen } from '../kernel/money.ts'
import { type Decision, refuse } from '../kernel/refusal.ts'
import type { Instant } from '../kernel/time.ts'
import type { CaseFile, Command, Event, Facts, Named, Offer, Refusal, Side } from './model.ts'
import { awardable, close, promised } from './sums.ts'

type Answer = Decision<Event, Refusal>

/** Of each side. */
const offersMax = 25
/** A promise to repair or exchange that takes longer is none. */
const promiseDaysMax = 60

/** Where both sides may still settle it themselves: all but while a draft is confirmed. */
const settleable: readonly CaseFile['status'][] = [
  'claimed',
  'negotiating',
  'mediating',
  'paused',
  'deciding',
  'ruled',
  'appealed',
]

/** 报价. What would settle it? A new offer of one side takes the place of its last. */
export function offer(
  file: CaseFile,
  command: Extract<Command, { type: 'offer' }>,
  facts: Facts,
): Answer {
  const { role } = facts
  if (role !== 'buyer' && role !== 'seller') return refuse('complaint.not_yours_to_do')
  if (!settleable.includes(file.status)) return refuse('complaint.wrong_stage')
  if (file.offers.filter(({ by }) => by === role).length >= offersMax)
    return refuse('complaint.file_full')
  const { kind, refundFen, days } = command
  const pays = kind === 'refund_keep' || kind === 'return_refund' || kind === 'split'
  const usable =
    refundFen >= 0n &&
    refundFen <= awardable(file, facts) &&
    performable(command, facts) &&
    (pays ? refundFen > 0n : days >= 1 && days <= promiseDaysMax)
  if (!usable) return refuse('complaint.offer_unusable')
  return [{ type: 'complaint.offered', offer: written(file, { ...command, by: role }, facts) }]
}

/** Are the goods that it is about there, where they would have to be? */
export function performable(
  { kind, itemIds = [], pieces = [] }: Pick<Offer, 'kind' | 'itemIds' | 'pieces'>,
  { returnable, mendable }: Pick<Facts, 'returnable' | 'mendable'>,
): boolean {
  const there = kind === 'return_refund' ? returnable : mendable
  const named = itemIds.every((id) => there.some(({ itemId }) => itemId === id))
  const goods = kind === 'return_refund' || kind === 'exchange' || kind === 'repair'
  return named && among(pieces, there) && (!goods || there.length > 0)
}

/** Are there so many of each, and each named once? */
export function among(pieces: readonly Named[], there: readonly Named[]): boolean {
  const ids = new Set(pieces.map(({ itemId }) => itemId))
  return (
    ids.size === pieces.length &&
    pieces.every(({ itemId, quantity }) =>
      there.some((one) => one.itemId === itemId && quantity >= 1 && quantity <= one.quantity),
    )
  )
}

/** The settlement as both sides will sign it: everything that it says is in the hash. */
export function written(
  file: CaseFile,
  what: Pick<Offer, 'by' | 'kind' | 'refundFen' | 'days' | 'text'> &
    Partial<Pick<Offer, 'faults' | 'itemIds' | 'pieces'>>,
  { at }: Pick<Facts, 'at'>,
): Offer {
  const { by, kind, refundFen, days, text, faults = [], itemIds = [], pieces = [] } = what
  const { complaintId, amountFen, terms } = file
  const id = `${complaintId}/o${file.offers.length + 1}`
  const goods = { itemIds, pieces }
  const signed = { id, complaintId, amountFen, kind, refundFen, days, ...goods, text, faults }
  return {
    ...{ id, by, kind, refundFen, days, ...goods, text, faults, at },
    hash: sha256Hex(canonicalJson(signed)),
    expiresAt: at + terms.offerMs,
    accepted: by === 'mediator' ? [] : [by],
    status: 'open',
  }
}

/** 接受. Signed by the hash of the text; with both signatures it is done, or begins to be done. */
export function accept(
  file: CaseFile,
  { offerId, hash }: Extract<Command, { type: 'accept_offer' }>,
  facts: Facts,
): Answer {
  const { role, at } = facts
  if (role !== 'buyer' && role !== 'seller') return refuse('complaint.not_yours_to_do')
  if (!settleable.includes(file.status)) return refuse('complaint.wrong_stage')
  const found = file.offers.find(({ id }) => id === offerId)
  if (found?.status !== 'open' || found.expiresAt <= at || found.accepted.includes(role))
    return refuse('complaint.offer_not_found')
  if (found.hash !== hash) return refuse('complaint.text_changed')
  if (found.refundFen > awardable(file, facts) || !performable(found, facts))
    return refuse('complaint.offer_unusable')
  const accepted: Event = { type: 'complaint.offer_accepted', offerId, by: role, hash, at }
  if (found.accepted.length === 0) return [accepted]
  return [accepted, ...concluded(file, found, facts)]
}

/** Money moves at once; goods that go back or are mended get the clocks of a return. */
function concluded(file: CaseFile, found: Offer, facts: Facts): Event[] {
  const { id: offerId, kind, refundFen, days, itemIds = [], pieces = [] } = found
  if (kind === 'refund_keep' || kind === 'split') {
    const human = found.by === 'mediator'
    return [close(file, facts, { by: 'agreement', refundFen, human })]
  }
  const promise = { offerId, kind, refundFen, days, itemIds, pieces }
  return [promised(file, facts, { promise, decision: null })]
}

export function decline(
  file: CaseFile,
  { offerId }: Extract<Command, { type: 'decline_offer' }>,
  { role, at }: Facts,
): Answer {
  if (role !== 'buyer' && role !== 'seller') return refuse('complaint.not_yours_to_do')
  const found = file.offers.find(({ id }) => id === offerId)
  if (found?.status !== 'open' || found.by === role) return refuse('complaint.offer_not_found')
  const declined: Event = { type: 'complaint.offer_declined', offerId, by: role }
  // Whoever says no to the mediator's proposal asks for a decision.
  const decides = found.by === 'mediator' && file.status === 'mediating'
  return decides ? [declined, { type: 'complaint.to_decide', at }] : [declined]
}

/** 卖家同意. The buyer gets what he claims, at any time before the last word. */
export function agree(file: CaseFile, facts: Facts): Answer {
  if (facts.role !== 'seller') return refuse('complaint.not_yours_to_do')
  const refundFen = awardable(file, facts)
  return [close(file, facts, { by: 'agreement', refundFen, human: false })]
}

/** The published rule of blind bidding, as it is printed and kept with each settlement. */
export const midpointRule = 'midpoint-1'

/**
 * 盲出价. Each side says in secret how far it would go from its own figure: the buyer down from what
 * he asks, the seller up from what he offers. If both would go as far as the middle, the middle it
 * is, the odd fen to the buyer; if not, both bids are forgotten, and nobody hears how far apart.
 */
export function bid(
  file: CaseFile,
  { sealed }: Extract<Command, { type: 'bid' }>,
  facts: Facts,
): Answer {
  const { role, bids } = facts
  if (role !== 'buyer' && role !== 'seller') return refuse('complaint.not_yours_to_do')
  if (!settleable.includes(file.status)) return refuse('complaint.wrong_stage')
  const figures = figuresOf(file, facts)
  if (figures === null) return refuse('complaint.nothing_to_meet')
  const placed: Event = { type: 'complaint.bid_placed', by: role, sealed }
  if (bids.buyer === null || bids.seller === null) return [placed]
  const gapFen = figures.askedFen - figures.offeredFen
  const middleFen = figures.offeredFen + (gapFen + 1n) / 2n
  const meets =
    bids.buyer >= figures.askedFen - middleFen && bids.seller >= middleFen - figures.offeredFen
  if (!meets) return [placed, { type: 'complaint.bids_apart' }]
  return [
    placed,
    { type: 'complaint.bids_met', amountFen: middleFen, rule: midpointRule },
    close(file, facts, { by: 'agreement', refundFen: middleFen, human: false }),
  ]
}

/** The two open figures that a bid starts from. Null without an offer below what is asked. */
export function figuresOf(
  file: CaseFile,
  facts: Pick<Facts, 'backFen' | 'paidFen' | 'at'>,
): { askedFen: Fen; offeredFen: Fen } | null {
  const mostFen = awardable(file, facts)
  const offeredFen = lastFigure(file, 'seller', facts.at)
  const askedFen = lastFigure(file, 'buyer', facts.at) ?? mostFen
  if (offeredFen === null || offeredFen >= askedFen || askedFen > mostFen) return null
  return { askedFen, offeredFen }
}

function lastFigure(file: CaseFile, side: Side, at: Instant): Fen | null {
  const found = file.offers.findLast(
    ({ by, kind, status, expiresAt }) =>
      by === side &&
      status === 'open' &&
      expiresAt > at &&
      (kind === 'refund_keep' || kind === 'split'),
  )
  return found?.refundFen ?? null
}
