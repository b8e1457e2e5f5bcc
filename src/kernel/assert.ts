/** Is this really so? Throws when not: only a bug in our own code gets here, never bad input. */
export function assert(condition: unknown, why: string): asserts condition {
  if (!condition) throw new AssertionError(why)
}

/** Marks a branch that the types already rule out. */
export function unreachable(value: never): never {
  throw new AssertionError(`unreachable: ${JSON.stringify(value)}`)
}

export class AssertionError extends Error {
  override name = 'AssertionError'
}
