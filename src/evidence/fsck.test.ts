import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { noteCheck } from '../../cli/check-note.ts'
import { checkDatabase } from '../../cli/fsck.ts'
import { Market } from '../../test/market.ts'
import { buyAndPay, openShop, publish } from '../../test/trade.ts'

describe('R-58: fsck finds what was changed, and names the first bad entry', () => {
  let market: Market
  let database: pg.Client
  let orderId: string
  let folder: string

  before(async () => {
    market = await Market.open()
    folder = market.logFolder
    const { seller, shopId } = await openShop(market)
    const listingId = await publish(seller, shopId, { priceFen: 2_000, stock: 500 })
    const buyer = await market.person('王静怡')
    for (let trade = 0; trade < 3; trade++)
      orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: 2_000 }])
    // Enough for a full tile, and no one is paid for it.
    for (let stock = 500; stock < 760; stock++)
      await seller.does(`/v1/listings/${listingId}/restock`, { stock })
    await market.settle()
    database = new pg.Client({ connectionString: market.databaseUrl })
    await database.connect()
  })
  after(async () => {
    await database.end()
    await market.close()
  })

  const check = () => checkDatabase(market.databaseUrl, { folder, payloads: true })
  /** What does it find when this has been done? Everything is put back afterwards. */
  async function faultsAfter(tamper: string, values: unknown[], undo: string) {
    const { rowCount } = await database.query(tamper, values)
    assert.ok(rowCount && rowCount > 0, 'something was changed')
    const { faults } = await check()
    await database.query(undo, values)
    assert.equal((await check()).faultCount, 0, 'and nothing after it was put back')
    return faults
  }
  async function place(): Promise<{ stream: string; seq: number; index: number; where: string }> {
    const { rows } = await database.query(
      `select j.shop_id, j.stream_id, j.seq, b.first_index + j.place as index from app.journal j
       join app.log_batches b on b.batch_id = j.batch_id
       join app.streams s on s.shop_id = j.shop_id and s.state->>'streamId' = j.stream_id
       where s.id = $1 and j.kind = 'order.paid'`,
      [`order:${orderId}`],
    )
    const [{ shop_id: shop, stream_id: stream, seq, index }] = rows
    return {
      stream,
      seq,
      index: Number(index),
      where: `shop ${shop} stream ${stream} entry ${seq}`,
    }
  }

  it('finds nothing wrong with a log that is as it was', async () => {
    const report = await check()
    assert.deepEqual(report.faults, [])
    assert.ok(report.entries > 256, `${report.entries} entries, so a tile is full`)
    assert.equal(report.payloads, report.entries)
    assert.ok(report.checkpoints > 3)
  })

  it('an amount in one payload', async () => {
    const { stream, seq, index, where } = await place()
    const [first] = await faultsAfter(
      `update app.journal set payload = replace(payload, '"2000"', '"1"')
       where stream_id = $1 and seq = $2`,
      [stream, seq],
      `update app.journal set payload = replace(payload, '"1"', '"2000"')
       where stream_id = $1 and seq = $2`,
    )
    const what = 'its payload is not what was committed to'
    assert.deepEqual(first, { index, where, what })
  })

  it('the kind in a row, the time in a row', async () => {
    const { stream, seq, index } = await place()
    const [kind] = await faultsAfter(
      `update app.journal set kind = 'order.gone' where stream_id = $1 and seq = $2`,
      [stream, seq],
      `update app.journal set kind = 'order.paid' where stream_id = $1 and seq = $2`,
    )
    assert.deepEqual(
      [kind?.index, kind?.what],
      [index, 'its row says order.gone, its leaf order.paid'],
    )
    const later = await faultsAfter(
      `update app.journal set recorded_at = recorded_at + interval '1 day'
       where stream_id = $1 and seq = $2`,
      [stream, seq],
      `update app.journal set recorded_at = recorded_at - interval '1 day'
       where stream_id = $1 and seq = $2`,
    )
    assert.equal(later[0]?.index, index)
  })

  it('a leaf', async () => {
    const { stream, seq, index, where } = await place()
    const swap = (from: string, to: string) =>
      `update app.journal set leaf = convert_to(replace(convert_from(leaf, 'UTF8'), '${from}',
       '${to}'), 'UTF8') where stream_id = $1 and seq = $2`
    const [first] = await faultsAfter(
      swap('order.paid', 'order.lost'),
      [stream, seq],
      swap('order.lost', 'order.paid'),
    )
    const what = 'its leaf is not the one that was taken in'
    assert.deepEqual(first, { index, where, what })
  })

  it('a leaf with its hash, in every table: the signed tree does not know it', async () => {
    const { stream, seq, index } = await place()
    await database.query('begin')
    await database.query(
      `update app.journal set leaf = convert_to(replace(convert_from(leaf, 'UTF8'), 'order.paid',
         'order.lost'), 'UTF8') where stream_id = $1 and seq = $2`,
      [stream, seq],
    )
    await database.query(
      `update app.log_batches b set hashes = overlay(b.hashes placing
         sha256('\\x00'::bytea || j.leaf) from j.place * 32 + 1 for 32)
       from app.journal j where j.stream_id = $1 and j.seq = $2 and b.batch_id = j.batch_id`,
      [stream, seq],
    )
    await database.query('commit')
    const { faults } = await check()
    assert.equal(faults[0]?.index, index)
    await database.query('begin')
    await database.query(
      `update app.journal set leaf = convert_to(replace(convert_from(leaf, 'UTF8'), 'order.lost',
         'order.paid'), 'UTF8') where stream_id = $1 and seq = $2`,
      [stream, seq],
    )
    await database.query(
      `update app.log_batches b set hashes = overlay(b.hashes placing
         sha256('\\x00'::bytea || j.leaf) from j.place * 32 + 1 for 32)
       from app.journal j where j.stream_id = $1 and j.seq = $2 and b.batch_id = j.batch_id`,
      [stream, seq],
    )
    await database.query('commit')
    assert.equal((await check()).faultCount, 0)
  })

  it('a row that was deleted, and one that was slipped in', async () => {
    const { stream, seq, index, where } = await place()
    await database.query(
      'create temporary table kept as select * from app.journal where stream_id = $1 and seq = $2',
      [stream, seq],
    )
    const [gone] = await faultsAfter(
      'delete from app.journal where stream_id = $1 and seq = $2',
      [stream, seq],
      `insert into app.journal select * from kept where stream_id = $1 and seq = $2`,
    )
    assert.deepEqual(gone, { index, where, what: 'its leaf is gone' })
    const planted = await faultsAfter(
      `insert into app.journal select shop_id, stream_id, seq + 900, kind, recorded_at, leaf,
         gen_random_uuid(), place, payload, salt from app.journal
       where stream_id = $1 and seq = $2`,
      [stream, seq],
      'delete from app.journal where stream_id = $1 and seq = $2 + 900',
    )
    assert.match(planted[0]?.where ?? '', new RegExp(`stream ${stream} entry ${seq + 900}$`))
  })

  it('the end of a stream cut off in its shop’s own book-keeping', async () => {
    const { stream } = await place()
    const [first] = await faultsAfter(
      `update app.streams
       set state = jsonb_set(state, '{count}', to_jsonb((state->>'count')::int - 1))
       where state->>'streamId' = $1`,
      [stream],
      `update app.streams
       set state = jsonb_set(state, '{count}', to_jsonb((state->>'count')::int + 1))
       where state->>'streamId' = $1`,
    )
    assert.match(first?.what ?? '', new RegExp(`the stream ${stream} ends at`))
  })

  it('one flipped bit in a file of the tree', async () => {
    for (const path of ['tile/0/000', 'tile/entries/000']) {
      const file = join(folder, path)
      const good = readFileSync(file)
      const bad = Buffer.from(good)
      bad[100] = (bad[100] ?? 0) ^ 4
      writeFileSync(file, bad)
      const { faults } = await check()
      writeFileSync(file, good)
      assert.deepEqual([faults[0]?.where, faults[0]?.what], [path, 'the file is not what it was'])
      assert.equal(faults[0]?.index, path === 'tile/0/000' ? 3 : 0)
    }
  })

  it('a checkpoint that was published over another tree', async () => {
    const faults = await faultsAfter(
      `update app.log_checkpoints set root = overlay(root placing '\\x00'::bytea from 1 for 1)
       where size = (select max(size) from app.log_checkpoints) and $1::text <> ''`,
      ['x'],
      `update app.log_checkpoints c set root = s.signed_root from app.log_state s
       where c.size = s.signed_size and $1::text <> ''`,
    )
    assert.match(faults[0]?.what ?? '', /its root is not that of the entries/)
  })

  it('a signature under any checkpoint, also one of long ago', async () => {
    await database.query('create temporary table notes as select * from app.log_checkpoints')
    const ends = await database.query('select min(size) as least, max(size) as most from notes')
    const { least, most } = ends.rows[0]
    const [first] = await faultsAfter(
      `update app.log_checkpoints c set note = split_part(c.note, e'\n\n', 1) || e'\n\n' ||
         split_part(n.note, e'\n\n', 2)
       from notes n where n.size = $2 and c.size = $1`,
      [least, most],
      `update app.log_checkpoints c set note = n.note from notes n
       where n.size = c.size and c.size in ($1, $2)`,
    )
    const [index, where] = [Number(least) - 1, `checkpoint ${least}`]
    assert.deepEqual(first, { index, where, what: 'the log has not signed it' })
  })

  it('writes into the house’s own stream that a check failed, and that it passed again', async () => {
    const url = market.databaseUrl
    const noted = async () => {
      const { rows } = await database.query(
        `select payload::jsonb->'event' as event from app.journal
         where shop_id = 0 and kind like 'house.check%' order by seq`,
      )
      return rows.map(({ event }) => [event.type, event.check, event.finding])
    }
    await noteCheck(url, 'fsck', { failed: false, finding: 'nothing to say' })
    assert.deepEqual(await noted(), [], 'that all is well is no news')
    await noteCheck(url, 'fsck', { failed: true, finding: 'one' })
    await noteCheck(url, 'ledger', { failed: false, finding: 'another check' })
    await noteCheck(url, 'fsck', { failed: false, finding: 'well again' })
    await noteCheck(url, 'fsck', { failed: false, finding: 'still well' })
    assert.deepEqual(await noted(), [
      ['house.check_failed', 'fsck', 'one'],
      ['house.check_passed', 'fsck', 'well again'],
    ])
    await market.settle()
    assert.equal((await check()).faultCount, 0)
  })

  it('an erased payload is no fault, a half erased one is', async () => {
    const { stream, seq } = await place()
    await database.query(
      'create temporary table erased as select * from app.journal where stream_id = $1 and seq = $2',
      [stream, seq],
    )
    const where = 'where stream_id = $1 and seq = $2'
    await database.query(`update app.journal set payload = null ${where}`, [stream, seq])
    assert.equal((await check()).faults[0]?.what, 'its payload is half erased')
    await database.query(`update app.journal set salt = null ${where}`, [stream, seq])
    const report = await check()
    assert.deepEqual([report.faultCount, report.erased], [0, 1])
    await database.query(
      `update app.journal j set payload = e.payload, salt = e.salt from erased e
       where j.stream_id = e.stream_id and j.seq = e.seq`,
    )
  })
})
