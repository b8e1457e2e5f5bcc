import { type Instant, shanghaiDay } from '../kernel/time.ts'
import { inForce } from '../law/provision.ts'
import { fraudIncrease } from '../law/punitive-damages.ts'
import { qualityFreight, returnFreight } from '../law/refund-freight.ts'
import { noReasonReturnDays } from '../law/returns.ts'
import { deliveryDuty } from './clockwork.ts'
import type { Opened, Sold } from './model.ts'
import type { RightCode } from './right-words.ts'
import { live, sums } from './sums.ts'
import { windowEndsAt } from './timers.ts'

/** A right of the buyer, with the date that this order gives it. */
export interface Right {
  readonly code: RightCode
  readonly until: Instant | null
  readonly days: number | null
  /** Articles, for whoever wants to read them; null where it is a rule of this site. */
  readonly cite: string | null
}

/**
 * 权利卡. What may this buyer still do, until when, and by which article? Only what is true now: a
 * right whose time is over is not shown as one.
 * @law 消费者权益保护法 第二十四条、第二十五条、第五十五条
 */
export function rightsOf(order: Opened, sold: Sold, at: Instant): readonly Right[] {
  if (order.phase !== 'paid' || live(order).length === 0) return []
  const on = shanghaiDay(order.openedAt)
  const right = (code: RightCode, cite: string | null, more: Partial<Right> = {}): Right => {
    return { code, cite, until: null, days: null, ...more }
  }
  const waiting = live(order).filter(({ status }) => status === 'awaiting' || status === 'overdue')
  const promises = waiting.flatMap(({ readyBy }) => readyBy ?? [])
  return [
    ...(waiting.length > 0 ? [right('cancel', deliveryDuty)] : []),
    ...(promises.length > 0
      ? [right('ship_promise', deliveryDuty, { until: Math.min(...promises) })]
      : []),
    ...returning(order, sold, at).map(({ code, ...more }) => right(code, more.cite, more)),
    right('quality', inForce(qualityFreight, on).cite),
    right('fraud', inForce(fraudIncrease, on).cite),
    ...(sums(order).freeFen > 0n ? [right('locked', null)] : []),
  ]
}

/** 无理由退货: its last moment once all has arrived, before that how long it will be. */
function returning(
  order: Opened,
  sold: Sold,
  at: Instant,
): (Partial<Right> & Pick<Right, 'code' | 'cite'>)[] {
  if (!live(order).some(({ kind }) => kind === 'parcel')) return []
  const { value: days, cite } = inForce(noReasonReturnDays, shanghaiDay(order.openedAt))
  const until = windowEndsAt(order)
  if (until === null) return [{ code: 'no_reason_later', days, cite }]
  if (until <= at) return []
  const { cite: freight } = inForce(returnFreight, shanghaiDay(order.openedAt))
  return [
    {
      code: freightPromised(order, sold) ? 'no_reason_free' : 'no_reason',
      until,
      cite: `${cite}；${freight}`,
    },
  ]
}

/** Has the seller promised to pay the way back for all that is left? */
function freightPromised(order: Opened, sold: Sold): boolean {
  return live(order).every(({ id }) => {
    const frozen = sold.items.find((one) => one.id === id)
    const promised = frozen?.passport?.promises.includes('return_postage') === true
    return promised || frozen?.aftersales?.freightBySeller === true
  })
}
