import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { verifyWebhook } from '../../sdk/src/webhook.ts'
import { openBrowser, type PhoneOptions, type Visitor, visitor } from './browser.ts'
import { clean, cleanOnBoth } from './clean.ts'
import { openSandbox, phones, type Sandbox } from './sandbox.ts'
import { fill, sees, signInOn, tap } from './walk.ts'

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
    assert.equal(await page.title(), '接口文档 API · 保证 Baozheng')
    await page.getByRole('link', { name: '首页 Home' }).click()
    await page.getByRole('link', { name: '公开日志' }).click()
    await sees(page, '公开日志')
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
    for (const part of parts) await cleanOnBoth(desk, `${sandbox.url}/desk${part}`)
    for (const part of ['/reads', '/tour']) await clean(desk, `${sandbox.url}/desk${part}`)
    const phone = await device()
    await phone.goto(`${sandbox.url}/courier`)
    await signInOn(phone, '13600000001')
    await phone.getByText('速达快递').first().waitFor()
    for (const path of ['/courier', '/developers']) await clean(phone, sandbox.url + path)
  })
})
