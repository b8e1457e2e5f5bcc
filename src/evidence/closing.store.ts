import type { Instant } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'

export interface Successor {
  readonly origin: string
  readonly verifier: string
}

/**
 * Puts what the old log published aside, and lets the next one begin with the same entries and
 * nothing signed. False when a server holds the lease, or the log is another one by now. Wants a
 * transaction.
 */
export async function openNextLog(
  tx: Tx,
  closing: { origin: string; statement: string; at: Instant; next: Successor; emptyRoot: Buffer },
): Promise<boolean> {
  const { origin, statement, next, emptyRoot } = closing
  const at = new Date(closing.at).toISOString()
  const { rows } = await tx.query<{ verifier: string }>(
    'log.close.old',
    `select verifier from app.log_state
     where name = 'log' and origin = $1 and (lease_holder is null or lease_until < $2) for update`,
    [origin, at],
  )
  const [old] = rows
  if (!old) return false
  await tx.query(
    'log.close.keep',
    `insert into app.log_closed_checkpoints
       (origin, size, root, note, published_at, witnessed_at, token)
     select $1, c.size, c.root, c.note, c.published_at, c.witnessed_at, t.token
     from app.log_checkpoints c left join app.log_timestamps t on t.size = c.size`,
    [origin],
  )
  await tx.query('log.close.times', 'delete from app.log_timestamps', [])
  await tx.query('log.close.checkpoints', 'delete from app.log_checkpoints', [])
  await tx.query(
    'log.close.say',
    `insert into app.log_closed (origin, verifier, statement, closed_at) values ($1, $2, $3, $4)`,
    [origin, old.verifier, statement, at],
  )
  await tx.query(
    'log.close.next',
    `update app.log_state set origin = $1, verifier = $2, lease_holder = null,
       lease_epoch = lease_epoch + 1, lease_until = '1970-01-01T00:00:00Z',
       signed_size = 0, signed_root = $3
     where name = 'log'`,
    [next.origin, next.verifier, emptyRoot],
  )
  return true
}

/** What was said when earlier logs of this site were closed, oldest first. */
export async function closings(tx: Tx): Promise<{ origin: string; statement: string }[]> {
  const { rows } = await tx.query<{ origin: string; statement: string }>(
    'log.closed',
    'select origin, statement from app.log_closed order by closed_at, origin',
    [],
  )
  return rows
}
