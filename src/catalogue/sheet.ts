import { type Fen, sumFen } from '../kernel/money.ts'
import type { Day } from '../kernel/time.ts'
import { factsDemanded } from '../law/offer-facts.rules.ts'
import type { Standing } from '../network/model.ts'
import type { Offer } from './model.ts'
import type { FactName, OfferWarning } from './passport-words.ts'

/** 买前须知. What a buyer should know before paying: what is missing, and what is odd. */
export interface Sheet {
  /** The seller's identity first, then facts in the order of the label. */
  readonly missing: readonly ('subject' | FactName)[]
  /** The article that demands the facts; null where none does. */
  readonly cite: string | null
  readonly warnings: readonly Warned[]
  /** What other shops ask for the same batch; null where there are none. */
  readonly prices: Prices | null
}

/** 同批次价格. One price a shop, in fen; the median only where it says something. */
export interface Prices {
  readonly shops: number
  readonly lowestFen: Fen
  readonly medianFen: Fen | null
  readonly highestFen: Fen
  readonly factoryFen: Fen | null
}

export interface Warned {
  readonly code: OfferWarning
  readonly params: Readonly<Record<string, number>>
}

/** The same batch in other shops of this site. */
export interface Peers {
  /** The highest price at which anybody says it left the factory. */
  readonly factoryFen: Fen | null
  readonly pricesFen: readonly Fen[]
}

export const noPeers: Peers = { factoryFen: null, pricesFen: [] }

/** Fewer offers than this say nothing about a usual price. */
const peersMin = 3

type Priced = Pick<Offer, 'priceFen' | 'passport'>

/** Which proofs are missing, and what must be confirmed before paying? */
export function sheetOf(
  offer: Priced,
  { standing, on, peers }: { standing: Standing; on: Day; peers: Peers },
): Sheet {
  const { facts, cite } = factsDemanded(offer.passport?.category ?? 'other', on)
  const given = offer.passport?.facts ?? {}
  const absent = facts.filter((name) => (given[name] ?? '').trim() === '')
  return {
    missing: [...(standing === 'unverified' ? (['subject'] as const) : []), ...absent],
    cite,
    warnings: [
      ...(absent.length > 0
        ? [{ code: 'facts_missing' as const, params: { n: absent.length } }]
        : []),
      ...priceWarnings(offer, peers),
    ],
    prices: pricesOf(peers),
  }
}

function pricesOf({ factoryFen, pricesFen }: Peers): Prices | null {
  const [lowestFen, ...more] = pricesFen.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  if (lowestFen === undefined) return null
  const highestFen = more.at(-1) ?? lowestFen
  const medianFen = median(pricesFen)
  return { shops: pricesFen.length, lowestFen, medianFen, highestFen, factoryFen }
}

/** 低价. Is this cheaper than goods of this kind can honestly be? */
function priceWarnings({ priceFen, passport }: Priced, peers: Peers): Warned[] {
  const factoryFen = highest(passport?.factoryFen ?? null, peers.factoryFen)
  const warned: Warned[] = []
  if (factoryFen !== null && priceFen < factoryFen) {
    const params = { factoryFen: Number(factoryFen), priceFen: Number(priceFen) }
    warned.push({ code: 'below_factory_price', params })
  }
  const medianFen = median(peers.pricesFen)
  if (medianFen !== null && priceFen * 2n < medianFen)
    warned.push({ code: 'far_below_others', params: { medianFen: Number(medianFen) } })
  return warned
}

function highest(one: Fen | null, other: Fen | null): Fen | null {
  if (one === null || other === null) return one ?? other
  return one > other ? one : other
}

function median(pricesFen: readonly Fen[]): Fen | null {
  if (pricesFen.length < peersMin) return null
  const sorted = pricesFen.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const middle = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1)
  return sumFen(middle) / BigInt(middle.length)
}
