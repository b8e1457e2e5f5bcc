import type { Happened } from './command.ts'

/** So many requests may wait at once; whoever comes later does not wait. */
const listeningMax = 5_000
/** And so many of one asker, or for one thing: pages that somebody has open, and to spare. */
const eachMax = 20

/** Somebody who waits for a thing to change. What changes between two calls is not missed. */
export interface Listening {
  /** Resolves at the next change, at once if there was one since, or after so many milliseconds. */
  change(ms: number): Promise<void>
  end(): void
}

/**
 * 守望. Wakes requests that wait for something to change. It hears only what this server commits:
 * whoever waits must look again after a while all the same, for another server may have been at it.
 */
export class Watch {
  private readonly listening = new Map<string, Set<() => void>>()
  private readonly askers = new Map<string, number>()
  private count = 0
  private over = false

  /** True once the server is about to stop: whoever waits answers with what there is. */
  get stopped(): boolean {
    return this.over
  }

  /** Wakes everybody, and lets nobody wait any more. */
  stop(): void {
    this.over = true
    for (const stirs of this.listening.values()) for (const stir of stirs) stir()
  }

  /** Tells whoever waits for one of these things. */
  tell(happened: readonly Happened[]): void {
    if (this.count === 0) return
    // Once for all that happened to it: whoever wakes looks at how it stands now.
    for (const target of new Set(happened.map((one) => one.target)))
      for (const stir of this.listening.get(target) ?? []) stir()
  }

  /**
   * Null when too many are waiting, of all or of this asker or for this thing, or nobody may any
   * more. Whoever listens must `end`.
   */
  listen(target: string, who: string): Listening | null {
    const mine = this.askers.get(who) ?? 0
    const ofIt = this.listening.get(target)?.size ?? 0
    if (this.over || this.count >= listeningMax || mine >= eachMax || ofIt >= eachMax) return null
    this.askers.set(who, mine + 1)
    let stirred = false
    let wake: (() => void) | null = null
    const stir = () => {
      stirred = true
      wake?.()
    }
    const others = this.listening.get(target) ?? new Set()
    this.listening.set(target, others.add(stir))
    this.count++
    return {
      change: (ms) =>
        new Promise((resolve) => {
          const timer = setTimeout(() => wake?.(), ms)
          wake = () => {
            clearTimeout(timer)
            wake = null
            stirred = false
            resolve()
          }
          if (stirred) wake()
        }),
      end: () => {
        if (!others.delete(stir)) return
        if (others.size === 0) this.listening.delete(target)
        this.count--
        const left = (this.askers.get(who) ?? 1) - 1
        if (left > 0) this.askers.set(who, left)
        else this.askers.delete(who)
      },
    }
  }
}
