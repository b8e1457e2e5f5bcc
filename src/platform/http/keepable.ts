/**
 * Can the database keep every text in this? Not one with the character zero, nor half of a pair of
 * surrogates: JSON can say both, PostgreSQL refuses the whole row. Looked at before any route, so
 * that none has to think of it. Bodies and addresses are bounded, and so is this walk; it keeps a
 * list of its own, since what is nested thousands deep would end the call stack.
 */
export function isKeepable(value: unknown): boolean {
  const left = [value]
  while (left.length > 0) {
    const part = left.pop()
    if (typeof part === 'string') {
      if (part.includes('\u0000') || !part.isWellFormed()) return false
    } else if (typeof part === 'object' && part !== null && !(part instanceof Uint8Array)) {
      for (const [name, inner] of Object.entries(part)) left.push(name, inner)
    }
  }
  return true
}
