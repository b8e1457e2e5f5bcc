import { randomBytes } from 'node:crypto'
import { minute } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import { postBytes } from '../platform/http/post.ts'
import type { Reach } from '../platform/outside.ts'
import { latestCheckpoint, saveTimestamp, timestampedSize } from './checkpoints.store.ts'
import { parseNote } from './note.ts'
import { imprintOf, readTimestampAnswer, timestampRequest } from './rfc3161.ts'

export interface TsaSettings {
  readonly url: string
  /** Asked so often, when the log has grown. */
  readonly everyMinutes: number
}

/** Sends a request to the authority; rejects when there is no answer. */
export type PostForTime = (url: string, request: Buffer) => Promise<Buffer>

export interface StamperParts {
  readonly reads: Tx
  /** Null: this site asks no timestamp authority. */
  readonly tsa: TsaSettings | null
  readonly now: () => number
  readonly post: PostForTime
  readonly log: (what: string, about: Record<string, unknown>) => void
}

/**
 * 可信时间戳. Lets an authority put its time under a checkpoint: one token covers every entry below
 * it. What fails is told and tried again at the next turn; nothing waits for it.
 */
export class Stamper {
  private readonly parts: StamperParts
  private askedAt = Number.NEGATIVE_INFINITY

  constructor(parts: StamperParts) {
    this.parts = parts
  }

  /** Asks, when it is time and the log has grown. True when there is a new token. */
  async tick(): Promise<boolean> {
    const { tsa, reads, now } = this.parts
    if (tsa === null || now() - this.askedAt < tsa.everyMinutes * minute) return false
    const latest = await latestCheckpoint(reads)
    if (latest === null || latest.size <= (await timestampedSize(reads))) return false
    const text = parseNote(Buffer.from(latest.note))?.text
    if (text === undefined) return false
    const imprint = imprintOf(text)
    const nonce = randomBytes(8)
    const answer = await this.parts.post(tsa.url, timestampRequest(imprint, nonce))
    const token = readTimestampAnswer(answer, { imprint, nonce })
    if (token === null) {
      this.parts.log('the timestamp authority did not give a token for this checkpoint', {})
      return false
    }
    this.askedAt = now()
    await saveTimestamp(reads, { size: latest.size, imprint, token, receivedAt: now() })
    return true
  }
}

const timeoutMs = 10_000
/** A token with its certificates has some kilobytes. */
const limit = 64 * 1024

export function postForTime(reach: Reach): PostForTime {
  return async (url, request) => {
    const signal = AbortSignal.timeout(timeoutMs)
    const type = 'application/timestamp-query'
    const { status, body } = await postBytes(url, request, { signal, limit, type, reach })
    if (status !== 200) throw new Error(`the timestamp authority answered ${status}`)
    return Buffer.from(body)
  }
}
