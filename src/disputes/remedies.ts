import { addDays, type Instant, iso, shanghaiDay, startOfDay } from '../kernel/time.ts'
import { limitationOf } from '../law/burden.rules.ts'
import { deliveryAsPromised, flawedGoods } from '../law/burdens.ts'
import { current } from '../law/provision.ts'
import { noReasonReturnDays } from '../law/returns.ts'
import type { Opened } from '../orders/model.ts'
import type { Complaint, Facts, Remedy } from './model.ts'
import type { Issue } from './terms.ts'

/** One way to be helped, as it stands for this order now. */
export interface Way {
  readonly kind: Remedy
  /** What can come of it at most, in fen. */
  readonly amountFen: number
  /** Until when this way is open; null when no clock runs. */
  readonly until: string | null
  /** Who pays the freight, where goods travel. */
  readonly freight: 'buyer' | 'seller' | null
  readonly cite: string
  readonly issues: Issue[]
}

interface Known {
  readonly order: Opened
  readonly file: Complaint
  readonly facts: Pick<Facts, 'paidFen' | 'backFen' | 'freeFen'>
  readonly at: Instant
}

/**
 * 有问题. Which remedies apply to this order today, with amounts and dates, and who pays? Best for
 * the buyer first. How a return is reckoned, the room of returns knows better.
 */
export function remediesOf({ order, file, facts, at }: Known): { remedies: Way[] } {
  const leftFen = Number(facts.paidFen - facts.backFen)
  const { endsOn, cite: limitation } = limitationOf(shanghaiDay(order.paidAt ?? at))
  const base = { amountFen: leftFen, until: null, freight: null, issues: [] }
  const until = iso(startOfDay(addDays(endsOn, 1)))
  const remedies: Way[] = []
  if (leftFen > 0) {
    const unsent = order.items.filter(({ status }) => status === 'awaiting' || status === 'overdue')
    const late = unsent.filter(({ readyBy }) => readyBy !== null && readyBy <= at)
    if (late.length > 0)
      remedies.push({ ...base, kind: 'refund_now', amountFen: priceOf(late), cite: duty })
    else if (unsent.length > 0)
      remedies.push({ ...base, kind: 'cancel', amountFen: priceOf(unsent), cite: duty })
    if (file.status !== 'none' && file.status !== 'closed')
      remedies.push({ ...base, kind: 'follow', amountFen: Number(file.amountFen), cite: mend })
    else {
      const arrived = order.items.some(({ status }) => status === 'delivered')
      if (arrived) remedies.push({ ...base, kind: 'return', freight: 'buyer', cite: noReason })
      const issues = issuesOf(order)
      // Nobody pays for sending back what has not come.
      const freight = arrived ? 'seller' : null
      remedies.push({ ...base, kind: 'complain', until, freight, cite: mend, issues })
    }
  }
  return { remedies: [...remedies, { ...base, kind: 'elsewhere', until, cite: limitation }] }
}

const { cite: duty } = current(deliveryAsPromised)
const { cite: mend } = current(flawedGoods)
const { cite: noReason } = current(noReasonReturnDays)

function priceOf(items: Opened['items']): number {
  return Number(items.reduce((sum, { amountFen }) => sum + amountFen, 0n))
}

/** What may be wrong with it, as far as it has come? */
function issuesOf(order: Opened): Issue[] {
  const arrived = order.items.some(({ status }) => status === 'delivered')
  return arrived
    ? [
        ...(['damaged', 'not_as_described', 'fake', 'expired', 'date_altered'] as const),
        ...(['unlicensed', 'harmful', 'not_received', 'other'] as const),
      ]
    : ['not_received', 'other']
}
