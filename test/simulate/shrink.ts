import { Broken } from './chronicle.ts'
import { Simulation, type SimulationOptions } from './simulation.ts'

export interface Story {
  readonly broken: Broken
  /** The steps that are needed to break it. */
  readonly steps: readonly number[]
  readonly memory: boolean
}

type Options = Omit<SimulationOptions, 'databaseUrl' | 'steps'>

/** So long somebody waits for a shorter story, in milliseconds. */
const patienceMs = 60_000

/**
 * 缩短. Which of these steps are needed for the invariant to break? In memory, where a try costs
 * little: half of them are left out, then quarters, and so on, as long as it still breaks. Null
 * where it does not break in memory: then lanes or database have a part in it.
 */
export async function shrink(
  options: Options,
  failure: { invariant: string; steps: readonly number[]; patienceMs?: number },
): Promise<Story | null> {
  const until = performance.now() + (failure.patienceMs ?? patienceMs)
  const tries = (steps: readonly number[]) => breaks(options, steps, failure.invariant)
  let broken = await tries(failure.steps)
  if (broken === null) return null
  // What came after the step at which it broke is not needed.
  const brokeAt = failure.steps.indexOf(broken.step)
  let steps = brokeAt < 0 ? failure.steps : failure.steps.slice(0, brokeAt + 1)
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size > 1 ? Math.ceil(size / 2) : 0)
    for (let from = 0; from < steps.length && performance.now() < until; ) {
      const without = [...steps.slice(0, from), ...steps.slice(from + size)]
      const still = await tries(without)
      if (still) {
        broken = still
        steps = without
      } else from += size
    }
  return { broken, steps, memory: true }
}

async function breaks(
  options: Options,
  steps: readonly number[],
  invariant: string,
): Promise<Broken | null> {
  const simulation = new Simulation({ ...options, steps, databaseUrl: null })
  try {
    await simulation.run()
    return null
  } catch (error) {
    if (error instanceof Broken) return error.invariant === invariant ? error : null
    throw error
  }
}

/** The story as people read it: what broke, each thing that happened before, and how to see it. */
export function told(seed: number, { broken, steps }: Story, of: number): string {
  // Others only had a part in what people came to do: the one that it was seen on tells enough.
  const own = broken.story.length > 0 ? broken.story : broken.lines
  const others = broken.lines.length - own.length
  const lines = own.map((line, place) => `  ${String(place + 1).padStart(3)}. ${line}`)
  return [
    `${broken.invariant}: ${broken.what}`,
    `the shortest story that still breaks it, ${steps.length} of ${of} steps:`,
    ...lines,
    ...(others > 0 ? [`  (and ${others} of other orders in the same steps)`] : []),
    `to see it again: npm run simulate -- --seed ${seed} --memory --only ${steps.join()}`,
  ].join('\n')
}
