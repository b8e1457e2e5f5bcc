import { brotliCompressSync } from 'node:zlib'
import type { CDPSession, Page } from 'playwright-core'
import { openBrowser, visitor } from '../test/browser/browser.ts'
import { openSandbox, phones, type Sandbox } from '../test/browser/sandbox.ts'
import { fillReceiver, signInOn } from '../test/browser/walk.ts'

/**
 * How heavy are the pages, and how soon do they answer on a slow phone? Kilobytes as they travel,
 * compressed, without photos and the fallback font; times in Chromium with a processor four times
 * slower and the network of `slow4g`, the median of several visits.
 */
export async function web(args: string[]): Promise<void> {
  const browser = await openBrowser()
  const sandbox = await openSandbox()
  try {
    const link = await firstLink(sandbox)
    const desk = await visitor(browser, { size: { width: 1440, height: 900 } })
    const numbers = {
      linkKb: await weigh(await (await visitor(browser)).page, link, async () => {}),
      buyerKb: await weigh((await visitor(browser)).page, link, throughBuying),
      deskKb: await weigh(desk.page, `${sandbox.url}/desk`, async (page) => {
        await signInOn(page, phones.operator)
        await page.waitForLoadState('networkidle')
      }),
      ...(await times(async () => (await visitor(browser)).page, link)),
    }
    if (args.includes('--json')) console.log(JSON.stringify(numbers))
    else console.table(numbers)
  } finally {
    await browser.close()
    await sandbox.stop()
  }
}

async function firstLink({ url }: Sandbox): Promise<string> {
  const home = await (await fetch(url)).text()
  const [, path] = /href="(\/l\/lst_[a-z0-9]+)"/.exec(home) ?? []
  if (!path) throw new Error('the sandbox shows no shared link')
  return `${url}${path}`
}

/** From the link to an order: everything that a buyer's phone has to fetch on the way. */
async function throughBuying(page: Page): Promise<void> {
  await page.locator('.bar a.button').click()
  await fillReceiver(page)
  await page.locator('.bar button[type=submit]').click()
  await page.waitForURL('**/o/ord_*')
  await page.locator('a.button[href*="127.0.0.1"]').waitFor()
}

const photo = /\/v1\/photos\//
const font = /noto-sans|\/assets\/fonts-/

/** The kilobytes of all that is fetched, each thing once. */
async function weigh(page: Page, address: string, then: (page: Page) => Promise<void>) {
  const sizes = new Map<string, Promise<number>>()
  page.on('response', (response) => {
    const url = response.url()
    if (photo.test(url) || font.test(url) || sizes.has(url)) return
    sizes.set(
      url,
      sizeOf(response).catch(() => 0),
    )
  })
  await page.goto(address)
  await page.waitForLoadState('networkidle')
  await then(page)
  await page.waitForLoadState('networkidle')
  const bytes = await Promise.all(sizes.values())
  await page.context().close()
  return Math.round(bytes.reduce((sum, size) => sum + size, 0) / 102.4) / 10
}

/** As it travelled; what has no length of its own is compressed as the server would. */
async function sizeOf(response: Awaited<ReturnType<Page['waitForResponse']>>): Promise<number> {
  const { 'content-length': length, 'content-encoding': encoding } = await response.allHeaders()
  if (length !== undefined) return Number(length)
  const body = await response.body()
  return encoding ? brotliCompressSync(body).length : body.length
}

/** What lighthouse calls slow 4G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. */
const slow4g = {
  offline: false,
  latency: 150,
  downloadThroughput: (1_600 * 1_024) / 8,
  uploadThroughput: (750 * 1_024) / 8,
}
const slower = 4
const visits = 3

async function times(open: () => Promise<Page>, link: string) {
  const lcp: number[] = []
  const inp: number[] = []
  for (let visit = 0; visit < visits; visit++) {
    const page = await open()
    await slowDown(await page.context().newCDPSession(page))
    lcp.push(await largestPaint(page, link))
    inp.push(await slowestInteraction(page, link))
    await page.context().close()
  }
  return { lcpMs: median(lcp), inpMs: median(inp) }
}

async function slowDown(session: CDPSession): Promise<void> {
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', slow4g)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower })
}

async function largestPaint(page: Page, link: string): Promise<number> {
  await page.goto(link)
  await page.waitForLoadState('networkidle')
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          resolve(Math.round(list.getEntries().at(-1)?.startTime ?? 0))
        }).observe({ type: 'largest-contentful-paint', buffered: true })
      }),
  )
}

/** The slowest answer of the form to a tap or a key, from the event to the next frame. */
async function slowestInteraction(page: Page, link: string): Promise<number> {
  await page.goto(link.replace('/l/', '/buy/'))
  await page.locator('select').first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => {
    const seen = globalThis as unknown as { slowest: number }
    seen.slowest = 0
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.slowest = Math.max(seen.slowest, duration)
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
  })
  await page
    .getByRole('button', { name: '+', exact: true })
    .or(page.getByLabel('增加'))
    .first()
    .tap()
  await page.locator('input[autocomplete=name]').tap()
  await page.locator('input[autocomplete=name]').pressSequentially('王静怡')
  await fillReceiver(page)
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))),
  )
  return Math.round(
    await page.evaluate(() => (globalThis as unknown as { slowest: number }).slowest),
  )
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}
