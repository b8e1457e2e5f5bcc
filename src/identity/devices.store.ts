import { day, type Instant, iso } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import type { AccountEvent, PersonId } from './model.ts'

/** A browser that has not been seen for so long is a new one again. */
const devicesKeptDays = 400
const eventsKeptDays = 365
export const eventsMax = 100

/**
 * Has this person signed in here before? Remembers it from now on. `first`: the person
 * has never signed in anywhere.
 */
export async function seeDevice(
  tx: Tx,
  { personId, deviceHash, at }: { personId: PersonId; deviceHash: Buffer; at: Instant },
): Promise<'first' | 'known' | 'new'> {
  const { rows } = await tx.query<{ known: bigint; here: boolean | null }>(
    'devices.known',
    `select count(*) as known, bool_or(device_hash = $2) as here
     from app.person_devices where person_id = $1`,
    [personId, deviceHash],
  )
  // Apart, and after it: on many machines one part of WITH sees what another has written.
  await tx.query(
    'devices.see',
    `insert into app.person_devices (person_id, device_hash, first_at, last_at)
     values ($1, $2, $3, $3)
     on conflict (person_id, device_hash) do update set last_at = excluded.last_at`,
    [personId, deviceHash, iso(at)],
  )
  const [found] = rows
  if (!found || found.known === 0n) return 'first'
  return found.here ? 'known' : 'new'
}

export async function saveAccountEvent(
  tx: Tx,
  { personId, eventId, kind, at }: AccountEvent & { personId: PersonId },
): Promise<void> {
  await tx.query(
    'accountEvents.save',
    'insert into app.account_events (person_id, event_id, kind, at) values ($1, $2, $3, $4)',
    [personId, eventId, kind, iso(at)],
  )
}

/** What was done to this account, newest first. */
export async function accountEventsOf(tx: Tx, personId: PersonId): Promise<AccountEvent[]> {
  const { rows } = await tx.query<{ event_id: string; kind: AccountEvent['kind']; at: Instant }>(
    'accountEvents.of',
    `select event_id, kind, at from app.account_events where person_id = $1
     order by at desc, event_id limit ${eventsMax}`,
    [personId],
  )
  return rows.map(({ event_id: eventId, kind, at }) => ({ eventId, kind, at }))
}

/** Was a passkey that counted as a proof taken from this account since then? */
export async function lostPasskeySince(
  tx: Tx,
  personId: PersonId,
  since: Instant,
): Promise<boolean> {
  const { rows } = await tx.query(
    'accountEvents.lost',
    `select 1 from app.account_events
     where person_id = $1 and kind = 'passkey.removed' and at > $2 limit 1`,
    [personId, iso(since)],
  )
  return rows.length > 0
}

/** Forgets the browsers of an erased person, and what was done to the account. */
export async function forgetAccount(tx: Tx, personId: PersonId): Promise<void> {
  await tx.query('devices.forget', 'delete from app.person_devices where person_id = $1', [
    personId,
  ])
  await tx.query('accountEvents.forget', 'delete from app.account_events where person_id = $1', [
    personId,
  ])
}

/** Clears away what is older than it needs to be. */
export async function sweepAccounts(tx: Tx, at: Instant): Promise<void> {
  await tx.query('devices.sweep', 'delete from app.person_devices where last_at < $1', [
    iso(at - devicesKeptDays * day),
  ])
  await tx.query('accountEvents.sweep', 'delete from app.account_events where at < $1', [
    iso(at - eventsKeptDays * day),
  ])
}
