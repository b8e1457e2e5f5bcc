import { type Instant, iso } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import type { Approval, Proposal } from './model.ts'

interface Row {
  id: string
  what: Proposal
  reason: string
  proposed_by: string
  proposed_at: Instant
  expires_at: Instant
  outcome: Approval['outcome']
  decided_by: string | null
  decided_at: Instant | null
}
const columns = `id, what, reason, proposed_by, proposed_at, expires_at, outcome, decided_by,
  decided_at`

function approval(row: Row): Approval {
  return {
    id: row.id,
    what: row.what,
    reason: row.reason,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    expiresAt: row.expires_at,
    outcome: row.outcome,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
  }
}

/** Newest first; only those that can still be decided, or all. */
export async function listApprovals(
  tx: Tx,
  asked: { open: boolean; at: Instant; limit: number },
): Promise<Approval[]> {
  const { rows } = await tx.query<Row>(
    'approvals.list',
    `select ${columns} from app.approvals
     where not $1::boolean or (outcome is null and expires_at > $2)
     order by proposed_at desc, id limit $3`,
    [asked.open, iso(asked.at), asked.limit],
  )
  return rows.map(approval)
}

export async function readApproval(tx: Tx, id: string): Promise<Approval | null> {
  const { rows } = await tx.query<Row>(
    'approvals.read',
    `select ${columns} from app.approvals where id = $1`,
    [id],
  )
  return rows[0] ? approval(rows[0]) : null
}

/** Keeps a proposal; the same one once. */
export async function saveProposal(tx: Tx, one: Approval): Promise<void> {
  await tx.query(
    'approvals.propose',
    `insert into app.approvals (id, kind, what, reason, proposed_by, proposed_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
    [
      one.id,
      one.what.kind,
      JSON.stringify(one.what),
      one.reason,
      one.proposedBy,
      iso(one.proposedAt),
      iso(one.expiresAt),
    ],
  )
}

/** Writes the outcome, once. Out: false when somebody else was first. */
export async function saveOutcome(
  tx: Tx,
  id: string,
  how: { outcome: 'approved' | 'declined'; by: string; at: Instant },
): Promise<boolean> {
  const { count } = await tx.query(
    'approvals.decide',
    `update app.approvals set outcome = $2, decided_by = $3, decided_at = $4
     where id = $1 and outcome is null`,
    [id, how.outcome, how.by, iso(how.at)],
  )
  return count > 0
}

export interface Member {
  readonly personId: string
  readonly role: string
  readonly since: Instant
  readonly by: string
}

/** Who plays a part now, newest first. */
export async function listMembers(tx: Tx, limit: number): Promise<Member[]> {
  const { rows } = await tx.query<{
    person_id: string
    role: string
    granted_at: Instant
    granted_by: string
  }>(
    'desk.members',
    `select person_id, role, granted_at, granted_by from app.person_roles
     where revoked_at is null order by granted_at desc, person_id, role limit $1`,
    [limit],
  )
  return rows.map((row) => ({
    personId: row.person_id,
    role: row.role,
    since: row.granted_at,
    by: row.granted_by,
  }))
}
