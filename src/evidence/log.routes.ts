import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import type { Tx } from '../platform/db/pool.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { latestCheckpoint, timestampCovering } from './checkpoints.store.ts'
import { closings } from './closing.store.ts'
import type { Log } from './log.ts'
import { formatVkey } from './note.ts'
import { policyText } from './policy-text.ts'
import { issueStreamNote } from './stream-notes.ts'
import { cutTile, readTile } from './tile-files.ts'
import { hashesOn, isWithin, parseTilePath, type Tile, tileWidth } from './tiles.ts'

const immutable = 'public, max-age=31536000, immutable'
const text = 'text/plain; charset=utf-8'
const bytes = 'application/octet-stream'

/**
 * The log as others read it: C2SP tlog-tiles under `/log`. It holds no personal data, so anybody
 * may have all of it; a verifier needs nothing else of us.
 */
export async function logRoutes(
  fastify: FastifyInstance,
  { log, reads }: { log: Log; reads: Tx },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['log']
  // A verifier on somebody else's page may read it too.
  app.addHook('onSend', async (_request, reply) => {
    reply.header('access-control-allow-origin', '*')
    reply.header('cross-origin-resource-policy', 'cross-origin')
  })

  app.get(
    '/log/checkpoint',
    { schema: { tags, summary: 'The newest signed checkpoint (C2SP tlog-checkpoint)' } },
    async (_request, reply) => {
      const latest = await latestCheckpoint(reads)
      if (latest === null) return sendProblem(reply, refuse('request.not_found'))
      return reply.type(text).header('cache-control', 'no-cache').send(latest.note)
    },
  )

  app.get(
    '/log/tile/*',
    {
      schema: {
        tags,
        summary: 'Tiles of hashes and bundles of entries (C2SP tlog-tiles)',
        params: Type.Object({ '*': Type.String({ maxLength: 100 }) }),
      },
    },
    async (request, reply) => {
      const tile = parseTilePath(`tile/${(request.params as { '*': string })['*']}`)
      const held = tile === null ? null : await publishedTile({ log, reads }, tile)
      if (held === null) return sendProblem(reply, refuse('request.not_found'))
      return sendBytes(reply, held)
    },
  )
  wordRoutes(fastify, { log, reads })
}

/** What the log says beside its tree: its key, its witnesses, the length of streams, the time. */
function wordRoutes(fastify: FastifyInstance, { log, reads }: { log: Log; reads: Tx }): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['log']
  app.get(
    '/log/vkey',
    { schema: { tags, summary: 'The public key of the log, as signed notes name it' } },
    (_request, reply) => reply.type(text).send(`${formatVkey(log.signer.vkey)}\n`),
  )

  app.get(
    '/log/closings',
    { schema: { tags, summary: 'Signed statements by which earlier logs were closed, if any' } },
    async (_request, reply) => {
      const said = await closings(reads)
      return reply.type(text).send(said.map(({ statement }) => statement).join('\n'))
    },
  )

  app.get(
    '/log/policy',
    { schema: { tags, summary: 'Which witnesses this site asks (C2SP tlog-policy)' } },
    (_request, reply) => reply.type(text).send(policyText(log.signer.vkey, log.policy)),
  )

  app.get(
    '/log/streams/:stream/note',
    {
      schema: {
        tags,
        summary: 'How many entries a stream has in a published tree, signed (spec/stream-note.md)',
        params: Type.Object({ stream: Type.String({ pattern: '^[0-9a-f]{32}$' }) }),
        querystring: Type.Object({
          size: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
        }),
      },
    },
    async ({ params, query }, reply) => {
      const asked = { streamId: params.stream, size: query.size ?? null }
      const note = await issueStreamNote({ reads, log }, asked)
      if (note === null) return sendProblem(reply, refuse('request.not_found'))
      return reply.type(text).header('cache-control', 'no-cache').send(note)
    },
  )

  app.get(
    '/log/timestamp/:index',
    {
      schema: {
        tags,
        summary: 'The first token of a timestamp authority that covers this entry (RFC 3161)',
        params: Type.Object({
          index: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
        }),
      },
    },
    async ({ params }, reply) => {
      const found = await timestampCovering(reads, params.index)
      if (found === null) return sendProblem(reply, refuse('request.not_found'))
      return reply
        .type('application/timestamp-token')
        .header('baozheng-checkpoint-size', found.size)
        .send(found.token)
    },
  )
}

/**
 * The bytes of a tile that a published checkpoint implies. A part of a tile is cut from the file
 * that is due for the newest checkpoint: what lies about from other sizes is never handed out.
 */
async function publishedTile(
  { log, reads }: { log: Log; reads: Tx },
  tile: Tile,
): Promise<Buffer | null> {
  const size = await publishedSize(log, reads, tile)
  if (!isWithin(tile, size)) return null
  const width = Math.min(tileWidth, hashesOn(tile.level, size) - tile.index * tileWidth)
  const held = await readTile(log.disk, { ...tile, width })
  return held === null ? null : cutTile(held, tile)
}

/** What this process has published is known without asking; another server may be further. */
async function publishedSize({ sequencer }: Log, reads: Tx, tile: Tile): Promise<number> {
  if (isWithin(tile, sequencer.size) && tile.width === tileWidth) return sequencer.size
  return (await latestCheckpoint(reads))?.size ?? 0
}

function sendBytes(reply: FastifyReply, held: Buffer): FastifyReply {
  return reply.type(bytes).header('cache-control', immutable).send(held)
}
