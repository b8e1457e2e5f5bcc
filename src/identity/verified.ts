import type { Instant } from '../kernel/time.ts'
import type { Actor } from './model.ts'

/** What a slow look into the database found out about a token. */
export interface Proof {
  readonly actor: Actor
  /** Whose revocation ends it: a person's id, or a key's. */
  readonly owner: string
}

export interface Verified {
  /** Who holds this token? Looks it up when it has not been seen for `ttlMs`. */
  check(key: string, lookUp: () => Promise<Proof | null>): Promise<Actor | null>
  /** Forgets at once all that rests on this person or key. */
  forget(owner: string): void
}

interface Entry extends Proof {
  readonly checkedAt: Instant
}

/**
 * 已核验. Which tokens were good a moment ago? So that no command pays for a session. Bounded; the
 * one used longest ago goes first. On this server a revocation acts at once, on others within
 * `ttlMs`.
 *
 * `epoch` counts revocations: a look-up that began before one may answer its own caller, who asked
 * before it too, but is not kept.
 */
export function createVerified(deps: {
  readonly now: () => Instant
  readonly ttlMs: number
  readonly entriesMax: number
}): Verified {
  const entries = new Map<string, Entry>()
  let underWay = new Map<string, Promise<Actor | null>>()
  let epoch = 0

  function keep(key: string, proof: Proof): void {
    entries.delete(key)
    entries.set(key, { ...proof, checkedAt: deps.now() })
    if (entries.size <= deps.entriesMax) return
    for (const oldest of entries.keys()) {
      entries.delete(oldest)
      break
    }
  }

  async function ask(key: string, lookUp: () => Promise<Proof | null>): Promise<Actor | null> {
    const asked = epoch
    try {
      const proof = await lookUp()
      if (proof && asked === epoch) keep(key, proof)
      return proof?.actor ?? null
    } finally {
      if (asked === epoch) underWay.delete(key)
    }
  }

  return {
    check(key, lookUp) {
      const entry = entries.get(key)
      if (entry) {
        entries.delete(key)
        const age = deps.now() - entry.checkedAt
        if (age >= 0 && age < deps.ttlMs) {
          entries.set(key, entry)
          return Promise.resolve(entry.actor)
        }
      }
      const running = underWay.get(key)
      if (running) return running
      const asking = ask(key, lookUp)
      underWay.set(key, asking)
      return asking
    },
    forget(owner) {
      epoch += 1
      underWay = new Map()
      for (const [key, entry] of entries) if (entry.owner === owner) entries.delete(key)
    },
  }
}
