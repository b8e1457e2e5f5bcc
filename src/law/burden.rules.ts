/** 举证责任: who must show what, and on which text does that rest? */
import { addDays, type Day } from '../kernel/time.ts'
import {
  type Bearing,
  generalBurdens,
  limitationReminderDays,
  limitationYears,
  type Point,
  proofHours,
  proofHoursLeast,
  siteBurdens,
} from './burdens.ts'
import { addMonths, addYears } from './calendar.ts'
import { durableBurdenMonths, foodBurden } from './duties.ts'
import { goodsKinds } from './goods.rules.ts'
import { inForce, type Provision } from './provision.ts'

/** One row of the table of a case: who shows what, and by which rule. */
export interface Burden extends Bearing {
  readonly cite: string
  readonly source: 'statute' | 'site'
}

/**
 * Who bears the burden of these points? Statute goes first; where it says nothing the site's own
 * published rule of that day speaks, and says that it is one. `goods` are the words of what was
 * sold, `receivedOn` is null while nothing was received.
 */
export function burdensOf(
  points: readonly Point[],
  { goods, receivedOn, on }: { goods: string; receivedOn: Day | null; on: Day },
): Burden[] {
  return points.map((point) => statutory(point, { goods, receivedOn, on }) ?? usual(point, on))
}

function statutory(
  point: Point,
  { goods, receivedOn, on }: { goods: string; receivedOn: Day | null; on: Day },
): Burden | null {
  const kinds = goodsKinds(goods, null)
  const standards = kinds.has('FOOD') || kinds.has('COSMETICS')
  if (standards && (point === 'quality' || point === 'within_date' || point === 'harm'))
    return turned(usual(point, on), inForce(foodBurden, on).cite)
  if (point !== 'quality' || receivedOn === null) return null
  const months = inForce(durableBurdenMonths, on)
  const durable = kinds.has('DURABLE') || kinds.has('ELECTRONICS')
  if (!durable || on > addMonths(receivedOn, months.value)) return null
  return turned(usual(point, on), months.cite)
}

/** The statute puts it on the seller; the buyer still shows the outward fact first. */
function turned(row: Burden, cite: string): Burden {
  return { ...row, bearer: 'seller', cite, source: 'statute' }
}

function usual(point: Point, on: Day): Burden {
  for (const provision of [generalBurdens, siteBurdens]) {
    const found = rowOf(provision, { point, on })
    if (found) return found
  }
  const rest = rowOf(generalBurdens, { point: 'claim', on })
  if (!rest) throw new Error('the general burden has a row for whatever is claimed')
  return { ...rest, point }
}

function rowOf(
  provision: Provision<readonly Bearing[]>,
  { point, on }: { point: Point; on: Day },
): Burden | null {
  const { value, cite } = inForce(provision, on)
  const row = value.find((one) => one.point === point)
  return row ? { ...row, cite, source: provision.source ?? 'statute' } : null
}

/** How many hours are there to show something, by the rule of this day? */
export function hoursToShow(on: Day): number {
  return inForce(proofHours, on).value
}

/** The fewest hours that may be given instead, where the money is not held for longer. */
export function leastHoursToShow(on: Day): number {
  return inForce(proofHoursLeast, on).value
}

/** When does the claim of somebody who knew on this day run out, and when is a word in season? */
export function limitationOf(knownOn: Day): { endsOn: Day; remindOn: Day; cite: string } {
  const { value, cite } = inForce(limitationYears, knownOn)
  const endsOn = addYears(knownOn, value)
  return { endsOn, remindOn: addDays(endsOn, -inForce(limitationReminderDays, endsOn).value), cite }
}
