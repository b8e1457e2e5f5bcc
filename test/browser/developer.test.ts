import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { after, afterEach, before, describe, it } from 'node:test'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { verifyWebhook } from '../../sdk/src/webhook.ts'
import { openBrowser, type PhoneOptions, type Visitor, visitor } from './browser.ts'
import { openSandbox, phones, type Sandbox } from './sandbox.ts'
import { fill, sees, signInOn, tap } from './walk.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const wide = { size: { width: 1440, height: 900 } }

describe('a seller’s developer, and pages for work', () => {
  let sandbox: Sandbox
  let browser: Browser
  const open: Visitor[] = []

  before(async () => {
    browser = await openBrowser()
    sandbox = await openSandbox()
  })
  after(async () => {
    await browser?.close()
    await sandbox?.stop()
  })
  afterEach(async () => {
    const troubles = open.flatMap((one) => one.troubles)
    await Promise.all(open.splice(0).map((one) => one.close()))
    assert.deepEqual(troubles, [])
  })
  const device = async (options: PhoneOptions = {}) => {
    const one = await visitor(browser, options)
    open.push(one)
    return one.page
  }

  it('makes a key, registers a webhook, and gets a signed message', async () => {
    const got: { headers: IncomingHttpHeaders; body: string }[] = []
    const receiver = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += String(chunk)
      })
      request.on('end', () => {
        got.push({ headers: request.headers, body })
        response.writeHead(204).end()
      })
    })
    receiver.listen(0, '127.0.0.1')
    await once(receiver, 'listening')
    const { port } = receiver.address() as AddressInfo
    const page = await device()
    await page.goto(`${sandbox.url}/developers`)
    await signInOn(page, phones.seller)
    await fill(page, '给哪个程序用', 'ERP')
    await tap(page, '新建密钥')
    const key = await page.locator('.notice .mono').first().textContent()
    const answer = await fetch(`${sandbox.url}/v1/me/shops`, {
      headers: { authorization: `Bearer ${key}` },
    })
    assert.equal(answer.status, 200)

    await fill(page, '地址', 'https://192.168.1.1/hook')
    await tap(page, '登记')
    await page.getByText('指向内部网络').waitFor()
    await fill(page, '地址', `http://127.0.0.1:${port}/hook`)
    await tap(page, '登记')
    await page.locator('summary', { hasText: `127.0.0.1:${port}` }).click()
    await tap(page, '发送测试消息')
    await page.locator('summary', { hasText: '测试消息' }).getByText('已送达').waitFor()
    await tap(page, '显示签名密钥')
    const secret = await page.getByText(/^whsec_/).textContent()
    const [message] = got
    assert(message && secret)
    assert.equal((await verifyWebhook(secret, message)).type, 'webhook.test')
    receiver.close()
  })

  it('reads the contract where it can be tried', async () => {
    const page = await device(wide)
    await page.goto(`${sandbox.url}/docs/`)
    await page.getByRole('button', { name: 'Authorize' }).waitFor()
    await page.getByText('Idempotency-Key').first().waitFor()
    await page.getByText('carriers', { exact: true }).first().waitFor()
  })

  it('no page for work has a violation that axe can find, wide or narrow, by day and by night', async () => {
    const desk = await device(wide)
    await desk.goto(`${sandbox.url}/desk`)
    await signInOn(desk, phones.operator)
    await sees(desk, '订单')
    const parts = [
      '',
      '/shops',
      '/people',
      '/provider',
      '/money',
      '/deadlines',
      '/health',
      '/roles',
    ]
    for (const part of [...parts, '/reads', '/tour']) await clean(desk, `/desk${part}`)
    await desk.setViewportSize({ width: 390, height: 844 })
    for (const part of parts) await clean(desk, `/desk${part}`)
    const phone = await device()
    await phone.goto(`${sandbox.url}/courier`)
    await signInOn(phone, '13600000001')
    await phone.getByText('速达快递').first().waitFor()
    for (const path of ['/courier', '/developers']) await clean(phone, path)
  })

  async function clean(page: Page, path: string): Promise<void> {
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(`${sandbox.url}${path}`)
    await page.locator('main').waitFor()
    await page.waitForFunction(() => !document.querySelector('.skeleton'))
    await page.evaluate(axe)
    assert.deepEqual(await page.evaluate(violations, null), [], `${path} by day`)
    await page.emulateMedia({ colorScheme: 'dark' })
    assert.deepEqual(await page.evaluate(violations, 'color-contrast'), [], `${path} by night`)
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    assert.equal(over, 0, `${path} is as wide as the screen`)
  }
})

/** What axe finds on this page; of one rule only, if one is named. */
async function violations(rule: string | null): Promise<string[]> {
  const { axe: found } = globalThis as unknown as {
    axe: { run(options: object): Promise<AxeResults> }
  }
  const results = await found.run(rule === null ? {} : { runOnly: [rule] })
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)
}
