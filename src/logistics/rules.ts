import { type Decision, refuse } from '../kernel/refusal.ts'
import { hour, minute } from '../kernel/time.ts'
import { leavingWithAnother } from '../law/duties.ts'
import { current } from '../law/provision.ts'
import type { Command, Errand, Event, Facts, Known, Parcel, Refusal, Scan } from './model.ts'

/**
 * 物流. What follows from a carrier's scan? Pure. The receiving clock starts at signed-for, or where
 * the parcel was left with the receiver's consent, and never at anybody else's word.
 * @law 快递暂行条例 第二十五条 (consent to leave a parcel)
 */
export const initial: Parcel = { status: 'none' }

/** No parcel is scanned so often; how it ends can be told all the same. */
export const scansMax = 200

/** A carrier's clock may be so far ahead of ours. */
const clockTolerance = 5 * minute
/**
 * A signed-for that is reported late counts from at most so long before the report: nobody may
 * shorten a buyer's time by telling of it afterwards.
 */
const backdatingMax = 24 * hour

export function decide(parcel: Parcel, command: Command, facts: Facts): Decision<Event, Refusal> {
  if (command.type === 'register') {
    if (facts.by?.type !== 'house') return refuse('parcel.not_found')
    if (parcel.status !== 'none') return refuse('parcel.exists')
    const { type: _, ...parcelOf } = command
    const { parcelId, at } = facts
    return [{ type: 'parcel.registered', parcelId, ...parcelOf, at }]
  }
  const byItsCarrier =
    parcel.status !== 'none' && facts.by?.type === 'carrier' && facts.by.id === parcel.carrierId
  if (!byItsCarrier) return refuse('parcel.not_found')
  if (['signed', 'returned', 'lost'].includes(parcel.status)) return refuse('parcel.already_ended')
  const { scan } = command
  if (scan.at > facts.at + clockTolerance) return refuse('parcel.scan_in_future')
  const ends = scan.kind === 'signed' || scan.kind === 'returned' || scan.kind === 'lost'
  if (!ends && parcel.scans.length >= scansMax) return refuse('parcel.too_many_scans')
  const { orderId, errand } = parcel
  const bound = { orderId, ...(errand ? { errand } : {}) }
  return [
    { type: 'parcel.scanned', ...bound, scan },
    ...follows(bound, scan, facts),
    ...broken(parcel, scan),
  ]
}

/** 失职. What the carrier says of itself is on record against it: left without asking. */
function broken({ orderId, errand, carrierId }: Known, { kind, consented, at }: Scan): Event[] {
  if (kind !== 'left_at_station' || consented) return []
  const { cite } = current(leavingWithAnother)
  const breach = { duty: 'consent', at, cite } as const
  return [{ type: 'parcel.breached', orderId, ...(errand ? { errand } : {}), breach, carrierId }]
}

function follows(bound: { orderId: string; errand?: Errand }, scan: Scan, facts: Facts): Event[] {
  switch (scan.kind) {
    case 'signed':
      return [{ type: 'parcel.signed', ...bound, at: countsFrom(scan, facts) }]
    case 'left_at_station':
      return scan.consented
        ? [{ type: 'parcel.signed', ...bound, at: countsFrom(scan, facts) }]
        : []
    case 'returned':
      return [{ type: 'parcel.came_back', ...bound, lost: false }]
    case 'lost':
      return [{ type: 'parcel.came_back', ...bound, lost: true }]
    case 'accepted':
    case 'out_for_delivery':
    case 'inspection_offered':
      return []
  }
}

function countsFrom(scan: Scan, { at }: Facts): number {
  return Math.min(Math.max(scan.at, at - backdatingMax), at)
}

/** Total and trusting: applies what happened. */
export function evolve(parcel: Parcel, event: Event): Parcel {
  if (event.type === 'parcel.registered') {
    const { type: _, at, ...parcelOf } = event
    return { status: 'registered', ...parcelOf, registeredAt: at, scans: [] }
  }
  if (parcel.status === 'none') return parcel
  switch (event.type) {
    case 'parcel.scanned': {
      const status = event.scan.kind === 'left_at_station' ? 'at_station' : 'moving'
      return { ...parcel, status, scans: [...parcel.scans, event.scan] }
    }
    case 'parcel.breached':
      return { ...parcel, breaches: [...(parcel.breaches ?? []), event.breach] }
    case 'parcel.signed':
      return { ...parcel, status: 'signed' }
    case 'parcel.came_back':
      return { ...parcel, status: event.lost ? 'lost' : 'returned' }
  }
}
