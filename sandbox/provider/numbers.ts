import type { Store } from './store.ts'

const reserved = 1_000

/** Gives the provider's own numbers: a prefix and a sequence that never repeats, gaps allowed. */
export function openNumbers(store: Store): () => string {
  let next = Number(store.recall('numbers') ?? 1)
  let end = next
  store.onEnd((committed) => {
    if (!committed) end = next // what was reserved was rolled back: reserve again
  })
  return () => {
    if (next >= end) {
      // Taken from the folder a thousand at a time; what a crash leaves unused is never used.
      end = next + reserved
      store.remember('numbers', String(end))
    }
    return `SBX${String(next++).padStart(13, '0')}`
  }
}
