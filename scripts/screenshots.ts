/**
 * Takes the pictures of the README from a sandbox that is running:
 *
 *   npm start                                   (in one terminal)
 *   node scripts/screenshots.ts http://localhost:8080
 *
 * Walks as a buyer with a phone: opens a shared link, buys, pays, and looks at the order.
 */
import { fileURLToPath } from 'node:url'
import { openBrowser, visitor } from '../test/browser/browser.ts'
import { fillOrder, payThere, placeOrder, sees } from '../test/browser/walk.ts'

const [base = 'http://localhost:8080'] = process.argv.slice(2)
const picture = (name: string) =>
  fileURLToPath(new URL(`../docs/images/${name}.png`, import.meta.url))

const browser = await openBrowser()
const { page, troubles, close } = await visitor(browser)
await page.goto(base)
const link = await page.locator('a[href*="/l/lst_"]').first().getAttribute('href')
if (link === null) throw new Error(`${base} shows no shared link: is it a sandbox?`)

await page.goto(new URL(link, base).href)
await settled()
await page.screenshot({ path: picture('link') })
await fillOrder(page, new URL(link, base).href)
await placeOrder(page)
await payThere(page, 'normal')
await sees(page, '已付款，待发货')
await settled()
await page.screenshot({ path: picture('order') })

/** Pictures and the fallback font come late. */
async function settled(): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => document.fonts.ready.then(() => null))
}

await close()
await browser.close()
for (const trouble of troubles) console.error(trouble)
console.log('docs/images/link.png docs/images/order.png')
