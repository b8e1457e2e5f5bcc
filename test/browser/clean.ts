import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const narrow = { width: 390, height: 844 }

/** Opens a page and fails where somebody could not use it. */
export async function clean(page: Page, url: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.goto(url)
  await page.locator('main').waitFor()
  await page.waitForFunction(() => !document.querySelector('.skeleton'))
  await page.evaluate(axe)
  await look(page, new URL(url).pathname)
}

/** The same for a page for a desk that is also read on a phone: wide, then narrow. */
export async function cleanOnBoth(page: Page, url: string): Promise<void> {
  const wide = page.viewportSize()
  assert(wide && wide.width > narrow.width)
  await clean(page, url)
  await page.setViewportSize(narrow)
  await look(page, `${new URL(url).pathname}, narrow`)
  await page.setViewportSize(wide)
}

/** By day all rules, and what is touched; by night the colours. */
async function look(page: Page, where: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  assert.deepEqual(await page.evaluate(violations, null), [], `${where} by day`)
  assert.deepEqual(await page.evaluate(tooSmall), [], `${where}: what is touched is 44 px high`)
  await page.emulateMedia({ colorScheme: 'dark' })
  assert.deepEqual(await page.evaluate(violations, 'color-contrast'), [], `${where} by night`)
}

/** What axe finds on this page; of one rule only, if one is named. */
async function violations(rule: string | null): Promise<string[]> {
  const { axe: found } = globalThis as unknown as {
    axe: { run(options: object): Promise<AxeResults> }
  }
  const results = await found.run(rule === null ? {} : { runOnly: [rule] })
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)
}

/** What is touched and is less than 44 px high, or leaves the page to the side? */
function tooSmall(): string[] {
  const touched = 'button, a.button, a.chip, select, textarea, summary, input:not([type=radio])'
  const wide = document.documentElement.scrollWidth > innerWidth ? ['the page is too wide'] : []
  return [...document.querySelectorAll<HTMLElement>(touched)]
    .filter((one) => !one.closest('label'))
    .filter(({ offsetHeight }) => offsetHeight > 0 && offsetHeight < 44)
    .map((one) => one.outerHTML.slice(0, 100))
    .concat(wide)
}
