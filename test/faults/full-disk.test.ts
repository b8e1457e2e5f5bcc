import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import sharp from 'sharp'
import { photoRoutes } from '../../src/catalogue/photos.routes.ts'
import { openBlobs } from '../../src/platform/blobs.ts'
import { openDatabase } from '../../src/platform/db/embedded.ts'
import { migrate } from '../../src/platform/db/migrate.ts'
import { Arena } from '../races/arena.ts'
import { noMount, smallDisk } from './small-disk.ts'

const disk = smallDisk(4)
after(() => disk?.remove())

describe('pictures, when their disk is full', { skip: disk === null && noMount }, () => {
  it('a new one is refused in words, nothing half of it stays, old ones are still shown', async () => {
    assert(disk)
    const app = await house(disk.folder)
    const [first, second] = [await photo('#c96'), await photo('#369')]
    const kept = await upload(app, first)
    assert.equal(kept.statusCode, 201)
    const before = filesIn(disk.folder)

    disk.fill()
    const refused = await upload(app, second)
    assert.deepEqual([refused.statusCode, refused.json().code], [507, 'photo.no_room'])
    assert.match(refused.json().text.zh, /没有保存/)
    const { hash } = kept.json()
    const smaller = await app.inject({ url: `/v1/photos/${hash}?w=480` })
    assert.equal(smaller.statusCode, 200, 'the smaller one is made, though it cannot be kept')
    assert.deepEqual(filesIn(disk.folder), [...before, 'ballast'].sort())

    disk.clear()
    assert.equal((await upload(app, second)).statusCode, 201, 'with room again, all is well')
    await app.close()
  })
})

const databaseDisk = smallDisk(160)
after(() => databaseDisk?.remove())

describe('the database, when its disk is full', { skip: databaseDisk === null && noMount }, () => {
  it('commands are given back, never half done, and what was answered is still there', async () => {
    assert(databaseDisk)
    const server = await openDatabase({ folder: join(databaseDisk.folder, 'pg') })
    await migrate(server.url)
    const own = { connectionString: server.url, drop: () => server.stop() }
    const arena = await Arena.open(1, { database: own })
    const answered: { path: string; headers: Record<string, string>; body: unknown }[] = []
    const statuses = new Set<number>()
    const publish = async (title: string) => {
      const headers = { 'idempotency-key': randomBytes(12).toString('hex') }
      const path = `/v1/shops/${arena.shopId}/listings`
      // Random letters, so that no compression makes room for them.
      const text = randomBytes(1_400).toString('base64')
      const wanted = { ...goods, title, text }
      const { status, body } = await arena.seller.post(path, wanted, headers)
      if (status === 201) answered.push({ path, headers, body: { wanted, body } })
      else statuses.add(status)
    }
    await publish('before')
    databaseDisk.fill()
    const began = performance.now()
    while (statuses.size === 0 && performance.now() - began < 30_000)
      await Promise.all(Array.from({ length: 16 }, (_, no) => publish(`while it fills ${no}`)))
    await Promise.all(Array.from({ length: 8 }, (_, no) => publish(`while it is full ${no}`)))
    assert.deepEqual(statuses, new Set([503]), 'nobody is told anything but: not now')
    databaseDisk.clear()

    const known = answered.length
    while (answered.length === known && performance.now() - began < 60_000) await publish('after')
    assert.equal(answered.length, known + 1, 'with room again, all is well')
    for (const { path, headers, body } of answered) {
      const { wanted, body: first } = body as { wanted: object; body: unknown }
      const again = await arena.seller.post(path, wanted, headers)
      assert.deepEqual([again.status, again.body], [201, first], 'lost nothing that it answered')
    }
    assert.deepEqual(await arena.problems(), [])
    await arena.close()
  })
})

const goods = {
  ...{ photos: [], shipWithinHours: 48, fulfilment: { kind: 'parcel' } },
  ...{ priceFen: 100, stock: 1 },
}

async function house(folder: string): Promise<FastifyInstance> {
  const app = Fastify()
  const blobs = await openBlobs(folder)
  await app.register((scope) =>
    photoRoutes(scope, { blobs, person: async () => ({ personId: 'li' }) }),
  )
  return app
}

function photo(background: string): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  return sharp({ create: { width: 1_200, height: 800, channels: 3, background, noise } })
    .jpeg({ quality: 95 })
    .toBuffer()
}

function upload(app: FastifyInstance, bytes: Buffer) {
  const edge = 'edge7f3a'
  const type = 'Content-Type: image/jpeg'
  const head = `--${edge}\r\nContent-Disposition: form-data; name="photo"; filename="a"\r\n${type}`
  return app.inject({
    method: 'POST',
    url: '/v1/photos',
    headers: { 'content-type': `multipart/form-data; boundary=${edge}` },
    payload: Buffer.concat([
      Buffer.from(`${head}\r\n\r\n`),
      bytes,
      Buffer.from(`\r\n--${edge}--\r\n`),
    ]),
  })
}

/** Every file, without the folders. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort()
}
