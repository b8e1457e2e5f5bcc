import { day, type Instant, iso } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'

/**
 * 工作台的查询. The desk reads across shops: bounded, from a cursor, without a lock. Money comes as
 * text, so that no sum is ever rounded.
 */

/** A place in a list that goes from new to old. */
export interface Place {
  readonly at: Instant
  readonly id: string
}

export interface OrderLine {
  readonly orderId: string
  readonly shop: string
  readonly shopName: string
  readonly status: string
  readonly title: string
  readonly totalFen: number
  readonly openedAt: Instant
  readonly locked: boolean
}

interface OrderRow {
  id: string
  shop: string | null
  name: string | null
  status: string
  title: string | null
  total: string
  opened_at: Instant
  locked: boolean
}

const orderColumns = `o.id, s.state->>'shopId' as shop, s.state->>'name' as name, o.status,
  o.state->'items'->0->>'title' as title, o.state->>'totalFen' as total, o.opened_at,
  jsonb_array_length(o.state->'locks') > 0 as locked`
const withShop = `left join app.shops s on s.shop_id = o.shop_id and s.id = 'shop'`

function orderLine(row: OrderRow): OrderLine {
  return {
    orderId: row.id,
    shop: row.shop ?? '',
    shopName: row.name ?? '',
    status: row.status,
    title: row.title ?? '',
    totalFen: Number(row.total),
    openedAt: row.opened_at,
    locked: row.locked,
  }
}

/** Orders of all shops, newest first. No statuses: all of them. */
export async function listOrders(
  tx: Tx,
  asked: {
    statuses: readonly string[]
    locked: boolean
    before: Place | null
    limit: number
  },
): Promise<OrderLine[]> {
  const { rows } = await tx.query<OrderRow>(
    'desk.orders',
    `select ${orderColumns} from app.orders o ${withShop}
     where (cardinality($1::text[]) = 0 or o.status = any($1))
       and (not $2::boolean or jsonb_array_length(o.state->'locks') > 0)
       and ($3::timestamptz is null or (o.opened_at, o.id) < ($3, $4))
     order by o.opened_at desc, o.id desc limit $5`,
    [
      asked.statuses,
      asked.locked,
      asked.before && iso(asked.before.at),
      asked.before?.id ?? '',
      asked.limit,
    ],
  )
  return rows.map(orderLine)
}

/** Orders by the number on a parcel, whichever carrier brings it. */
export async function ordersByParcel(tx: Tx, trackingNo: string): Promise<OrderLine[]> {
  const { rows } = await tx.query<OrderRow>(
    'desk.by_parcel',
    `select ${orderColumns} from app.parcels p
     join app.orders o on o.shop_id = p.shop_id and o.id = p.state->>'orderId' ${withShop}
     where p.tracking_no = $1 order by o.opened_at desc, o.id desc limit 20`,
    [trackingNo],
  )
  return rows.map(orderLine)
}

/**
 * The orders of one person as a buyer, newest first. Two steps: a person's list and a shop's orders
 * may lie on different machines.
 */
export async function ordersOfPerson(
  tx: Tx,
  personId: string,
  limit: number,
): Promise<OrderLine[]> {
  const { rows: places } = await tx.query<{ shop_id: bigint; order_id: string }>(
    'desk.by_person',
    `select shop_id, order_id from app.person_orders where person_id = $1
     order by opened_at desc, order_id desc limit $2`,
    [personId, limit],
  )
  if (places.length === 0) return []
  const { rows } = await tx.query<OrderRow>(
    'desk.by_person.orders',
    `select ${orderColumns} from app.orders o ${withShop}
     where o.shop_id = any($1::bigint[]) and o.id = any($2::text[]) and o.state->>'buyerId' = $3
     order by o.opened_at desc, o.id desc`,
    [[...new Set(places.map((one) => one.shop_id))], places.map((one) => one.order_id), personId],
  )
  return rows.map(orderLine)
}

export interface ShopLine {
  readonly shop: string
  readonly name: string
  readonly status: string
  readonly standing: string
  readonly ownerId: string
  readonly openedAt: Instant
}

/** Shops, newest first; with a name that holds these letters where some are given. */
export async function listShops(
  tx: Tx,
  asked: { named: string; before: Place | null; limit: number },
): Promise<ShopLine[]> {
  const { rows } = await tx.query<{
    shop: string
    name: string
    status: string
    standing: string
    owner: string
    opened: string
  }>(
    'desk.shops',
    `select state->>'shopId' as shop, state->>'name' as name, status,
       state->>'standing' as standing, owner_id as owner, state->>'openedAt' as opened
     from app.shops
     where id = 'shop' and ($1 = '' or position(lower($1) in lower(state->>'name')) > 0)
       and ($2::bigint is null
         or ((state->>'openedAt')::bigint, state->>'shopId') < ($2, $3))
     order by (state->>'openedAt')::bigint desc, state->>'shopId' desc limit $4`,
    [asked.named, asked.before?.at ?? null, asked.before?.id ?? '', asked.limit],
  )
  return rows.map(({ shop, name, status, standing, owner, opened }) => ({
    shop,
    name,
    status,
    standing,
    ownerId: owner,
    openedAt: Number(opened),
  }))
}

export interface Ahead {
  readonly dueAt: Instant
  readonly subject: string
  readonly id: string
  readonly kind: string
  readonly shopName: string
}

/** What comes by itself, soonest first; what is late comes before. */
export async function deadlinesAhead(
  tx: Tx,
  asked: { kind: string | null; after: Place | null; limit: number },
): Promise<Ahead[]> {
  const { rows } = await tx.query<{
    due_at: Instant
    subject: string
    id: string
    kind: string
    name: string | null
  }>(
    'desk.deadlines',
    `select d.due_at, d.subject, d.id, d.kind, s.state->>'name' as name from app.deadlines d
     left join app.shops s on s.shop_id = d.shop_id and s.id = 'shop'
     where ($1::text is null or d.kind = $1)
       and ($2::timestamptz is null or (d.due_at, d.id || d.kind) > ($2, $3))
     order by d.due_at, d.id || d.kind limit $4`,
    [asked.kind, asked.after && iso(asked.after.at), asked.after?.id ?? '', asked.limit],
  )
  return rows.map((row) => ({
    dueAt: row.due_at,
    subject: row.subject,
    id: row.id,
    kind: row.kind,
    shopName: row.name ?? '',
  }))
}

export interface Instruction {
  readonly orderId: string
  readonly instruction: string
  readonly attempts: number
  readonly nextAt: Instant
  readonly shopName: string
}

/** Instructions to which the provider has given no definite word yet, oldest first. */
export async function openInstructions(tx: Tx, limit: number): Promise<Instruction[]> {
  const { rows } = await tx.query<{
    payment_id: string
    instruction: string
    attempts: number
    next_at: Instant
    name: string | null
  }>(
    'desk.instructions',
    `select d.payment_id, d.instruction, d.attempts, d.next_at, s.state->>'name' as name
     from app.dispatches d left join app.shops s on s.shop_id = d.shop_id and s.id = 'shop'
     order by d.next_at, d.payment_id, d.instruction limit $1`,
    [limit],
  )
  return rows.map((row) => ({
    orderId: row.payment_id,
    instruction: row.instruction,
    attempts: row.attempts,
    nextAt: row.next_at,
    shopName: row.name ?? '',
  }))
}

/** How much waits: each counted no further than a thousand. */
export async function waiting(
  tx: Tx,
  at: Instant,
): Promise<{ lateDeadlines: number; openInstructions: number; waitingMessages: number }> {
  const { rows } = await tx.query<{ late: bigint; open: bigint; messages: bigint }>(
    'desk.waiting',
    `select
       (select count(*) from (select 1 from app.deadlines where due_at <= $1 limit 1000) as a)
         as late,
       (select count(*) from (select 1 from app.dispatches limit 1000) as b) as open,
       (select count(*) from (select 1 from app.webhook_deliveries
         where status = 'waiting' and next_at <= $2 limit 1000) as c) as messages`,
    // Timers decide ten seconds after they fall due: before that nothing is late.
    [iso(at - 15_000), iso(at)],
  )
  const [row] = rows
  return {
    lateDeadlines: Number(row?.late ?? 0n),
    openInstructions: Number(row?.open ?? 0n),
    waitingMessages: Number(row?.messages ?? 0n),
  }
}

export interface LogHealth {
  /** So many entries have their place in the log. */
  readonly sequenced: number
  readonly readers: readonly { readonly name: string; readonly nextIndex: number }[]
  /** What a reader could not digest, and went on without. */
  readonly parked: readonly {
    readonly reader: string
    readonly index: number
    readonly why: string
    readonly parkedAt: Instant
  }[]
}

/** How far has the log come, how far its readers, and what did they leave aside? */
export async function logHealth(tx: Tx): Promise<LogHealth> {
  const [state, readers, parked] = await Promise.all([
    tx.query<{ sequenced: bigint }>('desk.log', 'select sequenced from app.log_state limit 1', []),
    tx.query<{ name: string; next_index: bigint }>(
      'desk.readers',
      'select name, next_index from app.log_readers order by name limit 100',
      [],
    ),
    tx.query<{ reader: string; index: bigint; why: string; parked_at: Instant }>(
      'desk.parked',
      `select reader, index, why, parked_at from app.log_parked where skipped_at is null
       order by parked_at desc, reader, index limit 200`,
      [],
    ),
  ])
  return {
    sequenced: Number(state.rows[0]?.sequenced ?? 0n),
    readers: readers.rows.map((row) => ({ name: row.name, nextIndex: Number(row.next_index) })),
    parked: parked.rows.map(({ reader, index, why, parked_at: parkedAt }) => {
      return { reader, index: Number(index), why, parkedAt }
    }),
  }
}

export interface DeskRead {
  readonly id: string
  readonly at: Instant
  readonly personId: string
  readonly what: string
  readonly subject: string
}

/** 查阅记录: somebody at the desk looked at something. */
export async function saveRead(tx: Tx, read: DeskRead): Promise<void> {
  await tx.query(
    'desk.keep_read',
    'insert into app.desk_reads (id, at, person_id, what, subject) values ($1, $2, $3, $4, $5)',
    [read.id, iso(read.at), read.personId, read.what, read.subject],
  )
}

export async function listReads(
  tx: Tx,
  asked: { before: Place | null; limit: number },
): Promise<DeskRead[]> {
  const { rows } = await tx.query<{
    id: string
    at: Instant
    person_id: string
    what: string
    subject: string
  }>(
    'desk.reads',
    `select id, at, person_id, what, subject from app.desk_reads
     where $1::timestamptz is null or (at, id) < ($1, $2::uuid)
     order by at desc, id desc limit $3`,
    [asked.before && iso(asked.before.at), asked.before?.id ?? nil, asked.limit],
  )
  return rows.map(({ person_id, ...row }) => ({ ...row, personId: person_id }))
}

const nil = '00000000-0000-0000-0000-000000000000'
const readsKeptDays = 3 * 365

/** Looks are kept for three years. */
export async function dropReads(tx: Tx, at: Instant): Promise<void> {
  await tx.query('desk.drop_reads', 'delete from app.desk_reads where at < $1', [
    iso(at - readsKeptDays * day),
  ])
}
