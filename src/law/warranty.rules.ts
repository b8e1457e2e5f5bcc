import { addDays, type Day, daysBetween } from '../kernel/time.ts'
import { addMonths } from './calendar.ts'
import { versionOn } from './provision.ts'
import { warrantyAfterExchange, warrantyDuringRepair, warrantyStart } from './warranty.ts'

export interface WarrantyHistory {
  readonly deliveredOn: Day
  /** What was promised, at least what the state demands of such goods. */
  readonly months: number
  /** Days on which an exchange was done; the last one counts. */
  readonly exchangedOn: readonly Day[]
  /** From the day the goods were with the seller for repair to the day they were back. */
  readonly repairs: readonly { readonly from: Day; readonly to: Day }[]
}

/**
 * 质保截止: on which day does the duty to exchange and repair end (inclusive)? An exchange begins it
 * anew; days of repair are added.
 * @law 消费者权益保护法实施条例 第十八条
 */
export function warrantyEnd(history: WarrantyHistory): {
  readonly endsOn: Day
  readonly cites: readonly string[]
} {
  const { deliveredOn, months, exchangedOn, repairs } = history
  const cites = new Set<string>()
  const [lastOn] = exchangedOn.toSorted().toReversed()
  const exchange = lastOn === undefined ? null : versionOn(warrantyAfterExchange, lastOn)
  const startOn = exchange && lastOn !== undefined ? lastOn : deliveredOn
  const start = exchange ?? versionOn(warrantyStart, deliveredOn)
  if (start) cites.add(start.cite)
  let awayDays = 0
  for (const { from, to } of repairs) {
    const rule = versionOn(warrantyDuringRepair, to)
    // A repair before the exchange was of the thing that went back.
    if (!rule || from < startOn) continue
    cites.add(rule.cite)
    awayDays += daysBetween(from, to)
  }
  return { endsOn: addDays(addMonths(startOn, months), awayDays), cites: [...cites] }
}
