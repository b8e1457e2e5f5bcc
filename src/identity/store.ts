import { type Instant, iso } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import type { KeyHolder, PersonId, Role } from './model.ts'

export interface PersonKey {
  readonly personId: PersonId
  readonly keyNo: number
  /** Null once the person is erased. */
  readonly sealedKey: Buffer | null
}

/** Which data keys do these people have? Nothing for those we have never heard of. */
export async function loadKeys(tx: Tx, personIds: readonly PersonId[]): Promise<PersonKey[]> {
  const { rows } = await tx.query<{ person_id: string; key_no: number; sealed_key: Buffer | null }>(
    'people.keys',
    'select person_id, key_no, sealed_key from app.people where person_id = any($1::uuid[])',
    [personIds],
  )
  return rows.map((row) => ({
    personId: row.person_id,
    keyNo: row.key_no,
    sealedKey: row.sealed_key,
  }))
}

/**
 * Gives a key to people who have none: new ones, and erased ones who come back. Out: the number of
 * each key that was taken; who is missing there got a key from somebody faster.
 */
export async function saveNewKeys(
  tx: Tx,
  keys: readonly { personId: PersonId; sealedKey: Buffer }[],
  at: Instant,
): Promise<Map<PersonId, number>> {
  const { rows } = await tx.query<{ person_id: string; key_no: number }>(
    'people.newKeys',
    `insert into app.people (person_id, key_no, sealed_key, created_at)
     select person_id, 1, sealed_key, $3::timestamptz
     from unnest($1::uuid[], $2::bytea[]) as k(person_id, sealed_key)
     on conflict (person_id) do update
       set sealed_key = excluded.sealed_key, key_no = people.key_no + 1, erased_at = null
       where people.sealed_key is null
     returning person_id, key_no`,
    [keys.map(({ personId }) => personId), keys.map(({ sealedKey }) => sealedKey), iso(at)],
  )
  return new Map(rows.map((row) => [row.person_id, row.key_no]))
}

export interface SealedContact {
  readonly personId: PersonId
  readonly contactId: string
  readonly keyNo: number
  readonly ciphertext: Buffer
}

/** Writes contacts; one that is there already stays as it is, or gives way when `replace`. */
export async function saveContacts(
  tx: Tx,
  contacts: readonly SealedContact[],
  more: { replace: boolean; at: Instant },
): Promise<void> {
  const conflict = more.replace
    ? 'do update set ciphertext = excluded.ciphertext, key_no = excluded.key_no'
    : 'do nothing'
  await tx.query(
    more.replace ? 'contacts.replace' : 'contacts.keep',
    `insert into app.contacts (person_id, contact_id, key_no, ciphertext, created_at)
     select person_id, contact_id, key_no, ciphertext, $5::timestamptz
     from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::bytea[])
       as c(person_id, contact_id, key_no, ciphertext)
     on conflict (person_id, contact_id) ${conflict}`,
    [
      contacts.map(({ personId }) => personId),
      contacts.map(({ contactId }) => contactId),
      contacts.map(({ keyNo }) => keyNo),
      contacts.map(({ ciphertext }) => ciphertext),
      iso(more.at),
    ],
  )
}

/** Contacts with the key that opens them; those of erased people do not come. */
export async function loadContacts(
  tx: Tx,
  asked: readonly { personId: PersonId; contactId: string }[],
): Promise<(SealedContact & { sealedKey: Buffer })[]> {
  const people = asked.map(({ personId }) => personId)
  const { rows } = await tx.query<{
    person_id: string
    contact_id: string
    key_no: number
    ciphertext: Buffer
    sealed_key: Buffer
  }>(
    'contacts.load',
    `select c.person_id, c.contact_id, c.key_no, c.ciphertext, p.sealed_key
     from app.contacts c
     join app.people p on p.person_id = c.person_id and p.key_no = c.key_no
     where c.person_id = any($1::uuid[]) and p.sealed_key is not null
       and (c.person_id, c.contact_id) in (select * from unnest($2::uuid[], $3::uuid[]))`,
    [[...new Set(people)], people, asked.map(({ contactId }) => contactId)],
  )
  return rows.map((row) => ({
    personId: row.person_id,
    contactId: row.contact_id,
    keyNo: row.key_no,
    ciphertext: row.ciphertext,
    sealedKey: row.sealed_key,
  }))
}

export interface PersonOrder {
  readonly personId: PersonId
  readonly shopId: number
  readonly orderId: string
  readonly openedAt: Instant
}

/** Remembers whose orders these are; saying it twice changes nothing. */
export async function saveOrders(tx: Tx, orders: readonly PersonOrder[]): Promise<void> {
  await tx.query(
    'personOrders.save',
    `insert into app.person_orders (person_id, shop_id, order_id, opened_at)
     select person_id, shop_id, order_id, opened_at
     from unnest($1::uuid[], $2::bigint[], $3::text[], $4::timestamptz[])
       as o(person_id, shop_id, order_id, opened_at)
     on conflict (person_id, shop_id, order_id) do nothing`,
    [
      orders.map(({ personId }) => personId),
      orders.map(({ shopId }) => shopId),
      orders.map(({ orderId }) => orderId),
      orders.map(({ openedAt }) => iso(openedAt)),
    ],
  )
}

/** The latest orders of one person, newest first, after a place in that list. */
export async function listOrders(
  tx: Tx,
  personId: PersonId,
  page: { before: { openedAt: Instant; orderId: string } | null; limit: number },
): Promise<PersonOrder[]> {
  const { rows } = await tx.query<{ shop_id: bigint; order_id: string; opened_at: number }>(
    'personOrders.list',
    `select shop_id, order_id, opened_at from app.person_orders
     where person_id = $1 and ($2::timestamptz is null or (opened_at, order_id) < ($2, $3))
     order by opened_at desc, order_id desc limit $4`,
    [personId, page.before && iso(page.before.openedAt), page.before?.orderId ?? '', page.limit],
  )
  return rows.map((row) => ({
    personId,
    shopId: Number(row.shop_id),
    orderId: row.order_id,
    openedAt: row.opened_at,
  }))
}

/** Destroys the key of one person and the code that might be on its way to them. */
export async function eraseKey(tx: Tx, personId: PersonId, at: Instant): Promise<void> {
  await tx.query(
    'people.erase',
    `update app.people set sealed_key = null, erased_at = $2
     where person_id = $1 and sealed_key is not null`,
    [personId, iso(at)],
  )
  await tx.query(
    'people.eraseCode',
    'update app.sign_in_codes set code_hash = null where person_id = $1',
    [personId],
  )
}

/** Which parts does this person play now? */
export async function loadRoles(tx: Tx, personId: PersonId): Promise<string[]> {
  const { rows } = await tx.query<{ role: string }>(
    'roles.load',
    'select role from app.person_roles where person_id = $1 and revoked_at is null order by role',
    [personId],
  )
  return rows.map(({ role }) => role)
}

export interface RoleChange {
  readonly personId: PersonId
  readonly role: Role
  /** Who says so: an actor's text, or `cli`. */
  readonly by: string
  readonly at: Instant
}

export async function saveRole(tx: Tx, { personId, role, by, at }: RoleChange): Promise<void> {
  await tx.query(
    'roles.grant',
    `insert into app.person_roles (person_id, role, granted_at, granted_by) values ($1, $2, $3, $4)
     on conflict (person_id, role) where revoked_at is null do nothing`,
    [personId, role, iso(at), by],
  )
}

export async function endRole(tx: Tx, { personId, role, by, at }: RoleChange): Promise<void> {
  await tx.query(
    'roles.revoke',
    `update app.person_roles set revoked_at = $3, revoked_by = $4
     where person_id = $1 and role = $2 and revoked_at is null`,
    [personId, role, iso(at), by],
  )
}

export interface ApiKeyRow {
  readonly keyId: string
  readonly holder: KeyHolder
  readonly label: string
  readonly createdAt: Instant
  readonly createdBy: string
  readonly revokedAt: Instant | null
}

interface RawApiKey {
  key_id: string
  holder_kind: 'carrier' | 'person'
  holder_id: string
  label: string
  created_at: number
  created_by: string
  revoked_at: number | null
}

function apiKeyRow(row: RawApiKey): ApiKeyRow {
  return {
    keyId: row.key_id,
    holder:
      row.holder_kind === 'carrier'
        ? { kind: 'carrier', carrierId: row.holder_id }
        : { kind: 'person', personId: row.holder_id },
    label: row.label,
    createdAt: row.created_at,
    createdBy: row.created_by,
    revokedAt: row.revoked_at,
  }
}

export async function saveApiKey(tx: Tx, key: ApiKeyRow, keyHash: Buffer): Promise<void> {
  const { holder } = key
  await tx.query(
    'apiKeys.save',
    `insert into app.api_keys
       (key_id, key_hash, holder_kind, holder_id, label, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      key.keyId,
      keyHash,
      holder.kind,
      holder.kind === 'carrier' ? holder.carrierId : holder.personId,
      key.label,
      iso(key.createdAt),
      key.createdBy,
    ],
  )
}

const apiKeyColumns = 'key_id, holder_kind, holder_id, label, created_at, created_by, revoked_at'

/** Whose key is this, by its hash? Revoked keys are nobody's. */
export async function findApiKey(tx: Tx, keyHash: Buffer): Promise<ApiKeyRow | null> {
  const { rows } = await tx.query<RawApiKey>(
    'apiKeys.find',
    `select ${apiKeyColumns} from app.api_keys where key_hash = $1 and revoked_at is null`,
    [keyHash],
  )
  return rows[0] ? apiKeyRow(rows[0]) : null
}

/**
 * Every key of the site: those in force first, carriers' before people's, then the newest; at most
 * a thousand.
 */
export async function listApiKeys(tx: Tx): Promise<ApiKeyRow[]> {
  const { rows } = await tx.query<RawApiKey>(
    'apiKeys.list',
    `select ${apiKeyColumns} from app.api_keys
     order by revoked_at is not null, holder_kind, created_at desc, key_id limit 1000`,
    [],
  )
  return rows.map(apiKeyRow)
}

/**
 * The keys of one person's own programs: those in force first, so that none can be hidden behind
 * many that were made and ended; then the newest.
 */
export async function listApiKeysOf(tx: Tx, personId: PersonId): Promise<ApiKeyRow[]> {
  const { rows } = await tx.query<RawApiKey>(
    'apiKeys.of',
    `select ${apiKeyColumns} from app.api_keys
     where holder_kind = 'person' and holder_id = $1
     order by revoked_at is not null, created_at desc, key_id limit 200`,
    [personId],
  )
  return rows.map(apiKeyRow)
}

/** Out: was there such a key that still worked? */
export async function endApiKey(tx: Tx, keyId: string, at: Instant): Promise<boolean> {
  const { count } = await tx.query(
    'apiKeys.revoke',
    'update app.api_keys set revoked_at = $2 where key_id = $1 and revoked_at is null',
    [keyId, iso(at)],
  )
  return count > 0
}

/** Ends every key that acts for this person. Out: which ones. */
export async function endApiKeysOf(tx: Tx, personId: PersonId, at: Instant): Promise<string[]> {
  const { rows } = await tx.query<{ key_id: string }>(
    'apiKeys.revokeOf',
    `update app.api_keys set revoked_at = $2
     where holder_kind = 'person' and holder_id = $1 and revoked_at is null
     returning key_id`,
    [personId, iso(at)],
  )
  return rows.map((row) => row.key_id)
}

export interface CodeLimits {
  /** How long a code lives. */
  readonly codeMs: number
  /** How long must one wait for the next code? */
  readonly sendGapMs: number
  /** Wrong guesses at one code; the next one finds it dead. */
  readonly triesPerCode: number
  /** Both counted per telephone number within `windowMs`. */
  readonly sendsPerWindow: number
  readonly wrongPerWindow: number
  readonly windowMs: number
}

export interface CodeState {
  readonly live: boolean
  readonly tries: number
  readonly sentAt: Instant
  readonly expiresAt: Instant
  readonly windowAt: Instant
  readonly sent: number
  readonly wrong: number
}

/**
 * Puts a new code in the place of the old one. One statement, so that two servers cannot both let
 * a number have its last code. Out: false when one of the limits forbids it.
 */
export async function saveCode(
  tx: Tx,
  code: { personId: PersonId; codeHash: Buffer; at: Instant },
  limits: CodeLimits,
): Promise<boolean> {
  const { at } = code
  const { count } = await tx.query(
    'codes.save',
    `insert into app.sign_in_codes as c (person_id, code_hash, tries, sent_at, expires_at,
       window_at, sent_in_window, wrong_in_window)
     values ($1, $2, 0, $3, $4, $3, 1, 0)
     on conflict (person_id) do update set
       code_hash = excluded.code_hash, tries = 0,
       sent_at = excluded.sent_at, expires_at = excluded.expires_at,
       window_at = case when c.window_at <= $5 then excluded.window_at else c.window_at end,
       sent_in_window = case when c.window_at <= $5 then 1 else c.sent_in_window + 1 end,
       wrong_in_window = case when c.window_at <= $5 then 0 else c.wrong_in_window end
     where c.sent_at <= $6
       and (c.window_at <= $5 or (c.sent_in_window < $7 and c.wrong_in_window < $8))`,
    [
      code.personId,
      code.codeHash,
      iso(at),
      iso(at + limits.codeMs),
      iso(at - limits.windowMs),
      iso(at - limits.sendGapMs),
      limits.sendsPerWindow,
      limits.wrongPerWindow,
    ],
  )
  return count > 0
}

/**
 * Is this the code? Asking spends it when it is, and a try when it is not, in one statement: of
 * two that ask at the same moment one wins. Null when there is no code that could be asked about.
 */
export async function spendCode(
  tx: Tx,
  code: { personId: PersonId; codeHash: Buffer; at: Instant },
  limits: CodeLimits,
): Promise<boolean | null> {
  const { rows } = await tx.query<{ right: boolean }>(
    'codes.spend',
    `update app.sign_in_codes set
       tries = tries + 1,
       wrong_in_window = wrong_in_window + case when code_hash = $2 then 0 else 1 end,
       code_hash = case when code_hash = $2 then null else code_hash end
     where person_id = $1 and code_hash is not null and expires_at > $3
       and tries < $4 and wrong_in_window < $5
     returning code_hash is null as right`,
    [code.personId, code.codeHash, iso(code.at), limits.triesPerCode, limits.wrongPerWindow],
  )
  return rows[0]?.right ?? null
}

/** How does it stand with this number's code? Asked only to say why something was refused. */
export async function loadCode(tx: Tx, personId: PersonId): Promise<CodeState | null> {
  const { rows } = await tx.query<CodeState>(
    'codes.load',
    `select code_hash is not null as live, tries, sent_at as "sentAt", expires_at as "expiresAt",
       window_at as "windowAt", sent_in_window as sent, wrong_in_window as wrong
     from app.sign_in_codes where person_id = $1`,
    [personId],
  )
  return rows[0] ?? null
}

/** Clears away what is over: codes nobody can use and nobody counts any more. */
export async function sweepCodes(tx: Tx, at: Instant, limits: CodeLimits): Promise<void> {
  await tx.query(
    'codes.sweep',
    'delete from app.sign_in_codes where expires_at < $1 and window_at < $2',
    [iso(at), iso(at - limits.windowMs)],
  )
}

/** The same for sessions. By the database's own clock, as better-auth goes by the real time too. */
export async function sweepSessions(tx: Tx): Promise<void> {
  await tx.query('sessions.sweep', 'delete from auth.session where "expiresAt" < now()', [])
}
