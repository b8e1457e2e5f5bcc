import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
/** Where the built web application stands. */
export const webFolder = join(root, 'web', 'dist')
const stampFile = join(webFolder, '.sources')
/** What the application is made of; all of these are short. */
const sources = ['web', 'sdk/src', 'src/kernel', 'src/vocabulary.ts', 'package-lock.json']
const sourcesBeside = [
  'src/identity/words.ts',
  'src/identity/purpose-words.ts',
  'src/catalogue/passport-words.ts',
  'src/catalogue/photo-words.ts',
  'src/law/refusal-words.ts',
  'src/logistics/carrier-words.ts',
  'src/platform/http/house-words.ts',
  'scripts/web.ts',
]

/** 构建网页. Builds the web application when it is missing or older than its sources. */
export async function ensureWebBuilt(): Promise<string> {
  const stamp = sourcesHash()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return webFolder
  const { build } = await import('vite')
  // Built beside and put in place whole: nobody ever reads half an application.
  const made = join(root, 'node_modules', '.cache', `baozheng-web-${process.pid}`)
  const configFile = join(root, 'web', 'vite.config.ts')
  await build({ configFile, logLevel: 'warn', build: { outDir: made, emptyOutDir: true } })
  compress(made)
  writeFileSync(join(made, '.sources'), stamp)
  putInPlace(made, stamp)
  return webFolder
}

function putInPlace(made: string, stamp: string): void {
  const old = `${made}-old`
  try {
    if (existsSync(webFolder)) renameSync(webFolder, old)
    renameSync(made, webFolder)
  } catch (error) {
    // Another process has built the same at the same time, and was first.
    if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) throw error
  } finally {
    rmSync(old, { recursive: true, force: true })
    rmSync(made, { recursive: true, force: true })
  }
}

function sourcesHash(): string {
  const hash = createHash('sha256')
  const files = [...sources, ...sourcesBeside].flatMap((source) => filesIn(join(root, source)))
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
