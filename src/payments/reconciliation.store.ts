import { sha256Hex } from '../kernel/hash.ts'
import type { Fen } from '../kernel/money.ts'
import { addDays, type Day, type Instant, shanghaiDay, startOfDay } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import { reviveFen } from '../platform/db/rows.ts'
import type { Event, Payment } from './model.ts'
import type { Difference, OurFact } from './reconciliation.ts'
import { initial } from './rules.ts'

/** Which day was compared last? Null: none yet. */
export async function lastDay(tx: Tx, provider: string): Promise<Day | null> {
  const { rows } = await tx.query<{ day: string | null }>(
    'reconciled.last',
    'select max(day)::text as day from app.reconciled_days where provider = $1',
    [provider],
  )
  return rows[0]?.day ?? null
}

/** When did the first order of all begin to wait for money? Null: there is none. */
export async function firstDay(tx: Tx): Promise<Day | null> {
  const { rows } = await tx.query<{ at: Instant | null }>(
    'reconciled.first',
    'select min(opened_at) as at from app.orders',
    [],
  )
  const at = rows[0]?.at ?? null
  return at === null ? null : shanghaiDay(at)
}

/** What we know of these payments, by their numbers. `shopOf` finds whose a number is. */
export async function readPayments(
  tx: Tx,
  paymentNos: readonly string[],
  shopOf: (orderId: string) => number | null,
): Promise<Map<string, Payment>> {
  const known = paymentNos.flatMap((no) => {
    const shopId = shopOf(`ord_${no}`)
    return shopId === null ? [] : [{ no, shopId }]
  })
  const { rows } = await tx.query<{ id: string; state: Payment }>(
    'reconciled.payments',
    `select p.id, p.state from app.payments p
     join unnest($1::bigint[], $2::text[]) as k(shop_id, id)
       on p.shop_id = k.shop_id and p.id = k.id`,
    [known.map(({ shopId }) => shopId), known.map(({ no }) => `ord_${no}`)],
  )
  const found = new Map<string, Payment>(known.map(({ no }) => [no, initial]))
  for (const { id, state } of rows) found.set(id.slice(4), reviveFen(state) as Payment)
  return found
}

/** Our own facts of one Shanghai day, by when it happened, not by when we heard of it. */
export async function ourFacts(tx: Tx, on: Day): Promise<OurFact[]> {
  const from = startOfDay(on)
  const until = startOfDay(addDays(on, 1))
  const { rows } = await tx.query<{ payload: string }>('reconciled.ours', oursSql, [
    new Date(from).toISOString(),
  ])
  return rows.flatMap(({ payload }) => {
    const { target, event } = reviveFen(JSON.parse(payload)) as { target: string; event: Event }
    const fact = factOf(event)
    if (fact === null || fact.at < from || fact.at >= until) return []
    return [{ paymentNo: target.slice(4), dedupeKey: fact.dedupeKey, amountFen: fact.amountFen }]
  })
}

// A fact is never heard of before it happened, so nothing recorded earlier belongs to the day.
const oursSql = `select payload from app.journal
  where recorded_at >= $1 and payload is not null
    and kind in ('payment.paid', 'payment.done', 'payment.hold_ended')`

function factOf(event: Event) {
  switch (event.type) {
    case 'payment.paid':
    case 'payment.hold_ended':
      return { dedupeKey: event.dedupeKey, at: event.at, amountFen: event.amountFen }
    case 'payment.done':
      return { dedupeKey: event.dedupeKey, at: event.at, amountFen: null }
    default:
      return null
  }
}

export interface ComparedDay {
  readonly provider: string
  readonly day: Day
  readonly billRows: number
  readonly billFen: Fen
  readonly broughtIn: number
  readonly comparedAt: Instant
}

/** Keeps what differed and that the day is done, both or neither. What is kept already stays. */
export async function saveDay(
  tx: Tx,
  done: ComparedDay & { readonly bill: Uint8Array },
  differences: readonly Difference[],
): Promise<void> {
  const rows = differences.map((each) => ({
    id: sha256Hex(Buffer.from([done.provider, done.day, each.kind, each.dedupeKey].join(' '))),
    kind: each.kind,
    payment_no: each.paymentNo,
    dedupe_key: each.dedupeKey,
    ours_fen: each.oursFen?.toString() ?? null,
    theirs_fen: each.theirsFen?.toString() ?? null,
  }))
  await tx.query('reconciled.save', saveSql, [
    done.provider,
    done.day,
    done.billRows,
    done.billFen.toString(),
    done.broughtIn,
    new Date(done.comparedAt).toISOString(),
    JSON.stringify(rows),
    done.bill,
  ])
}

const saveSql = `with kept as (
    insert into app.bill_differences
      (id, provider, day, kind, payment_no, dedupe_key, ours_fen, theirs_fen, found_at)
    select id, $1, $2::date, kind, payment_no, dedupe_key, ours_fen, theirs_fen, $6::timestamptz
    from json_to_recordset($7::json) as r(id text, kind text, payment_no text, dedupe_key text,
      ours_fen bigint, theirs_fen bigint)
    on conflict (id) do nothing
  )
  insert into app.reconciled_days
    (provider, day, bill_rows, bill_fen, brought_in, compared_at, bill)
  values ($1, $2::date, $3, $4, $5, $6::timestamptz, $8)
  on conflict (provider, day) do nothing`

export interface KeptDifference extends Difference {
  readonly id: string
  readonly day: Day
  readonly foundAt: Instant
  readonly settledAt: Instant | null
  readonly settledBy: string | null
  readonly note: string | null
}

/** The days that were compared, newest first. */
export async function comparedDays(tx: Tx, limit: number): Promise<ComparedDay[]> {
  const { rows } = await tx.query<{
    provider: string
    day: string
    bill_rows: number
    bill_fen: bigint
    brought_in: number
    compared_at: Instant
  }>(
    'reconciled.days',
    `select provider, day::text as day, bill_rows, bill_fen, brought_in, compared_at
     from app.reconciled_days order by day desc limit $1`,
    [limit],
  )
  return rows.map((row) => ({
    provider: row.provider,
    day: row.day,
    billRows: row.bill_rows,
    billFen: BigInt(row.bill_fen),
    broughtIn: row.brought_in,
    comparedAt: row.compared_at,
  }))
}

/** Differences, newest first; with `open`, only those that nobody has settled. */
export async function listDifferences(
  tx: Tx,
  { open, limit }: { open: boolean; limit: number },
): Promise<KeptDifference[]> {
  const { rows } = await tx.query<DifferenceRow>(
    'differences.list',
    `select ${columns} from app.bill_differences
     where not $1::boolean or settled_at is null order by found_at desc, id limit $2`,
    [open, limit],
  )
  return rows.map(revived)
}

/** Says that a person has seen to it. False when there is none, or somebody did already. */
export async function settleDifference(
  tx: Tx,
  settled: { id: string; by: string; at: Instant; note: string },
): Promise<boolean> {
  const { rows } = await tx.query(
    'differences.settle',
    `update app.bill_differences set settled_at = $2, settled_by = $3, note = $4
     where id = $1 and settled_at is null returning id`,
    [settled.id, new Date(settled.at).toISOString(), settled.by, settled.note],
  )
  return rows.length === 1
}

const columns = `id, day::text as day, kind, payment_no, dedupe_key, ours_fen, theirs_fen,
  found_at, settled_at, settled_by, note`

interface DifferenceRow {
  readonly id: string
  readonly day: string
  readonly kind: Difference['kind']
  readonly payment_no: string
  readonly dedupe_key: string
  readonly ours_fen: bigint | null
  readonly theirs_fen: bigint | null
  readonly found_at: Instant
  readonly settled_at: Instant | null
  readonly settled_by: string | null
  readonly note: string | null
}

function revived(row: DifferenceRow): KeptDifference {
  return {
    id: row.id,
    day: row.day,
    kind: row.kind,
    paymentNo: row.payment_no,
    dedupeKey: row.dedupe_key,
    oursFen: row.ours_fen === null ? null : BigInt(row.ours_fen),
    theirsFen: row.theirs_fen === null ? null : BigInt(row.theirs_fen),
    foundAt: row.found_at,
    settledAt: row.settled_at,
    settledBy: row.settled_by,
    note: row.note,
  }
}
