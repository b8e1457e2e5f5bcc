import { baskets, plain, reckonBasket } from './promotions.ts'
import { backOf } from './quarrel.ts'
import { type GivenBack, isOpen } from './return-state.ts'
import { least, sum, type Thing, type Trade } from './trade.ts'

/** 退多少, by the invariants in returns/README.md. */
type Gone = Pick<GivenBack, 'track' | 'pieces'>

export interface Worth {
  readonly worthFen: bigint
  readonly reducedFen: bigint
  readonly deductedFen: bigint
}

/** What do these pieces bring, after all that has gone back before? */
export function worth(trade: Trade, list: readonly GivenBack[], now: Gone): Worth {
  const earlier = list.filter(isGone)
  const gone = [...earlier, now]
  const worthFen = positive(dueFor(trade, gone) - sum(earlier.map((one) => one.worthFen)))
  const reducedFen = least(loose(trade, list, now), worthFen)
  const taken = positive(freightLost(trade, now, gone) - sum(earlier.map((one) => one.deductedFen)))
  return { worthFen, reducedFen, deductedFen: least(taken, worthFen - reducedFen) }
}

function positive(fen: bigint): bigint {
  return fen > 0n ? fen : 0n
}

export function piecesOf(list: readonly Pick<GivenBack, 'pieces'>[], { id }: Thing): number {
  return list
    .flatMap(({ pieces }) => pieces)
    .reduce((all, { itemId, quantity }) => all + (itemId === id ? quantity : 0), 0)
}

export function leftOf(thing: Thing, list: readonly GivenBack[]): number {
  if (thing.status === 'refunded') return 0
  const gone = list.filter((one) => isOpen(one) || one.stage === 'refunded' || kept(one))
  return thing.quantity - piecesOf(gone, thing)
}

/** Has it gone for good, or will it? The seller has it, or money comes for it. */
function isGone(one: GivenBack): boolean {
  return one.stage === 'refunded' || kept(one) || (isOpen(one) && one.remedy === 'refund')
}

/** A case has had the last word, and the seller has the goods. */
function kept({ stage, backAt }: GivenBack): boolean {
  return stage === 'settled' && backAt !== null
}

/** So many pieces at the share of what was paid for all of them. */
function shareOf({ fen, quantity }: Thing, pieces: number): bigint {
  return (fen * BigInt(pieces)) / BigInt(quantity)
}

/**
 * What is to be back in all, beside what the order itself gave back: what stays is priced as if it
 * had been bought alone, together with what was faulty, which then brings its share of that price.
 */
function dueFor({ things }: Trade, gone: readonly Gone[]): bigint {
  const unwanted = (one: Thing) =>
    piecesOf(
      gone.filter(({ track }) => track === 'no_reason'),
      one,
    )
  const stays = (one: Thing) => (one.status === 'refunded' ? 0 : one.quantity - piecesOf(gone, one))
  let all = 0n
  for (const basket of baskets(things)) {
    const piles = (count: (one: Thing) => number) =>
      basket
        .map((one) => ({ unitFen: one.unitFen, pieces: count(one) }))
        .filter(({ pieces }) => pieces > 0)
    const paidFen = sum(basket.map(({ fen }) => fen))
    const wanted = piles((one) => one.quantity - unwanted(one))
    const stayingFen = plain(piles(stays))
    const costs =
      stayingFen === 0n ? 0n : (reckonBasket(basket, wanted) * stayingFen) / plain(wanted)
    const ended = basket.filter(({ status }) => status === 'refunded')
    const byOrder = ended.map((one) => shareOf(one, one.quantity - piecesOf(gone, one)))
    all += positive(paidFen - costs) - sum(byOrder)
  }
  return all
}

/** The share of these in what came back before without any goods. */
function loose(trade: Trade, list: readonly GivenBack[], { pieces }: Gone): bigint {
  const earlier = list.filter(isGone)
  const byReturns = earlier.map((one) =>
    kept(one) ? one.worthFen : one.stage === 'refunded' ? one.refundFen : 0n,
  )
  const ended = trade.things.filter(({ status }) => status === 'refunded')
  const byThings = ended.map((one) => shareOf(one, one.quantity - piecesOf(earlier, one)))
  const before = earlier.map(({ reducedFen }) => reducedFen)
  const looseFen = backOf(trade) - sum([...byReturns, ...byThings, ...before])
  const still = sum(trade.things.map((one) => shareOf(one, leftOf(one, list))))
  const these = sum(trade.things.map((one) => shareOf(one, piecesOf([{ pieces }], one))))
  return looseFen > 0n && still > 0n ? (looseFen * these) / still : 0n
}

/** 满额包邮: what stays no longer ships free, since something was not wanted. */
function freightLost({ things }: Trade, { track }: Gone, gone: readonly Gone[]): bigint {
  const terms = things.flatMap(({ freeFreight }) => freeFreight ?? [])
  if (track !== 'no_reason' || terms.length < things.length) return 0n
  const [most] = terms.toSorted((a, b) => Number(b.fromFen - a.fromFen))
  const unwanted = gone.filter((one) => one.track === 'no_reason')
  const live = things.filter(({ status }) => status !== 'refunded')
  const before = sum(live.map(({ fen }) => fen))
  const after = before - sum(live.map((one) => shareOf(one, piecesOf(unwanted, one))))
  return most && before >= most.fromFen && after < most.fromFen ? most.costFen : 0n
}
