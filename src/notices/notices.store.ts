import { day, type Instant, iso } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import type { Next } from './audience.ts'

/** 通知. One thing that one person is told. */
export interface Notice {
  readonly personId: string
  readonly index: number
  readonly role: 'buyer' | 'seller'
  readonly kind: string
  readonly shopId: number
  /** The public id of what it is about. */
  readonly subject: string
  readonly title: string
  readonly at: Instant
  readonly next: Next | null
  /** 软话: which sentence was handed over; null of everything else. */
  readonly words: string | null
}

/** Keeps notices; one that is there already stays as it is. */
export async function saveNotices(tx: Tx, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return
  const rows = notices.map((one) => ({
    person_id: one.personId,
    log_index: one.index,
    role: one.role,
    kind: one.kind,
    shop_id: one.shopId,
    subject: one.subject,
    title: one.title,
    at: iso(one.at),
    next_kind: one.next?.kind ?? null,
    next_at: one.next ? iso(one.next.dueAt) : null,
    gains: one.next?.gains ?? null,
    words: one.words,
  }))
  await tx.query(
    'notices.save',
    `insert into app.notices (person_id, log_index, role, kind, shop_id, subject, title, at,
       next_kind, next_at, gains, words)
     select person_id, log_index, role, kind, shop_id, subject, title, at, next_kind, next_at,
       gains, words
     from json_to_recordset($1::json) as r(person_id uuid, log_index bigint, role text, kind text,
       shop_id bigint, subject text, title text, at timestamptz, next_kind text,
       next_at timestamptz, gains text, words text)
     on conflict (person_id, log_index) do nothing`,
    [JSON.stringify(rows)],
  )
}

/** What this person was told, newest first, and up to where they have read. */
export async function listNotices(
  tx: Tx,
  personId: string,
  page: { before: number | null; limit: number },
): Promise<{ notices: Notice[]; readThrough: number; unread: number }> {
  const [listed, read] = await Promise.all([
    tx.query<Row>('notices.list', listSql, [personId, page.before, page.limit]),
    tx.query<{ read_through: bigint; unread: bigint }>('notices.unread', unreadSql, [personId]),
  ])
  const [counts] = read.rows
  return {
    notices: listed.rows.map((row) => notice(personId, row)),
    readThrough: Number(counts?.read_through ?? -1n),
    unread: Number(counts?.unread ?? 0n),
  }
}

interface Row {
  log_index: bigint
  role: Notice['role']
  kind: string
  shop_id: bigint
  subject: string
  title: string
  at: Instant
  next_kind: string | null
  next_at: Instant | null
  gains: string | null
  words: string | null
}

const listSql = `select log_index, role, kind, shop_id, subject, title, at, next_kind, next_at,
    gains, words
  from app.notices where person_id = $1 and ($2::bigint is null or log_index < $2)
  order by log_index desc limit $3`

/** No more than a hundred are counted: beyond that the number says nothing. */
const unreadSql = `select read_through, (select count(*) from (
    select 1 from app.notices n where n.person_id = $1 and n.log_index > r.read_through limit 100
  ) as few) as unread
  from (select coalesce((select read_through from app.notice_reads where person_id = $1), -1)
    as read_through) as r`

function notice(personId: string, row: Row): Notice {
  const { next_kind: kind, next_at: dueAt, gains } = row
  return {
    personId,
    index: Number(row.log_index),
    role: row.role,
    kind: row.kind,
    shopId: Number(row.shop_id),
    subject: row.subject,
    title: row.title,
    at: row.at,
    words: row.words,
    next: kind === null || dueAt === null ? null : { kind, dueAt, gains: gains ?? 'nobody' },
  }
}

/** Everything up to here has been read; never less than before. */
export async function markRead(tx: Tx, personId: string, through: number): Promise<void> {
  await tx.query(
    'notices.read',
    `insert into app.notice_reads (person_id, read_through) values ($1, $2)
     on conflict (person_id) do update
       set read_through = greatest(notice_reads.read_through, excluded.read_through)`,
    [personId, through],
  )
}

const keptDays = 365

export async function dropNotices(tx: Tx, at: Instant): Promise<void> {
  await tx.query('notices.drop', 'delete from app.notices where at < $1', [
    iso(at - keptDays * day),
  ])
}
