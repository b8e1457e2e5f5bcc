import { readFileSync } from 'node:fs'
import { decide } from '../src/law/decide.ts'

/** How many legal questions are decided in a second, in one process? Over the published cases. */
export async function law(args: string[]): Promise<void> {
  const cases = readFileSync(new URL('../test/law/cases.jsonl', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const warmUp = 50
  const rounds = 500
  const timesMs: number[] = []
  for (let round = 0; round < warmUp + rounds; round++) {
    for (const { category, question, facts } of cases) {
      const start = performance.now()
      decide(category, question, facts)
      if (round >= warmUp) timesMs.push(performance.now() - start)
    }
  }
  const sorted = timesMs.toSorted((a, b) => a - b)
  const at = (share: number) => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(4))
  const totalMs = timesMs.reduce((sum, each) => sum + each, 0)
  const result = {
    decisions: timesMs.length,
    decisionsPerSecond: Math.round((timesMs.length / totalMs) * 1000),
    medianMs: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
  }
  console.log(args.includes('--json') ? JSON.stringify(result) : result)
}
