import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { day, hour } from '../../src/kernel/time.ts'
import { clearAnswers } from '../../src/platform/retention.ts'
import { Device } from '../device.ts'
import { Arena, type Bought } from '../races/arena.ts'
import { filesEnding, readText } from '../tidy/source.ts'
import { faultsOf, type Kind, mixedFaults, type Statement } from './discipline.ts'

/**
 * Shop tables that no transaction of the lanes touches, each with what writes it instead. Every
 * other one is heard being written by a lane, or this test does not know the hot paths any more.
 */
const besideLanes: Readonly<Record<string, string>> = {
  webhook_cursors: 'how far each address has been fed, by the reader of the log',
  webhook_deliveries: 'what is sent to whom, by the sender',
  suspense_proposals: 'what two people at the desk say; what follows from it is a lane’s',
}

/** Reads that look at many shops, take no lock, and are meant to: each with its reason. */
const acrossShops: Readonly<Record<string, string>> = {
  'commands.old': 'once an hour: answers so old that nobody repeats their command',
  'deadlines.due': 'the clock asks what has fallen due, and gives each to the lane of its shop',
  'dispatches.due': 'the same for instructions that were not sent',
  'deliveries.due': 'the same for webhooks',
  'deliveries.old': 'once an hour: messages that nobody asks for any more',
  'deliveries.asleep': 'and those of an address that was turned on while they were queued',
  'log.waiting': 'the one writer of the log takes in what all shops have committed',
  'parcels.find': 'a carrier knows its own number of a parcel, and no shop',
  'shops.numbers_of': 'whoever opens a shop may not have too many, and a thief may not hide one',
  'shops.of': 'a person asks which shops are theirs',
}

interface Heard extends Statement {
  /** Which connection it went over, and whether that is one of the lanes. */
  readonly client: object
  readonly isLane: boolean
}

describe('every statement of trades, returns and disputes', () => {
  let arena: Arena
  let stop: () => void
  const heard: Heard[] = []
  const kinds = new Map<string, Kind>()

  before(async () => {
    stop = listen(heard)
    arena = await Arena.open(1)
    await trade(arena)
    stop()
    await readKinds(arena.market.databaseUrl, kinds)
  })
  after(async () => {
    stop()
    await arena?.close()
  })

  it('names its shop, locks in one shop at most, and uses nothing that one shop alone can do', () => {
    const names = new Map(heard.map(({ name, text }) => [`${name} ${text}`, { name, text }]))
    assert(names.size > 60, `${names.size} statements were heard`)
    const faults = [...names.values()].flatMap((one) =>
      faultsOf(one, kinds, { crossShop: one.name in acrossShops }).map(
        (why) => `${one.name}: ${why}`,
      ),
    )
    assert.deepEqual(faults, [])
    const known = new Set(heard.map(({ name }) => name))
    const idle = Object.keys(acrossShops).filter((name) => !known.has(name))
    assert.deepEqual(idle, [], 'named as an exception, and never heard')
  })

  it('every table of a shop is among them', () => {
    const unheard = [...kinds].flatMap(([name, kind]) => {
      const touched = new RegExp(`\\b(?:into|update|from) app\\.${name}\\b`)
      const written = heard.some(({ isLane, text }) => isLane && touched.test(text))
      return kind === 'shop' && !written && !(name in besideLanes) ? [name] : []
    })
    assert.deepEqual(unheard, [])
  })

  it('nothing anywhere joins what lies with people to what lies with shops', () => {
    const texts = filesEnding('store.ts')
      .filter((path) => path.startsWith('src/'))
      .flatMap((path) =>
        [...readText(path).matchAll(/`([^`]*\bapp\.[^`]*)`/g)].map(([, text = '']) => ({
          path,
          text,
        })),
      )
    assert(texts.length > 150, `${texts.length} statements were found`)
    const faults = texts.flatMap(({ path, text }) =>
      mixedFaults(text, kinds).map((why) => `${path}: ${why}`),
    )
    assert.deepEqual(faults, [])
  })

  it('a transaction of the lanes takes the guards of its shops before it reads or writes', () => {
    const firsts = new Set<string>()
    const open = new Map<object, boolean>()
    for (const { client, isLane, text, name } of heard) {
      if (!isLane) continue
      if (text === 'begin') open.set(client, true)
      else if (open.get(client)) {
        firsts.add(name)
        open.set(client, false)
      }
    }
    assert.deepEqual([...firsts].sort(), ['guards.make', 'guards.take'])
  })
})

/** Whole trades over HTTP: bought, cancelled, sent, returned, disputed, ruled, released. */
async function trade(arena: Arena): Promise<void> {
  const { market, seller, shopId } = arena
  await listenIn(arena)
  const [cancelled, confirmed, returned, disputed] = await arena.paid(4)
  assert(cancelled && confirmed && returned && disputed)
  await cancelled.buyer.does(`/v1/orders/${cancelled.orderId}/cancel`, {})
  const sent = [confirmed, returned, disputed]
  const numbers: string[] = []
  for (const { orderId } of sent) numbers.push(await arena.ship(orderId))
  await arena.signed(numbers)
  await sign(arena, confirmed)
  await confirmed.buyer.does(`/v1/orders/${confirmed.orderId}/confirm`)
  const wish = { track: 'no_reason', remedy: 'refund', pieces: [{ itemId: '1', quantity: 1 }] }
  await returned.buyer.does(`/v1/orders/${returned.orderId}/returns`, wish)
  await seller.does(`/v1/orders/${returned.orderId}/returns/1/refund`)
  const complaint = `/v1/orders/${disputed.orderId}/complaint`
  await disputed.buyer.does(complaint, { issue: 'damaged', text: '裂了' })
  await disputed.buyer.does(`${complaint}/escalate`)
  const [mediator] = arena.mediators
  await mediator.does(`/v1/desk/complaints/${disputed.orderId}/take`)
  const ruling = { refundFen: 5_000, damagesFen: 0, faults: ['flawed'], reasons: '轻微瑕疵' }
  await mediator.does(`/v1/desk/complaints/${disputed.orderId}/rule`, ruling)
  for (const path of ['', '/complaint', '/returns', '/entries'])
    await disputed.buyer.get(`/v1/orders/${disputed.orderId}${path}`)
  for (const path of ['/orders', '/listings', '/returns', '/complaints', '/earnings'])
    await seller.get(`/v1/shops/${shopId}${path}`)
  for (const path of ['/v1/me/orders', '/v1/notices', '/v1/me/shops']) await seller.get(path)
  await market.settle()
  await market.wait(hour)
  await market.wait(20 * day)
  await market.app.sender.tidy()
  await clearAnswers(market.app.door.reads, { at: market.clock.now(), keepDays: 1 })
}

/** A program that is told of everything, though nobody is there to hear it. */
async function listenIn({ seller, shopId }: Arena): Promise<void> {
  const at = `/v1/shops/${shopId}/webhooks`
  const wish = { url: 'http://127.0.0.1:9/hook', description: '仓库', topics: ['order'] }
  const { webhookId } = await seller.does(at, wish)
  await seller.does(`${at}/${webhookId}/edit`, { ...wish, description: '仓库二' })
  await seller.does(`${at}/${webhookId}/replay`, { since: '2026-03-01T00:00:00Z' })
}

/** A buyer signs the purchase with a device of one's own. */
async function sign(arena: Arena, { buyer, orderId }: Bought): Promise<void> {
  const device = new Device(arena.market.url)
  const { challenge } = await buyer.does('/v1/me/device-keys/options')
  await buyer.does('/v1/me/device-keys', device.create(challenge))
  const { steps } = (await buyer.get(`/v1/orders/${orderId}/signing`)).body
  const [{ step, document, challenge: asked }] = steps
  const assertion = device.get(asked)
  await buyer.does(`/v1/orders/${orderId}/signatures`, { step, document, assertion })
}

function listen(heard: Heard[]): () => void {
  const { query } = pg.Client.prototype
  function spy(
    this: pg.Client & { connectionParameters?: { options?: string } },
    ...args: unknown[]
  ) {
    const [asked] = args as [{ name?: string; text?: string } | string]
    const text = typeof asked === 'string' ? asked : asked?.text
    const name = typeof asked === 'string' ? '' : (asked?.name ?? '')
    const isLane = this.connectionParameters?.options?.includes('enable_seqscan=off') ?? false
    if (text && (isLane || text.includes('app.'))) heard.push({ name, text, client: this, isLane })
    return Reflect.apply(query, this, args)
  }
  pg.Client.prototype.query = spy as typeof query
  return () => {
    pg.Client.prototype.query = query
  }
}

/** What kind of table is it? The first column of its key says so. */
async function readKinds(connectionString: string, kinds: Map<string, Kind>): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const { rows } = await client.query<{ name: string; first: string }>(
    `select c.relname as name, a.attname as first from pg_class c
     join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'app'
     join pg_index i on i.indrelid = c.oid and i.indisprimary
     join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]`,
  )
  await client.end()
  for (const { name, first } of rows)
    kinds.set(name, first === 'shop_id' ? 'shop' : first === 'person_id' ? 'person' : 'other')
}
