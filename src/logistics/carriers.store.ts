import { type Instant, iso } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import type { SigningKey } from './signing.ts'

/** Whose keys: a carrier's own program (no courier), or one courier's device. */
export interface KeyOwner {
  readonly carrierId: string
  readonly courierId: string | null
}

export interface CarrierKey extends SigningKey {
  readonly label: string
  readonly createdAt: Instant
  readonly revokedAt: Instant | null
}

/** Nobody needs more keys at once than this. */
export const keysMax = 20

/** The keys of this owner: those in force first, then the newest, ended ones too. */
export async function keysOf(tx: Tx, { carrierId, courierId }: KeyOwner): Promise<CarrierKey[]> {
  const { rows } = await tx.query<{
    key_id: string
    public_key: Buffer
    label: string
    created_at: Instant
    revoked_at: Instant | null
  }>(
    'carrierKeys.of',
    `select key_id, public_key, label, created_at, revoked_at from app.carrier_keys
     where carrier_id = $1 and courier_id is not distinct from $2::uuid
     order by revoked_at is not null, created_at desc, key_id limit 200`,
    [carrierId, courierId],
  )
  return rows.map((row) => ({
    keyId: row.key_id,
    publicKey: row.public_key,
    label: row.label,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  }))
}

/** Keeps a key; the same id once. */
export async function saveKey(tx: Tx, owner: KeyOwner, key: CarrierKey): Promise<void> {
  await tx.query(
    'carrierKeys.save',
    `insert into app.carrier_keys
       (key_id, carrier_id, courier_id, public_key, label, created_at)
     values ($1, $2, $3, $4, $5, $6) on conflict (key_id) do nothing`,
    [key.keyId, owner.carrierId, owner.courierId, key.publicKey, key.label, iso(key.createdAt)],
  )
}

/** Ends a key of this owner. Out: was there one in force? */
export async function endKey(
  tx: Tx,
  { carrierId, courierId }: KeyOwner,
  { keyId, at }: { keyId: string; at: Instant },
): Promise<boolean> {
  const { count } = await tx.query(
    'carrierKeys.end',
    `update app.carrier_keys set revoked_at = $4
     where key_id = $3 and carrier_id = $1 and courier_id is not distinct from $2::uuid
       and revoked_at is null`,
    [carrierId, courierId, keyId, iso(at)],
  )
  return count > 0
}

export interface Courier {
  readonly personId: string
  readonly carrierId: string
  readonly since: Instant
  readonly addedBy: string
}

/** For which carrier does this person scan? Null for everybody else. */
export async function carrierOf(tx: Tx, personId: string): Promise<string | null> {
  const { rows } = await tx.query<{ carrier_id: string }>(
    'couriers.carrier',
    'select carrier_id from app.couriers where person_id = $1',
    [personId],
  )
  return rows[0]?.carrier_id ?? null
}

/** Makes somebody a courier of this carrier; whoever was another's is now this one's. */
export async function saveCourier(tx: Tx, courier: Courier): Promise<void> {
  await tx.query(
    'couriers.save',
    `insert into app.couriers (person_id, carrier_id, since, added_by) values ($1, $2, $3, $4)
     on conflict (person_id) do update set carrier_id = excluded.carrier_id,
       since = excluded.since, added_by = excluded.added_by`,
    [courier.personId, courier.carrierId, iso(courier.since), courier.addedBy],
  )
}

/** Ends it. Out: was this person a courier? */
export async function removeCourier(tx: Tx, personId: string): Promise<boolean> {
  const { count } = await tx.query(
    'couriers.remove',
    'delete from app.couriers where person_id = $1',
    [personId],
  )
  return count > 0
}

/** All couriers, newest first. */
export async function listCouriers(tx: Tx, limit: number): Promise<Courier[]> {
  const { rows } = await tx.query<{
    person_id: string
    carrier_id: string
    since: Instant
    added_by: string
  }>(
    'couriers.list',
    `select person_id, carrier_id, since, added_by from app.couriers
     order by since desc, person_id limit $1`,
    [limit],
  )
  return rows.map((row) => ({
    personId: row.person_id,
    carrierId: row.carrier_id,
    since: row.since,
    addedBy: row.added_by,
  }))
}
