import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Starts the browser that came with the packages. Works as root and without a display. */
export async function openBrowser(): Promise<Browser> {
  const folder = unpacked()
  const executablePath = join(folder, 'chromium')
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...libraries(executablePath, folder) } as Record<string, string>,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--font-render-hinting=none',
    ],
  })
}

/** Unpacks it once, beside the packages; whole or not at all. */
function unpacked(): string {
  const packageFile = join(root, 'node_modules', '@sparticuz', 'chromium', 'package.json')
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }
  const folder = join(root, 'node_modules', '.cache', `chromium-${version}`)
  if (existsSync(folder)) return folder
  const made = `${folder}-${process.pid}`
  mkdirSync(made, { recursive: true })
  // It unpacks into the temporary folder, and the libraries that a bare machine lacks only where it
  // believes to be on the machine for which they were packed. A process of its own believes that.
  const program =
    "import { default as packed } from '@sparticuz/chromium'; await packed.executablePath()"
  execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: root,
    env: { ...process.env, TMPDIR: made, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    renameSync(made, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
    rmSync(made, { recursive: true, force: true })
  }
  return folder
}

/** Where a library is missing on this machine, the packed ones are used. */
function libraries(executable: string, folder: string): Record<string, string> {
  const needs = execFileSync('ldd', [executable], { encoding: 'utf8' })
  return needs.includes('not found') ? { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } : {}
}

/** Somebody with a phone: a page, and everything that went wrong or left this machine. */
export interface Visitor {
  readonly page: Page
  readonly context: BrowserContext
  readonly troubles: string[]
  close(): Promise<void>
}

export interface PhoneOptions {
  readonly language?: 'zh-CN' | 'en-GB'
  readonly dark?: boolean
  readonly script?: boolean
  readonly size?: { readonly width: number; readonly height: number }
}

export const phoneSize = { width: 390, height: 844 }

export async function visitor(browser: Browser, options: PhoneOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: options.size ?? phoneSize,
    deviceScaleFactor: 2,
    locale: options.language ?? 'zh-CN',
    colorScheme: options.dark ? 'dark' : 'light',
    javaScriptEnabled: options.script ?? true,
    // A reader in another time zone sees Shanghai's time all the same.
    timezoneId: 'America/New_York',
    isMobile: !options.size,
    hasTouch: !options.size,
  })
  const troubles: string[] = []
  context.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url())
    if (protocol.startsWith('http') && hostname !== 'localhost' && hostname !== '127.0.0.1')
      troubles.push(`left this machine: ${request.url()}`)
  })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (error) => troubles.push(`page error: ${error.message}`))
  page.on('console', (message) => {
    // Chromium reports each refusal (a 404, a 409) as an error of its own; the page has said it.
    const refusal = /Failed to load resource: the server responded with a status of/
    if (message.type() === 'error' && !refusal.test(message.text()))
      troubles.push(`console: ${message.text()}`)
  })
  return { page, context, troubles, close: () => context.close() }
}
