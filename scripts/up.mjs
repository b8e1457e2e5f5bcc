/**
 * Makes `npm start` and `npm test` work on a machine that has only git, npm and some Node >= 20:
 * installs what is missing, then runs the TypeScript entry on the Node that this project pins.
 * Plain JavaScript that an old Node can read, and no imports but Node's own.
 *
 *   node scripts/up.mjs start | test [PATTERN] | cli … | run FILE … | install
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import Module from 'node:module'
import { constants } from 'node:os'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { install, isInstalled, pinnedNode } from './install.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const entries = { start: 'src/main.ts', test: 'test/run.ts', cli: 'cli/main.ts' }

/** Which file is to run, with which arguments? Ends the process when the words make no sense. */
function whatToRun([command, ...args]) {
  if (command === 'install') return null
  if (command === 'run' && args.length > 0) return [resolve(root, args[0]), ...args.slice(1)]
  if (Object.hasOwn(entries, command ?? '')) return [resolve(root, entries[command]), ...args]
  console.error(
    '用法 usage: node scripts/up.mjs start | test [PATTERN] | cli … | run FILE … | install',
  )
  process.exit(64)
}

/** Where a program that was read once need not be read again: half of a start is reading. */
const compiled = resolve(root, 'node_modules/.cache/compiled')

/** Runs the entry here: this process already is the pinned Node, so no second one is needed. */
function runHere([file, ...args]) {
  Module.enableCompileCache?.(compiled)
  process.argv.splice(1, Number.POSITIVE_INFINITY, file, ...args)
  Module.runMain()
}

/** Runs the entry on another Node, passes signals on, and ends as it ends. */
function runOn(node, argv) {
  const env = { NODE_COMPILE_CACHE: compiled, ...process.env }
  const child = spawn(node, argv, { stdio: 'inherit', env })
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  for (const signal of ['SIGINT', 'SIGHUP'])
    process.on(signal, () => {
      // A terminal has sent it to the child as well, which might take a second one as "at once!".
      if (!process.stdin.isTTY) child.kill(signal)
    })
  child.on('error', (error) => {
    console.error(`无法启动 Node (cannot start) ${node}: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
}

const argv = whatToRun(process.argv.slice(2))
if (!isInstalled(root, { tools: process.argv[2] === 'test' })) install(root)
if (argv) {
  if (!existsSync(argv[0])) {
    console.error(`没有这个文件 no such file: ${argv[0]}`)
    process.exit(66)
  }
  const node = pinnedNode(root)
  if (node) runOn(node, argv)
  else runHere(argv)
}
