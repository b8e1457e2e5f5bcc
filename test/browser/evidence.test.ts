import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type Visitor, visitor } from './browser.ts'
import { phones } from './sandbox.ts'
import { Stage } from './stage.ts'
import { fillOrder, payThere, placeOrder, sees, signInOn, tap } from './walk.ts'

describe('R-36: whoever bought sees, downloads and verifies the proof', () => {
  const stage = new Stage()
  let buyer: Visitor
  let page: Page
  let title: string
  let link: string
  let orderId: string
  let receipt: Buffer

  before(async () => {
    buyer = await visitor(stage.browser)
    page = buyer.page
    await page.goto(stage.url)
    const first = page.locator('a[href^="/l/lst_"]').first()
    title = (await first.textContent()) ?? ''
    link = stage.url + (await first.getAttribute('href'))
    await fillOrder(page, link)
    orderId = await placeOrder(page)
    await payThere(page, 'normal')
    await sees(page, '已付款，待发货')
  })

  it('reads on the order page that it is recorded, and that nobody outside has witnessed it', async () => {
    await page.getByRole('heading', { name: '存证与凭证' }).waitFor()
    await page.getByText('本站还没有外部见证人').waitFor()
    await page.getByText('逐条查看').click()
    await page.getByText('已证明，无见证').first().waitFor()
    await page.getByText('日志第').first().waitFor()
  })

  it('downloads the receipt, which is checked on the phone at once', async () => {
    const coming = page.waitForEvent('download')
    await tap(page, '下载电子凭证')
    const download = await coming
    assert.equal(download.suggestedFilename(), `${orderId}.baozheng-receipt.json`)
    receipt = await readFile(await download.path())
    await page.getByText(/已下载，并在本机核验：.*有效，但尚无足够见证人/).waitFor()
  })

  it('verifies the file on the page for it, and sees one changed byte refused', async () => {
    await page.goto(`${stage.url}/verify`)
    const choose = async (buffer: Buffer) =>
      page.locator('input[type=file]').first().setInputFiles({
        name: 'receipt.json',
        mimeType: 'application/json',
        buffer,
      })
    await choose(receipt)
    await page.getByRole('heading', { name: /有效，但尚无足够见证人/ }).waitFor()
    await page.getByText(title).first().waitFor()
    const changed = Buffer.from(receipt)
    const at = Math.floor(changed.length / 2)
    changed[at] = (changed[at] ?? 0) ^ 1
    await choose(changed)
    await page.getByRole('heading', { name: '无效', exact: true }).waitFor()
  })

  it('signs with the device, and the log keeps the signature', async () => {
    const devtools = await buyer.context.newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await page.goto(`${stage.url}/o/${orderId}`)
    await page.getByText('用本机签名（可不做）').click()
    await tap(page, '签名：购买：价格与交易规则')
    await page.getByText(/买家已签名：购买：价格与交易规则/).waitFor()
    await page.getByText('逐条查看').click()
    await page.getByText('用本人设备签名').first().waitFor()
  })

  it('sees how the public log stands, in plain words', async () => {
    await page.goto(`${stage.url}/log`)
    await sees(page, '公开日志')
    await page
      .getByText(/\d+ 条/)
      .first()
      .waitFor()
    await page
      .getByText(/\+[0-9a-f]{8}\+/)
      .first()
      .waitFor()
  })

  it('R-30: and by which rules the site ran on a day, with the proof of it', async () => {
    await page.getByRole('link', { name: '某一天的交易规则及证明' }).click()
    await page.getByText('下单后多久内付款，否则订单取消').waitFor()
    await page.getByText('15 分钟').waitFor()
    const coming = page.waitForEvent('download')
    await tap(page, '下载电子凭证')
    const rules = await readFile(await (await coming).path())
    await page.getByText(/已下载，并在本机核验：.*有效/).waitFor()
    assert.match(rules.toString(), /下单后多久内付款，否则订单取消：15 分钟/)
    await page.locator('input[type=date]').fill('2021-01-01')
    await page.getByText('那时本站还没有记录在案的规则').waitFor()
  })

  it('R-30: and what the page said on an earlier day, without a script', async () => {
    const plain = await stage.browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' })
    const reader = await plain.newPage()
    await reader.goto(link)
    await reader.getByRole('link', { name: '看这一页在某一天怎么写' }).click()
    await reader.getByRole('heading', { name: '这一页当时怎么写' }).waitFor()
    await reader.getByRole('heading', { name: title }).first().waitFor()
    await reader.locator('input[type=date]').fill('2020-01-01')
    await reader.getByRole('button', { name: '查看' }).click()
    await reader.getByText('这一天还没有这一页').waitFor()
    await plain.close()
  })

  it('the seller and the desk have the same card', async () => {
    for (const [phone, door, path] of [
      [phones.seller, '/sell', `/o/${orderId}`],
      [phones.operator, '/desk', `/desk/orders/${orderId}`],
    ] as const) {
      const one = await stage.visitor()
      await one.page.goto(stage.url + door)
      await signInOn(one.page, phone)
      await one.page.getByLabel('验证码', { exact: true }).waitFor({ state: 'detached' })
      await one.page.goto(stage.url + path)
      await one.page.getByRole('heading', { name: '存证与凭证' }).waitFor()
      const coming = one.page.waitForEvent('download')
      await tap(one.page, '下载电子凭证')
      await coming
      await one.page.getByText('已下载，并在本机核验').waitFor()
    }
  })
})
