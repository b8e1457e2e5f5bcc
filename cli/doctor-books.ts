import type { Fault as LogFault } from '../src/evidence/fsck-faults.ts'
import { type Check, type Fault, verifyBooks } from '../src/ledger/verify.ts'
import { over, readPool, type Tx } from '../src/platform/db/pool.ts'
import { type Finding, ok, warning, wrong } from './doctor-checks.ts'
import { checkDatabase } from './fsck.ts'
import { replayed, type Unlike } from './replay.ts'

/** What to do whenever the database says something that the program has not written. */
const whatNow = {
  zh:
    '数据库被绕过程序改动过。先停下服务器，把现在的数据另备份一份留作证据，不要手工改回；' +
    '再找最近一份核对无误的备份对照或恢复（docs/how-to/back-up.md）',
  en:
    'Somebody or something changed the database past the program. Stop the server, take a backup ' +
    'of what is there now as evidence, change nothing by hand; then compare with, or restore, the ' +
    'newest backup that is in order (docs/how-to/back-up.md)',
}

/** A page at a time is enough to act on; `ledger verify` and `fsck` print all of it. */
const shown = 5

/**
 * 账、日志、状态三者对不对得上. Do the books keep their rules, is the log what it was, and are the
 * rows what the journal says? Reads everything: minutes on a large site.
 */
export async function agreement(at: {
  databaseUrl: string
  logFolder: string
}): Promise<Finding[]> {
  const pool = readPool(at.databaseUrl, 1)
  const client = await pool.connect()
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    await client.query('set local statement_timeout = 0') // a large site takes its time
    const tx = over(client)
    const found = [...(await books(tx)), ...(await log(at)), ...(await rows(tx))]
    if (found.some(({ level }) => level === 'wrong')) found.push(warning(whatNow.zh, whatNow.en))
    return found
  } finally {
    client.release(true)
    await pool.end()
  }
}

async function books(tx: Tx): Promise<Finding[]> {
  const faults: { shopId: number; fault: Fault }[] = []
  let count = 0
  for await (const { shopId, faults: own } of verifyBooks(tx)) {
    count++
    for (const fault of own) faults.push({ shopId, fault })
  }
  if (faults.length === 0) return [ok(`账本 ${count} 本，账目无误`, `${count} books are in order`)]
  return few(
    faults.map(({ shopId, fault: { check, what, orderId } }) => {
      const [zh, en] = bookWords[check]
      const [whoZh, who] = [
        `店铺 ${shopId}${orderId ? `、订单 ${orderId}` : ''}`,
        `shop ${shopId}${orderId ? `, order ${orderId}` : ''}`,
      ]
      return wrong(`账目有误，${whoZh}：${zh}（${what}）`, `the books, ${who}: ${en} (${what})`)
    }),
    'ledger verify',
  )
}

const bookWords: Readonly<Record<Check, readonly [zh: string, en: string]>> = {
  debits_equal_credits: ['借贷不相等，有钱凭空多出或消失', 'debits and credits are not equal'],
  held_equals_escrow_and_suspense: [
    '支付机构代管的钱，不等于各订单代管款与挂账之和',
    'what the provider holds is not what open orders have paid and what hangs in suspense',
  ],
  no_account_overdrawn: ['账户透支：付出的比收到的多', 'an account has paid more than it got'],
  balances_equal_transfers: [
    '余额与它的转账对不上，余额被改过',
    'a balance is not what its transfers add up to: it was changed',
  ],
  resolved_at_most_once: [
    '一笔待定款被结算两次或结错',
    'a pending transfer is settled twice or wrongly',
  ],
  pairs_resolved_alike: [
    '一收一付两笔结算不一致',
    'two transfers that belong together are settled unlike',
  ],
  journal_equals_transfers: [
    '转账与流水记录不一致，有一边被改过或删掉',
    'a transfer is not what the journal says: one of them was changed or deleted',
  ],
}

async function log(at: { databaseUrl: string; logFolder: string }): Promise<Finding[]> {
  const { entries, faults, faultCount } = await checkDatabase(at.databaseUrl, {
    folder: at.logFolder,
    payloads: true,
  })
  if (faultCount === 0)
    return [ok(`日志 ${entries} 条，与当时写下的一致`, `the log, ${entries} entries as they were`)]
  return few(
    faults.map(({ index, where, what }: LogFault) => {
      const [at, entry] = index === null ? ['', ''] : [`第 ${index} 条，`, `entry ${index}, `]
      return wrong(
        `日志与当时写下的不符，${at}${where}：${what}`,
        `the log is not as it was written, ${entry}${where}: ${what}`,
      )
    }),
    'fsck',
  )
}

const roomWords: Readonly<Record<string, string>> = {
  shops: '店铺',
  listings: '商品',
  orders: '订单',
  payments: '付款',
  parcels: '包裹',
  complaints: '投诉',
  returns: '退货',
}
const howWords: Readonly<Record<Unlike['how'], readonly [zh: string, en: string]>> = {
  changed: ['现在的状态与流水记录推出的不同', 'its state is not what its journal gives'],
  'only in the table': ['没有任何流水记录，凭空出现', 'no entry of the journal tells of it'],
  'only in the journal': ['流水记录里有，表里却没有', 'the journal tells of it, and it is gone'],
}

async function rows(tx: Tx): Promise<Finding[]> {
  const { rows: count, skipped, unlike } = await replayed(tx)
  const [left, without] =
    skipped === 0
      ? ['', '']
      : [
          `（另有 ${skipped} 家店铺的记录已按要求删除，无法推算）`,
          `; ${skipped} shops have erased entries and cannot be compared`,
        ]
  if (unlike.length === 0)
    return [
      ok(
        `${count} 行状态都由流水记录推出${left}`,
        `${count} rows are what the journal gives${without}`,
      ),
    ]
  return few(
    unlike.map(({ shopId, table, id, how }) => {
      const [zh, en] = howWords[how]
      return wrong(
        `${roomWords[table] ?? table} ${id}（店铺 ${shopId}）：${zh}`,
        `${table}, ${id} of shop ${shopId}: ${en}`,
      )
    }),
    null,
  )
}

function few(findings: readonly Finding[], command: string | null): Finding[] {
  const more = findings.length - shown
  if (more <= 0) return [...findings]
  const [zh, en] = command === null ? ['', ''] : [`，见 ${command}`, `: see ${command}`]
  return [...findings.slice(0, shown), wrong(`还有 ${more} 处${zh}`, `${more} more${en}`)]
}
