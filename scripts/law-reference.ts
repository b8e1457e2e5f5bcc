/**
 * Writes `docs/reference/law.md`: every provision, its versions, its source, and the day a person
 * last checked it. With `--check` it writes nothing and fails when the page is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { lawReference } from '../src/law/reference.ts'

const page = new URL('../docs/reference/law.md', import.meta.url)
const text = lawReference()

if (process.argv.includes('--check')) {
  if (readFileSync(page, 'utf8') !== text) {
    console.error('docs/reference/law.md is out of date: node scripts/law-reference.ts')
    process.exitCode = 1
  }
} else {
  writeFileSync(page, text)
}
