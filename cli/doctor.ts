import { existsSync } from 'node:fs'
import type pg from 'pg'
import { latestCheckpoint } from '../src/evidence/checkpoints.store.ts'
import { type LogState, readLogState } from '../src/evidence/log.store.ts'
import { logKeyOf } from '../src/evidence/log-key.ts'
import type { Vkey } from '../src/evidence/note.ts'
import { type Config, readConfig, secretsFileOf } from '../src/platform/config.ts'
import { bulkClient } from '../src/platform/db/bulk.ts'
import { isCitus, misplaced, tableFacts } from '../src/platform/db/distribution.ts'
import { type Migration, ownMigrations } from '../src/platform/db/migrate.ts'
import { over } from '../src/platform/db/pool.ts'
import { clockSkew, isOff } from '../src/platform/skew.ts'
import { withDatabase } from './database.ts'
import { agreement } from './doctor-books.ts'
import {
  disks,
  type Finding,
  fonts,
  keysOpen,
  ok,
  pictures,
  warning,
  wrong,
} from './doctor-checks.ts'
import { knownTree } from './log-later.ts'
import { inPlainWords } from './plain-words.ts'

/**
 * 体检. Goes through everything that a site leans on and says in plain words what is not in order,
 * and what to do. 0 when nothing is wrong (warnings may be), 1 when something is. Changes nothing.
 */
export async function doctor(args: string[], env = process.env): Promise<number> {
  const quick = args[0] === '--quick'
  if (args.length > (quick ? 1 : 0)) {
    console.error(
      '用法 usage: doctor [--quick]\n' +
        '  --quick  不逐条核对账目、日志和状态 without going through books, log and rows',
    )
    return 2
  }
  if (!existsSync(secretsFileOf(env)))
    return tell([
      wrong(
        `没有密钥文件 ${secretsFileOf(env)}:从未启动过，或忘了放回来。不要在旧数据上生成新密钥。`,
        'there is no file of keys: the site has never been started, or they have not been put ' +
          'back. Never make new ones for old data.',
      ),
    ])
  const config = readConfig(env)
  const findings = [...disks(config), fonts()]
  await withDatabase(config, async (databaseUrl) => {
    const client = await bulkClient(databaseUrl)
    try {
      const found = await inDatabase(client, config)
      findings.push(...found)
      const at = { databaseUrl, logFolder: config.log.folder }
      // Without its own schema nothing can be read at all.
      if (!quick && found.length > 1) findings.push(...(await agreement(at)))
    } finally {
      await client.end()
    }
  }).catch((error: Error) => {
    findings.push(brokenOff(error))
  })
  return tell(findings)
}

/** Codes of the network and of a database that takes nobody in. */
const awayCodes = /^(?:E[A-Z]+|57P0[123]|28...|3D000|53300)$/

function brokenOff(error: Error & { code?: unknown }): Finding {
  const why = inPlainWords(error)
  return typeof error.code === 'string' && awayCodes.test(error.code)
    ? wrong(`数据库连不上：${why}`, `the database does not answer: ${why}`)
    : wrong(`检查没能做完：${why}`, `the check could not be finished: ${why}`)
}

function tell(findings: readonly Finding[]): number {
  const signs = { ok: '  好 ok ', warning: '注意 hm ', wrong: '有误 NO ' } as const
  for (const { level, zh, en } of findings)
    (level === 'wrong' ? console.error : console.log)(`${signs[level]} ${zh}\n        ${en}`)
  const bad = findings.filter(({ level }) => level === 'wrong').length
  console.log(
    bad === 0 ? '\n没有发现问题。 Nothing is wrong.' : `\n${bad} 处有误 things are wrong.`,
  )
  return bad === 0 ? 0 : 1
}

async function inDatabase(client: pg.Client, config: Config): Promise<Finding[]> {
  const schema = await migrationsOf(client)
  if (schema.some(({ level }) => level === 'wrong')) return schema
  return [
    ...schema,
    await clock(client),
    await keysOpen(client, config.secrets.masterKey),
    await pictures(client, config.folder),
    ...(await late(client)),
    ...(await logOf(client, config)),
    ...(await tablesOn(client)),
  ]
}

/** Has this database seen the migrations that this program knows, and no others? */
async function migrationsOf(client: pg.Client): Promise<Finding[]> {
  const asked = client.query<Migration>('select name, hash from public.baozheng_migrations')
  const seen = await asked.then(({ rows }) => rows).catch(() => null)
  if (seen === null)
    return [wrong('数据库是空的：先启动一次，或恢复备份', 'empty: start the site once, or restore')]
  const own = new Map((await ownMigrations()).map(({ name, hash }) => [name, hash]))
  const findings = seen.flatMap(({ name, hash }) => {
    const ours = own.get(name)
    if (ours === hash) return []
    return ours === undefined
      ? [
          wrong(
            `数据库比程序新（${name}）：请换用新版本的程序，不要用旧版本启动`,
            `the database is newer than this program (${name}): use the newer program, do not start ` +
              'this one',
          ),
        ]
      : [
          wrong(
            `迁移 ${name} 被改过：与当初在这个数据库上执行的不同，请重新取得程序的原件`,
            `${name} is not the file that ran on this database: get the program anew, as it was`,
          ),
        ]
  })
  const waiting = own.size - seen.length
  if (findings.length === 0 && waiting > 0)
    findings.push(
      warning(
        `还有 ${waiting} 个迁移，下次启动时执行`,
        `${waiting} migrations run at the next start`,
      ),
    )
  return findings.length > 0
    ? findings
    : [ok('数据库结构', `the schema, ${seen.length} migrations`)]
}

async function clock(client: pg.Client): Promise<Finding> {
  const skewMs = Math.round(await clockSkew(over(client), () => Date.now()))
  return isOff(skewMs)
    ? wrong(
        `时钟与数据库相差 ${skewMs} 毫秒，服务器会停下；请校时`,
        `the clock is off by ${skewMs} ms from the database's, and a server stops: set it right`,
      )
    : ok('时钟与数据库一致', 'the clock agrees with the database’s')
}

/** The log: its key, whether anybody knows of more than the database, and whether it moves. */
async function logOf(client: pg.Client, config: Config): Promise<Finding[]> {
  const tx = over(client)
  const state = await readLogState(tx)
  if (state === null) return [warning('还没有日志', 'there is no log yet')]
  const vkey = logKeyOf(state, config.secrets.logKey)?.vkey
  if (vkey === undefined)
    return [
      wrong(
        `日志 ${state.origin} 不是用这把密钥建立的：密钥文件拿错了`,
        `the log ${state.origin} was made with another key: this is the wrong file of keys`,
      ),
    ]
  return [
    ...(await ahead(client, { config, state, vkey })),
    ...(await standstill(client)),
    ...(await parked(client)),
  ]
}

async function ahead(
  client: pg.Client,
  { config, state, vkey }: { config: Config; state: LogState; vkey: Vkey },
): Promise<Finding[]> {
  const note = (await latestCheckpoint(over(client)))?.note ?? null
  const own = Number(state.signedSize)
  const asked = { config, vkey, note, files: [] }
  const found = await knownTree({ size: own, root: null, where: 'the database' }, asked).catch(
    (error: Error) => error,
  )
  if (found instanceof Error) return [wrong(found.message, found.message)]
  const { known } = found
  const silent = found.silent.map(({ name, why }) =>
    warning(
      `见证人 ${name} 没有作证(${why})。它停了，或还不认识这份日志的公钥（/log/vkey）`,
      `the witness ${name} did not say (${why}): it is down, or does not know the key of this ` +
        'log yet (/log/vkey)',
    ),
  )
  if (config.log.policy === null)
    silent.push(warning('没有外部见证人', 'no outside witness: every proof says so'))
  if (known.size <= own) return [ok(`日志 ${own} 条`, `the log, ${own} entries signed`), ...silent]
  return [
    wrong(
      `日志已签到第 ${known.size} 条(${known.where}),数据库只有 ${own} 条：数据库比日志旧。` +
        '请恢复更新的备份，或按说明关闭日志（docs/how-to/back-up.md）',
      `${known.size} entries were signed (${known.where}), the database knows of ${own}: it is ` +
        'older than the log. Restore a younger backup, or close the log (docs/how-to/back-up.md)',
    ),
    ...silent,
  ]
}

const longMs = 10 * 60_000

/** What should have happened by itself, and did not. */
async function late(client: pg.Client): Promise<Finding[]> {
  const { rows } = await client.query<{ late: number; kinds: string; oldest: Date | null }>(
    `select count(*)::int as late, min(due_at) as oldest,
       coalesce(string_agg(distinct kind, ', '), '') as kinds
     from (select due_at, kind from app.deadlines where due_at < $1
       order by due_at limit 1000) as overdue`,
    [new Date(Date.now() - longMs)],
  )
  const { late: count = 0, kinds = '', oldest = null } = rows[0] ?? {}
  if (oldest === null) return []
  const since = shanghai(oldest)
  return [
    warning(
      `有 ${count} 个期限过了还没执行，最早的是 ${since}（${kinds}）：没有服务器在跑就启动它，会自动补上；` +
        '正在跑而一直不减，就是卡住了，看工作台「健康」和服务器的输出',
      `${count} deadlines have passed and nothing was done, since ${since} (${kinds}): start the ` +
        'server and it makes up for them; where one runs and the number stays, something is stuck: ' +
        'see Health at the desk, and what the server prints',
    ),
  ]
}

function shanghai(at: Date): string {
  return `${at.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16)} +08:00`
}

/** Entries that wait for long: no server runs, or the one that writes the log has halted. */
async function standstill(client: pg.Client): Promise<Finding[]> {
  const { rows } = await client.query<{ waiting: string; oldest: Date | null }>(
    `select count(*)::text as waiting, min(j.recorded_at) as oldest
     from app.journal_pending p join app.journal j
       on j.shop_id = p.shop_id and j.batch_id = p.batch_id`,
  )
  const { waiting = '0', oldest = null } = rows[0] ?? {}
  if (oldest === null || Date.now() - oldest.getTime() < longMs) return []
  return [
    warning(
      `有 ${waiting} 条记录等着进日志：没有服务器在跑，或日志已停（见 /healthz）`,
      `${waiting} entries wait for the log: no server runs, or it has halted (see /healthz)`,
    ),
  ]
}

async function parked(client: pg.Client): Promise<Finding[]> {
  const { rows } = await client.query<{ count: number }>(
    'select count(*)::int as count from app.log_parked',
  )
  const count = rows[0]?.count ?? 0
  return count === 0
    ? []
    : [
        warning(
          `有 ${count} 条记录没能处理，在工作台重试`,
          `${count} entries could not be digested by their readers: try them again at the desk`,
        ),
      ]
}

/** On Citus: is every table where it belongs? */
async function tablesOn(client: pg.Client): Promise<Finding[]> {
  if (!(await isCitus(client))) return [ok('单机 PostgreSQL', 'PostgreSQL on one machine')]
  const bad = misplaced(await tableFacts(client))
  if (bad.length === 0) return [ok('各表已分片并同组', 'tables are distributed and colocated')]
  return bad.map(({ zh, en }) => wrong(`${zh}:运行 distribute`, `${en}: run \`distribute\``))
}
