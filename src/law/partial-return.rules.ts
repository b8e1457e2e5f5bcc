/** 部分退货. What comes back when only some of the things go back, and what may be deducted? */
import { type Fen, minFen, yuan } from '../kernel/money.ts'
import type { LegalRefusal } from './answer.ts'
import { type Line, type Promotion, piecesOf, readPromotion, total } from './promotion.rules.ts'
import { type Facts, fen, isObject, list, readFen, refuseFact, text, told } from './reading.ts'
import type { Reasoning } from './reasoning.ts'
import { lostFreeFreight, partialReturn } from './refund-freight.ts'
import { normalise } from './terms.ts'

type Answer = Record<string, unknown>

/** Items told, some of them returned: the refund, and the freight that may be taken off it. */
export function settlePartialReturn(
  facts: Facts,
  quality: boolean,
  r: Reasoning,
): Answer | LegalRefusal {
  const lines = readLines(facts, r)
  if (lines === null) return {}
  if ('refused' in lines) return lines
  const kept = keptLines(facts, lines, r)
  if (kept === null) return {}
  const promotion = readPromotion(text(facts, 'promo'), piecesOf(lines))
  if (promotion === null) {
    r.miss('promo')
    r.say('优惠的写法读不准，需说明规则。', 'The promotion cannot be read for certain.')
    return {}
  }
  const paidFen = fen(facts, 'paid') ?? promotion(lines)
  const refund = settle(kept, { promotion, paidFen }, r)
  if (!told(facts, 'free_shipping_threshold')) return refund
  return withFreight(facts, { lines, kept, refund, quality }, r)
}

interface Terms {
  readonly promotion: Promotion
  readonly paidFen: Fen
}

function settle(kept: readonly Line[], terms: Terms, r: Reasoning): Answer {
  const { promotion, paidFen } = terms
  const keptFen = promotion(kept)
  r.use(partialReturn, partialReturn.checkedOn)
  r.say(
    `实付 ${yuan(paidFen)},留下的商品按购买时价格结算为 ${yuan(keptFen)},多退少补。`,
    `Paid ${yuan(paidFen)}; what stays costs ${yuan(keptFen)} at its own price.`,
  )
  if (kept.length > 0 && keptFen < total(kept)) {
    r.doubt('interpretive')
    r.say(
      '留下的商品仍享受优惠：也有按比例分摊优惠的算法。',
      'What stays still earns a discount: some would share the discount out pro rata instead.',
    )
  }
  if (keptFen > paidFen) {
    r.doubt('interpretive')
    r.say(
      `留下的商品价高于实付,消费者应补 ${yuan(keptFen - paidFen)}。`,
      `What stays costs more than was paid: the buyer would add ${yuan(keptFen - paidFen)}.`,
    )
    return { refund_cny: '0.00', consumer_pays_cny: yuan(keptFen - paidFen) }
  }
  if (kept.length === 0) return { refund_cny: yuan(paidFen) }
  return { refund_cny: yuan(paidFen - keptFen) }
}

/** One thing of a basket: how many were bought, and how many have gone back, and why. */
export interface Bought {
  readonly unitFen: Fen
  readonly pieces: number
  /** Not right, or never delivered: the discount of the rest does not suffer by it. */
  readonly faulty: number
  /** Not wanted: what stays is settled as if it alone had been bought. */
  readonly unwanted: number
}

/**
 * 分次退货. How much of what was paid for this basket is to be back, for all that has gone back so
 * far? In fen, between nothing and all of it. It follows from what has gone, not from the order in
 * which it went: what stays, with what was faulty, is priced as a purchase of its own; of that
 * price what was faulty has its share. The odd fen is the buyer's.
 * @law 网络购买商品七日无理由退货暂行办法 第十七条
 */
export function dueBack(
  basket: readonly Bought[],
  { promotion, paidFen }: { promotion: Promotion; paidFen: Fen },
): Fen {
  const lines = (count: (one: Bought) => number): Line[] =>
    basket
      .map((one) => ({ name: '', unitFen: one.unitFen, pieces: count(one) }))
      .filter(({ pieces }) => pieces > 0)
  const wanted = lines(({ pieces, unwanted }) => pieces - unwanted)
  const kept = lines(({ pieces, unwanted, faulty }) => pieces - unwanted - faulty)
  if (total(kept) === 0n) return paidFen
  const priceFen = (promotion(wanted) * total(kept)) / total(wanted)
  return priceFen < paidFen ? paidFen - priceFen : 0n
}

interface Shipment {
  readonly lines: readonly Line[]
  readonly kept: readonly Line[]
  readonly refund: Answer
  readonly quality: boolean
}

/** 包邮: was the freight free because of what now goes back? Then its actual cost may be taken. */
function withFreight(facts: Facts, shipment: Shipment, r: Reasoning): Answer {
  const { lines, kept, refund, quality } = shipment
  const thresholdFen = fen(facts, 'free_shipping_threshold') ?? 0n
  const lost = total(lines) >= thresholdFen && total(kept) < thresholdFen && !quality
  const refundFen = readFen(refund.refund_cny) ?? 0n
  const freightFen = fen(facts, 'outbound_freight_actual')
  const rule = r.use(lostFreeFreight, lostFreeFreight.checkedOn)
  if (lost && freightFen === null) {
    r.miss('outbound_freight_actual')
    return {}
  }
  const deductedFen = lost ? minFen(freightFen ?? 0n, refundFen) : 0n
  r.say(
    lost
      ? `退货后不再满足包邮,可扣实际首程运费,至多 ${yuan(freightFen ?? 0n)}。`
      : '未因退货而失去包邮，或系质量问题：不得扣首程运费。',
    lost
      ? 'Free freight is lost by the return: the actual outbound freight may be deducted.'
      : 'Free freight is not lost by it, or the goods fell short: nothing may be deducted.',
    rule.cite,
  )
  return {
    ...refund,
    refund_cny: yuan(refundFen - deductedFen),
    max_freight_deduction_cny: yuan(lost ? (freightFen ?? 0n) : 0n),
    min_refund_cny: yuan(refundFen - deductedFen),
  }
}

function readLines(facts: Facts, r: Reasoning): readonly Line[] | LegalRefusal | null {
  const items = list(facts, 'items')
  if (items === null || items.length === 0) {
    r.miss('items')
    return null
  }
  const lines: Line[] = []
  for (const item of items) {
    const line = readLine(item)
    if (line === null) return refuseFact('law.bad_item', 'items', '有一项读不出', 'has a bad item')
    lines.push(line)
  }
  return lines
}

const nameFields = ['name', 'id', 'sku', 'title', 'item', 'goods', 'product', 'code']
const priceFields = ['price', 'price_cny', 'unit_price', 'unit_price_cny', 'amount', 'amount_cny']
const pieceFields = ['qty', 'quantity', 'count', 'pieces', 'num', 'n']

function readLine(item: unknown): Line | null {
  if (Array.isArray(item)) {
    const [name, price, pieces] = item
    return readLine({ name, price, qty: pieces ?? 1 })
  }
  if (isObject(item)) {
    const [[only, alone] = ['', null], ...others] = Object.entries(item)
    const named = others.length === 0 ? readFen(alone) : null
    if (named !== null) return { name: normalise(only), unitFen: named, pieces: 1 }
    const unitFen = readFen(firstOf(item, priceFields))
    const pieces = firstOf(item, pieceFields) ?? 1
    if (unitFen === null || typeof pieces !== 'number') return null
    if (!Number.isSafeInteger(pieces) || pieces < 1) return null
    return { name: normalise(String(firstOf(item, nameFields) ?? '')), unitFen, pieces }
  }
  const plainFen = readFen(item)
  if (plainFen !== null) return { name: normalise(String(item)), unitFen: plainFen, pieces: 1 }
  const match =
    typeof item === 'string' ? /^(.*?)[\s::]{0,8}(\d{1,12}(?:\.\d{1,2})?)元?$/.exec(item) : null
  const unitFen = readFen(match?.[2])
  return unitFen === null ? null : { name: normalise(match?.[1] ?? ''), unitFen, pieces: 1 }
}

function firstOf(item: Record<string, unknown>, names: readonly string[]): unknown {
  for (const name of names) if (item[name] !== undefined && item[name] !== null) return item[name]
  return undefined
}

/** What stays with the buyer? Null when a returned thing is none of those bought. */
function keptLines(facts: Facts, lines: readonly Line[], r: Reasoning): readonly Line[] | null {
  const one = text(facts, 'return')
  const returned = list(facts, 'return') ?? (one === null ? null : [one])
  if (returned === null) {
    r.miss('return')
    return null
  }
  const left = lines.map((line) => ({ ...line }))
  for (const each of returned) {
    const { name, pieces } = wantedBack(each)
    const line = left.find((candidate) => candidate.pieces > 0 && isNamed(candidate, name, each))
    if (!line || line.pieces < (pieces ?? 1)) {
      r.miss('return')
      r.say('退回的商品与所购商品对不上。', 'What goes back is not among what was bought.')
      return null
    }
    line.pieces -= pieces ?? (isObject(each) || returned.length === 1 ? line.pieces : 1)
  }
  return left.filter((line) => line.pieces > 0)
}

function wantedBack(each: unknown): { name: string; pieces: number | null } {
  if (!isObject(each)) return { name: normalise(String(each)), pieces: null }
  const pieces = firstOf(each, pieceFields)
  return {
    name: normalise(String(firstOf(each, nameFields) ?? '')),
    pieces: typeof pieces === 'number' && Number.isSafeInteger(pieces) ? pieces : null,
  }
}

function isNamed(line: Line, name: string, each: unknown): boolean {
  if (name !== '' && line.name === name) return true
  const priced = readFen(isObject(each) ? firstOf(each, priceFields) : each)
  return priced !== null && priced === line.unitFen && (name === '' || !isObject(each))
}

/** How much was paid by each means? The same goes back by the same means, as it was told. */
export function refundByMeans(facts: Facts): { parts: Answer[] } | LegalRefusal {
  const parts: Answer[] = []
  for (const part of list(facts, 'paid') ?? []) {
    const amountFen = isObject(part) ? readFen(part.amount) : null
    if (!isObject(part) || typeof part.method !== 'string' || amountFen === null) {
      return refuseFact('law.bad_payment', 'paid', '有一笔读不出', 'has a part that cannot be read')
    }
    const amount = typeof part.amount === 'string' ? part.amount.trim() : yuan(amountFen)
    parts.push({ method: part.method, amount })
  }
  return { parts }
}
