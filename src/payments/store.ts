import type { ShopId } from '../kernel/ids.ts'
import { hour, type Instant } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import { reviveFen, stateTable, unique } from '../platform/db/rows.ts'
import type { Change, Table } from '../platform/world.ts'
import type { Payment } from './model.ts'
import { initial, open } from './rules.ts'

const states = stateTable<Payment>({
  name: 'payments',
  initial,
  columns: { status: { type: 'text', of: (payment) => payment.status } },
})

/** Payments, and with each change what waits to be sent to the provider or no longer does. */
export const payments: Table<Payment> = {
  ...states,
  async save(tx, changes) {
    await Promise.all([states.save(tx, changes), saveDispatches(tx, changes)])
  },
}

async function saveDispatches(tx: Tx, changes: readonly Change<Payment>[]): Promise<void> {
  const fresh: Record<string, unknown>[] = []
  const over: { shopId: ShopId; id: string; instruction: string }[] = []
  for (const { shopId, id, before, after } of changes) {
    const earlier = open(before)
    const now = open(after)
    for (const instruction of now)
      if (!earlier.includes(instruction))
        fresh.push({ shop_id: shopId, payment_id: id, instruction })
    for (const instruction of earlier)
      if (!now.includes(instruction)) over.push({ shopId, id, instruction })
  }
  const saving = []
  if (fresh.length > 0) saving.push(tx.query('dispatches.add', addSql, [JSON.stringify(fresh)]))
  if (over.length > 0)
    saving.push(
      tx.query('dispatches.end', endSql, [
        unique(over.map(({ shopId }) => shopId)),
        over.map(({ shopId }) => shopId),
        over.map(({ id }) => id),
        over.map(({ instruction }) => instruction),
      ]),
    )
  await Promise.all(saving)
}

// The first attempt is due at once; the server that wrote it sends it from memory.
const addSql = `insert into app.dispatches (shop_id, payment_id, instruction, attempts, next_at)
  select shop_id, payment_id, instruction, 0, 'epoch'
  from json_to_recordset($1::json) as r(shop_id bigint, payment_id text, instruction text)
  on conflict (shop_id, payment_id, instruction) do nothing`
const endSql = `delete from app.dispatches d
  using unnest($2::bigint[], $3::text[], $4::text[]) as k(shop_id, payment_id, instruction)
  where d.shop_id = any($1::bigint[]) and d.shop_id = k.shop_id
    and d.payment_id = k.payment_id and d.instruction = k.instruction`

export interface Dispatch {
  readonly shopId: ShopId
  readonly paymentId: string
  readonly instruction: string
  readonly attempts: number
}

/** What waits to be sent or asked again? Reads across shops, takes no lock. */
export async function dueDispatches(tx: Tx, until: Instant, limit: number): Promise<Dispatch[]> {
  const { rows } = await tx.query<{
    shop_id: bigint
    payment_id: string
    instruction: string
    attempts: number
  }>(
    'dispatches.due',
    `select shop_id, payment_id, instruction, attempts from app.dispatches
     where next_at <= $1 order by next_at limit $2`,
    [new Date(until).toISOString(), limit],
  )
  return rows.map((row) => ({
    shopId: Number(row.shop_id),
    paymentId: row.payment_id,
    instruction: row.instruction,
    attempts: row.attempts,
  }))
}

/** When is this one tried next? */
export async function postpone(tx: Tx, one: Dispatch, nextAt: Instant): Promise<void> {
  await tx.query(
    'dispatches.postpone',
    `update app.dispatches set attempts = $4, next_at = $5
     where shop_id = $1 and payment_id = $2 and instruction = $3`,
    [one.shopId, one.paymentId, one.instruction, one.attempts + 1, new Date(nextAt).toISOString()],
  )
}

/** What do we know of the money of this order? */
export async function readPayment(tx: Tx, shopId: ShopId, id: string): Promise<Payment> {
  const { rows } = await tx.query<{ state: Payment }>(
    'payments.read',
    'select state from app.payments where shop_id = $1 and id = $2',
    [shopId, id],
  )
  return rows[0] ? (reviveFen(rows[0].state) as Payment) : initial
}

/** A message of the provider, word for word. Written once, with the command that took it in. */
export interface KeptMessage {
  readonly paymentId: string
  readonly source: string
  readonly dedupeKey: string
  readonly receivedAt: Instant
  readonly headers: Readonly<Record<string, string>>
  /** Base64. */
  readonly body: string
}

export const messages: Table<KeptMessage | null> = {
  name: 'provider_facts',
  initial: null,
  // They are named by their own hash: what is kept twice is kept once.
  async save(tx, changes) {
    const rows = changes.map(({ shopId, id, after }) => ({
      shop_id: shopId,
      payment_id: after?.paymentId,
      fact_id: id,
      source: after?.source,
      dedupe_key: after?.dedupeKey,
      received_at: new Date(after?.receivedAt ?? 0).toISOString(),
      headers: after?.headers,
      body: after?.body,
    }))
    await tx.query('provider_facts.keep', keepSql, [JSON.stringify(rows)])
  },
}

const keepSql = `insert into app.provider_facts
    (shop_id, payment_id, fact_id, source, dedupe_key, received_at, headers, body)
  select shop_id, payment_id, fact_id, source, dedupe_key, received_at, headers,
    decode(body, 'base64')
  from json_to_recordset($1::json) as r(shop_id bigint, payment_id text, fact_id text,
    source text, dedupe_key text, received_at timestamptz, headers jsonb, body text)
  on conflict (shop_id, payment_id, fact_id) do nothing`

/** Everything the provider told us about one order, oldest first. */
export async function messagesOf(
  tx: Tx,
  shopId: ShopId,
  paymentId: string,
): Promise<{ source: string; dedupeKey: string; receivedAt: Instant; body: Buffer }[]> {
  const { rows } = await tx.query<{
    source: string
    dedupe_key: string
    received_at: Instant
    body: Buffer
  }>(
    'provider_facts.of',
    `select source, dedupe_key, received_at, body from app.provider_facts
     where shop_id = $1 and payment_id = $2 order by received_at, fact_id`,
    [shopId, paymentId],
  )
  return rows.map((row) => ({
    source: row.source,
    dedupeKey: row.dedupe_key,
    receivedAt: row.received_at,
    body: row.body,
  }))
}

/** So many are kept of one hour: enough for the desk, and nobody can fill the disk with lies. */
const rejectedPerHourMax = 100

/** A callback whose signature did not hold: it changes nothing, and the desk can look at it. */
export async function keepRejected(
  tx: Tx,
  rejected: {
    id: string
    provider: string
    receivedAt: Instant
    headers: Readonly<Record<string, string>>
    body: Uint8Array
  },
): Promise<void> {
  await tx.query(
    'rejected.keep',
    `insert into app.rejected_callbacks (id, provider, received_at, headers, body)
     select $1::uuid, $2, $3::timestamptz, $4::jsonb, $5::bytea
     where (select count(*) from app.rejected_callbacks where received_at > $6) < $7`,
    [
      rejected.id,
      rejected.provider,
      new Date(rejected.receivedAt).toISOString(),
      JSON.stringify(rejected.headers),
      rejected.body,
      new Date(rejected.receivedAt - hour).toISOString(),
      rejectedPerHourMax,
    ],
  )
}

/** The callbacks that were turned away, newest first. */
export async function rejectedCallbacks(
  tx: Tx,
  limit: number,
): Promise<{ id: string; provider: string; receivedAt: Instant; body: Buffer }[]> {
  const { rows } = await tx.query<{
    id: string
    provider: string
    received_at: Instant
    body: Buffer
  }>(
    'rejected.list',
    `select id, provider, received_at, body from app.rejected_callbacks
     order by received_at desc limit $1`,
    [limit],
  )
  return rows.map((row) => ({
    id: row.id,
    provider: row.provider,
    receivedAt: row.received_at,
    body: row.body,
  }))
}
