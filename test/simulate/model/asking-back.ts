import type { Asked } from './asked.ts'
import { day, dayOf, endOf, periodEnd, plus } from './days.ts'
import type { Said } from './ordering.ts'
import { backOf } from './quarrel.ts'
import { freeOf, type GivenBack, isOpen, lasts, promised } from './return-state.ts'
import { least, type Thing, type Trade } from './trade.ts'

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
  const { worthFen, reducedFen } = worth(trade, list, pieces)
  const refundFen = worthFen - reducedFen
  const lockFen = least(refundFen, freeOf(trade))
  if (remedy === 'refund' && lockFen <= 0n) return 'return.nothing_held'
  const why = reasonsToWeigh(trade, { asked, wish, contested: answers.some(Boolean) })
  const no = list.length + 1
  const { at } = asked
  list.push({
    ...{ no, track, remedy, pieces, requestedAt: at, refundFen, lockFen, why, owedFen: 0n },
    ...{ worthFen, reducedFen },
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

/** A case has agreed on it: nothing is judged again, and the money stays the case's. */
export function agree(
  trade: Trade,
  list: GivenBack[],
  what: { id: string; remedy: string; fen: bigint; days: number; at: number },
): void {
  const { id, remedy, fen, days, at } = what
  const here = piecesLeft(trade, list, true)
  const travels = here.length > 0
  const pieces = travels || remedy === 'refund' ? here : piecesLeft(trade, list, false)
  const { worthFen } = worth(trade, list, pieces)
  list.push({
    ...{ worthFen, reducedFen: 0n },
    ...{ no: list.length + 1, track: 'quality', remedy, pieces, requestedAt: at, text: '' },
    ...{ photos: 0, refundFen: fen, owedFen: 0n, lockFen: 0n, forCase: { id, days }, why: [] },
    stage: travels ? 'accepted' : 'back',
    dueAt: travels ? lasts('accepted', at) : promised(at, days),
    ...{ escalateAt: null, from: null, ...fresh },
  })
}

function leftOf(thing: Thing, list: readonly GivenBack[]): number {
  if (thing.status === 'refunded') return 0
  const gone = list.filter((one) => isOpen(one) || one.stage === 'refunded' || kept(one))
  return thing.quantity - piecesOf(gone, thing)
}

function piecesOf(list: readonly Pick<GivenBack, 'pieces'>[], { id }: Thing): number {
  return list
    .flatMap(({ pieces }) => pieces)
    .reduce((all, { itemId, quantity }) => all + (itemId === id ? quantity : 0), 0)
}

/** Has it gone for good, or will it? The seller has it, or money comes for it. */
function isGone(one: GivenBack): boolean {
  return one.stage === 'refunded' || kept(one) || (isOpen(one) && one.remedy === 'refund')
}

/** A case has had the last word, and the seller has the goods. */
function kept({ stage, backAt }: GivenBack): boolean {
  return stage === 'settled' && backAt !== null
}

/** The price of these, less their share of what came back before without any goods. */
function worth(
  trade: Trade,
  list: readonly GivenBack[],
  pieces: GivenBack['pieces'],
): { worthFen: bigint; reducedFen: bigint } {
  const earlier = list.filter(isGone)
  const priceOf = (count: (thing: Thing) => number) =>
    trade.things.reduce((all, one) => all + one.unitFen * BigInt(count(one)), 0n)
  const worthFen = priceOf((one) => piecesOf([{ pieces }], one))
  const byReturns = earlier.map((one) =>
    kept(one) ? one.worthFen : one.stage === 'refunded' ? one.refundFen : 0n,
  )
  const ended = trade.things.filter(({ status }) => status === 'refunded')
  const byThings = ended.map((one) => one.unitFen * BigInt(one.quantity - piecesOf(earlier, one)))
  const before = earlier.map(({ reducedFen }) => reducedFen)
  const gone = [...byReturns, ...byThings, ...before].reduce((all, one) => all + one, 0n)
  const loose = backOf(trade) - gone
  const still = priceOf((one) => leftOf(one, list))
  const reducedFen = loose > 0n && still > 0n ? (loose * worthFen) / still : 0n
  return { worthFen, reducedFen: least(reducedFen, worthFen) }
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

/** No warranty was promised: an exchange begins anew, days of repair are added. */
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
    from,
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
