import { second } from '../kernel/time.ts'
import { elapsed } from '../platform/clock.ts'
import type { Door } from '../platform/http/door.ts'
import type { Watch } from '../platform/watch.ts'
import { readStatus, type StatusRow } from './store.ts'

/** Another server may have decided, and this one was not told. */
const lookAgainMs = 2 * second

/**
 * Where does this order stand, once it stands where the page waits for it to be, or when the time
 * is over? Null when there is no such order, or it is not the caller's: nobody waits for another's.
 */
export async function awaitStatus(
  { door, watch }: { door: Door; watch: Watch },
  asked: { orderId: string; who: string; mine: (found: StatusRow) => boolean },
  { until, wait = 0 }: { until?: 'payable' | 'paid'; wait?: number },
): Promise<StatusRow | null> {
  const shopId = door.shopOf(asked.orderId, 'ord')
  if (shopId === null) return null
  const endsAt = elapsed() + wait * second
  const listening = until === undefined ? null : watch.listen(asked.orderId, asked.who)
  try {
    for (;;) {
      const found = await readStatus(door.reads, shopId, asked.orderId)
      if (!found || !asked.mine(found)) return null
      const leftMs = endsAt - elapsed()
      const nothingToWaitFor = listening === null || watch.stopped || reached(found, until)
      if (nothingToWaitFor || leftMs <= 0) return found
      await listening.change(Math.min(leftMs, lookAgainMs))
    }
  } finally {
    listening?.end()
  }
}

function reached({ status, payUrl }: StatusRow, until: 'payable' | 'paid' | undefined): boolean {
  if (status !== 'opened' && status !== 'closing') return true
  return until === 'payable' && payUrl !== null
}
