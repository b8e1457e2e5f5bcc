import { randomBytes } from 'node:crypto'
import { type Actor, actorId } from '../identity/model.ts'
import { isRefusal, type Refusal } from '../kernel/refusal.ts'
import type { Answer, Body } from '../platform/command.ts'
import type { Door } from '../platform/http/door.ts'
import type { Lanes } from '../platform/run.ts'
import { carrierOf, type KeyOwner, keysOf } from './carriers.store.ts'
import type { Scan } from './model.ts'
import { checkSignature, type Report, type SigningKey } from './signing.ts'
import { findParcel } from './store.ts'

export interface Parts {
  readonly door: Door
  readonly lanes: Lanes
}

/** For which carrier does this caller speak? A key speaks for its own, a courier for theirs. */
export async function reporterOf(door: Door, actor: Actor): Promise<KeyOwner | null> {
  if (actor.kind === 'carrier') return { carrierId: actor.carrierId, courierId: null }
  if (actor.kind === 'guest') return null
  const carrierId = await carrierOf(door.reads, actor.personId)
  return carrierId === null ? null : { carrierId, courierId: actor.personId }
}

/** Takes a list of reports in. Out: one answer each, in the same order. */
export async function takeReports(
  parts: Parts,
  owner: KeyOwner,
  { reports, key }: { reports: readonly Report[]; key: string },
): Promise<Answer[]> {
  const all = await keysOf(parts.door.reads, owner)
  const keys = all.filter(({ revokedAt }) => revokedAt === null)
  const answers: Answer[] = []
  // Scans of one parcel in one report follow one another; the others need not wait.
  const byParcel = Map.groupBy(
    reports.map((report, place) => ({ report, place })),
    ({ report }) => report.trackingNo,
  )
  await Promise.all(
    [...byParcel.values()].map(async (list) => {
      for (const { report, place } of list)
        answers[place] = await takeReport(parts, report, { owner, keys, id: `${key}:${place}` })
    }),
  )
  return answers
}

async function takeReport(
  { door, lanes }: Parts,
  report: Report,
  by: { owner: KeyOwner; keys: readonly SigningKey[]; id: string },
): Promise<Answer> {
  const { carrierId, courierId } = by.owner
  const checked = checkSignature(report, carrierId, by.keys)
  if (isRefusal(checked)) return { ok: false, ...(checked as Refusal) }
  const { trackingNo, kind, at, place, consented } = report
  const now = door.clock.now()
  const found = await findParcel(door.reads, { carrierId, trackingNo, at: now })
  if (!found) return { ok: false, refused: 'parcel.not_found' }
  const scan: Scan = {
    kind,
    at: Date.parse(at),
    place: place ?? '',
    consented: consented ?? false,
    ...(checked.signed ? { signed: checked.signed } : {}),
  }
  const { answer } = await lanes.submit({
    // Two couriers may choose one key; each is repeated only by its own sender.
    id: courierId === null ? by.id : `${courierId}:${by.id}`,
    shopId: found.shopId,
    actor: actorId({ kind: 'carrier', carrierId }),
    domain: 'parcels',
    target: found.parcelId,
    // The order is only a hint of what to load; the parcel itself knows its order.
    body: { type: 'scan', scan, orderId: found.orderId } as Body,
    arrivedAt: now,
    seed: randomBytes(32),
  })
  return answer
}
