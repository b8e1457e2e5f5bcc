import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { iso } from '../kernel/time.ts'
import { type Door, readAnswer } from '../platform/http/door.ts'
import { latestCheckpoint, latestWitnessed, type Published } from './checkpoints.store.ts'
import { cosignedBy } from './cosignature.ts'
import type { Log } from './log.ts'
import { logHealth } from './log-health.ts'
import { formatVkey, parseNote } from './note.ts'
import { policyText } from './policy-text.ts'

const moment = Type.String({ format: 'date-time' })
const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()])
const checkpoint = Type.Object({
  size: Type.Integer(),
  root: Type.String({ description: 'base64' }),
  publishedAt: moment,
})

const overview = Type.Object({
  origin: Type.String(),
  vkey: Type.String({ description: 'the log’s public key, as a signed note names it' }),
  policy: Type.String({ description: 'tlog-policy: whose signatures count, and how many' }),
  checkpoint: orNull(checkpoint),
  witnessed: orNull(checkpoint),
  ageSeconds: orNull(Type.Number({ description: 'since the newest checkpoint was published' })),
  waiting: Type.Integer({ description: 'entries that have no place in the log yet' }),
  witnesses: Type.Array(
    Type.Object({
      name: Type.String(),
      vkey: Type.String(),
      signedAt: orNull(moment),
    }),
  ),
})

/** 公开日志的状态: for people who want to know whether they can rely on it. */
export async function logViewRoutes(
  fastify: FastifyInstance,
  { door, log }: { door: Door; log: Log },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.get(
    '/v1/log',
    {
      schema: {
        tags: ['log'],
        summary: 'How large is the public log, how old its last checkpoint, who witnesses it?',
        response: readAnswer(overview),
      },
    },
    async (_request, reply) => {
      const [health, newest, witnessed] = await Promise.all([
        logHealth(log, door.reads, door.clock.now()),
        latestCheckpoint(door.reads),
        latestWitnessed(door.reads),
      ])
      return reply.send({
        origin: log.origin,
        vkey: formatVkey(log.signer.vkey),
        policy: policyText(log.signer.vkey, log.policy),
        checkpoint: newest && view(newest),
        witnessed: witnessed && view(witnessed),
        ageSeconds: health.checkpointAgeSeconds,
        waiting: health.waiting,
        witnesses: witnessesOf(log, newest),
      })
    },
  )
}

function view({ size, root, publishedAt }: Published) {
  return { size, root: root.toString('base64'), publishedAt: iso(publishedAt) }
}

/** Each witness of the policy, and when it signed the newest checkpoint, by its own clock. */
function witnessesOf({ policy }: Log, newest: Published | null) {
  const vkeys = (policy?.witnesses ?? []).map(({ vkey }) => vkey)
  const note = newest && parseNote(Buffer.from(newest.note))
  const signed = note ? cosignedBy(note, vkeys) : []
  return vkeys.map((vkey) => {
    const own = signed === 'bad_signature' ? null : signed.find((one) => one.vkey === vkey)
    const signedAt = own ? iso(own.second * 1_000) : null
    return { name: vkey.name, vkey: formatVkey(vkey), signedAt }
  })
}
