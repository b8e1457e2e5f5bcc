import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { verifyWebhook } from '../../sdk/src/webhook.ts'
import { clean, cleanOnBoth } from './clean.ts'
import { phones } from './sandbox.ts'
import { Stage, wide } from './stage.ts'
import { fill, sees, signInOn, tap } from './walk.ts'

describe('a seller’s developer, and pages for work', () => {
  const stage = new Stage()

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
    const page = await stage.phone()
    await page.goto(`${stage.url}/developers`)
    await signInOn(page, phones.seller)
    await fill(page, '给哪个程序用', 'ERP')
    await tap(page, '新建密钥')
    const key = await page.locator('.notice .mono').first().textContent()
    const answer = await fetch(`${stage.url}/v1/me/shops`, {
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
    const page = await stage.phone(wide)
    await page.goto(`${stage.url}/docs/`)
    // The reader of contracts draws for many seconds where others work beside it.
    await page.getByRole('button', { name: 'Authorize' }).waitFor({ timeout: 60_000 })
    await page.getByText('Idempotency-Key').first().waitFor()
    await page.getByText('carriers', { exact: true }).first().waitFor()
    assert.equal(await page.title(), '接口文档 API · 保证 Baozheng')
    await page.getByRole('link', { name: '首页 Home' }).click()
    await page.getByRole('link', { name: '公开日志' }).click()
    await sees(page, '公开日志')
  })

  it('no page for work has a violation that axe can find, wide or narrow, by day and by night', async () => {
    const desk = await stage.phone(wide)
    await desk.goto(`${stage.url}/desk`)
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
    for (const part of parts) await cleanOnBoth(desk, `${stage.url}/desk${part}`)
    for (const part of ['/reads', '/tour']) await clean(desk, `${stage.url}/desk${part}`)
    const phone = await stage.phone()
    await phone.goto(`${stage.url}/courier`)
    await signInOn(phone, '13600000001')
    await phone.getByText('速达快递').first().waitFor()
    for (const path of ['/courier', '/developers']) await clean(phone, stage.url + path)
  })
})
