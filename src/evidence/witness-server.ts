import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { cosign } from './cosignature.ts'
import { formatLine, formatNote, isBy, type Signer, type Vkey } from './note.ts'
import {
  type AddCheckpoint,
  judge,
  keysOf,
  longestRequest,
  parseAddCheckpoint,
  statusOf,
} from './witness.ts'
import { originHash, readSigned, writeSigned } from './witness-state.ts'

/** A witness at work: one key, the logs that it knows, a folder of its own. */
export interface WitnessSetting {
  readonly signer: Signer
  readonly logs: readonly Vkey[]
  /** Taken with `lockFolder` before. */
  readonly folder: string
  /** Seconds since 1970. */
  now(): number
  /** Is told of what an operator must see. */
  alarm(why: string): void
}

interface Reply {
  readonly status: number
  readonly body: string | Buffer
  readonly type?: string
}

const plain = 'text/plain; charset=utf-8'

/** The server, not listening yet. */
export function witnessServer(setting: WitnessSetting): Server {
  const inTurn = turns()
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    answer(setting, inTurn, request)
      .catch((error: Error): Reply => {
        setting.alarm(error.message)
        return { status: 500, body: 'the witness could not do this\n' }
      })
      .then((reply) => send(response, reply))
  })
  server.keepAliveTimeout = 60_000
  server.maxConnections = 4_096
  return server
}

function send(response: ServerResponse, { status, body, type = plain }: Reply): void {
  const headers: Record<string, string> = { 'content-type': type, 'cache-control': 'no-store' }
  if (status === 405) headers.allow = 'GET, HEAD, POST'
  // What was sent too long is not read to its end.
  if (status === 413) headers.connection = 'close'
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

type Turns = <T>(key: string, work: () => Promise<T>) => Promise<T>

async function answer(
  setting: WitnessSetting,
  inTurn: Turns,
  request: IncomingMessage,
): Promise<Reply> {
  const [path = ''] = (request.url ?? '').split('?')
  const monitored = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path)?.[1]
  const isReading = request.method === 'GET' || request.method === 'HEAD'
  if (path === '/add-checkpoint' && request.method === 'POST') {
    const body = await readBody(request)
    return body === null ? { status: 413, body: 'too long\n' } : add(setting, inTurn, body)
  }
  if (monitored !== undefined && isReading) return show(setting, monitored)
  if (path === '/add-checkpoint' || monitored !== undefined)
    return { status: 405, body: 'no such method here\n' }
  return { status: 404, body: 'nothing here\n' }
}

/** Null when it is longer than any request may be. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length > longestRequest) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function show({ folder, signer }: WitnessSetting, named: string): Promise<Reply> {
  const signed = await readSigned(folder, named, signer.vkey)
  if (signed === null) return { status: 404, body: 'nothing signed for this log\n' }
  return { status: 200, body: signed.note }
}

async function add(setting: WitnessSetting, inTurn: Turns, body: Buffer): Promise<Reply> {
  const request = parseAddCheckpoint(body)
  if (request === null) return { status: statusOf.malformed, body: 'not an add-checkpoint\n' }
  const { origin } = request.checkpoint
  // A name that is not known gets no turn, and asks no file.
  if (keysOf(origin, setting.logs).length === 0)
    return { status: statusOf.unknown_log, body: 'a log that this witness does not know\n' }
  const named = originHash(origin)
  // Looking and keeping are one step: between two requests of a log nothing can roll back.
  return inTurn(named, () => judged(setting, request, named))
}

async function judged(
  setting: WitnessSetting,
  request: AddCheckpoint,
  named: string,
): Promise<Reply> {
  const { signer, folder, logs } = setting
  const last = await readSigned(folder, named, signer.vkey)
  const judgement = judge(request, logs, last?.checkpoint ?? null)
  const status = statusOf[judgement.answer]
  switch (judgement.answer) {
    case 'conflict':
      return { status, body: `${judgement.size}\n`, type: 'text/x.tlog.size' }
    case 'cosign': {
      const { text } = request.note
      const line = cosign(text, setting.now(), signer)
      const own = request.note.lines.filter((one) =>
        judgement.signers.some((key) => isBy(one, key)),
      )
      await writeSigned(folder, named, formatNote(text, [...own.map(formatLine), line]))
      return { status, body: line }
    }
    case 'inconsistent':
      // Signed by the log and yet not going on: this is what a witness is there to see.
      setting.alarm(
        `${request.checkpoint.origin} does not go on from what it was: ${request.note.text}`,
      )
      return { status, body: 'not consistent with what was signed before\n' }
    default:
      return { status, body: `${judgement.answer.replace('_', ' ')}\n` }
  }
}

/** One at a time for each key, in the order in which they came. */
function turns(): Turns {
  const last = new Map<string, Promise<unknown>>()
  return (key, work) => {
    const before = last.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    const settled = mine
      .catch(() => {})
      .finally(() => {
        if (last.get(key) === settled) last.delete(key)
      })
    last.set(key, settled)
    return mine
  }
}
