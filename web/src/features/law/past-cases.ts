/** 旧案. One case as it was once asked. */
export interface PastCase {
  readonly id: string
  readonly category: string
  readonly question?: string
  readonly facts: Record<string, unknown>
}

/** Most cases that are tried at a time; the server takes no more. */
const casesMax = 500

/** What was pasted, one JSON a line; or the number of the first line that is no case. */
export function pastCases(
  text: string,
): { readonly cases: readonly PastCase[] } | { readonly badLine: number } {
  const cases: PastCase[] = []
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const one = pastCase(line, String(at + 1))
    if (one === null || cases.length === casesMax) return { badLine: at + 1 }
    cases.push(one)
  }
  return { cases }
}

function pastCase(line: string, place: string): PastCase | null {
  const read = parsed(line)
  if (!isObject(read) || typeof read.category !== 'string' || !isObject(read.facts)) return null
  const { category, facts, question } = read
  const id = String(read.id ?? place).slice(0, 100)
  return { id, category, facts, ...(typeof question === 'string' ? { question } : {}) }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
