import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'

const page = readFileSync(new URL('../docs/reference/asvs.md', import.meta.url), 'utf8')
const rows = page.split('\n').filter((line) => /^\| \d/.test(line))

/** How many requirements level 2 has, by chapter. */
const perChapter = [38, 53, 18, 9, 30, 13, 12, 15, 7, 5, 8, 15, 13, 23]

describe('docs/reference/asvs.md', () => {
  it('answers each requirement of level 2 once', () => {
    const numbers = rows.flatMap((row) => (row.split('|')[1] ?? '').split(',').map((n) => n.trim()))
    assert.equal(new Set(numbers).size, numbers.length, 'none stands twice')
    const counts = perChapter.map(
      (_, at) => numbers.filter((number) => number.startsWith(`${at + 1}.`)).length,
    )
    assert.deepEqual(counts, perChapter)
  })

  it('names files that are there, and one for each claim that something holds', () => {
    for (const row of rows) {
      const [, , , stands = '', shown = ''] = row.split('|')
      const files = [...shown.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '')
      for (const file of files)
        if (file.includes('/') || file.includes('.'))
          assert.ok(existsSync(new URL(`../${file}`, import.meta.url)), file)
      if (/^ ✓(?! a managed)/.test(stands)) assert.ok(files.length > 0, row)
    }
  })
})
