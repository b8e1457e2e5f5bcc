/**
 * Can the database keep every text in this? Not one with the character zero, nor half of a pair of
 * surrogates: JSON can say both, PostgreSQL refuses the whole row. Looked at before any route, so
 * that none has to think of it. Bodies and addresses are bounded, and so is this walk.
 */
export function isKeepable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\u0000') && value.isWellFormed()
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return true
  for (const [name, part] of Object.entries(value))
    if (!isKeepable(name) || !isKeepable(part)) return false
  return true
}
