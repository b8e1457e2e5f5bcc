import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import type { Config } from '../src/platform/config.ts'
import {
  distributionPlan,
  misplaced,
  type TableFacts,
  tableFacts,
} from '../src/platform/db/distribution.ts'
import { noMount, smallDisk } from '../test/faults/small-disk.ts'
import { Market } from '../test/market.ts'
import { buyAndPay, openShop, publish } from '../test/trade.ts'
import { distribute } from './distribute.ts'
import { doctor } from './doctor.ts'
import { disks } from './doctor-checks.ts'

let market: Market
let folder: string
let client: pg.Client
before(async () => {
  market = await Market.open()
  folder = mkdtempSync(join(tmpdir(), 'doctor-'))
  const { seller, shopId } = await openShop(market)
  const listingId = await publish(seller, shopId, { priceFen: 2_000 })
  await buyAndPay(market, await market.person('王静怡'), [{ listingId, priceFen: 2_000 }])
  client = new pg.Client({ connectionString: market.databaseUrl })
  await client.connect()
  keys()
})
after(async () => {
  await client?.end()
  await market?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Puts the site's file of keys in place, or one in which some are other keys. */
function keys(others: Record<string, string> = {}): void {
  const own = Object.entries(market.secrets).map(([name, key]) => [name, key.toString('hex')])
  const file = { purpose: 'sandbox', ...Object.fromEntries(own), ...others }
  writeFileSync(join(folder, 'secrets.json'), JSON.stringify(file))
}

async function said(
  act: (args: string[], env: NodeJS.ProcessEnv) => Promise<number>,
  args: string[] = [],
  more: Record<string, string> = {},
): Promise<{ code: number; words: string }> {
  const env = {
    ...process.env,
    ...{ DATABASE_URL: market.databaseUrl, BAOZHENG_DATA: folder },
    ...{ BAOZHENG_LOG_FOLDER: market.logFolder, ...more },
  }
  const { log, error } = console
  const words: string[] = []
  console.log = console.error = (line: unknown) => void words.push(String(line))
  try {
    return { code: await act(args, env), words: words.join('\n') }
  } finally {
    Object.assign(console, { log, error })
  }
}

const other = 'ab'.repeat(31)

describe('the doctor', () => {
  it('finds nothing wrong with a site in order, and says what it has looked at', async () => {
    const { code, words } = await said(doctor)
    assert.equal(code, 0, words)
    for (const word of ['the schema', 'the clock agrees', 'open contacts', 'entries signed'])
      assert.match(words, new RegExp(word))
    assert.match(words, /没有外部见证人/, 'a warning is no fault')
  })

  it('keys of another site: by the log, and by a contact that they do not open', async () => {
    keys({ logKey: `${other}cd` })
    assert.match((await said(doctor)).words, /不是用这把密钥建立的/)
    keys({ masterKey: `${other}ce` })
    const { code, words } = await said(doctor)
    assert.deepEqual([code, /密钥读不出联系方式/.test(words)], [1, true])
    keys()
    const nowhere = { BAOZHENG_DATA: join(folder, 'nowhere') }
    assert.match((await said(doctor, [], nowhere)).words, /不要在旧数据上生成新密钥/)
  })

  it('a picture that is gone, a database older than its log, a migration that was changed', async () => {
    const photo = 'c'.repeat(64)
    const shown = (photos: string) =>
      client.query(`update app.listings set state = jsonb_set(state, '{photos}', $1)`, [photos])
    await shown(`["${photo}"]`)
    assert.match((await said(doctor)).words, new RegExp(`图片文件夹不见了|${photo}`))
    await shown('[]')
    await client.query('update app.log_state set signed_size = signed_size - 1')
    const older = await said(doctor)
    assert.deepEqual([older.code, /数据库比日志旧/.test(older.words)], [1, true])
    await client.query('update app.log_state set signed_size = signed_size + 1')
    const spine = `where name = '0001_spine.sql'`
    const change = (how: string) =>
      client.query(`update public.baozheng_migrations set hash = ${how} ${spine}`)
    await change(`'not ' || hash`)
    assert.match((await said(doctor)).words, /0001_spine.sql 被改过/)
    await change('substr(hash, 5)')
    assert.equal((await said(doctor, ['--quick'])).code, 0)
    const gone = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' }
    assert.match((await said(doctor, [], gone)).words, /数据库连不上/)
  })
})

it('a disk that is nearly full is told with what follows and what to do', (context) => {
  const small = smallDisk(40)
  if (small === null) return context.skip(noMount)
  try {
    const log = { folder: small.folder } as Config['log']
    const [found, more] = disks({ folder: small.folder, log })
    assert.equal(more, undefined, 'one disk is told once')
    assert.equal(found?.level, 'wrong')
    assert.match(found?.zh ?? '', /磁盘快满了.*请立即腾出空间/)
    assert.match(found?.en ?? '', /nearly full.*Make room now/)
  } finally {
    small.remove()
  }
})

describe('what somebody has changed past the program', () => {
  /** Changes something, hears the doctor, and puts it back. */
  async function changed(how: string, back: string): Promise<string> {
    assert((await client.query(how)).rowCount, how)
    const { code, words } = await said(doctor)
    await client.query(back)
    assert.match(words, /绕过程序|没有服务器在跑/)
    assert.equal(code, /绕过程序/.test(words) ? 1 : 0, words)
    assert.equal((await said(doctor)).code, 0, 'and nothing when it is back')
    return words
  }

  it('a state, that the journal does not give', async () => {
    const set = (to: string) =>
      `update app.orders set state = jsonb_set(state, '{status}', '"${to}"')`
    assert.match(
      await changed(set('completed'), set('paid')),
      /订单 ord_\w+（店铺 \d+）：现在的状态/,
    )
    const made = `insert into app.orders select (jsonb_populate_record(o,
      jsonb_build_object('id', 'ord_made_up'))).* from app.orders o`
    const words = await changed(made, `delete from app.orders where id = 'ord_made_up'`)
    assert.match(words, /ord_made_up.*没有任何流水记录/)
  })

  it('a balance, a transfer, an escrow that has paid too much', async () => {
    const more = (fen: number) =>
      `update app.accounts set credits_posted = credits_posted + ${fen} where code = 'order.escrow'`
    assert.match(await changed(more(100), more(-100)), /余额与它的转账对不上/)
    const out = (fen: number) =>
      `update app.accounts set debits_posted = debits_posted + ${fen} where code = 'order.escrow'`
    assert.match(await changed(out(3_000), out(-3_000)), /订单 ord_\w+：账户透支/)
    const amount = (fen: number) => `update app.transfers set amount_fen = amount_fen + ${fen}`
    assert.match(await changed(amount(1), amount(-1)), /转账与流水记录不一致/)
  })

  it('an entry of the journal, and one that is gone', async () => {
    const word = (from: string, to: string) =>
      `update app.journal set payload = replace(payload, '${from}', '${to}')
       where payload like '%${from}%'`
    assert.match(
      await changed(word('手工陶杯', '手工陶盘'), word('手工陶盘', '手工陶杯')),
      /日志与当时写下的不符.*not what was committed to/,
    )
    await client.query(`create table public.gone as select * from app.journal
      where kind = 'order.paid'`)
    const words = await changed(
      `delete from app.journal where kind = 'order.paid'`,
      'insert into app.journal select * from public.gone',
    )
    await client.query('drop table public.gone')
    assert.match(words, /its leaf is gone/)
  })

  it('a deadline that has passed, and nothing came of it', async () => {
    const move = (days: number) =>
      `update app.deadlines set due_at = due_at - interval '${days} days'`
    const { rows } = await client.query('select kind from app.deadlines limit 1')
    const words = await changed(move(3_000), move(-3_000))
    assert.match(words, new RegExp(`期限过了还没执行.*${rows[0].kind}`))
  })
})

/** With `BAOZHENG_CITUS_URL` every test's database is distributed already. */
const onCitus = process.env.BAOZHENG_CITUS_URL !== undefined

describe('on many machines', () => {
  it('on Citus every table lies where it belongs, and nothing is left to run', {
    skip: !onCitus,
  }, async () => {
    const facts = await tableFacts(client)
    assert(facts.filter(({ distributed }) => distributed !== null).length > 20)
    assert.deepEqual(misplaced(facts), [])
    assert.match((await said(doctor)).words, /tables are distributed and colocated/)
    assert.match((await said(distribute)).words, /ran 0 statements/)
  })

  it('every table of shops and of people is spread by its key, and with its kind', {
    skip: onCitus,
  }, async () => {
    const facts = await tableFacts(client)
    const plan = distributionPlan(facts)
    const made = plan.filter((one) => one.includes('create_distributed_table'))
    assert.equal(
      made[0],
      "select create_distributed_table('app.people', 'person_id', shard_count => 8)",
    )
    assert(made[1]?.includes("'app.shop_guards', 'shop_id', shard_count => 8"))
    for (const { name, key } of facts) {
      const spread = made.find((one) => one.includes(`'${name}', '${key}'`))
      assert.equal(spread !== undefined, key === 'shop_id' || key === 'person_id', name)
    }
    assert(made.slice(2).every((one) => /colocate_with => 'app\.(people|shop_guards)'/.test(one)))
    // No unique index may leave out the key: this one only sorts.
    assert(plan.includes('drop index app.journal_pending_order'))
    assert(plan.some((one) => one.startsWith('CREATE INDEX journal_pending_order')))
    assert.deepEqual(
      facts.filter(({ strayUniques, key }) => key === 'shop_id' && strayUniques.length > 0).length,
      1,
    )
  })

  it('what lies elsewhere is named in plain words', () => {
    const table = (name: string, key: string, distributed: TableFacts['distributed']) => ({
      ...{ name, key, distributed, strayUniques: [], parents: [] },
    })
    const tables = [
      table('app.shop_guards', 'shop_id', { column: 'shop_id', group: 1 }),
      table('app.orders', 'shop_id', { column: 'shop_id', group: 1 }),
      table('app.sold', 'shop_id', { column: 'shop_id', group: 2 }),
      table('app.parcels', 'shop_id', { column: 'id', group: 1 }),
      table('app.returns', 'shop_id', null),
      table('app.settings', 'name', null),
    ]
    const found = misplaced(tables)
    assert.deepEqual(
      found.map(({ en }) => en),
      [
        'app.sold does not lie with app.shop_guards',
        'app.parcels is distributed by id, and should be by shop_id',
        'app.returns is not distributed by shop_id',
      ],
    )
    const spread = (name: string) =>
      `select create_distributed_table('${name}', 'shop_id', colocate_with => 'app.shop_guards')`
    assert.deepEqual(
      distributionPlan(tables),
      [
        "select undistribute_table('app.parcels')",
        spread('app.parcels'),
        spread('app.returns'),
        "select undistribute_table('app.sold')",
        spread('app.sold'),
      ],
      'and what the doctor advises mends it',
    )
  })

  it('says on one machine that there is nothing to spread, and prints what it would run', {
    skip: onCitus,
  }, async () => {
    const printed = await said(distribute, ['--print'])
    assert.match(printed.words, /^select create_distributed_table\('app.people'/)
    const run = await said(distribute)
    assert.deepEqual([run.code, /这不是 Citus/.test(run.words)], [1, true])
  })
})
