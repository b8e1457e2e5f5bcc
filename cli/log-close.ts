import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { latestCheckpoint } from '../src/evidence/checkpoints.store.ts'
import { openNextLog } from '../src/evidence/closing.store.ts'
import { type Closing, closingNote } from '../src/evidence/closing.ts'
import { readLogState } from '../src/evidence/log.store.ts'
import { logKeyOf, nextLogKey } from '../src/evidence/log-key.ts'
import { emptyRoot } from '../src/evidence/merkle.ts'
import { formatVkey } from '../src/evidence/note.ts'
import type { Config } from '../src/platform/config.ts'
import { bulkClient } from '../src/platform/db/bulk.ts'
import { over } from '../src/platform/db/pool.ts'
import { knownTree, tellSilent } from './log-later.ts'

export interface CloseWish {
  readonly config: Pick<Config, 'log' | 'secrets' | 'production'>
  readonly databaseUrl: string
  readonly next: string
  readonly reason: string
  /** Checkpoints that somebody else has kept. */
  readonly files: readonly string[]
  readonly now: number
}

const nameForm = /^[^\s+]{1,200}$/u

/**
 * 关闭日志. Ends a log that has lost what it had signed, by a statement that says so and that both
 * keys sign, and opens the next one with the same entries. Out: the statement. Only while no server
 * is at work.
 */
export async function closeLog(wish: CloseWish): Promise<string> {
  const { config, databaseUrl, next, reason, now } = wish
  if (!nameForm.test(next)) throw new Error('the next name: no spaces and no "+" in it')
  if (reason.trim() === '' || reason.length > 500) throw new Error('say why, in 1 to 500 letters')
  const client = await bulkClient(databaseUrl)
  try {
    await client.query('begin')
    const tx = over(client)
    const state = await readLogState(tx)
    if (state === null) throw new Error('没有日志 there is no log to close')
    if (state.origin === next) throw new Error(`the next log needs another name than ${next}`)
    const seed = config.secrets.logKey
    const old = logKeyOf(state, seed)
    if (old === null) throw new Error('密钥不对 this is not the key that the log was made with')
    const keys = { old, next: nextLogKey(next, seed) }
    const own = { size: Number(state.signedSize), root: state.signedRoot }
    const { known, silent } = await knownTree(
      { ...own, where: '数据库 the database' },
      {
        ...{ config, vkey: old.vkey, files: wish.files },
        note: (await latestCheckpoint(tx))?.note ?? null,
      },
    )
    for (const one of silent) console.error(tellSilent(one))
    const closing: Closing = { origin: state.origin, ...own, known, next, reason, at: now }
    const statement = closingNote(closing, keys)
    const successor = { origin: next, verifier: formatVkey(keys.next.vkey) }
    const said = { origin: state.origin, statement, at: now, next: successor, emptyRoot }
    if (!(await openNextLog(tx, said)))
      throw new Error('有服务器正在写日志,请先停止 a server writes the log: stop it first')
    await client.query('commit')
    await setAside(config.log.folder, statement, now)
    return statement
  } finally {
    await client.end()
  }
}

/** The files of the old log stay beside the new ones, which the next start makes. */
async function setAside(folder: string, statement: string, now: number): Promise<void> {
  const aside = `${folder}.closed-${new Date(now).toISOString().replaceAll(/[:.]/g, '')}`
  await rename(folder, aside).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'closing.note'), statement, { flush: true })
}
