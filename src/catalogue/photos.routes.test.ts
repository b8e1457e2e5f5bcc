import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import sharp from 'sharp'
import { sha256Hex } from '../kernel/hash.ts'
import { refuse } from '../kernel/refusal.ts'
import { type Blobs, openBlobs } from '../platform/blobs.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { type PhotoRoutes, photoRoutes } from './photos.routes.ts'

let folder: string
let blobs: Blobs
let app: FastifyInstance
let jpeg: Buffer

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baozheng-photos-'))
  blobs = await openBlobs(folder)
  app = await house()
  const create = { width: 1_000, height: 600, channels: 3, background: '#c96' } as const
  jpeg = await sharp({ create }).jpeg().toBuffer()
})
after(async () => {
  await app.close()
  await rm(folder, { recursive: true })
})

/** Whoever says a name is signed in with it. */
async function house(more: Partial<PhotoRoutes> = {}): Promise<FastifyInstance> {
  const server = Fastify()
  // As the house does: whatever the form of a request breaks is one refusal.
  server.setErrorHandler((_error, _request, reply) => sendProblem(reply, refuse('request.invalid')))
  const person: PhotoRoutes['person'] = async ({ headers }, reply) => {
    if (typeof headers['x-person'] === 'string' && headers['x-person'] !== '')
      return { personId: headers['x-person'] }
    sendProblem(reply, refuse('actor.unknown'))
    return null
  }
  await server.register((scope) => photoRoutes(scope, { blobs, person, ...more }))
  return server
}

type Field = readonly [name: string, content: Buffer | string, filename?: string]
const edge = 'edge7f3a'

function form(...fields: Field[]): Buffer {
  const parts = fields.flatMap(([name, content, filename]) => {
    const file =
      filename === undefined ? '' : `; filename="${filename}"\r\nContent-Type: image/jpeg`
    const head = `--${edge}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`
    return [Buffer.from(head), Buffer.from(content), Buffer.from('\r\n')]
  })
  return Buffer.concat([...parts, Buffer.from(`--${edge}--\r\n`)])
}

async function upload(payload: Buffer, { to = app, headers = {} } = {}) {
  const answer = await to.inject({
    method: 'POST',
    url: '/v1/photos',
    payload,
    headers: {
      'content-type': `multipart/form-data; boundary=${edge}`,
      'x-person': 'li',
      ...headers,
    },
  })
  return { status: answer.statusCode, json: answer.json(), headers: answer.headers }
}

const get = (path: string, headers = {}) => app.inject({ url: `/v1/photos/${path}`, headers })

describe('an upload', () => {
  it('answers with the hash under which the picture is then found', async () => {
    const { status, json } = await upload(form(['photo', jpeg, 'cup.jpg']))
    assert.equal(status, 201)
    assert.deepEqual({ ...json, hash: '' }, { hash: '', width: 1_000, height: 600 })
    const answer = await get(json.hash)
    assert.equal(answer.statusCode, 200)
    assert.equal(sha256Hex(answer.rawPayload), json.hash)
  })

  it('repeated is the same picture', async () => {
    const first = await upload(form(['photo', jpeg, 'cup.jpg']))
    const second = await upload(form(['photo', jpeg, 'another name.png']))
    assert.deepEqual(first.json, second.json)
  })

  it('needs somebody who has signed in', async () => {
    const headers = { 'x-person': '' }
    const { status, json } = await upload(form(['photo', jpeg, 'cup.jpg']), { headers })
    assert.deepEqual([status, json.code], [401, 'actor.unknown'])
  })

  it('takes nobody’s word for what is in the file', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    const { status, json } = await upload(form(['photo', svg, 'photo.jpg']))
    assert.deepEqual([status, json.code], [422, 'photo.not_an_image'])
    assert.ok(json.text.zh && json.text.en)
  })

  it('stores nothing of what it refuses', async () => {
    const before = await readdir(folder, { recursive: true })
    await upload(form(['photo', 'no picture', 'photo.jpg']))
    assert.deepEqual(await readdir(folder, { recursive: true }), before)
  })

  const wrong: Record<string, () => Buffer> = {
    'a file of another name': () => form(['file', jpeg, 'cup.jpg']),
    'a field instead of a file': () => form(['photo', 'words']),
    'a field beside the file': () => form(['title', '杯'], ['photo', jpeg, 'cup.jpg']),
    'two files': () => form(['photo', jpeg, 'a.jpg'], ['photo', jpeg, 'b.jpg']),
    'no file': () => form(),
    'nothing at all': () => Buffer.alloc(0),
    'a torn form': () => form(['photo', jpeg, 'cup.jpg']).subarray(0, 900),
    'a name that JavaScript itself uses': () => form(['__proto__', jpeg, 'cup.jpg']),
  }
  for (const [what, payload] of Object.entries(wrong))
    it(`refuses ${what}`, async () => {
      const { status, json } = await upload(payload())
      assert.deepEqual([status, json.code], [400, 'request.invalid'])
    })

  it('refuses what is no form', async () => {
    const headers = { 'content-type': 'application/json' }
    const { status, json } = await upload(Buffer.from('{"photo":"…"}'), { headers })
    assert.deepEqual([status, json.code], [400, 'request.invalid'])
    const bare = await upload(jpeg, { headers: { 'content-type': 'image/jpeg' } })
    assert.equal(bare.json.code, 'request.invalid')
  })

  it('refuses an empty file and one above 10 MB', async () => {
    const empty = await upload(form(['photo', '', 'cup.jpg']))
    assert.deepEqual([empty.status, empty.json.code], [422, 'photo.not_an_image'])
    const large = Buffer.concat([jpeg, Buffer.alloc(10 * 1024 * 1024)])
    const { status, json } = await upload(form(['photo', large, 'cup.jpg']))
    assert.deepEqual([status, json.code], [413, 'photo.too_large'])
  })

  it('of unknown length is cut at 10 MB', async () => {
    const server = await house()
    await server.listen({ host: '127.0.0.1', port: 0 })
    const { port } = server.server.address() as AddressInfo
    const headers = { 'content-type': `multipart/form-data; boundary=${edge}`, 'x-person': 'li' }
    const status = await new Promise((resolve, reject) => {
      const url = { host: '127.0.0.1', port, path: '/v1/photos', method: 'POST', headers }
      const sending = httpRequest(url, ({ statusCode }) => resolve(statusCode))
      sending.on('error', reject)
      const [head] = form(['photo', '', 'a.jpg']).toString().split(`\r\n--${edge}--`)
      sending.write(head)
      for (let mb = 0; mb < 12; mb++) sending.write(Buffer.alloc(1024 * 1024))
      sending.end(`\r\n--${edge}--\r\n`)
    })
    await server.close()
    assert.equal(status, 413)
  })

  it('is asked to come again when too much goes on', async () => {
    const rows = [
      [{ atOnce: 1, waitingMax: 0 }, ['a', 'b', 'c']],
      [{ uploadsMax: 1 }, ['a', 'b', 'c']],
      [{ uploadsOfOneMax: 1 }, ['li', 'li', 'li']],
      // Three guests, as whoever drops the cookie is one each time: they come from one network.
      [{ uploadsOfOneMax: 1 }, ['a', 'b', 'c']],
    ] as const
    for (const [limits, people] of rows) {
      const to = await house(limits)
      const body = form(['photo', jpeg, 'cup.jpg'])
      const answers = await Promise.all(
        people.map((name) => upload(body, { to, headers: { 'x-person': name } })),
      )
      const refused = answers.filter(({ status }) => status === 503)
      assert(refused.length > 0 && refused.length < 3, JSON.stringify(limits))
      for (const { json, headers } of refused) {
        assert.equal(json.code, 'photo.busy')
        assert.equal(headers['retry-after'], '5')
      }
      assert.equal((await upload(body, { to })).status, 201)
      await to.close()
    }
  })
})

describe('a picture', () => {
  const stored = async () => (await upload(form(['photo', jpeg, 'cup.jpg']))).json.hash as string

  it('may be kept for ever, and taken for nothing but a picture', async () => {
    const { headers } = await get(await stored())
    assert.equal(headers['content-type'], 'image/webp')
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable')
    assert.equal(headers['content-security-policy'], "default-src 'none'; sandbox")
  })

  it('is not sent again to whoever has it', async () => {
    const hash = await stored()
    const { headers } = await get(hash)
    const again = await get(hash, { 'if-none-match': headers.etag })
    assert.deepEqual([again.statusCode, again.body], [304, ''])
    assert.equal((await get(`${hash}?w=240`, { 'if-none-match': headers.etag })).statusCode, 200)
  })

  it('comes at three widths, each made once', async () => {
    const hash = await stored()
    for (const width of [240, 480, 960]) {
      const answers = await Promise.all([1, 2, 3].map(() => get(`${hash}?w=${width}`)))
      for (const { rawPayload } of answers)
        assert.equal((await sharp(rawPayload).metadata()).width, width)
      const made = await blobs.getMade({ hash, name: `w${width}` })
      assert.deepEqual(made?.bytes, answers[0]?.rawPayload)
    }
  })

  it('comes at no other width', async () => {
    const hash = await stored()
    for (const query of ['w=241', 'w=0', 'w=', 'w=240&w=480', 'w=1e9', 'w=../480'])
      assert.equal((await get(`${hash}?${query}`)).statusCode, 400, query)
  })

  it('comes whole, for now, when there is no time to make it smaller', async () => {
    const create = { width: 700, height: 700, channels: 3, background: '#123' } as const
    const hash = await blobs.put(await sharp({ create }).webp().toBuffer(), 'image/webp')
    const to = await house({ atOnce: 1, waitingMax: 0 })
    const widths = [240, 480]
    const [first, second] = await Promise.all(
      widths.map((width) => to.inject({ url: `/v1/photos/${hash}?w=${width}` })),
    )
    await to.close()
    const whole = [first, second].filter(
      (answer) => answer?.headers['cache-control'] === 'no-store',
    )
    assert.equal(whole.length, 1)
    assert.equal(sha256Hex(whole[0]?.rawPayload ?? ''), hash)
  })

  const nowhere = ['0'.repeat(64), 'A'.repeat(64), 'unfinished', '..%2f..%2f..%2fetc%2fpasswd']
  nowhere.push('%2e%2e%2funfinished', `${'0'.repeat(64)}.w480`, `${'0'.repeat(64)}%00`)
  for (const hash of nowhere)
    it(`is not found at ${hash.slice(0, 30)}`, async () => {
      for (const query of ['', '?w=480']) {
        const answer = await get(`${hash}${query}`)
        assert.deepEqual([answer.statusCode, answer.json().code], [404, 'photo.not_found'])
        assert.equal(answer.headers['cache-control'], undefined)
      }
    })
})
