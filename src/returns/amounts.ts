import { type Fen, minFen, sumFen, yuan } from '../kernel/money.ts'
import { isLegalRefusal, type LegalAnswer } from '../law/answer.ts'
import { type Bought, dueBack } from '../law/partial-return.rules.ts'
import { basketOf, readPromotion, total } from '../law/promotion.rules.ts'
import { current } from '../law/provision.ts'
import { readFen } from '../law/reading.ts'
import { refundFreight } from '../law/refund-freight.rules.ts'
import { partialReturn } from '../law/refund-freight.ts'
import { backFen, type Item, type Opened, type Sold } from '../orders/model.ts'
import type { Piece, Return, Returns, Track } from './model.ts'
import { goneBack, listOf, piecesLeft } from './pieces.ts'

export interface Amount {
  readonly refundFen: Fen
  /** What the goods are worth in it, before anything is taken off. */
  readonly worthFen: Fen
  /** 首程运费: taken off because what stays no longer ships free. */
  readonly deductedFen: Fen
  /** 已退差价: taken off because it has come back before, without goods. */
  readonly reducedFen: Fen
  readonly freight: 'buyer' | 'seller'
  readonly citations: readonly string[]
}

interface Trade {
  readonly order: Opened
  readonly sold: Sold
  readonly returns: Returns
}

/**
 * 退多少. What does the buyer get when these pieces go back, and who pays the way? Reckoned for all
 * that has gone back so far, less what earlier returns were worth, so that the parts add up to the
 * whole however they are cut. What a person took off an earlier return stays taken off, and what
 * has come back without goods counts for its share of them: nobody is paid twice.
 * @law 网络购买商品七日无理由退货暂行办法 第十七条、第十八条
 */
export function amountOf(trade: Trade, track: Track, pieces: readonly Piece[]): Amount {
  const earlier = listOf(trade.returns).filter(goneBack)
  const gone = [...earlier, { track, pieces }]
  const wantedFen = goodsFen(trade, gone) - sumFen(earlier.map(worthOf))
  const worthFen = wantedFen > 0n ? wantedFen : 0n
  const reducedFen = minFen(reductionOf(trade, pieces), worthFen)
  const way = freightOf(trade, { track, pieces, gone })
  const lostFen = readFen(way?.answer.max_freight_deduction_cny) ?? 0n
  const takenFen = lostFen - sumFen(earlier.map((one) => one.deductedFen))
  const deductedFen = minFen(takenFen > 0n ? takenFen : 0n, worthFen - reducedFen)
  const rule = track === 'no_reason' ? [current(partialReturn).cite] : []
  return {
    refundFen: worthFen - reducedFen - deductedFen,
    ...{ worthFen, deductedFen, reducedFen },
    freight: way?.answer.freight_bearer === 'seller' ? 'seller' : 'buyer',
    citations: [...new Set([...rule, ...(way?.citations ?? [])])],
  }
}

type Gone = Pick<Return, 'track' | 'pieces'>

/** What was this return worth, before anything was taken off, by anybody? In fen. */
export function worthOf({ worthFen, refundFen, owedFen, deductedFen }: Return): Fen {
  return worthFen ?? refundFen + owedFen + deductedFen
}

/** How much of the price is to be back for all of this, beside what the order itself gave back? */
function goodsFen({ order, sold }: Trade, gone: readonly Gone[]): Fen {
  const seen = new Set<string>()
  const all = order.items.map((item) => {
    if (seen.has(item.id)) return 0n
    const basket = basketWith(item, { order, sold })
    for (const { id } of basket) seen.add(id)
    const promo = frozenOf(sold, item)?.promotion ?? null
    const pieces = basket.reduce((sum, { quantity }) => sum + quantity, 0)
    const bought = basket.map((one) => boughtOf(one, { sold, gone }))
    const refunded = basket.filter(({ status }) => status === 'refunded')
    const paidFen = sumFen(basket.map(({ amountFen }) => amountFen))
    const backAlready = refunded.map((one) => shareOf(one, one.quantity - countIn(gone, one.id)))
    const promotion = readPromotion(promo, pieces) ?? total
    return dueBack(bought, { promotion, paidFen }) - sumFen(backAlready)
  })
  return sumFen(all)
}

/** 同一活动: the things that a promotion of the whole shop counted together with this one. */
function basketWith(item: Item, { order, sold }: Pick<Trade, 'order' | 'sold'>): readonly Item[] {
  const words = basketOf(frozenOf(sold, item)?.promotion)
  if (words === null) return [item]
  return order.items.filter((one) => basketOf(frozenOf(sold, one)?.promotion) === words)
}

function boughtOf(item: Item, { sold, gone }: { sold: Sold; gone: readonly Gone[] }): Bought {
  const { quantity, amountFen, status, id } = item
  const unwanted = countIn(
    gone.filter(({ track }) => track === 'no_reason'),
    id,
  )
  // What the order itself gave back was not sent or not right: never the buyer's change of mind.
  const faulty = status === 'refunded' ? quantity - unwanted : countIn(gone, id) - unwanted
  const unitFen = frozenOf(sold, item)?.priceFen ?? amountFen / BigInt(quantity)
  return { unitFen, pieces: quantity, faulty, unwanted }
}

function frozenOf(sold: Sold, { id }: Item): Sold['items'][number] | undefined {
  return sold.items.find((one) => one.id === id)
}

function countIn(gone: readonly Gone[], itemId: string): number {
  return gone
    .flatMap(({ pieces }) => pieces)
    .reduce((sum, piece) => sum + (piece.itemId === itemId ? piece.quantity : 0), 0)
}

/** What so many pieces of this were paid with. In fen, rounded down. */
function shareOf({ amountFen, quantity }: Item, pieces: number): Fen {
  return (amountFen * BigInt(pieces)) / BigInt(quantity)
}

/**
 * 已退差价. What has come back without goods, by the seller or by a case, is spread over what the
 * buyer still had; the share of these pieces is no part of what they bring now. In fen.
 */
function reductionOf({ order, returns }: Trade, pieces: readonly Piece[]): Fen {
  const list = listOf(returns)
  const gone = list.filter(goneBack)
  const byReturns = gone.map((one) => (one.stage === 'settled' ? worthOf(one) : paidOut(one)))
  const byItems = order.items
    .filter(({ status }) => status === 'refunded')
    .map((item) => shareOf(item, item.quantity - countIn(gone, item.id)))
  const earlier = gone.map(({ reducedFen = 0n }) => reducedFen)
  const leftFen = backFen(order) - sumFen([...byReturns, ...byItems, ...earlier])
  if (leftFen <= 0n) return 0n
  const share = (of: (item: Item) => number) =>
    sumFen(order.items.map((item) => shareOf(item, of(item))))
  const stillFen = share((item) => piecesLeft(returns, item))
  const theseFen = share(({ id }) => countIn([{ track: 'quality', pieces }], id))
  return stillFen === 0n ? 0n : (leftFen * theseFen) / stillFen
}

/** What has gone to the buyer for this return; nothing while it lasts. */
function paidOut({ stage, refundFen }: Return): Fen {
  return stage === 'refunded' ? refundFen : 0n
}

type Facts = Readonly<Record<string, unknown>>

/** 包邮: is the freight that was free lost by all that is not wanted, and who pays the way? */
function freightOf(
  { order, sold }: Trade,
  { track, pieces, gone }: { track: Track; pieces: readonly Piece[]; gone: readonly Gone[] },
): LegalAnswer | null {
  const agreed = freightPromised(sold, pieces) ? { agreement: '商家承担' } : {}
  const facts = { reason: track === 'quality' ? '质量问题' : '无理由', ...agreed }
  const free = freeFreight(sold)
  if (track === 'quality' || !('free_shipping_threshold' in free)) return asked(facts)
  const items = order.items.filter(({ status }) => status !== 'refunded')
  const unwanted = gone.filter((one) => one.track === 'no_reason')
  const lines = items.flatMap((item) => halves(item, countIn(unwanted, item.id)))
  const back = lines.filter(({ name }) => name.endsWith('back')).map(({ name }) => ({ name }))
  const told = lines.map((line) => ({ ...line, qty: 1 }))
  return asked({ ...facts, ...free, items: told, return: back.map((one) => ({ ...one, qty: 1 })) })
}

/** What of it goes back and what stays, each at its share of the price that was paid. */
function halves(item: Item, back: number) {
  const { id, amountFen, quantity } = item
  const backFen = shareOf(item, back)
  const stays =
    back < quantity ? [{ name: `item${id}stays`, price: yuan(amountFen - backFen) }] : []
  return [...(back > 0 ? [{ name: `item${id}back`, price: yuan(backFen) }] : []), ...stays]
}

function asked(facts: Facts): LegalAnswer | null {
  const answer = refundFreight(null, facts)
  return isLegalRefusal(answer) ? null : answer
}

/** Does the seller pay the way back for all of these, as was promised when they were bought? */
function freightPromised(sold: Sold, pieces: readonly Piece[]): boolean {
  return pieces.every(({ itemId }) => {
    const frozen = sold.items.find(({ id }) => id === itemId)
    const promised = frozen?.passport?.promises.includes('return_postage') === true
    return promised || frozen?.aftersales?.freightBySeller === true
  })
}

/** 满额包邮, where it was said of all that was bought: the highest sum counts. */
function freeFreight(sold: Sold): Facts {
  const terms = sold.items.map(({ aftersales }) => aftersales?.freeFreight ?? null)
  const [first] = terms
  if (!first || terms.some((one) => one === null)) return {}
  const most = terms.reduce((a, b) => (a && b && b.fromFen > a.fromFen ? b : a), first) ?? first
  return {
    free_shipping_threshold: yuan(most.fromFen),
    outbound_freight_actual: yuan(most.costFen),
  }
}
