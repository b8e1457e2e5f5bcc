/**
 * Takes the pictures of the documents from a sandbox that is running, so that they never lie:
 *
 *   npm start                                   (in one terminal)
 *   node scripts/screenshots.ts http://localhost:8080
 *
 * Walks as a buyer with a phone, as a seller and a courier, and as an operator at a desk.
 */
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { openBrowser, type PhoneOptions, visitor } from '../test/browser/browser.ts'
import { phones } from '../test/browser/sandbox.ts'
import { fillOrder, payThere, placeOrder, sees, signInOn, tap } from '../test/browser/walk.ts'

const [base = 'http://localhost:8080'] = process.argv.slice(2)
const wide = { size: { width: 1440, height: 900 } }
const courierPhone = '13600000001'
const browser = await openBrowser()
const taken: string[] = []

/** One person's walk, on a device of its own; what went wrong on the way is told. */
async function walk(options: PhoneOptions, go: (page: Page) => Promise<void>): Promise<void> {
  const { page, troubles, close } = await visitor(browser, options)
  try {
    await go(page)
  } finally {
    await close()
  }
  for (const trouble of troubles) console.error(trouble)
}

async function picture(page: Page, name: string): Promise<void> {
  // Pictures and the fallback font come late.
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => document.fonts.ready.then(() => null))
  const path = fileURLToPath(new URL(`../docs/images/${name}.png`, import.meta.url))
  await page.screenshot({ path })
  taken.push(`docs/images/${name}.png`)
}

await walk({}, async (page) => {
  await page.goto(base)
  const link = await page.locator('a[href*="/l/lst_"]').first().getAttribute('href')
  if (link === null) throw new Error(`${base} shows no shared link: is it a sandbox?`)
  await page.goto(new URL(link, base).href)
  await picture(page, 'link')
  await fillOrder(page, new URL(link, base).href)
  await placeOrder(page)
  await payThere(page, 'normal')
  await sees(page, '已付款，待发货')
  await picture(page, 'order')
})

await walk({}, async (page) => {
  await page.goto(`${base}/sell`)
  await signInOn(page, phones.seller)
  await page.locator('.chip').first().waitFor()
  await picture(page, 'seller')
  await page.goto(`${base}/developers`)
  await picture(page, 'developers')
})

await walk({}, async (page) => {
  await page.goto(`${base}/courier`)
  await signInOn(page, courierPhone)
  await page.getByText('速达快递').first().waitFor()
  await picture(page, 'courier')
})

await walk(wide, async (page) => {
  await page.goto(`${base}/desk`)
  await signInOn(page, phones.operator)
  await sees(page, '订单')
  await picture(page, 'desk')
  await page.goto(`${base}/desk/tour`)
  await tap(page, '卖家不发货 → 一键退款')
  await tap(page, '开始')
  const [next, done] = [page.getByRole('button', { name: '下一步' }), page.getByText('演示结束')]
  for (;;) {
    await next.or(done).first().waitFor()
    if (await done.isVisible()) break
    await next.click()
  }
  await picture(page, 'desk-tour')
  await page.getByRole('link', { name: '看这笔订单的完整经过' }).click()
  await sees(page, '已退款')
  await picture(page, 'desk-order')
  await page.goto(`${base}/desk/health`)
  // Lines need a few looks, two seconds apart.
  await page.waitForTimeout(9_000)
  await picture(page, 'desk-health')
})

await browser.close()
console.log(taken.join('\n'))
