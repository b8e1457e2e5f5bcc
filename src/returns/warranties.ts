import { type Day, type Instant, shanghaiDay } from '../kernel/time.ts'
import { warrantyEnd } from '../law/warranty.rules.ts'
import type { Opened, Sold } from '../orders/model.ts'
import type { Return, Returns } from './model.ts'
import { exchangesOf, repairsOf } from './pieces.ts'

/**
 * 质保到期. Until when does the seller answer for this item, with all exchanges and repairs so far?
 * Null where he promised no warranty or it has not been delivered.
 * @law 消费者权益保护法实施条例 第十八条
 */
export function warrantyOf(
  { order, sold }: { order: Opened; sold: Sold },
  returns: Returns,
  itemId: string,
): { endsOn: Day; cites: readonly string[] } | null {
  const item = order.items.find(({ id }) => id === itemId)
  const months = sold.items.find(({ id }) => id === itemId)?.aftersales?.warrantyMonths ?? 0
  if (months === 0 || !item || item.deliveredAt === null) return null
  return warrantyEnd({
    deliveredOn: shanghaiDay(item.deliveredAt),
    months,
    exchangedOn: exchangesOf(returns, itemId),
    repairs: repairsOf(returns, itemId),
  })
}

/** And as it will be when this return is done now: the first of its items speaks for all. */
export function warrantyAfter(
  trade: { order: Opened; sold: Sold },
  returns: Returns,
  { one, at }: { one: Return; at: Instant },
): Day | null {
  if (returns.status === 'none') return null
  const ended = { at, by: 'clock', reason: '' } as const
  const list = returns.list.map((each) =>
    each.no === one.no ? { ...each, stage: 'completed' as const, ended } : each,
  )
  const [first] = one.pieces
  return first ? (warrantyOf(trade, { ...returns, list }, first.itemId)?.endsOn ?? null) : null
}
