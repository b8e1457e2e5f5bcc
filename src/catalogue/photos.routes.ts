import multipart from '@fastify/multipart'
// Its types let a route carry a limit of its own.
import type {} from '@fastify/rate-limit'
import type {} from '@fastify/swagger'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { networkOf } from '../kernel/address.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts'
import { type Blob, type Blobs, nullIfFull } from '../platform/blobs.ts'
import { problemSchema } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import {
  cleanPhoto,
  createTurns,
  type PhotoWidth,
  photoLimits,
  photoWidths,
  smallerPhoto,
} from './photos.ts'

export interface PhotoRoutes {
  readonly blobs: Blobs
  /** The signed-in person; null when there is none and the answer has been sent. */
  person(request: FastifyRequest, reply: FastifyReply): Promise<{ personId: string } | null>
  readonly sendRefusal?: (reply: FastifyReply, refusal: Refusal) => FastifyReply
  /** How many pictures are worked on at once, and how many may wait for it? */
  readonly atOnce?: number
  readonly waitingMax?: number
  /**
   * How many uploads may be on their way, in all, and of one person or one network? Each holds up
   * to 10 MB. Whoever drops the cookie is a new guest each time, but comes from the same network.
   */
  readonly uploadsMax?: number
  readonly uploadsOfOneMax?: number
}

/** 图片. Pictures come in by `POST /v1/photos`, go out by their hash, and never change. */
export async function photoRoutes(app: FastifyInstance, parts: PhotoRoutes): Promise<void> {
  const { atOnce = 2, waitingMax = 16 } = parts
  const room = {
    ...parts,
    send: parts.sendRefusal ?? sendProblem,
    turns: createTurns({ atOnce, waitingMax }),
  }
  // A scope of its own: no other route of the house takes multipart.
  await app.register(async (scope) => {
    const { bytesMax: fileSize } = photoLimits
    await scope.register(multipart, { limits: { files: 1, fields: 0, headerPairs: 20, fileSize } })
    uploadRoute(scope, room)
    pictureRoute(scope, room)
  })
}

type Room = PhotoRoutes & {
  readonly send: NonNullable<PhotoRoutes['sendRefusal']>
  readonly turns: ReturnType<typeof createTurns>
}

const photoAnswer = Type.Object({
  hash: Type.String({ description: 'SHA-256 of the stored picture, 64 hex digits' }),
  width: Type.Integer(),
  height: Type.Integer(),
})

function uploadRoute(app: FastifyInstance, room: Room): void {
  const places = createPlaces(room.uploadsMax ?? 16, room.uploadsOfOneMax ?? 9)
  app.post(
    '/v1/photos',
    {
      config: { rateLimit: { max: 90, timeWindow: 60_000 } },
      schema: {
        tags: ['photos'],
        summary: 'Store a photo: it is drawn anew, and only its pixels are kept',
        consumes: ['multipart/form-data'],
        body: Type.Object({ photo: Type.String({ format: 'binary' }) }),
        response: { 201: photoAnswer, '4xx': problemSchema, '5xx': problemSchema },
      },
      // The body is a stream that the form's own reader checks; its schema is for the contract.
      validatorCompiler: () => () => true,
    },
    async (request, reply) => {
      const person = await room.person(request, reply)
      if (!person) return reply
      // Known before it is read: the form around the file takes a few hundred bytes.
      if (Number(request.headers['content-length'] ?? 0) > photoLimits.bytesMax + 16 * 1024)
        return room.send(reply, refuse('photo.too_large'))
      const leave = places([person.personId, networkOf(request.ip)])
      if (!leave) return busy(room, reply)
      try {
        return await takeIn(room, request, reply)
      } finally {
        leave()
      }
    },
  )
}

async function takeIn(room: Room, request: FastifyRequest, reply: FastifyReply) {
  const bytes = await readUpload(request)
  if (isRefusal(bytes)) return room.send(reply, bytes)
  const photo = await room.turns(() => cleanPhoto(bytes))
  if (photo === null) return busy(room, reply)
  if (isRefusal(photo)) return room.send(reply, photo)
  const hash = await room.blobs.put(photo.bytes, 'image/webp').catch(nullIfFull)
  if (hash === null) return room.send(reply, refuse('photo.no_room'))
  return reply.code(201).send({ hash, width: photo.width, height: photo.height })
}

/** What is in the form? Exactly one file with the name `photo`. */
async function readUpload(request: FastifyRequest): Promise<Buffer | Refusal> {
  const wrong = refuse('request.invalid', { params: { where: 'body/photo' } })
  if (!request.isMultipart()) return wrong
  let photo: Buffer | null = null
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file' && part.fieldname === 'photo') photo = await part.toBuffer()
      else if (part.type === 'file') part.file.resume()
    }
  } catch (error) {
    const tooLarge = (error as { code?: string }).code === 'FST_REQ_FILE_TOO_LARGE'
    return tooLarge ? refuse('photo.too_large') : wrong
  }
  return photo ?? wrong
}

function busy(room: Room, reply: FastifyReply): FastifyReply {
  return room.send(reply, refuse('photo.busy', { params: { seconds: 5 } }))
}

/** Is there room for one more upload, also under each of these names? Gives back how to leave. */
function createPlaces(
  max: number,
  ofOneMax: number,
): (names: readonly string[]) => (() => void) | null {
  const taken = new Map<string, number>()
  let all = 0
  const change = (names: readonly string[], by: 1 | -1) => {
    all += by
    for (const name of names) {
      const now = (taken.get(name) ?? 0) + by
      if (now > 0) taken.set(name, now)
      else taken.delete(name)
    }
  }
  return (names) => {
    if (all >= max || names.some((name) => (taken.get(name) ?? 0) >= ofOneMax)) return null
    change(names, 1)
    return () => change(names, -1)
  }
}

const widthTexts = Type.Union(photoWidths.map((width) => Type.Literal(`${width}`)))

function pictureRoute(app: FastifyInstance, room: Room): void {
  const smaller = createSmaller(room)
  app.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/photos/:hash',
    {
      config: { rateLimit: { max: 1_200, timeWindow: 60_000 } },
      schema: {
        tags: ['photos'],
        summary: 'A picture by its hash, whole or at the width w',
        params: Type.Object({ hash: Type.String({ maxLength: 200 }) }),
        querystring: Type.Object({ w: Type.Optional(widthTexts) }),
      },
    },
    async (request, reply) => {
      const { hash } = request.params
      const width = photoWidths.find((width) => `${width}` === request.query.w)
      if (!(await room.blobs.has(hash))) return room.send(reply, refuse('photo.not_found'))
      const etag = `"${hash}${width === undefined ? '' : `-${width}`}"`
      if (request.headers['if-none-match'] === etag) return asItIs(reply, etag).code(304).send()
      const made = width === undefined ? null : await smaller(hash, width)
      const blob = made ?? (await room.blobs.get(hash))
      if (!blob) return room.send(reply, refuse('photo.not_found'))
      asItIs(reply, etag).type(blob.type)
      // Too busy to make the smaller one: the whole one serves, but not for ever.
      if (width !== undefined && !made) reply.header('cache-control', 'no-store')
      return reply.send(blob.bytes)
    },
  )
}

/** Headers of something that never changes and is nothing but a picture, whoever looks at it. */
function asItIs(reply: FastifyReply, etag: string): FastifyReply {
  return reply.headers({
    etag,
    'cache-control': 'public, max-age=31536000, immutable',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  })
}

/** The photo at this width, made once however many ask at once. Null when too busy to make it. */
function createSmaller({ blobs, turns }: Room) {
  const making = new Map<string, Promise<Blob | null>>()

  async function make(hash: string, width: PhotoWidth): Promise<Blob | null> {
    const whole = await blobs.get(hash)
    const work = whole ? turns(() => smallerPhoto(whole.bytes, width)) : null
    const bytes = await work
    if (!bytes || !whole) return null
    const type = bytes === whole.bytes ? whole.type : 'image/webp'
    // Kept if there is room; without, it is made again the next time.
    await blobs.putMade({ hash, name: `w${width}` }, bytes, type).catch(nullIfFull)
    return { bytes, type, size: bytes.length }
  }

  return async (hash: string, width: PhotoWidth): Promise<Blob | null> => {
    const there = await blobs.getMade({ hash, name: `w${width}` })
    if (there) return there
    const key = `${hash} ${width}`
    const begun = making.get(key) ?? make(hash, width).finally(() => making.delete(key))
    making.set(key, begun)
    return begun
  }
}
