import { readComplaint } from './disputes/store.ts'
import { timers as caseTimers } from './disputes/timers.ts'
import type { Next } from './notices/audience.ts'
import type { About } from './notices/readers.ts'
import { timers as orderTimers } from './orders/timers.ts'
import type { Tx } from './platform/db/pool.ts'
import { clockOf, timersOf } from './returns/clocks.ts'
import { isOpen, listOf } from './returns/pieces.ts'
import { readReturns } from './returns/store.ts'

/**
 * 接下来. What comes by itself for an order if nobody acts, and in whose favour? Of a case or a
 * return its own clocks count, under their own names.
 */
export async function ahead(reads: Tx, { domain, shopId, order }: About): Promise<readonly Next[]> {
  switch (domain) {
    case 'complaints': {
      const complaint = await readComplaint(reads, shopId, order.orderId)
      return caseTimers(complaint)
        .filter(({ kind }) => kind !== 'limitation')
        .map((one) => ({ ...one, kind: `complaint.${one.kind}` }))
    }
    case 'returns': {
      const returns = await readReturns(reads, shopId, order.orderId)
      return listOf(returns)
        .filter(isOpen)
        .flatMap((one) =>
          timersOf(one).map((next) => ({ ...next, kind: `return.${clockOf(one)}` })),
        )
    }
    default:
      return orderTimers(order)
  }
}
