import type { Asked, Named, Piece } from './asked.ts'
import { day, dayOf, endOf, monthsLater, periodEnd, plus } from './days.ts'
import type { Said } from './ordering.ts'
import { freeOf, type GivenBack, lasts, promised } from './return-state.ts'
import { least, type Thing, type Trade } from './trade.ts'
import { leftOf, worth } from './worth.ts'

interface Wish {
  readonly track: string
  readonly remedy: string
  readonly pieces: readonly { itemId: string; quantity: number }[]
  readonly text: string
  readonly photos: readonly string[]
  readonly condition: Readonly<Record<string, boolean>>
  readonly contest: boolean
}

/** One return of a trade is asked for. */
export function request(trade: Trade, list: GivenBack[], asked: Asked): Said {
  if (asked.role === 'stranger') return 'return.not_found'
  if (asked.role !== 'buyer') return 'return.not_yours_to_do'
  const wish = asked.body as unknown as Wish
  const { pieces, track, remedy } = wish
  const ids = new Set(pieces.map(({ itemId }) => itemId))
  const things = pieces.map(({ itemId }) => trade.things.find(({ id }) => id === itemId))
  const there = pieces.every(({ quantity }, place) => {
    const thing = things[place]
    return thing && quantity >= 1 && quantity <= leftOf(thing, list)
  })
  if (pieces.length === 0 || ids.size !== pieces.length || !there) return 'return.items_unknown'
  const answers = things.flatMap((one) => (one ? [judge(trade, list, { thing: one, asked })] : []))
  const hard = answers.find((one) => one !== null && !(one.contestable && wish.contest))
  if (hard) return hard.code
  if (track === 'quality' && wish.text.trim() === '' && wish.photos.length === 0)
    return 'return.say_what_is_wrong'
  const { worthFen, reducedFen, deductedFen } = worth(trade, list, { track, pieces })
  const refundFen = worthFen - reducedFen - deductedFen
  const lockFen = least(refundFen, freeOf(trade))
  if (remedy === 'refund' && lockFen <= 0n) return 'return.nothing_held'
  const why = reasonsToWeigh(trade, { asked, wish, contested: answers.some(Boolean) })
  const no = list.length + 1
  const { at } = asked
  list.push({
    ...{ no, track, remedy, pieces, requestedAt: at, refundFen, lockFen, why, owedFen: 0n },
    ...{ worthFen, reducedFen, deductedFen },
    ...{ text: wish.text.trim(), photos: wish.photos.length, forCase: null, ...fresh },
    stage: why.length > 0 ? 'reviewing' : 'accepted',
    dueAt: at + (why.length > 0 ? 5 : 2) * day,
    escalateAt: lockFen > 0n && trade.holdExpiresAt ? trade.holdExpiresAt - 10 * day : null,
    from: why.length > 0 ? 'accepted' : null,
  })
  if (lockFen > 0n) trade.locks.set(`return/${no}`, lockFen)
  return null
}

const fresh = {
  ...{ parcelIn: null, parcelOut: null, backAt: null, seen: false, marked: false, objection: null },
  ...{ denied: false, taken: false, goodsWait: false, endedBy: null, endedAt: 0 },
}

/** Which pieces are in no return? `here` counts only what the buyer has and could send. */
export function piecesLeft(
  trade: Trade,
  list: readonly GivenBack[],
  here: boolean,
): GivenBack['pieces'] {
  return trade.things
    .filter(({ kind, status }) => {
      return !here || (kind !== 'service' && kind !== 'digital' && status === 'delivered')
    })
    .map((one) => ({ itemId: one.id, quantity: leftOf(one, list) }))
    .filter(({ quantity }) => quantity > 0)
}

/** Of these what was named, of each no more than was named; all where nothing was. */
function only(pieces: readonly Piece[], { itemIds, pieces: named }: Named): Piece[] {
  if (itemIds.length + named.length === 0) return [...pieces]
  return pieces.flatMap(({ itemId, quantity }) => {
    const most = named.find((one) => one.itemId === itemId)?.quantity
    if (most === undefined) return itemIds.includes(itemId) ? [{ itemId, quantity }] : []
    return [{ itemId, quantity: Math.min(quantity, most) }]
  })
}

/** A case has agreed on it: nothing is judged again, and the money stays the case's. */
export function agree(
  trade: Trade,
  list: GivenBack[],
  what: { id: string; remedy: string; fen: bigint; days: number; named: Named; at: number },
): void {
  const { id, remedy, fen, days, named, at } = what
  const here = only(piecesLeft(trade, list, true), named)
  const travels = here.length > 0
  const all = only(piecesLeft(trade, list, false), named)
  const pieces = travels || remedy === 'refund' ? here : all
  const { worthFen } = worth(trade, list, { track: 'quality', pieces })
  list.push({
    ...{ worthFen, reducedFen: 0n, deductedFen: 0n },
    ...{ no: list.length + 1, track: 'quality', remedy, pieces, requestedAt: at, text: '' },
    ...{ photos: 0, refundFen: fen, owedFen: 0n, lockFen: 0n, forCase: { id, days }, why: [] },
    stage: travels ? 'accepted' : 'back',
    dueAt: travels ? lasts('accepted', at) : promised(at, days),
    ...{ escalateAt: null, from: null, ...fresh },
  })
}

interface No {
  readonly code: string
  readonly contestable?: boolean
}

function judge(
  trade: Trade,
  list: readonly GivenBack[],
  { thing, asked }: { thing: Thing; asked: Asked },
): No | null {
  const { track, remedy, condition } = asked.body as unknown as Wish
  if (thing.kind === 'service') return { code: 'return.not_goods' }
  if (thing.status !== 'delivered' || thing.deliveredAt === null)
    return { code: 'return.not_delivered' }
  const arrivedOn = dayOf(thing.deliveredAt)
  const seven = periodEnd(arrivedOn, 7)
  if (track === 'quality') {
    if (remedy === 'refund')
      return asked.at >= seven ? { code: 'return.quality_refund_over' } : null
    const until = Math.max(seven, endOf(mendedUntil(list, thing, arrivedOn)))
    return asked.at >= until ? { code: 'return.warranty_over' } : null
  }
  if (remedy !== 'refund') return { code: 'return.remedy_needs_fault' }
  if (trade.boughtFor !== 'life') return { code: 'return.not_consumer' }
  if (thing.kind === 'digital') return { code: 'return.excluded' }
  if (thing.exclusion !== null)
    return { code: 'return.excluded', contestable: !condition.incomplete }
  if (condition.incomplete) return { code: 'return.not_intact' }
  const until = periodEnd(arrivedOn, Math.max(7, thing.returnDays ?? 0))
  return asked.at >= until ? { code: 'return.window_over' } : null
}

/** 质保: months from delivery; an exchange begins them anew, days of repair are added. */
function mendedUntil(list: readonly GivenBack[], thing: Thing, arrivedOn: string): string {
  const done = list.filter(
    (one) => one.stage === 'completed' && one.pieces.some(({ itemId }) => itemId === thing.id),
  )
  const exchanged = done
    .filter(({ remedy }) => remedy === 'exchange')
    .map(({ endedAt }) => dayOf(endedAt))
  const from = exchanged.toSorted().at(-1) ?? arrivedOn
  const away = done
    .filter(({ remedy }) => remedy === 'repair')
    .map((one) => [dayOf(one.backAt ?? one.requestedAt), dayOf(one.endedAt)] as const)
    .filter(([since]) => since >= from)
    .map(([since, to]) => (Date.parse(to) - Date.parse(since)) / day)
  return plus(
    monthsLater(from, thing.warrantyMonths),
    away.reduce((all, one) => all + one, 0),
  )
}

function reasonsToWeigh(
  trade: Trade,
  { asked, wish, contested }: { asked: Asked; wish: Wish; contested: boolean },
): string[] {
  const { habits } = trade.shop
  const listings = wish.pieces.flatMap(
    ({ itemId }) => trade.things.find(({ id }) => id === itemId)?.listingId ?? [],
  )
  const lately = (habits.get(trade.buyerId) ?? []).filter(({ at }) => at > asked.at - 30 * day)
  const same = listings.map((id) => lately.filter(({ listingId }) => listingId === id).length)
  const many = lately.length >= 30 || same.some((count) => count >= 10)
  const news = listings.map((listingId) => ({ listingId, at: asked.at }))
  habits.set(trade.buyerId, [...lately, ...news].slice(-200))
  return [
    ...(contested ? ['exclusion_contested'] : []),
    ...(many && wish.track === 'no_reason' ? ['frequent'] : []),
  ]
}
