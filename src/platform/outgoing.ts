import * as http from 'node:http'
import * as https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { hostOf, isInsideName } from '../kernel/address.ts'
import { type Reach, reachable } from './outside.ts'

/**
 * 出门. The one door through which this server asks another. Where a name leads is judged for each
 * connection that is made, and the connection goes to what was judged and nowhere else; no redirect
 * is followed; answers are bounded in size and time.
 */
export interface Question {
  readonly url: URL
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
  /** From asking to the last byte of the answer. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
  /** Longer answers are cut off there. */
  readonly answerBytesMax: number
  /** Connections that are kept, of `keptConnections`; without it there is one for each question. */
  readonly agent?: http.Agent
  readonly reach: Reach
}

export type Heard =
  | {
      readonly heard: true
      readonly status: number
      readonly headers: http.IncomingHttpHeaders
      readonly body: Buffer
      /** Why this is not all of the answer; null when it is. */
      readonly cut: 'too_large' | 'broken_off' | null
    }
  | {
      readonly heard: false
      readonly why: 'private_address' | 'unresolved' | 'timeout' | 'unreachable'
      /** The system's own word for it. */
      readonly code: string
      /** A kept connection that the other side had just closed: nobody has read the question. */
      readonly stale: boolean
    }

export function keptConnections({ protocol }: URL): http.Agent {
  const kept = { keepAlive: true, maxSockets: 64, maxFreeSockets: 64, timeout: 60_000 }
  return protocol === 'https:' ? new https.Agent(kept) : new http.Agent(kept)
}

/** Asks, and says what was heard. Never throws. */
export async function ask(question: Question): Promise<Heard> {
  const { url, reach } = question
  const host = hostOf(url)
  const odd = url.username !== '' || url.password !== '' || !/^https?:$/.test(url.protocol)
  if (odd || (!reach.allowLoopback && isInsideName(host))) return unheard('private_address')
  // Of an address nobody asks where it leads: it is judged here, and names at the connection.
  if (isIP(host) !== 0) {
    const there = await reachable(url, reach)
    if (typeof there === 'string') return unheard(there)
  }
  return send(question)
}

function unheard(why: Extract<Heard, { heard: false }>['why'], code: string = why): Heard {
  return { heard: false, why, code, stale: false }
}

function send({ url, reach, timeoutMs, ...question }: Question): Promise<Heard> {
  const { method, headers, body, agent = false, answerBytesMax } = question
  const client = url.protocol === 'https:' ? https : http
  return new Promise((resolve) => {
    const deadline = setTimeout(() => request.destroy(new Late()), timeoutMs)
    const done = (heard: Heard) => {
      clearTimeout(deadline)
      question.signal?.removeEventListener('abort', giveUp)
      resolve(heard)
    }
    const request = client.request(url, { method, headers, agent, lookup: judged(url, reach) })
    const giveUp = () => request.destroy(new Late())
    if (question.signal?.aborted) giveUp()
    question.signal?.addEventListener('abort', giveUp)
    request.on('error', (error: NodeJS.ErrnoException) => {
      // From its first line on it is an answer, though it may break off.
      if (!answering) done(failed(error, request.reusedSocket))
    })
    let answering = false
    request.on('response', (response) => {
      answering = true
      const chunks: Buffer[] = []
      let bytes = 0
      const end = (cut: 'too_large' | 'broken_off' | null) => {
        const [first] = chunks
        const whole = chunks.length === 1 && first ? first : Buffer.concat(chunks)
        const status = response.statusCode ?? 0
        done({ heard: true, status, headers: response.headers, body: whole, cut })
      }
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes <= answerBytesMax) return void chunks.push(chunk)
        end('too_large')
        request.destroy()
      })
      response.on('error', () => end('broken_off'))
      response.on('end', () => end(response.complete ? null : 'broken_off'))
    })
    request.end(body)
  })
}

class Late extends Error {}

function failed(error: NodeJS.ErrnoException, reused: boolean): Heard {
  const code = error.code ?? error.name
  if (error instanceof Late) return unheard('timeout')
  if (code === 'private_address' || code === 'unresolved') return unheard(code)
  const stale = reused && code === 'ECONNRESET'
  return { heard: false, why: 'unreachable', code, stale }
}

/** Where may this connection be made? Asked of the name anew each time. */
function judged(url: URL, reach: Reach): LookupFunction {
  return (_host, { all }, done) => {
    void reachable(url, reach).then((there) => {
      if (typeof there === 'string')
        return done(Object.assign(new Error(there), { code: there }), '')
      const [first] = there
      return all ? done(null, [...there]) : done(null, first.address, first.family)
    })
  }
}
