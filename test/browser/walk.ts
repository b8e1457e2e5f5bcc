import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

/** What people do on the pages, in words that the pages show. */
export type Tongue = 'zh' | 'en'

const labels = {
  zh: {
    name: '姓名',
    phone: '手机号',
    province: '省 / 直辖市',
    city: '市',
    district: '区 / 县',
    street: '街道、小区、门牌号',
    code: '验证码',
  },
  en: {
    name: 'Name',
    phone: 'Mobile number',
    province: 'Province',
    city: 'City',
    district: 'District',
    street: 'Street and number',
    code: 'Code',
  },
} as const

export async function fill(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(text)
}

/** Opens the link, taps buy, and fills in who receives it and where. */
export async function fillOrder(page: Page, link: string, tongue: Tongue = 'zh'): Promise<void> {
  await page.goto(link)
  await page.locator('.bar a.button').click()
  await fillReceiver(page, tongue)
}

export async function fillReceiver(page: Page, tongue: Tongue = 'zh'): Promise<void> {
  const label = labels[tongue]
  await fill(page, label.name, '王静怡')
  await fill(page, label.phone, '13800000001')
  await page.getByLabel(label.province, { exact: true }).selectOption('湖北省')
  await page.getByLabel(label.city, { exact: true }).selectOption('武汉市')
  await page.getByLabel(label.district, { exact: true }).selectOption('洪山区')
  await fill(page, label.street, '珞喻路 1037 号')
}

/** Places the order that is filled in; out: its number. */
export async function placeOrder(page: Page): Promise<string> {
  await page.locator('.bar button[type=submit]').click()
  await page.waitForURL('**/o/ord_*')
  return orderOn(page)
}

export function orderOn(page: Page): string {
  const id = /\/o\/(ord_[a-z0-9]+)/.exec(page.url())?.[1]
  assert(id, `an order page: ${page.url()}`)
  return id
}

/** Goes to the provider, pays there, and comes back. */
export async function payThere(page: Page, manner: 'normal' | 'late' | 'doubled' | 'lost') {
  await toProvider(page)
  await page.locator(`input[value=${manner}]`).check()
  await page.locator('button[value=pay]').click()
  await page.waitForURL('**/o/ord_*')
}

/** The provider's page for this order. */
export async function toProvider(page: Page): Promise<void> {
  await page.locator('a.button[href*="127.0.0.1"]').click()
  await page.locator('button[value=pay]').waitFor()
}

export async function sees(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
}

export async function tap(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
}

/** Signs in on the page, with the code that the sandbox shows there. */
export async function signInOn(page: Page, phone: string, tongue: Tongue = 'zh'): Promise<void> {
  await fill(page, labels[tongue].phone, phone)
  await page.locator('form button[type=submit]').click()
  const code = await page.locator('.notice strong').textContent()
  await fill(page, labels[tongue].code, code ?? '')
  await page.locator('form button[type=submit]').click()
}
