import type { Tx } from './db/pool.ts'

/** 设置. What the site has been told, kept in the database. Null when it has not been told. */
export async function readSetting<Value>(tx: Tx, name: string): Promise<Value | null> {
  const { rows } = await tx.query<{ value: Value }>(
    'settings.read',
    'select value from app.settings where name = $1',
    [name],
  )
  return rows[0]?.value ?? null
}

export async function saveSetting(tx: Tx, name: string, value: unknown): Promise<void> {
  await tx.query(
    'settings.save',
    `insert into app.settings (name, value) values ($1, $2)
     on conflict (name) do update set value = excluded.value`,
    [name, JSON.stringify(value)],
  )
}
