import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
/** Where what has been built stands: a folder for each state of the sources. */
const builtFolder = join(root, 'web', 'dist')
/** So many builds are kept: a page that is open goes on with the parts of its own. */
const buildsKept = 12
/** What the application is made of; all of these are short. */
const sources = [
  'web',
  'sdk/src',
  'src/kernel',
  'src/vocabulary.ts',
  'package-lock.json',
  'scripts/web.ts',
]

/**
 * 构建网页. Builds the web application when this state of the sources has not been built. Out: its
 * folder, which nothing changes any more, whoever builds another beside it.
 */
export async function ensureWebBuilt(): Promise<string> {
  const folder = join(builtFolder, sourcesHash().slice(0, 16))
  if (existsSync(folder)) {
    const now = new Date()
    utimesSync(folder, now, now)
    return folder
  }
  const { build } = await import('vite')
  // Built beside and put in place whole: nobody ever reads half an application.
  const made = join(root, 'node_modules', '.cache', `baozheng-web-${process.pid}`)
  const configFile = join(root, 'web', 'vite.config.ts')
  await build({ configFile, logLevel: 'warn', build: { outDir: made, emptyOutDir: true } })
  compress(made)
  putInPlace(made, folder)
  forgetOldest()
  return folder
}

function putInPlace(made: string, folder: string): void {
  mkdirSync(builtFolder, { recursive: true })
  try {
    renameSync(made, folder)
  } catch (error) {
    // Another process has built the same at the same time, and was first.
    if (!existsSync(folder)) throw error
    rmSync(made, { recursive: true, force: true })
  }
}

function forgetOldest(): void {
  const builds = readdirSync(builtFolder)
    .map((name) => join(builtFolder, name))
    .sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)
  for (const build of builds.slice(buildsKept)) rmSync(build, { recursive: true, force: true })
}

function sourcesHash(): string {
  const hash = createHash('sha256')
  // The words of the rooms come in by way of the vocabulary.
  const words = filesIn(join(root, 'src')).filter((file) => file.endsWith('words.ts'))
  const files = [...sources.flatMap((source) => filesIn(join(root, source))), ...words]
  for (const file of files.sort())
    hash.update(`${relative(root, file)}\n`).update(readFileSync(file))
  return hash.digest('hex')
}

function filesIn(path: string): string[] {
  if (!existsSync(path)) return []
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter(({ name }) => name !== 'dist' && name !== 'node_modules')
      .flatMap(({ name }) => filesIn(join(path, name)))
  } catch {
    return [path]
  }
}

/** Text is compressed once, here, as small as it gets. */
function compress(folder: string): void {
  for (const file of filesIn(folder)) {
    if (!/\.(js|css|html)$/.test(file)) continue
    const bytes = readFileSync(file)
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11 }
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }))
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
  }
}

if (import.meta.main) console.log(relative(process.cwd(), await ensureWebBuilt()))
