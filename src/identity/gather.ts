/** Thrown when more calls wait than we are willing to keep: the caller answers 503. */
export class Overloaded extends Error {
  override name = 'Overloaded'
}

interface Waiting<In, Out> {
  readonly item: In
  readonly resolve: (out: Out) => void
  readonly reject: (error: unknown) => void
}

/**
 * How do many small writes share one commit? Whatever arrives while one batch is being written is
 * the next batch; a lone call goes at once. `write` answers each item in its place or fails all.
 */
export function gather<In, Out>(
  write: (items: readonly In[]) => Promise<readonly Out[]>,
  limits: { readonly batchMax: number; readonly waitingMax: number },
): (item: In) => Promise<Out> {
  let waiting: Waiting<In, Out>[] = []
  let busy = false

  async function run(): Promise<void> {
    busy = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, limits.batchMax)
      waiting = waiting.slice(limits.batchMax)
      try {
        const answers = await write(batch.map(({ item }) => item))
        batch.forEach(({ resolve }, place) => {
          resolve(answers[place] as Out)
        })
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    busy = false
  }

  return (item) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= limits.waitingMax) return reject(new Overloaded('too many writes wait'))
      waiting.push({ item, resolve, reject })
      // In a microtask, so that calls of the same turn travel together.
      if (!busy) {
        busy = true
        queueMicrotask(() => void run())
      }
    })
}
