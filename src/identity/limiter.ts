import type { Instant } from '../kernel/time.ts'

/**
 * Has this key been here too often? Counts within fixed windows, in memory and bounded: a brake
 * against one noisy address, not a lock (locks are counted in the database).
 */
export function createLimiter(deps: {
  readonly max: number
  readonly windowMs: number
  readonly keysMax: number
  readonly now: () => Instant
}): (key: string) => boolean {
  const windows = new Map<string, { since: Instant; count: number }>()
  return (key) => {
    const now = deps.now()
    let window = windows.get(key)
    if (!window || now - window.since >= deps.windowMs || now < window.since) {
      window = { since: now, count: 0 }
      windows.delete(key)
      windows.set(key, window)
      for (const oldest of windows.keys()) {
        if (windows.size <= deps.keysMax) break
        windows.delete(oldest)
      }
    }
    window.count += 1
    return window.count <= deps.max
  }
}
