import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { after, describe, it } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import sharp from 'sharp'
import { photoRoutes } from '../../src/catalogue/photos.routes.ts'
import { openBlobs } from '../../src/platform/blobs.ts'
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
