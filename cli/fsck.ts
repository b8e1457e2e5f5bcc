import { parseArgs } from 'node:util'
import { fsck as check, type FsckReport } from '../src/evidence/fsck.ts'
import { readTileDisk } from '../src/evidence/tile-files.ts'
import { readConfig } from '../src/platform/config.ts'
import { over, readPool, type Tx } from '../src/platform/db/pool.ts'
import { noteCheck } from './check-note.ts'
import { withDatabase } from './database.ts'

const usage = `baozheng fsck [--log-only] [--no-files] [--json]

Makes the whole log again from its entries and compares: every leaf, every stream, every file of the
tree, every checkpoint, the shops' book-keeping, and the words beside each leaf. Names the first bad
entry. May run beside the server. Changes nothing, but that a failure, and the first good check
after it, are written into the house's own stream.

  --log-only   leave out the words beside the leaves (several times faster)
  --no-files   the files of the tree lie on another machine
  --json       one line of JSON`

/** 核对日志. 0 when all is as it was, 1 when something is not, 2 when called wrongly. */
export async function fsck(args: string[], env = process.env): Promise<number> {
  const asked = readArgs(args)
  if (asked === null) {
    console.error(usage)
    return 2
  }
  const config = readConfig(env)
  const folder = asked.files ? config.log.folder : null
  return withDatabase(config, async (url) => {
    const began = performance.now()
    const report = await checkDatabase(url, { folder, payloads: asked.payloads })
    tell(report, (performance.now() - began) / 1_000, asked.json)
    await noteCheck(url, 'fsck', noteOf(report))
    return report.faultCount === 0 ? 0 : 1
  })
}

/** The log of this database as it stands at one moment, also while a server is at work. */
export async function checkDatabase(
  databaseUrl: string,
  how: { folder: string | null; payloads: boolean },
): Promise<FsckReport> {
  const pool = readPool(databaseUrl, 2)
  const [client, leaves] = [await pool.connect(), await pool.connect()]
  try {
    const begin = 'begin transaction isolation level repeatable read read only'
    await client.query(begin)
    const { rows } = await client.query('select pg_export_snapshot() as moment')
    await leaves.query(begin)
    await leaves.query(`set transaction snapshot '${rows[0].moment}'`)
    // A large log takes its time, and much of it is sorted.
    for (const one of [client, leaves]) await one.query('set local statement_timeout = 0')
    await leaves.query("set local work_mem = '64MB'")
    const disk = how.folder === null ? null : readTileDisk(how.folder)
    return await check({ tx: inTurn(over(client)), leaves, disk, payloads: how.payloads })
  } finally {
    client.release(true)
    leaves.release(true)
    await pool.end()
  }
}

/** For several that ask at once over one connection: one question after the other. */
function inTurn(tx: Tx): Tx {
  let last: Promise<unknown> = Promise.resolve()
  return {
    query<Row>(name: string, text: string, values: readonly unknown[]) {
      const answer = last.then(() => tx.query<Row>(name, text, values))
      last = answer.catch(() => {}) // whoever asked is told
      return answer
    },
  }
}

function noteOf({ entries, faults, faultCount }: FsckReport) {
  const [first] = faults
  const failed = first !== undefined
  const finding = failed
    ? `${faultCount} faults; first at ${first.index ?? 'no index'}, ${first.where}: ${first.what}`
    : `${entries} entries as they were`
  return { failed, finding }
}

function tell(report: FsckReport, seconds: number, json: boolean): void {
  const perSecond = Math.round((report.entries + report.pending) / Math.max(seconds, 0.001))
  if (json) {
    console.log(JSON.stringify({ ...report, seconds, perSecond }))
    return
  }
  const { entries, pending, checkpoints, payloads, erased, faults, faultCount } = report
  console.log(
    `${report.origin ?? 'no log'}: ${entries} entries, ${pending} waiting, ` +
      `${checkpoints} checkpoints, ${payloads} payloads (${erased} erased), ` +
      `${seconds.toFixed(1)} s, ${perSecond}/s`,
  )
  const [first] = faults
  if (!first) {
    console.log('日志无误 the log is as it was')
    return
  }
  console.error(`日志有误 ${faultCount} faults; the first bad entry:`)
  for (const { index, where, what } of faults)
    console.error(`  ${index === null ? '' : `index ${index}, `}${where}: ${what}`)
}

function readArgs(args: string[]): { payloads: boolean; files: boolean; json: boolean } | null {
  try {
    const { values } = parseArgs({
      args,
      options: {
        'log-only': { type: 'boolean' },
        'no-files': { type: 'boolean' },
        json: { type: 'boolean' },
      },
    })
    const { 'log-only': logOnly, 'no-files': noFiles, json } = values
    return { payloads: !logOnly, files: !noFiles, json: json ?? false }
  } catch {
    return null
  }
}
