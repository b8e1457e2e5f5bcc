import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { filesEnding } from '../tidy/source.ts'

/** No text of people is longer than this before a schema or a bound of its own cuts it. */
const lengthMax = 10_000
/** A good expression needs far less than a millisecond; one that goes astray needs hours. */
const patienceMs = 300

const before = String.raw`(?<=[=(,:!&|?{}[;\s])`
const middle = String.raw`\/((?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)`
const literal = new RegExp(`${before}${middle}${String.raw`(?=[.,;)\]\s}])`}`, 'g')

/** Every regular expression of the code that people's text can meet, and of the contract. */
function expressions(): { where: string; expression: RegExp }[] {
  const found: { where: string; expression: RegExp }[] = []
  const add = (where: string, source: string, flags: string) => {
    try {
      found.push({ where, expression: new RegExp(source, flags) })
    } catch {
      // A division, or words between slashes.
    }
  }
  const ours = /^(?:src|sdk\/src|web\/src)\/.*(?<!\.test)\.tsx?$/
  for (const path of [...filesEnding('.ts'), ...filesEnding('.tsx')].filter((one) =>
    ours.test(one),
  ))
    for (const [, source = '', flags = ''] of readFileSync(at(path), 'utf8').matchAll(literal))
      add(path, source, flags)
  const contract = readFileSync(at('sdk/openapi.json'), 'utf8')
  const patterns = new Set<string>()
  JSON.parse(contract, (key, value) => {
    if (key === 'pattern' && typeof value === 'string') patterns.add(value)
    return value
  })
  for (const pattern of patterns) add('sdk/openapi.json', pattern, 'u')
  return found
}

function at(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url))
}

/**
 * Texts that lead an expression astray, if anything does: what it repeats, repeated, and an end
 * that fits nothing. Its own letters are in them.
 */
function hostile({ source }: RegExp): string[] {
  const words = source.match(/[\p{L}\p{N}]{1,4}|[.,:;=/+_-]/gu) ?? []
  const units = [
    'a',
    '0',
    '1',
    ' ',
    '1.',
    'a.',
    '0.',
    '-',
    '件',
    '满1',
    '\\',
    '\t',
    'a:1,',
    ...words,
  ]
  const pairs = words.slice(0, 6).flatMap((one) => [`${one}1`, `1${one}`, `${one} `])
  const fill = (unit: string) => unit.repeat(Math.ceil(lengthMax / unit.length)).slice(0, lengthMax)
  return [...new Set([...units, ...pairs])].flatMap((unit) => [`${fill(unit)}\u0001`, fill(unit)])
}

/** How long does the slowest of these texts take? Ends with the first that is too slow. */
function slowest(expression: RegExp, texts: readonly string[]): number {
  let worst = 0
  for (const text of texts) {
    expression.lastIndex = 0
    const began = performance.now()
    expression.test(text)
    worst = Math.max(worst, performance.now() - began)
    if (worst > patienceMs) return worst
  }
  return worst
}

describe('regular expressions', () => {
  it('are all found, and a bad one would be', () => {
    assert.ok(expressions().length > 200)
    const bad = /^(?:[a-z]+\d?)+$/
    // Long enough to be slow, short enough to end.
    assert.ok(slowest(bad, [`${'a'.repeat(24)}\u0001`]) > 20)
  })

  it('need no time to speak of, whatever they are given', () => {
    const slow = expressions().flatMap(({ where, expression }) => {
      const ms = slowest(expression, hostile(expression))
      return ms > patienceMs ? [`${where}: ${expression} ${Math.round(ms)} ms`] : []
    })
    assert.deepEqual(slow, [])
  })
})
