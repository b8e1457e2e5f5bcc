import { type Fen, minFen, sumFen, yuan } from '../kernel/money.ts'
import { isLegalRefusal, type LegalAnswer } from '../law/answer.ts'
import { readFen } from '../law/reading.ts'
import { refundFreight } from '../law/refund-freight.rules.ts'
import type { Item, Opened, Sold } from '../orders/model.ts'
import type { Piece, Returns, Track } from './model.ts'
import { countsAsReturned, listOf } from './pieces.ts'

export interface Amount {
  readonly refundFen: Fen
  /** 首程运费: taken off because what stays no longer ships free. */
  readonly deductedFen: Fen
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
 * that has gone back so far and less what earlier returns brought, so that the parts add up to the
 * whole however they are cut. What the order has refunded otherwise is no part of it.
 * @law 网络购买商品七日无理由退货暂行办法 第十七条、第十八条
 */
export function amountOf(trade: Trade, track: Track, pieces: readonly Piece[]): Amount {
  const { order, sold, returns } = trade
  const items = order.items.filter(({ status }) => status !== 'refunded')
  const earlier = listOf(returns).filter(countsAsReturned)
  const gone = [...earlier.flatMap((one) => one.pieces), ...pieces]
  const reason = track === 'quality' ? '质量问题' : '无理由'
  const agreed = freightPromised(sold, pieces) ? { agreement: '商家承担' } : {}
  const settled = items.map((item) => settle({ item, sold, gone }, { reason, ...agreed }))
  const way = freightOf(items, gone, { reason, ...agreed, ...freeFreight(sold) })
  const goodsFen = sumFen(settled.map((answer) => readFen(answer?.answer.refund_cny) ?? 0n))
  const takenFen = readFen(way?.answer.max_freight_deduction_cny) ?? 0n
  const allFen = goodsFen - minFen(takenFen, goodsFen)
  const refundFen = allFen - sumFen(earlier.map((one) => one.refundFen + one.owedFen))
  const deductedFen = takenFen - sumFen(earlier.map((one) => one.deductedFen))
  const answers = [...settled, way].filter((answer) => answer !== null)
  return {
    refundFen: refundFen > 0n ? refundFen : 0n,
    deductedFen: deductedFen > 0n ? deductedFen : 0n,
    freight: way?.answer.freight_bearer === 'seller' ? 'seller' : 'buyer',
    citations: [...new Set(answers.flatMap(({ citations }) => citations))],
  }
}

type Facts = Readonly<Record<string, unknown>>

/** 多退少补: what stays of one item is paid at its own price, with the promotion that it keeps. */
function settle(
  { item, sold, gone }: { item: Item; sold: Sold; gone: readonly Piece[] },
  facts: Facts,
): LegalAnswer | null {
  const qty = piecesIn(gone, item.id)
  if (qty === 0) return null
  const frozen = sold.items.find(({ id }) => id === item.id)
  const unitFen = frozen?.priceFen ?? item.amountFen / BigInt(item.quantity)
  return asked({
    ...facts,
    items: [{ name: 'item', price: yuan(unitFen), qty: item.quantity }],
    return: [{ name: 'item', qty }],
    paid: yuan(item.amountFen),
    ...(frozen?.promotion ? { promo: frozen.promotion } : {}),
  })
}

/** 包邮: is the freight that was free lost by all that goes back, and who pays the way? */
function freightOf(
  items: readonly Item[],
  gone: readonly Piece[],
  facts: Facts,
): LegalAnswer | null {
  const lines = items.map(({ id, amountFen }) => ({ name: `item${id}`, price: yuan(amountFen) }))
  const whole = items.filter(({ id, quantity }) => piecesIn(gone, id) === quantity)
  if (!('free_shipping_threshold' in facts)) return asked(facts)
  // Of an item that stays in part, what stays counts towards the sum at its share of the price.
  const parts = items.flatMap((item) => partOf(item, gone))
  const cut = items.map((item) => parts.find(({ of }) => of === item.id) ?? null)
  const all = lines.flatMap((line, place) => cut[place]?.lines ?? [line])
  const back = [
    ...whole.map(({ id }) => ({ name: `item${id}`, qty: 1 })),
    ...parts.map(({ of }) => ({ name: `item${of}back`, qty: 1 })),
  ]
  return asked({ ...facts, items: all.map((line) => ({ ...line, qty: 1 })), return: back })
}

function partOf({ id, amountFen, quantity }: Item, gone: readonly Piece[]) {
  const qty = piecesIn(gone, id)
  if (qty === 0 || qty === quantity) return []
  const backFen = (amountFen * BigInt(qty)) / BigInt(quantity)
  const lines = [
    { name: `item${id}back`, price: yuan(backFen) },
    { name: `item${id}stays`, price: yuan(amountFen - backFen) },
  ]
  return [{ of: id, lines }]
}

function asked(facts: Facts): LegalAnswer | null {
  const answer = refundFreight(null, facts)
  return isLegalRefusal(answer) ? null : answer
}

function piecesIn(gone: readonly Piece[], itemId: string): number {
  return gone
    .filter((piece) => piece.itemId === itemId)
    .reduce((sum, { quantity }) => sum + quantity, 0)
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
