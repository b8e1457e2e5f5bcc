import type { Opened } from '../../src/orders/model.ts'
import { sums } from '../../src/orders/sums.ts'

/** Can nothing more happen to this order? */
export function isOver(order: Opened): boolean {
  const ended = ['expired', 'cancelled', 'refunded', 'settled'].includes(order.status)
  return ended && sums(order).pendingFen === 0n && order.owed.length === 0
}
