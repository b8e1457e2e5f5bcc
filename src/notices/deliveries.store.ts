import type { ShopId } from '../kernel/ids.ts'
import { day, type Instant, iso } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import { unique } from '../platform/db/rows.ts'
import type { Delivery, Known, Try } from './model.ts'

interface Row {
  shop_id: bigint
  webhook_id: string
  message_id: string
  kind: string
  body: string
  status: Delivery['status']
  attempts: number
  tries: Try[]
  created_at: Instant
  next_at: Instant | null
  finished_at: Instant | null
}

const columns = `d.shop_id, d.webhook_id, d.message_id, d.kind, d.body, d.status, d.attempts,
  d.tries, d.created_at, d.next_at, d.finished_at`

function delivery(row: Row): Delivery {
  return {
    shopId: Number(row.shop_id),
    webhookId: row.webhook_id,
    messageId: row.message_id,
    kind: row.kind,
    body: row.body,
    status: row.status,
    attempts: row.attempts,
    tries: row.tries,
    createdAt: row.created_at,
    nextAt: row.next_at,
    finishedAt: row.finished_at,
  }
}

/** A message that an address is to get. */
export interface Outgoing {
  readonly shopId: ShopId
  readonly webhookId: string
  readonly messageId: string
  /** Its place in the log; null for a test message. */
  readonly index: number | null
  readonly kind: string
  readonly body: string
}

/** Queues messages; one that is there already stays as it is. An address that is off keeps them. */
export async function queue(tx: Tx, messages: readonly Outgoing[], at: Instant): Promise<void> {
  if (messages.length === 0) return
  const rows = messages.map((one) => ({
    shop_id: one.shopId,
    webhook_id: one.webhookId,
    message_id: one.messageId,
    log_index: one.index,
    kind: one.kind,
    body: one.body,
  }))
  await tx.query(
    'deliveries.queue',
    `insert into app.webhook_deliveries (shop_id, webhook_id, message_id, log_index, kind, body,
       status, attempts, tries, created_at, next_at)
     select r.shop_id, r.webhook_id, r.message_id, r.log_index, r.kind, r.body, 'waiting', 0,
       '[]', $2, case when w.status = 'on' then $2::timestamptz end
     from json_to_recordset($1::json) as r(shop_id bigint, webhook_id text, message_id text,
       log_index bigint, kind text, body text)
     join app.webhooks w on w.shop_id = r.shop_id and w.id = r.webhook_id
     where w.shop_id = any($3::bigint[])
     on conflict (shop_id, webhook_id, message_id) do nothing`,
    [JSON.stringify(rows), iso(at), unique(messages.map(({ shopId }) => shopId))],
  )
}

/** How far has each of these addresses been fed? -1 for one that has not been yet. */
export async function fedThrough(
  tx: Tx,
  shopIds: readonly ShopId[],
): Promise<Map<string, { fedThrough: number; failures: number }>> {
  const { rows } = await tx.query<{
    shop_id: bigint
    webhook_id: string
    fed_through: bigint
    failures: number
  }>(
    'webhooks.fed',
    `select shop_id, webhook_id, fed_through, failures from app.webhook_cursors
     where shop_id = any($1::bigint[])`,
    [shopIds],
  )
  return new Map(
    rows.map((row) => [
      `${row.shop_id} ${row.webhook_id}`,
      { fedThrough: Number(row.fed_through), failures: row.failures },
    ]),
  )
}

/** Moves cursors on, never back. */
export async function moveCursors(
  tx: Tx,
  cursors: readonly { shopId: ShopId; webhookId: string; through: number }[],
): Promise<void> {
  if (cursors.length === 0) return
  await tx.query(
    'webhooks.move',
    `insert into app.webhook_cursors (shop_id, webhook_id, fed_through, failures)
     select shop_id, webhook_id, through, 0
     from unnest($1::bigint[], $2::text[], $3::bigint[]) as c(shop_id, webhook_id, through)
     on conflict (shop_id, webhook_id) do update
       set fed_through = greatest(webhook_cursors.fed_through, excluded.fed_through)`,
    [
      cursors.map(({ shopId }) => shopId),
      cursors.map(({ webhookId }) => webhookId),
      cursors.map(({ through }) => through),
    ],
  )
}

/** What is due at addresses that are on, oldest first? Reads across shops, takes no lock. */
export async function dueDeliveries(
  tx: Tx,
  until: Instant,
  limit: number,
): Promise<{ delivery: Delivery; webhook: Known }[]> {
  const { rows } = await tx.query<Row & { webhook: Known }>(
    'deliveries.due',
    `select ${columns}, w.state as webhook from app.webhook_deliveries d
     join app.webhooks w on w.shop_id = d.shop_id and w.id = d.webhook_id and w.status = 'on'
     where d.status = 'waiting' and d.next_at <= $1 order by d.next_at, d.message_id limit $2`,
    [iso(until), limit],
  )
  return rows.map((row) => ({ delivery: delivery(row), webhook: row.webhook }))
}

/** Is this try ours? Another server that wants the same one then finds it later. */
export async function claim(tx: Tx, one: Delivery, until: Instant): Promise<boolean> {
  const { count } = await tx.query(
    'deliveries.claim',
    `update app.webhook_deliveries set next_at = $4
     where shop_id = $1 and webhook_id = $2 and message_id = $3
       and status = 'waiting' and next_at = $5`,
    [one.shopId, one.webhookId, one.messageId, iso(until), iso(one.nextAt ?? 0)],
  )
  return count > 0
}

/** How a try went, and what follows. Out: how often in a row this address has failed by now. */
export async function record(
  tx: Tx,
  one: Delivery,
  how: { tried: Try; status: Delivery['status']; nextAt: Instant | null },
): Promise<number> {
  const { tried, status, nextAt } = how
  const at = iso(tried.at)
  await tx.query(
    'deliveries.record',
    `update app.webhook_deliveries set status = $4, attempts = attempts + 1,
       tries = case when jsonb_array_length(tries) >= 30 then tries - 0 else tries end || $5::jsonb,
       next_at = $6, finished_at = case when $4 = 'waiting' then null else $7::timestamptz end
     where shop_id = $1 and webhook_id = $2 and message_id = $3`,
    [
      one.shopId,
      one.webhookId,
      one.messageId,
      status,
      JSON.stringify([tried]),
      nextAt === null ? null : iso(nextAt),
      at,
    ],
  )
  const { rows } = await tx.query<{ failures: number }>(
    'webhooks.failures',
    `insert into app.webhook_cursors (shop_id, webhook_id, fed_through, failures)
     values ($1, $2, -1, $3)
     on conflict (shop_id, webhook_id) do update
       set failures = case when $3 = 0 then 0 else webhook_cursors.failures + 1 end
     returning failures`,
    [one.shopId, one.webhookId, status === 'delivered' ? 0 : 1],
  )
  return rows[0]?.failures ?? 0
}

/** What waits is sent from now on (on), or kept until it is wanted again (off). */
export async function hold(
  tx: Tx,
  { shopId, webhookId }: { shopId: ShopId; webhookId: string },
  from: Instant | null,
): Promise<void> {
  await tx.query(
    'deliveries.hold',
    `update app.webhook_deliveries set next_at = $3
     where shop_id = $1 and webhook_id = $2 and status = 'waiting'`,
    [shopId, webhookId, from === null ? null : iso(from)],
  )
  if (from === null) return
  await tx.query(
    'webhooks.forgive',
    'update app.webhook_cursors set failures = 0 where shop_id = $1 and webhook_id = $2',
    [shopId, webhookId],
  )
}

/** Puts one message, or all that failed since then, into the queue again. Out: how many. */
export async function replay(
  tx: Tx,
  { shopId, webhookId }: { shopId: ShopId; webhookId: string },
  what: { messageId: string | null; since: Instant; at: Instant },
): Promise<number> {
  const { count } = await tx.query(
    'deliveries.replay',
    `update app.webhook_deliveries set status = 'waiting', attempts = 0, next_at = $5,
       finished_at = null
     where shop_id = $1 and webhook_id = $2 and message_id in (
       select message_id from app.webhook_deliveries
       where shop_id = $1 and webhook_id = $2
         and (message_id = $3 or ($3::text is null and status = 'failed' and created_at >= $4))
       order by created_at limit 1000)`,
    [shopId, webhookId, what.messageId, iso(what.since), iso(what.at)],
  )
  return count
}

/** The messages of one address, newest first, after a place in that list. */
export async function listDeliveries(
  tx: Tx,
  { shopId, webhookId }: { shopId: ShopId; webhookId: string },
  page: { before: { at: Instant; id: string } | null; limit: number },
): Promise<Delivery[]> {
  const { rows } = await tx.query<Row>(
    'deliveries.list',
    `select ${columns} from app.webhook_deliveries d
     where d.shop_id = $1 and d.webhook_id = $2
       and ($3::timestamptz is null or (d.created_at, d.message_id) < ($3, $4))
     order by d.created_at desc, d.message_id desc limit $5`,
    [shopId, webhookId, page.before && iso(page.before.at), page.before?.id ?? '', page.limit],
  )
  return rows.map(delivery)
}

const keptDays = 30

/** Old messages go; what was turned on while it was being queued is sent after all. */
export async function tidy(tx: Tx, at: Instant): Promise<void> {
  const before = iso(at - keptDays * day)
  const old = await shopsWith(tx, 'deliveries.old', [
    'select distinct shop_id from app.webhook_deliveries where created_at < $1 limit 1000',
    [before],
  ])
  await tx.query(
    'deliveries.drop',
    'delete from app.webhook_deliveries where shop_id = any($1::bigint[]) and created_at < $2',
    [old, before],
  )
  const asleep = await shopsWith(tx, 'deliveries.asleep', [
    `select distinct d.shop_id from app.webhook_deliveries d
     join app.webhooks w on w.shop_id = d.shop_id and w.id = d.webhook_id
     where d.status = 'waiting' and d.next_at is null and w.status = 'on' limit 1000`,
    [],
  ])
  await tx.query(
    'deliveries.wake',
    `update app.webhook_deliveries d set next_at = $2 from app.webhooks w
     where d.shop_id = any($1::bigint[]) and w.shop_id = d.shop_id and w.id = d.webhook_id
       and d.status = 'waiting' and d.next_at is null and w.status = 'on'`,
    [asleep, iso(at)],
  )
}

/** Which shops is there something to do for? Looks across shops, takes no lock. */
async function shopsWith(
  tx: Tx,
  name: string,
  [text, values]: readonly [string, readonly unknown[]],
): Promise<bigint[]> {
  const { rows } = await tx.query<{ shop_id: bigint }>(name, text, values)
  return rows.map(({ shop_id }) => shop_id)
}
