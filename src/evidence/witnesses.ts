import { minute, second } from '../kernel/time.ts'
import { postText } from '../platform/http/post.ts'
import type { Reach } from '../platform/outside.ts'
import { isQuorum, type Policy } from './policy.ts'
import { type Answer, askWitnesses, type Post } from './witness-client.ts'

export interface WitnessesParts {
  /** Null: this site has said that it has no witness. */
  readonly policy: Policy | null
  readonly post: Post
  readonly wall: () => number
  readonly log: (what: string, about: Record<string, unknown>) => void
}

/** One witness may take so long. Others are asked at the same time. */
const timeoutMs = 1 * second
/** A witness that did not answer is left alone for so long, by how often it did not. */
const pauses = [1, 2, 4, 8, 15, 30, 60].map((seconds) => seconds * second)
/** A tree that does not grow is shown again, so that people see that the witness is still there. */
const refreshMs = 10 * minute

interface Known {
  /** The tree that it signed last. */
  size: number
  failures: number
  /** Asked again not before. */
  notBefore: number
}

/** 见证人. Asks those of the policy, remembers how each of them stands, and waits for no dead one. */
export class Witnesses {
  private readonly parts: WitnessesParts
  private readonly known = new Map<string, Known>()
  private askedAt = 0
  private quorum = false

  constructor(parts: WitnessesParts) {
    this.parts = parts
  }

  /** Which of them have answered when they were last asked? By the name of their key. */
  get standing(): { name: string; answers: boolean }[] {
    return (this.parts.policy?.witnesses ?? []).map(({ vkey }) => ({
      name: vkey.name,
      answers: this.of(vkey.name).failures === 0 && this.of(vkey.name).size > 0,
    }))
  }

  /**
   * Adds what the witnesses sign to this note. `quorum` when the policy asks for a quorum and it
   * was met; `ahead` when one of them has signed a larger tree of this log.
   */
  async ask(checkpoint: {
    note: string
    size: number
    prove: (old: number) => Promise<readonly Uint8Array[]>
  }): Promise<{ note: string; quorum: boolean; ahead: { name: string; size: number } | null }> {
    const { policy, post, wall } = this.parts
    const { note, size } = checkpoint
    this.askedAt = wall()
    if (policy === null) return { note, quorum: false, ahead: null }
    const awake = policy.witnesses.filter(({ vkey }) => this.of(vkey.name).notBefore <= wall())
    const asked = {
      ...checkpoint,
      post,
      timeoutMs,
      lastSize: ({ vkey }: { vkey: { name: string } }) => this.of(vkey.name).size,
    }
    const answers = await askWitnesses(asked, { ...policy, witnesses: awake }, (answer) =>
      this.hear(answer, size),
    )
    const signed = answers.flatMap((one) => (one.outcome === 'cosigned' ? [one] : []))
    const ahead = answers.flatMap((one) =>
      one.outcome === 'ahead' ? [{ name: one.witness.vkey.name, size: one.size }] : [],
    )
    const by = signed.map(({ witness }) => witness.vkey)
    this.quorum = policy.quorum !== null && isQuorum(policy, by)
    const lines = signed.map(({ line }) => line).join('')
    return { note: note + lines, quorum: this.quorum, ahead: ahead[0] ?? null }
  }

  /** Is it time to ask again about a tree that has not grown? */
  isDue(): boolean {
    const { policy, wall } = this.parts
    if (policy === null || policy.witnesses.length === 0) return false
    const since = wall() - this.askedAt
    if (this.quorum || policy.quorum === null) return since >= refreshMs
    // Not all the time for those who have signed, only when one who has not may be back.
    const back = policy.witnesses.some(({ vkey }) => {
      const { failures, notBefore } = this.of(vkey.name)
      return failures > 0 && notBefore <= wall()
    })
    return this.askedAt === 0 || back
  }

  private hear(answer: Answer, size: number): void {
    const known = this.of(answer.witness.vkey.name)
    if (answer.outcome === 'cosigned') {
      Object.assign(known, { size, failures: 0, notBefore: 0 })
      return
    }
    const why = answer.outcome === 'ahead' ? `it is at ${answer.size}` : answer.why
    // Once for each time that it goes away, not for each time that it is asked.
    if (known.failures === 0)
      this.parts.log('a witness did not sign', { witness: answer.witness.vkey.name, why })
    const pause = pauses[Math.min(known.failures, pauses.length - 1)] ?? minute
    known.failures++
    known.notBefore = this.parts.wall() + pause
  }

  private of(name: string): Known {
    const known = this.known.get(name) ?? { size: 0, failures: 0, notBefore: 0 }
    this.known.set(name, known)
    return known
  }
}

/** How a witness is asked over HTTP. */
export function postOverHttp(reach: Reach): Post {
  return (url, body, signal) => postText(url, body, { signal, reach })
}
