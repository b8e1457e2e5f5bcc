import { type Fen, sumFen, yuan } from '../kernel/money.ts'
import { isLegalRefusal } from '../law/answer.ts'
import { readFen } from '../law/reading.ts'
import { refundFreight } from '../law/refund-freight.rules.ts'
import type { Opened, Sold } from '../orders/model.ts'
import type { Piece, Returns, Track } from './model.ts'
import { countsAsReturned, listOf } from './pieces.ts'

export interface Amount {
  readonly refundFen: Fen
  /** 首程运费: taken off because what stays no longer ships free. */
  readonly deductedFen: Fen
  readonly freight: 'buyer' | 'seller'
  readonly citations: readonly string[]
}

/**
 * 退多少. What does the buyer get when these pieces go back, and who pays the way? Reckoned for all
 * that has gone back so far and less what earlier returns brought, so that the parts add up to the
 * whole however they are cut. What the order has refunded otherwise is no part of it.
 * @law 网络购买商品七日无理由退货暂行办法 第十七条、第十八条
 */
export function amountOf(
  { order, sold, returns }: { order: Opened; sold: Sold; returns: Returns },
  track: Track,
  pieces: readonly Piece[],
): Amount {
  const items = order.items.filter(({ status }) => status !== 'refunded')
  const paidFen = sumFen(items.map(({ amountFen }) => amountFen))
  const earlier = listOf(returns).filter(countsAsReturned)
  const gone = [...earlier.flatMap((one) => one.pieces), ...pieces]
  const back = items
    .map(({ id }) => ({ name: `item${id}`, qty: piecesIn(gone, id) }))
    .filter(({ qty }) => qty > 0)
  const free = track === 'no_reason' ? freeFreightOf(sold) : null
  const answer = refundFreight(null, {
    reason: track === 'quality' ? '质量问题' : '无理由',
    ...(freightPromised(sold, pieces) ? { agreement: '商家承担' } : {}),
    items: items.map(({ id, amountFen, quantity }) => ({
      name: `item${id}`,
      price: yuan(amountFen / BigInt(quantity)),
      qty: quantity,
    })),
    return: back,
    paid: yuan(paidFen),
    ...(free
      ? {
          free_shipping_threshold: yuan(free.fromFen),
          outbound_freight_actual: yuan(free.costFen),
        }
      : {}),
  })
  if (isLegalRefusal(answer)) return nothing
  const before = earlier.map(({ refundFen, deductedFen }) => ({ refundFen, deductedFen }))
  const allFen = readFen(answer.answer.refund_cny) ?? 0n
  const takenFen = readFen(answer.answer.max_freight_deduction_cny) ?? 0n
  const refundFen = allFen - sumFen(before.map((one) => one.refundFen))
  const deductedFen = takenFen - sumFen(before.map((one) => one.deductedFen))
  return {
    refundFen: refundFen > 0n ? refundFen : 0n,
    deductedFen: deductedFen > 0n ? deductedFen : 0n,
    freight: answer.answer.freight_bearer === 'seller' ? 'seller' : 'buyer',
    citations: answer.citations,
  }
}

const nothing: Amount = { refundFen: 0n, deductedFen: 0n, freight: 'seller', citations: [] }

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
function freeFreightOf(sold: Sold): { fromFen: Fen; costFen: Fen } | null {
  const terms = sold.items.map(({ aftersales }) => aftersales?.freeFreight ?? null)
  const [first] = terms
  if (!first || terms.some((one) => one === null)) return null
  return terms.reduce(
    (most, one) => (one && most && one.fromFen > most.fromFen ? one : most),
    first,
  )
}
