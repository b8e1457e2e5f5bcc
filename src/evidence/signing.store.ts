import type { ShopId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import { stateTable } from '../platform/db/rows.ts'
import type { Signatures } from './model.ts'
import { initial } from './signing.ts'

/** One row an order: which of its steps have been signed. */
export const signatures = stateTable<Signatures>({ name: 'signatures', initial })

/** Which steps of this order have been signed? */
export async function readSignatures(tx: Tx, shopId: ShopId, id: string): Promise<Signatures> {
  const { rows } = await tx.query<{ state: Signatures }>(
    'signatures.read',
    'select state from app.signatures where shop_id = $1 and id = $2',
    [shopId, id],
  )
  return rows[0]?.state ?? initial
}

/** 设备密钥. The public half of a key that lives in somebody's phone or computer. */
export interface DeviceKey {
  /** base64url, as the device names it. */
  readonly credentialId: string
  /** COSE. */
  readonly publicKey: Buffer
  /** How often the device says it has signed; 0 where it does not count. */
  readonly counter: number
  readonly createdAt: Instant
}

/** The device keys of one person, the newest first. */
export async function deviceKeysOf(tx: Tx, personId: string): Promise<DeviceKey[]> {
  const { rows } = await tx.query<{
    credential_id: string
    public_key: Buffer
    counter: bigint
    created_at: Instant
  }>(
    'device_keys.of',
    `select credential_id, public_key, counter, created_at from app.device_keys
     where person_id = $1 order by created_at desc, credential_id limit 20`,
    [personId],
  )
  return rows.map((row) => ({
    credentialId: row.credential_id,
    publicKey: row.public_key,
    counter: Number(row.counter),
    createdAt: row.created_at,
  }))
}

/** How many keys may one person have? */
export const deviceKeysMax = 20

/** Keeps a new key. False when the person has too many, or has this one already. */
export async function addDeviceKey(
  tx: Tx,
  personId: string,
  { credentialId, publicKey, counter, createdAt }: DeviceKey,
): Promise<boolean> {
  const { count } = await tx.query(
    'device_keys.add',
    `insert into app.device_keys (person_id, credential_id, public_key, counter, created_at)
     select $1, $2, $3, $4, $5
     where (select count(*) from app.device_keys where person_id = $1) < $6
     on conflict do nothing`,
    [personId, credentialId, publicKey, counter, new Date(createdAt).toISOString(), deviceKeysMax],
  )
  return count === 1
}

/** Remembers how far the device has counted; never back. */
export async function countDeviceKey(
  tx: Tx,
  personId: string,
  { credentialId, counter }: Pick<DeviceKey, 'credentialId' | 'counter'>,
): Promise<void> {
  await tx.query(
    'device_keys.count',
    `update app.device_keys set counter = greatest(counter, $3)
     where person_id = $1 and credential_id = $2`,
    [personId, credentialId, counter],
  )
}

/** Forgets a key: what it has signed stays signed. False when there was none. */
export async function removeDeviceKey(
  tx: Tx,
  personId: string,
  credentialId: string,
): Promise<boolean> {
  const { count } = await tx.query(
    'device_keys.remove',
    'delete from app.device_keys where person_id = $1 and credential_id = $2',
    [personId, credentialId],
  )
  return count === 1
}

/** Forgets the keys that were added in this person's name since: it may have been somebody else. */
export async function removeDeviceKeysSince(
  tx: Tx,
  personId: string,
  since: Instant,
): Promise<void> {
  await tx.query(
    'device_keys.remove_since',
    'delete from app.device_keys where person_id = $1 and created_at >= $2',
    [personId, new Date(since).toISOString()],
  )
}
