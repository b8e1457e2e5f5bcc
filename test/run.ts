/**
 * `npm test`: everything, in the order in which mistakes are cheapest to find.
 * `npm test -- PATTERN…`: only the test files whose path contains a pattern; what begins with a
 * dash goes to Node's test runner (`--test-name-pattern=…`).
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join, relative, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { prepareTemplate, startTestServer, type TestServer } from './database.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const words = process.argv.slice(2)
const patterns = words.filter((word) => !word.startsWith('-'))
const options = words.filter((word) => word.startsWith('-'))

interface Count {
  passed: number
  failed: number
  skipped: number
}

const total: Count = { passed: 0, failed: 0, skipped: 0 }
const summary: string[] = []
const running = new Set<ChildProcess>()
let interrupted = false

async function main(): Promise<void> {
  const files = testFiles().filter((file) => includesOne(file, patterns))
  const browser = files.filter((file) => file.startsWith('test/browser/'))
  const database = files.filter((file) => !browser.includes(file) && usesDatabase(file))
  const unit = files.filter((file) => !browser.includes(file) && !database.includes(file))

  if (patterns.length === 0) {
    await part('types', () => check('tsc', ['--noEmit']))
    await part('format and lint', () => check('biome', ['check', '.']))
  } else if (files.length === 0) {
    console.error(`没有匹配的测试 no test file matches: ${patterns.join(' ')}`)
    process.exitCode = 1
    return
  }
  if (unit.length > 0) await part('unit tests', () => together(unit, 2))
  if (database.length + browser.length > 0 && !interrupted) await withServer(database, browser)
}

/**
 * Runs what needs a database, on one server that is gone afterwards whatever happens. Three files
 * at once on two cores: a quarter of their time is waiting.
 */
async function withServer(database: string[], browser: string[]): Promise<void> {
  const variable = 'BAOZHENG_TEST_DATABASE_URL'
  const citus = process.env.BAOZHENG_CITUS_URL
  const given = process.env[variable] ?? citus
  let server: TestServer | undefined
  try {
    await part('database start', async () => {
      if (citus) console.log('在 Citus 上运行 on Citus (BAOZHENG_CITUS_URL)')
      else if (given) await prepareTemplate(given)
      else server = await startTestServer()
      process.env[variable] = given ?? server?.url
      return none
    })
    if (process.env[variable] === undefined) return
    if (database.length > 0) await part('database tests', () => together(database, 3))
    if (browser.length > 0) await part('browser tests', () => apart(browser, 3))
  } finally {
    await server?.stop()
  }
}

const none: Count = { passed: 0, failed: 0, skipped: 0 }

function add(sum: Count, count: Count): void {
  sum.passed += count.passed
  sum.failed += count.failed
  sum.skipped += count.skipped
}

/** Runs one part and notes how long it took and what came of it. */
async function part(name: string, work: () => Promise<Count>): Promise<void> {
  if (interrupted) return
  console.log(`\n── ${name} ──`)
  const startedAt = performance.now()
  const count = await work().catch((error): Count => {
    console.error(error)
    return { ...none, failed: 1 }
  })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  summary.push(
    `${seconds.padStart(7)} s  ${name}${count.failed > 0 ? `: ${count.failed} failed` : ''}`,
  )
  add(total, count)
}

async function check(tool: string, args: string[]): Promise<Count> {
  const code = await run(join(root, 'node_modules', '.bin', tool), args)
  return { ...none, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }
}

/**
 * Runs test files, those of a folder in one process, so many folders at a time: more than half of
 * most files' time is reading the program, and running it before it is warm.
 */
async function together(files: string[], atOnce: number): Promise<Count> {
  const folders = Map.groupBy(files, (file) => dirname(file))
  // The longest first, or all wait for it in the end: a few long runs stand in `test` itself.
  const length = ([folder, those]: [string, string[]]) =>
    folder === 'test' ? Number.POSITIVE_INFINITY : those.length
  const waiting = [...folders].sort((a, b) => length(b) - length(a)).map(([, those]) => those)
  const sum = { ...none }
  const work = async () => {
    for (let next = waiting.shift(); next && !interrupted; next = waiting.shift()) {
      const printed: string[] = []
      const counted = await test(next, ['--test-isolation=none'], (line) => printed.push(line))
      console.log(printed.join('\n'))
      add(sum, counted)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return sum
}

/** Runs test files, each in a process of its own, so many at a time. */
function apart(files: string[], atOnce: number): Promise<Count> {
  return test(files, [`--test-concurrency=${atOnce}`])
}

async function test(
  files: string[],
  how: string[],
  show: (line: string) => void = (line) => console.log(line),
): Promise<Count> {
  const settings = ['--test-reporter=spec', '--test-timeout=240000']
  const counted = new Map<string, number>()
  const argv = ['--test', ...settings, ...how, ...options, ...files]
  const code = await run(process.execPath, argv, (line) => {
    show(line)
    const [, word, count] = /^ℹ (\w+) (\d+)$/.exec(stripVTControlCharacters(line)) ?? []
    if (word) counted.set(word, Number(count))
  })
  const number = (word: string) => counted.get(word) ?? 0
  const failed = number('fail') + number('cancelled')
  return {
    passed: number('pass'),
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: number('skipped') + number('todo'),
  }
}

/** Runs a program and shows what it prints; `hear` gets each line. Out: its exit status. */
async function run(
  command: string,
  args: string[],
  hear: (line: string) => void = (line) => console.log(line),
): Promise<number> {
  const path = `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`
  const color = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}
  // Half of a short test is reading the program; the next process finds it read.
  const compiled = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled') }
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...compiled, ...color, PATH: path },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  createInterface({ input: child.stdout }).on('line', hear)
  return new Promise<number>((done, failed) => {
    child.on('error', failed)
    child.on('close', (status) => {
      running.delete(child)
      done(status ?? 1)
    })
  })
}

function testFiles(): string[] {
  const folders = ['src', 'sdk', 'cli', 'web', 'sandbox', 'bench', 'test']
  return folders
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('node_modules'))
    .sort()
}

function includesOne(file: string, wanted: string[]): boolean {
  return wanted.length === 0 || wanted.some((pattern) => file.includes(pattern))
}

/** Does this file import the test database, itself or through what it imports? */
function usesDatabase(file: string, seen = new Set<string>()): boolean {
  if (file === 'test/database.ts' || file === 'test/market.ts') return true
  if (seen.has(file)) return false
  seen.add(file)
  return importsOf(file).some((imported) => usesDatabase(imported, seen))
}

const knownImports = new Map<string, string[]>()

function importsOf(file: string): string[] {
  const known = knownImports.get(file)
  if (known) return known
  const text = existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : ''
  const imports = [...text.matchAll(/from '(\.[^']+\.tsx?)'/g)].map(([, path = '']) =>
    relative(root, resolve(root, dirname(file), path)),
  )
  knownImports.set(file, imports)
  return imports
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (interrupted) return // Ctrl-C comes twice: from the terminal and from npm
    interrupted = true
    process.exitCode = 130
    for (const child of running) child.kill(signal)
  })

await main()
console.log(`\n${summary.join('\n')}\n`)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
if (total.failed > 0 && !interrupted) process.exitCode = 1
