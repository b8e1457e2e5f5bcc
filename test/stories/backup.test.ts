import assert from 'node:assert/strict'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import sharp from 'sharp'
import { takeBackup } from '../../cli/backup.ts'
import { tableFile } from '../../cli/backup-files.ts'
import { fsck } from '../../cli/fsck.ts'
import { ledger } from '../../cli/ledger.ts'
import { closeLog } from '../../cli/log-close.ts'
import { laterAtWitnesses } from '../../cli/log-later.ts'
import { restore } from '../../cli/restore.ts'
import { parseCheckpoint } from '../../src/evidence/checkpoint.ts'
import { latestCheckpoint } from '../../src/evidence/checkpoints.store.ts'
import { closingOf } from '../../src/evidence/closing.ts'
import { readLogState } from '../../src/evidence/log.store.ts'
import { foundLog, openLog } from '../../src/evidence/log.ts'
import { formatVkey, parseNote, parseVkey, signedBy } from '../../src/evidence/note.ts'
import { isPolicyFault, parsePolicy } from '../../src/evidence/policy.ts'
import { openBlobs } from '../../src/platform/blobs.ts'
import type { Config } from '../../src/platform/config.ts'
import { logPool, over } from '../../src/platform/db/pool.ts'
import { resolve as resolveName } from '../../src/platform/outside.ts'
import { type Database, freshDatabase } from '../database.ts'
import { LogHouse } from '../log.ts'
import { Market } from '../market.ts'
import { buyAndPay, openShop, orderBody, publish } from '../trade.ts'

const overLoopback = { resolve: resolveName, allowLoopback: true }

/** There a backup wants all servers to stand still; what then comes back is the same. */
const onCitus = process.env.BAOZHENG_CITUS_URL !== undefined
const passphrase = 'korrekt Pferd Batterie'

describe('a backup of a site at work', () => {
  let market: Market
  let folder: string
  let picture: string
  let rotten: string
  const site = () => join(folder, 'site')
  const taken = () => join(folder, 'backup')
  /** Where a restored site would be: its database, and its folder with the keys. */
  const targets: Database[] = []

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'backup-'))
    market = await Market.open()
    const { seller, shopId } = await openShop(market)
    const buyer = await market.person('王静怡', '13800000001')
    const listingId = await publish(seller, shopId, { priceFen: 2_000, stock: 100 })
    for (let count = 0; count < 3; count++)
      await buyAndPay(market, buyer, [{ listingId, priceFen: 2_000 }])
    const blobs = await openBlobs(join(site(), 'blobs'))
    const create = { width: 60, height: 60, channels: 3, background: '#c96' } as const
    picture = await blobs.put(await sharp({ create }).webp().toBuffer(), 'image/webp')
    writeFileSync(join(site(), 'secrets.json'), JSON.stringify(keysOf(market)))
    // One picture has rotted on the site's disk: it must not spoil the backup of all the rest.
    rotten = await blobs.put(await sharp({ create }).png().toBuffer(), 'image/png')
    writeFileSync(join(site(), 'blobs', rotten.slice(0, 2), rotten), 'no picture any more')
    if (onCitus) return

    // People go on buying while it is taken.
    let over = false
    const busy = (async () => {
      for (let count = 0; !over && count < 40; count++) {
        const other = await market.person('路人')
        await other.post('/v1/orders', orderBody([{ listingId, priceFen: 2_000 }], '13800000002'))
        await market.app.log.sequencer.tick()
      }
    })()
    await take()
    over = true
    await busy
    await buyAndPay(market, buyer, [{ listingId, priceFen: 2_000 }])
    await market.settle()
  })
  const take = () =>
    takeBackup({
      ...{ databaseUrl: market.databaseUrl, folder: taken(), passphrase },
      config: {
        folder: site(),
        secrets: market.secrets,
        secretsFile: join(site(), 'secrets.json'),
      },
    })
  after(async () => {
    for (const target of targets) await target.drop()
    await market?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function target(more: Record<string, string> = {}) {
    const database = await freshDatabase({ empty: true })
    targets.push(database)
    const data = mkdtempSync(join(folder, 'target-'))
    const env = { DATABASE_URL: database.connectionString, BAOZHENG_DATA: data, ...more }
    return { database, data, run: (...args: Parameters<typeof baozheng>[0]) => baozheng(args, env) }
  }

  it('is refused on Citus while a server is at work: no moment is common to its machines', {
    skip: !onCitus,
  }, async () => {
    await market.app.log.sequencer.tick()
    await assert.rejects(take(), /Citus:多台机器没有共同的时刻/)
  })

  it('comes back on another machine: books, log, pictures and keys are in order', {
    skip: onCitus,
  }, async () => {
    const { data, run, database } = await target({ BAOZHENG_BACKUP_PASSPHRASE: passphrase })
    const restored = await run('restore', taken())
    assert.equal(restored.code, 0, restored.words)
    assert.match((await run('ledger', 'verify')).words, /账目无误/)
    const log = await run('fsck')
    assert.equal(log.code, 0, log.words)
    const blobs = await openBlobs(join(data, 'blobs'))
    assert.deepEqual([await blobs.has(picture), await blobs.has(rotten)], [true, false])
    for (const place of [site(), data])
      assert.equal(statSync(join(place, 'blobs')).mode & 0o777, 0o700, 'for nobody else here')
    assert.deepEqual(JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')), keysOf(market))
    const again = await run('restore', taken())
    assert.deepEqual([again.code, /不是空的|已有数据/.test(again.words)], [1, true])
    assert.equal(await goOn(database, join(data, 'log'), market), true, 'the log goes on')
  })

  it('is refused without its keys, with others, and when a file is damaged or missing', {
    skip: onCitus,
  }, async () => {
    const bare = await target()
    assert.match((await bare.run('restore', taken())).words, /口令不对/)
    const strange = await target()
    const others = { ...keysOf(market), idKey: `${'ab'.repeat(31)}cd` }
    writeFileSync(join(strange.data, 'secrets.json'), JSON.stringify(others))
    assert.match((await strange.run('restore', taken())).words, /idKey/)
    const damaged = join(folder, 'damaged')
    cpSync(taken(), damaged, { recursive: true })
    const path = join(damaged, tableFile('app.transfers'))
    const bytes = readFileSync(path)
    bytes[bytes.length - 9] = (bytes.at(-9) ?? 0) ^ 1
    writeFileSync(path, bytes)
    assert.match((await bare.run('restore', damaged)).words, /app\.transfers 缺失或损坏/)
    assert.match((await bare.run('restore', folder)).words, /不是完整的备份/)
  })

  it('tells a thief who has not the keys no name, number or address, and no key', {
    skip: onCitus,
  }, () => {
    const files = readdirSync(join(taken(), 'tables')).map((name) => join(taken(), 'tables', name))
    const all = files.map((file) => gunzipSync(readFileSync(file)).toString()).join('\n')
    assert.match(all, /order\.paid/, 'it is the trade that is looked through')
    const keys = Object.values(market.secrets).map((key) => key.toString('hex'))
    for (const secret of ['13800000001', '13900000001', '王静怡', '珞喻路', '洪山', ...keys])
      assert.equal(all.includes(secret), false, secret)
    const sealed = readFileSync(join(taken(), 'keys.sealed'), 'utf8')
    for (const key of keys) assert.equal(sealed.includes(key), false)
    const modes = [taken(), join(taken(), 'tables')].map((path) => statSync(path).mode & 0o777)
    assert.deepEqual(modes, [0o700, 0o700])
    for (const file of [...files, join(taken(), 'manifest.json'), join(taken(), 'keys.sealed')])
      assert.equal(statSync(file).mode & 0o777, 0o600, file)
  })

  it('begins again where a restore was broken off, and goes without a damaged picture if told', {
    skip: onCitus,
  }, async () => {
    const { run, data } = await target({
      BAOZHENG_BACKUP_PASSPHRASE: passphrase,
      // As a restore leaves it that was killed before its rows were committed: tables, no rows.
      DATABASE_URL: await migratedDatabase(),
    })
    const damaged = join(folder, 'damaged-picture')
    cpSync(taken(), damaged, { recursive: true })
    writeFileSync(join(damaged, 'blobs', picture.slice(0, 2), picture), 'torn')
    const refused = await run('restore', damaged)
    assert.deepEqual([refused.code, /--without-damaged-pictures/.test(refused.words)], [1, true])
    const restored = await run('restore', damaged, '--without-damaged-pictures')
    assert.equal(restored.code, 0, restored.words)
    assert.match(restored.words, new RegExp(picture))
    assert.equal(await (await openBlobs(join(data, 'blobs'))).has(picture), false)
    assert.match((await run('ledger', 'verify')).words, /账目无误/)
  })

  it('is refused as a fork where the log has signed more since, and says the way out', {
    skip: onCitus,
  }, async () => {
    const { run } = await target(withFolder())
    const { code, words } = await run('restore', taken())
    assert.equal(code, 4, words)
    assert.match(words, /日志分叉/)
    assert.match(words, /--close-log/)
    const { note } = (await latest(market.databaseUrl)) ?? assert.fail('a checkpoint')
    const kept = join(folder, 'kept.note')
    writeFileSync(kept, note)
    const outside = await target({ BAOZHENG_BACKUP_PASSPHRASE: passphrase })
    const byFile = await outside.run('restore', taken(), '--checkpoint', kept)
    assert.equal(byFile.code, 4, 'somebody outside has kept what was signed')
  })

  it('closes the log by a signed statement, and the next one goes on with the same entries', {
    skip: onCitus,
  }, async () => {
    const { run, database } = await target(withFolder())
    const reason = ['--reason', '机房失火,最近的备份是昨天的']
    const { code, words } = await run(
      'restore',
      taken(),
      '--close-log',
      'next.example/log',
      ...reason,
    )
    assert.equal(code, 0, words)
    const logFolder = join(folder, 'log-copy')
    const statement = readFileSync(join(logFolder, 'closing.note'))
    const note = parseNote(statement) ?? assert.fail('a note')
    const newest = (await latest(market.databaseUrl)) ?? assert.fail('a checkpoint')
    assert.match(note.text, /^baozheng log closing v1\norigin market\.example\/log\n/)
    assert.match(note.text, new RegExp(`\nknown ${newest.size} `))
    assert.match(note.text, /\nnext next\.example\/log\n/)
    const old = parseVkey((await (await fetch(`${market.url}/log/vkey`)).text()).trim())
    assert(old)
    assert.deepEqual(signedBy(note, [old]), [old], 'signed by the old key')
    assert((await run('fsck')).words.startsWith('next.example/log'))
    assert.equal(await goOn(database, logFolder, market), true)
    const next = (await latest(database.connectionString)) ?? assert.fail('the next checkpoint')
    const { origin, size } = parseCheckpoint(`${next.note.split('\n\n')[0]}\n`) ?? assert.fail()
    assert.equal(origin, 'next.example/log')
    assert(size > 0 && size <= newest.size)
    assert.equal((await run('fsck')).code, 0)
  })

  async function migratedDatabase(): Promise<string> {
    const database = await freshDatabase()
    targets.push(database)
    return database.connectionString
  }

  /** A copy of the folder of the living log, which has outlived the database. */
  function withFolder() {
    const copy = join(folder, 'log-copy')
    rmSync(copy, { recursive: true, force: true })
    mkdirSync(copy)
    cpSync(market.logFolder, copy, { recursive: true })
    return { BAOZHENG_LOG_FOLDER: copy, BAOZHENG_BACKUP_PASSPHRASE: passphrase }
  }
})

it('a witness that has seen more knows of the fork too', async () => {
  const house = await LogHouse.open()
  const { line } = await house.witness('friend')
  const text = `${line}\nquorum friend\n`
  const policy = house.policy(line, 'quorum friend')
  await house.commit('order:1')
  const log = await house.log({ policy })
  await log.sequencer.tick()
  const { note } = (await house.newest()) ?? assert.fail('a checkpoint')
  assert.deepEqual(await laterAtWitnesses(policy, note, overLoopback), { known: [], silent: [] })
  await house.commit('order:2', 'order:3')
  await log.sequencer.tick()
  const { known } = await laterAtWitnesses(policy, note, overLoopback)
  assert.deepEqual(
    known.map(({ size, where }) => [size, where]),
    [[3, 'the witness friend']],
  )
  await log.sequencer.stop()
  // The database comes back as it was, on a machine that has nothing else.
  await backTo(house, 1)
  const logFolder = join(house.folder, 'elsewhere')
  const statement = await closeLog({
    config: {
      secrets: { logKey: house.seed } as Config['secrets'],
      log: { folder: logFolder, policy: Buffer.from(text) } as Config['log'],
      production: false,
    },
    ...{ databaseUrl: house.databaseUrl, next: 'log2.example/test', reason: 'a fire' },
    ...{ files: [], now: Date.now() },
  })
  assert.match(statement, /\ngoes-on 1 /)
  assert.match(statement, /\nknown 3 -\n/, 'what only the witness has seen is admitted')
  const { verifier } = (await readLogState(house.tx)) ?? assert.fail()
  const [before, next] = [house.signer.vkey, parseVkey(verifier) ?? assert.fail()]
  assert.equal(closingOf(statement, next), null)
  assert.equal(closingOf(statement, before)?.known.size, 3)
  const both = parsePolicy(Buffer.from(`log ${formatVkey(before)}\nlog ${verifier}\nquorum none\n`))
  assert(!isPolicyFault(both), 'both logs can be trusted in one file')
  const goesOn = await foundLog({
    ...{ databaseUrl: house.databaseUrl, folder: logFolder, seed: house.seed, origin: null },
    ...{ baseUrl: 'https://x.example', policy: null, now: Date.now() },
  })
  assert.equal(formatVkey(goesOn.signer.vkey), verifier, 'a start finds the key of the next log')
  await house.close()
})

/** Puts the log in the database back to this size, as an older copy of it would have it. */
async function backTo({ pool }: LogHouse, size: number) {
  await pool.query('delete from app.log_checkpoints where size > $1', [size])
  await pool.query(
    `update app.log_state set signed_size = $1, lease_holder = null,
       signed_root = (select root from app.log_checkpoints where size = $1)`,
    [size],
  )
}

function keysOf({ secrets }: Market) {
  const hex = Object.entries(secrets).map(([name, key]) => [name, key.toString('hex')])
  return { purpose: 'sandbox', ...Object.fromEntries(hex) }
}

/** Takes in what waits, and signs. */
async function goOn({ connectionString }: Database, folder: string, market: Market) {
  const pool = logPool(connectionString, 2)
  try {
    const settings = await foundLog({
      ...{ databaseUrl: connectionString, folder, seed: market.secrets.logKey },
      ...{ origin: null, baseUrl: 'http://x.example', policy: null, now: Date.now() },
    })
    const log = openLog({
      ...{ ...settings, pool },
      ...{ now: Date.now, wall: Date.now, log: () => {} },
    })
    await log.sequencer.tick()
    assert.equal(log.sequencer.halted, null)
    const size = (await latestCheckpoint(over(pool)))?.size ?? 0
    await log.sequencer.stop()
    return size > 0
  } finally {
    await pool.end()
  }
}

async function latest(connectionString: string) {
  const pool = logPool(connectionString, 1)
  try {
    return await latestCheckpoint(over(pool))
  } finally {
    await pool.end()
  }
}

const commands = { restore, fsck, ledger }

/** Runs a command here, with the settings of another site; out: what it says. */
async function baozheng(
  [name, ...args]: [keyof typeof commands, ...string[]],
  more: Record<string, string>,
): Promise<{ code: number; words: string }> {
  const { log, error } = console
  const said: string[] = []
  console.log = console.error = (line: unknown) => void said.push(String(line))
  try {
    const code = await commands[name](args, { ...process.env, ...more }).catch((why: Error) => {
      said.push(why.message)
      return 1
    })
    return { code, words: said.join('\n') }
  } finally {
    Object.assign(console, { log, error })
  }
}
