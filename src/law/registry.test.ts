import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { isDay } from '../kernel/time.ts'
import { changesBetween, dryRun } from './changes.ts'
import { checkCitation } from './citation.rules.ts'
import { lawReference } from './reference.ts'
import { dataFiles, isProvision, registry, stale } from './registry.ts'

const here = new URL('.', import.meta.url)

describe('every provision', () => {
  it('of every data file is registered', async () => {
    const files = readdirSync(here).filter((name) => /^[a-z-]+\.ts$/.test(name))
    for (const name of files) {
      const exported: Record<string, unknown> = await import(new URL(name, here).href)
      if (!Object.values(exported).some(isProvision)) continue
      assert.ok(dataFiles[name.replace('.ts', '')], `${name} is not in registry.ts`)
    }
  })

  for (const { id, provision } of registry) {
    it(`${id} has titles, a source, a check day, and versions in order`, () => {
      assert.ok(provision.title.zh !== '' && provision.title.en !== '' && provision.unit !== '')
      assert.ok(isDay(provision.checkedOn))
      assert.ok(provision.values.length > 0)
      for (const [i, version] of provision.values.entries()) {
        assert.ok(isDay(version.from) && version.cite.trim() !== '')
        const next = provision.values[i + 1]
        if (version.to !== undefined) assert.ok(isDay(version.to) && version.to >= version.from)
        if (next) assert.ok(next.from > (version.to ?? version.from), `${id} overlaps`)
      }
    })
  }

  it('of this site never borrows the name of a statute, and the other way round', () => {
    for (const { id, provision } of registry) {
      for (const { cite } of provision.values) {
        if (provision.source !== 'site') assert.ok(!cite.startsWith('本站'), id)
      }
    }
  })

  it('that cites a text this library knows cites it as it stood that day', () => {
    const wrong: string[] = []
    for (const { id, provision } of registry) {
      for (const { from, cite } of provision.values) {
        for (const each of cite.split(/[;；]/)) {
          if (/\(\d{4}(、\d{4})*\)|历次|本站/.test(each)) continue
          const { status } = checkCitation(each, from)
          if (['no_such_article', 'repealed', 'moved'].includes(status)) {
            wrong.push(`${id} ${from}: ${each} is ${status}`)
          }
        }
      }
    }
    assert.deepEqual(wrong, [])
  })
})

describe('the lists', () => {
  it('of stale values is empty on the day of the check, and full a year later', () => {
    assert.deepEqual(stale('2026-11-22', 180), [])
    assert.equal(stale('2027-11-23', 365).length, registry.length)
    assert.deepEqual(stale('2027-05-21', 180), [])
  })

  it('of changes: R-62, the recall of food on 2026-12-01', () => {
    const changes = changesBetween('2026-11-30', '2026-12-01')
    assert.deepEqual(
      changes.map(({ id, change, effectiveOn }) => [id, change, effectiveOn]),
      [['duties.foodRecall', 'replaced', '2026-12-01']],
    )
    assert.deepEqual(changesBetween('2026-11-20', '2026-11-21'), [])
  })

  it('of past cases that would be answered otherwise', () => {
    const category = 'duty_deadline'
    const recall = { found_at: '2026-11-03T10:00:00+08:00', level: 2 }
    const changed = dryRun(
      [
        { id: 'recall', category, facts: recall },
        { id: 'closing', category, facts: { stop_on: '2026-11-30' } },
        { id: 'nonsense', category: 'weather', facts: {} },
      ],
      '2026-11-30',
      '2026-12-01',
    )
    assert.deepEqual(
      changed.map(({ id }) => id),
      ['recall'],
    )
  })

  it('docs/reference/law.md is what the data says (node scripts/law-reference.ts)', () => {
    const page = new URL('../../docs/reference/law.md', here)
    assert.equal(readFileSync(page, 'utf8'), lawReference())
  })
})
