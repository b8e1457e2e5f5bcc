import { type Instant, iso } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import type { PersonId } from './model.ts'

/** 通行密钥. The public half of a passkey; the private half never leaves its device. */
export interface Passkey {
  readonly personId: PersonId
  readonly credentialId: string
  readonly publicKey: Buffer
  /** How often the device says it has signed; some always say 0. */
  readonly counter: number
  readonly label: string
  readonly createdAt: Instant
}

interface Row {
  person_id: PersonId
  credential_id: string
  public_key: Buffer
  counter: bigint
  label: string
  created_at: Instant
}

const columns = 'person_id, credential_id, public_key, counter, label, created_at'

function passkey(row: Row): Passkey {
  return {
    personId: row.person_id,
    credentialId: row.credential_id,
    publicKey: row.public_key,
    counter: Number(row.counter),
    label: row.label,
    createdAt: row.created_at,
  }
}

export async function savePasskey(tx: Tx, made: Passkey): Promise<void> {
  await tx.query(
    'passkeys.save',
    `insert into app.passkeys (${columns}) values ($1, $2, $3, $4, $5, $6)
     on conflict (person_id, credential_id) do nothing`,
    [
      made.personId,
      made.credentialId,
      made.publicKey,
      made.counter,
      made.label,
      iso(made.createdAt),
    ],
  )
}

/** The passkeys of one person, oldest first. */
export async function passkeysOf(tx: Tx, personId: PersonId): Promise<Passkey[]> {
  const { rows } = await tx.query<Row>(
    'passkeys.of',
    `select ${columns} from app.passkeys where person_id = $1 order by created_at limit 100`,
    [personId],
  )
  return rows.map(passkey)
}

/** Whose passkey is this? Reads across people, takes no lock. */
export async function findPasskey(tx: Tx, credentialId: string): Promise<Passkey | null> {
  const { rows } = await tx.query<Row>(
    'passkeys.find',
    `select ${columns} from app.passkeys where credential_id = $1 limit 1`,
    [credentialId],
  )
  return rows[0] ? passkey(rows[0]) : null
}

export async function countPasskey(tx: Tx, { personId, credentialId, counter }: Passkey) {
  await tx.query(
    'passkeys.count',
    'update app.passkeys set counter = $3 where person_id = $1 and credential_id = $2',
    [personId, credentialId, counter],
  )
}

/** Out: was there such a one? */
export async function endPasskey(
  tx: Tx,
  personId: PersonId,
  credentialId: string,
): Promise<boolean> {
  const { count } = await tx.query(
    'passkeys.end',
    'delete from app.passkeys where person_id = $1 and credential_id = $2',
    [personId, credentialId],
  )
  return count > 0
}

export async function endPasskeysOf(tx: Tx, personId: PersonId): Promise<void> {
  await tx.query('passkeys.endAll', 'delete from app.passkeys where person_id = $1', [personId])
}

/** Takes a challenge for good. Out: was it still good? Those that are too old are cleared away. */
export async function spendChallenge(
  tx: Tx,
  { challenge, expiresAt, now }: { challenge: string; expiresAt: Instant; now: Instant },
): Promise<boolean> {
  await tx.query('passkeys.sweep', 'delete from app.passkey_challenges where expires_at < $1', [
    iso(now),
  ])
  const { count } = await tx.query(
    'passkeys.spend',
    `insert into app.passkey_challenges (challenge, expires_at) values ($1, $2)
     on conflict (challenge) do nothing`,
    [challenge, iso(expiresAt)],
  )
  return count > 0
}
