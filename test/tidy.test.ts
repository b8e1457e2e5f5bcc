import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import packageJson from '../package.json' with { type: 'json' }
import { glossaryPage } from '../scripts/glossary.ts'
import { refusalsPage } from '../scripts/refusals.ts'
import { registry } from '../src/law/registry.ts'
import { eventWords, refusals, shopEventWords } from '../src/vocabulary.ts'
import * as form from './tidy/form.ts'
import * as imports from './tidy/imports.ts'
import { beyond, idle, loose, untested } from './tidy/ratchet.ts'
import {
  type Finding,
  filesEnding,
  isPlace,
  readSource,
  readText,
  sourceOf,
} from './tidy/source.ts'
import * as words from './tidy/words.ts'

/** The house in order. Each rule is held against every file, and first against a bad one. */
const sources = filesEnding('.ts', '.tsx').map(readSource)
const texts = filesEnding('.md', '.sql', '.mjs', '.html', '.css', '.json', '.yml').map((path) => ({
  path,
  text: readText(path),
}))
const written = sources.filter(({ path }) => path !== 'sdk/src/wire.ts')
const models = sources.filter(({ path }) => /^src\/\w+\/model\.ts$/.test(path))
const cases = filesEnding('.jsonl').map((path) => ({ path, text: readText(path) }))
const inTests = [...sources, ...cases]
  .filter(({ path }) => /\.test\.tsx?$|^test\/(?!tidy)/.test(path))
  .map(({ text }) => text)
  .join('\n')

const isNamed = (code: string) => inTests.includes(`'${code}'`) || inTests.includes(`"${code}"`)
const isSilent = (code: string) => !isNamed(code) && !untested.includes(code)

const said = (found: readonly Finding[]) =>
  found.map(({ path, line, what }) => `${path}:${line} ${what}`)

/** Fails with every finding that the ratchet does not know; a note where it could be tightened. */
function holds(t: { diagnostic(note: string): void }, rule: string, found: readonly Finding[]) {
  for (const note of loose(rule, found)) t.diagnostic(note)
  none(beyond(rule, found))
}

function none(found: readonly Finding[]): void {
  if (found.length > 0) assert.fail(`\n${said(found).join('\n')}`)
}

const bad = (path: string, ...lines: string[]) => sourceOf(path, `${lines.join('\n')}\n`)
const lines = (found: readonly Finding[]) => found.map(({ line }) => line)

describe('form', () => {
  it('lines fit into 100 characters', (t) => {
    const wide = bad(
      'src/a.ts',
      'x',
      `const a = b(${'1'.repeat(100)})`,
      `  en: '${'e'.repeat(120)}',`,
    )
    assert.deepEqual(lines(form.wideLines(wide)), [2])
    const all = [...written, ...texts.filter(({ path }) => /\.(?:sql|mjs)$/.test(path))]
    holds(t, 'wide lines', all.flatMap(form.wideLines))
  })

  it('files have at most 500 lines, and are better below 300', (t) => {
    assert.deepEqual(lines(form.longFile(bad('src/a.ts', ...Array(501).fill('x')))), [501])
    assert.deepEqual(form.longFile(bad('src/a.ts', ...Array(500).fill('x'))), [])
    const long = written.filter(({ text }) => form.lengthOf(text) > 300)
    t.diagnostic(`above 300 lines: ${long.map(({ path }) => path).join(', ')}`)
    holds(t, 'long files', written.flatMap(form.longFile))
  })

  it('functions have at most 70 lines', (t) => {
    const body = Array(69).fill('  act()')
    const text = bad(
      'src/a.ts',
      'function long(): Promise<{ a: string }> {',
      ...body,
      '}',
      'const short = (a: A) => {',
      '  return 1',
      '}',
      'class A {',
      '  async method({ a }: { a: A }): Promise<void> {',
      ...body,
      '  }',
      '}',
      'call(1, async (b) => {',
      ...body,
      '})',
    )
    assert.deepEqual(lines(form.longFunctions(text)), [1, 76, 148])
    holds(t, 'long functions', written.flatMap(form.longFunctions))
  })

  it('functions take at most three values in a row', (t) => {
    const text = bad(
      'src/a.ts',
      'function four(a: A, b: Map<B, C>, c = [1, 2], d?: D) {}',
      'function three({ a, b }: { a: A; b: B }, c: (d: D, e: E) => F, g: G,) {}',
      'interface I {',
      '  method(a: A, b: B, c: C, d: D): void',
      '}',
      'export const arrow = async (a: A, b: B, c: C, d: D) => {}',
      'call(1, 2, 3, 4)',
      'if (call(1, 2, 3, 4)) {',
      '}',
    )
    assert.deepEqual(lines(form.manyParameters(text)).sort(), [1, 4, 6])
    holds(t, 'many parameters', written.flatMap(form.manyParameters))
  })

  it('no default export, barrel, enum, namespace, decorator, any, suppression, index', (t) => {
    const text = bad(
      'src/index.ts',
      'export default x',
      "export * from './a.ts'",
      "export { a } from './a.ts'",
      'export enum A {',
      'declare namespace B {',
      '@decorated',
      'const a: any = 1 as any',
      'const b: Map<string, any>',
      '// @ts-ignore',
      '// biome-ignore lint: no',
      "const fine = 'export default any'",
      'const any = (any: string) => any',
    )
    const found = lines(form.bannedConstructs(text)).sort((a, b) => a - b)
    assert.deepEqual(found, [1, 1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10])
    const others = written.filter(({ path }) => !path.startsWith('test/tidy'))
    holds(t, 'banned constructs', others.flatMap(form.bannedConstructs))
  })
})

describe('imports', () => {
  it('run one way: each kind of file knows only what it may', () => {
    const stray = (path: string, ...targets: string[]) =>
      lines(
        imports.strayImports(
          bad(path, ...targets.map((target) => `import { a } from '${target}'`)),
        ),
      )
    assert.deepEqual(stray('src/kernel/a.ts', './b.ts', 'node:crypto', '../law/a.ts'), [3])
    assert.deepEqual(stray('src/law/a.ts', '../kernel/b.ts', '../orders/model.ts'), [2])
    assert.deepEqual(stray('src/orders/model.ts', '../catalogue/model.ts', './rules.ts'), [2])
    assert.deepEqual(
      stray('src/orders/rules.ts', '../law/a.ts', './store.ts', '../platform/run.ts', 'pg'),
      [2, 3, 4],
    )
    assert.deepEqual(
      stray('src/orders/store.ts', '../platform/db/pool.ts', '../platform/run.ts', './rules.ts'),
      [2],
    )
    assert.deepEqual(
      stray('src/orders/facts.ts', '../catalogue/store.ts', '../catalogue/routes.ts'),
      [2],
    )
    assert.deepEqual(
      stray('src/orders/routes.ts', '../identity/identity.ts', '../payments/dispatcher.ts'),
      [2],
    )
    assert.deepEqual(stray('src/platform/run.ts', '../orders/model.ts', '../kernel/a.ts'), [1])
    assert.deepEqual(stray('src/elsewhere.ts', './kernel/a.ts'), [1])
    assert.deepEqual(stray('src/orders/a.ts', '../../test/given.ts', '../../sandbox/a.ts'), [1, 2])
    assert.deepEqual(stray('web/src/a.tsx', '../../src/orders/rules.ts', '../../sdk/src/a.ts'), [1])
    assert.deepEqual(stray('sandbox/provider/a.ts', '../../src/kernel/money.ts', './b.ts'), [1])
    none(sources.flatMap(imports.strayImports))
  })

  it('join rooms that are in the plan', () => {
    assert.deepEqual(imports.strangeRooms(['src/orders/a.ts', 'src/utils/a.ts']), ['utils'])
    assert.deepEqual(imports.strangeRooms(sources.map(({ path }) => path)), [])
  })

  it('agreed exceptions are in use', () => {
    assert.ok(imports.idleExceptions([]).length > 0)
    none(imports.idleExceptions(sources))
  })

  it('form no ring', () => {
    const a = bad('src/a/one.ts', "import { b } from './two.ts'")
    const b = bad(
      'src/a/two.ts',
      "import { a } from './one.ts'",
      "import type { x } from './one.ts'",
    )
    const typed = bad('src/a/two.ts', "import type { a } from './one.ts'")
    assert.equal(imports.rings([a, b]).length, 1)
    assert.deepEqual(imports.rings([a, typed]), [])
    none(imports.rings(sources))
  })

  it('reach every file from a program or a test', () => {
    const main = bad('src/main.ts', "import './a.ts'", "spawn('./b.ts')")
    const others = ['src/a.ts', 'src/b.ts', 'src/c.ts'].map((path) => bad(path, ''))
    const lost = imports.unreached([main, ...others])
    assert.deepEqual(
      lost.map(({ path }) => path),
      ['src/c.ts'],
    )
    none(imports.unreached(sources))
  })

  it('use every package that is installed', () => {
    const one = bad('src/a.ts', "import { a } from 'pg'", "import '@a/b/style.css'")
    assert.deepEqual(words.idlePackages(['pg', '@a/b', 'kysely'], [one]), ['kysely'])
    const others = sources.filter(({ path }) => !path.startsWith('test/tidy'))
    const unused = words.idlePackages(Object.keys(packageJson.dependencies), others)
    assert.deepEqual(
      unused.filter((name) => !idle.includes(name)),
      [],
    )
  })

  it('migrations are numbered without a gap', () => {
    const names = filesEnding('.sql').filter((path) => path.startsWith('migrations/'))
    const numbers = names.map((path) => /^migrations\/(\d{4})_[a-z_]+\.sql$/.exec(path)?.[1])
    const wanted = names.map((_, at) => String(at + 1).padStart(4, '0'))
    assert.deepEqual(numbers, wanted)
    assert.deepEqual(filesEnding('.sql'), names, 'SQL files stand in migrations/')
  })
})

describe('decisions', () => {
  it('read no clock, draw no chance, ask nobody outside', () => {
    const text = [
      'Date.now()',
      'new Date()',
      'new Date(at)',
      'Math.random()',
      'process.env.A',
      'fetch(url)',
      'cache.fetch(url)',
      "const say = 'Date.now()' // Math.random()",
    ]
    assert.deepEqual(lines(words.hiddenEffects(bad('src/orders/a.ts', ...text))), [1, 2, 4, 5, 6])
    assert.deepEqual(words.hiddenEffects(bad('src/platform/a.ts', ...text)), [])
    none(sources.flatMap(words.hiddenEffects))
  })

  it('and others make no code of text, start no program, and draw nothing that can be guessed', () => {
    const text = [
      'const a = eval(text)',
      "const b = new Function('x', text)",
      "import { exec } from 'node:child_process'",
      'const c = Math.random()',
      'const d = pattern.exec(text)',
      "import vm from 'vm'",
    ]
    for (const path of ['src/orders/a.ts', 'src/platform/a.ts'])
      assert.deepEqual(lines(words.dangers(bad(path, ...text))).toSorted(), [1, 2, 3, 4, 6], path)
    assert.deepEqual(words.dangers(bad('src/platform/db/embedded-server.ts', ...text)), [])
    none(sources.flatMap(words.dangers))
  })

  it('and others ask outside by one door, which judges where it leads', () => {
    const text = [
      "import * as http from 'node:http'",
      "import { request as ask, type RequestOptions } from 'node:https'",
      "import { createServer, type Socket } from 'node:net'",
      "import type { Agent } from 'node:http'",
      "import { connect } from 'node:tls'",
      'const a = await fetch(url)',
      'const b = cache.fetch(url)',
    ]
    for (const path of ['src/payments/adapters/a.ts', 'src/platform/a.ts', 'cli/a.ts'])
      assert.deepEqual(lines(words.strayRequests(bad(path, ...text))), [1, 2, 5, 6], path)
    assert.deepEqual(words.strayRequests(bad('src/platform/outgoing.ts', ...text)), [])
    none(sources.flatMap(words.strayRequests))
  })

  it('hold no SQL: it stands in stores and in the platform', () => {
    const text = [
      "const a = 'select id from app.orders'",
      'const b = `insert into x',
      '  select * from auth."user"`',
      "const c = 'choose from the list'",
      '/** select a from app.b */',
    ]
    assert.deepEqual(lines(words.straySql(bad('src/orders/a.ts', ...text))), [1, 3, 1, 3])
    assert.deepEqual(words.straySql(bad('src/orders/lists.store.ts', ...text)), [])
    none(sources.flatMap(words.straySql))
  })

  it('hold no number of law: it stands in law/, with its article and its date', (t) => {
    const text = ['const noReasonReturnDays = 7', '  compensationTimes: 3,', 'const days = 7']
    assert.deepEqual(lines(words.strayLaw(bad('src/orders/a.ts', ...text))), [1, 2])
    none(sources.flatMap(words.strayLaw))
    const article = bad('src/orders/a.ts', '/** @law 电子商务法 第二十条 */', "cite('第二十条')")
    assert.deepEqual(lines(words.strayArticles(article)), [2])
    holds(t, 'articles', sources.flatMap(words.strayArticles))
  })

  it('rest on provisions that name their article and the day somebody checked it', () => {
    const unsourced = registry.filter(
      ({ provision: { values, checkedOn } }) =>
        !/^\d{4}-\d\d-\d\d$/.test(checkedOn) || values.some(({ cite }) => cite.trim() === ''),
    )
    assert.deepEqual(
      unsourced.map(({ id }) => id),
      [],
    )
  })
})

describe('codes', () => {
  const model = {
    text: "export type Event =\n  | { type: 'a.done' }\n\nexport type Refusal =\n  | 'a.no'\n  | 'a.late'\n",
  }

  it('are found where models list them', () => {
    assert.deepEqual(words.refusalsOf(model), ['a.no', 'a.late'])
    assert.deepEqual(words.eventsOf(model), ['a.done'])
    assert.deepEqual(words.refusedIn({ text: "refuse('a.no')\nrefuse<R>('a.b', x)" }), [
      'a.no',
      'a.b',
    ])
    for (const source of models)
      assert.ok(words.refusalsOf(source).length > 0, `${source.path} lists its refusals`)
  })

  it('of refusals have words, a place in the reference, and a test', () => {
    const house = sources.filter(({ path }) => /^src\/(?!.*test)|^sandbox\/house/.test(path))
    const codes = new Set([...models.flatMap(words.refusalsOf), ...house.flatMap(words.refusedIn)])
    assert.deepEqual(
      [...codes].filter((code) => !Object.hasOwn(refusals, code)),
      [],
      'no words',
    )
    const page = readText('docs/reference/refusals.md')
    const listed = Object.keys(refusals)
    assert.deepEqual(
      listed.filter((code) => !page.includes(`\`${code}\``)),
      [],
      'not on the page',
    )
    assert.deepEqual(listed.filter(isSilent), [], 'in no test')
  })

  it('of refusals stand in docs/reference/refusals.md as in the code', () => {
    assert.equal(readText('docs/reference/refusals.md'), refusalsPage(), 'node scripts/refusals.ts')
  })

  it('of the whole vocabulary stand in GLOSSARY.md as in the code', () => {
    assert.equal(readText('GLOSSARY.md'), glossaryPage(), 'node scripts/glossary.ts')
  })

  it('of events have words, and a test', (t) => {
    const types = models.flatMap(words.eventsOf)
    const known = { ...eventWords, ...shopEventWords }
    assert.deepEqual(
      types.filter((type) => !Object.hasOwn(known, type)),
      [],
      'no words',
    )
    assert.deepEqual(types.filter(isSilent), [], 'in no test')
    const tested = untested.filter(isNamed)
    if (tested.length > 0) t.diagnostic(`now in a test, strike out: ${tested.join(', ')}`)
  })
})

describe('pages for readers', () => {
  it('lead somewhere with every link', () => {
    const page = {
      path: 'docs/a.md',
      text: '[a](../README.md#x) [b](no.md) [c](https://a.cn) `[d](e)`',
    }
    assert.deepEqual(lines(words.deadLinks(page, (path) => path === 'README.md')), [1])
    const pages = texts.filter(({ path }) => path.endsWith('.md'))
    none(pages.flatMap((one) => words.deadLinks(one, isPlace)))
  })

  it('name every setting', () => {
    const read = words.settingsIn({ text: "env.PORT ?? number(env, 'BAOZHENG_LANES', 4)" })
    assert.deepEqual(read, ['PORT', 'BAOZHENG_LANES'])
    const page = readText('docs/reference/settings.md')
    const platform = sources.filter(({ path }) => /^src\/(?:platform|main)(?!.*test)/.test(path))
    const settings = platform.flatMap(words.settingsIn).filter((name) => name !== 'PATH')
    assert.deepEqual(
      settings.filter((name) => !page.includes(`\`${name}\``)),
      [],
    )
  })

  it('speak of the project alone', () => {
    const text = [
      `/${'work'}/main/src`,
      'see issue 12',
      'Co-authored-by: x',
      `TO${'DO'}: later`,
      'an issue',
    ]
    assert.deepEqual(lines(words.foreignWords(bad('docs/a.md', ...text))), [1, 2, 3, 4])
    const all = [...sources, ...texts].filter(({ path }) => path !== 'test/tidy.test.ts')
    none(all.flatMap(words.foreignWords))
  })
})
