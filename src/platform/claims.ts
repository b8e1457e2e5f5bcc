import type { Answer, Command } from './command.ts'
import type { Tx } from './db/pool.ts'
import { unique } from './db/rows.ts'

/** An answer already given: whoever sends the same command again gets it again. */
export interface Claim {
  readonly bodyHash: string
  readonly answer: Answer
}

/** Under which name is a command claimed? Never shared between callers or shops. */
export function claimName(command: { shopId: number; actor: string; id: string }): string {
  return `${command.shopId}/${command.actor}/${command.id}`
}

/** Which of these commands have been answered before? */
export async function readClaims(
  tx: Tx,
  commands: readonly Pick<Command, 'shopId' | 'actor' | 'id'>[],
): Promise<Map<string, Claim>> {
  const { rows } = await tx.query<{
    shop_id: bigint
    actor: string
    command_id: string
    body_hash: string
    answer: Answer
  }>('commands.read', readSql, [
    unique(commands.map(({ shopId }) => shopId)),
    commands.map(({ shopId }) => shopId),
    commands.map(({ actor }) => actor),
    commands.map(({ id }) => id),
  ])
  return new Map(
    rows.map((row) => [
      claimName({ shopId: Number(row.shop_id), actor: row.actor, id: row.command_id }),
      { bodyHash: row.body_hash, answer: row.answer },
    ]),
  )
}

const readSql = `select shop_id, actor, command_id, body_hash, answer from app.commands
  where shop_id = any($1::bigint[])
    and (shop_id, actor, command_id)
      in (select * from unnest($2::bigint[], $3::text[], $4::text[]))`

/** Keeps the answers of a batch, refusals included. */
export async function saveClaims(
  tx: Tx,
  answered: readonly { command: Command; bodyHash: string; answer: Answer }[],
): Promise<void> {
  if (answered.length === 0) return
  const rows = answered.map(({ command, bodyHash, answer }) => ({
    shop_id: command.shopId,
    actor: command.actor,
    command_id: command.id,
    body_hash: bodyHash,
    answer,
    answered_at: new Date(command.arrivedAt).toISOString(),
  }))
  await tx.query('commands.save', saveSql, [JSON.stringify(rows)])
}

const saveSql = `insert into app.commands
    (shop_id, actor, command_id, body_hash, answer, answered_at)
  select shop_id, actor, command_id, body_hash, answer, answered_at
  from json_to_recordset($1::json) as r(shop_id bigint, actor text, command_id text,
    body_hash text, answer jsonb, answered_at timestamptz)
  returning 1`

/** Takes the guard of each shop, so that decisions about one shop stand in one line. */
export async function takeGuards(tx: Tx, shops: readonly number[]): Promise<Set<number>> {
  const { rows } = await tx.query<{ shop_id: bigint }>('guards.take', guardSql, [
    unique(shops).sort((a, b) => a - b),
  ])
  return new Set(rows.map((row) => Number(row.shop_id)))
}

const guardSql = `update app.shop_guards set version = version + 1
  where shop_id = any($1::bigint[]) returning shop_id`

/** Makes the guards of shops that are about to open. */
export async function makeGuards(tx: Tx, shops: readonly number[]): Promise<void> {
  await tx.query('guards.make', makeSql, [unique(shops)])
}

const makeSql = `insert into app.shop_guards (shop_id, version)
  select shop_id, 0 from unnest($1::bigint[]) as shop_id
  on conflict (shop_id) do nothing`
