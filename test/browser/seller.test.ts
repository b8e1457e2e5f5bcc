import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { openBrowser, type Visitor, visitor } from './browser.ts'
import { openSandbox, phones, type Sandbox } from './sandbox.ts'
import { fill, fillOrder, payThere, placeOrder, sees, signInOn, tap } from './walk.ts'

describe('a seller with a phone, and the desk', () => {
  let sandbox: Sandbox
  let browser: Browser
  const open: Visitor[] = []

  before(async () => {
    // One after the other: what has been opened is closed, also when the other fails.
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
  const phone = async (options = {}) => {
    const one = await visitor(browser, options)
    open.push(one)
    return one.page
  }

  it('opens a shop, publishes with a photo, sells and ships; the desk sees it all', async () => {
    const page = await phone()
    await page.goto(`${sandbox.url}/sell`)
    await signInOn(page, '13912345678')
    await fill(page, '店名', '小周的窑')
    await tap(page, '开店')
    await page.getByRole('link', { name: '上架新商品' }).click()
    const create = { width: 1200, height: 900, channels: 3, background: '#8aa' } as const
    await page.locator('input[type=file]').setInputFiles({
      name: 'cup.jpg',
      mimeType: 'image/jpeg',
      buffer: await sharp({ create }).jpeg().toBuffer(),
    })
    await page.locator('.photos img').waitFor()
    await fill(page, '标题', '柴烧茶杯')
    await fill(page, '说明', '一窑一色。')
    await fill(page, '价格（元）', '88.5')
    await fill(page, '库存', '3')
    await tap(page, '上架')
    await page.getByRole('link', { name: '修改', exact: true }).click()
    const listingId = /lst_[a-z0-9]+/.exec(page.url())?.[0]
    assert(listingId)

    const buyer = await phone()
    await fillOrder(buyer, `${sandbox.url}/l/${listingId}`)
    const orderId = await placeOrder(buyer)
    await payThere(buyer, 'doubled')
    await sees(buyer, '已付款，待发货')

    await page.goto(`${sandbox.url}/sell`)
    await page
      .getByRole('link', { name: /柴烧茶杯/ })
      .first()
      .click()
    await sees(page, '已付款，待发货')
    await page.getByText('珞喻路 1037 号').waitFor()
    await fill(page, '运单号', 'SD2000000001')
    await tap(page, '发货')
    await sees(page, '已发货')

    const desk = await phone({ size: { width: 1440, height: 900 } })
    await desk.goto(`${sandbox.url}/desk`)
    await signInOn(desk, phones.operator)
    await fill(desk, '查订单', orderId)
    await desk.getByRole('button', { name: '查找' }).first().click()
    await sees(desk, '已发货')
    const paid = desk.locator('summary', { hasText: 'payment.paid' })
    await paid.first().click()
    assert.equal(await paid.count(), 1)
    await desk.getByText('"type": "payment.paid"').waitFor()
    await desk.getByRole('heading', { name: '支付机构的来信' }).waitFor()
    await desk.getByRole('link', { name: '这家店的试算平衡' }).click()
    await desk.getByText('借贷平衡').waitFor()
    await desk.goBack()

    await tap(desk, '+16 天')
    await sees(desk, '已退款')
    await buyer.reload()
    await sees(buyer, '已退款')
  })

  it('somebody who is no operator gets no desk', async () => {
    const page = await phone()
    await page.goto(`${sandbox.url}/desk`)
    await signInOn(page, phones.buyer)
    await page.getByText('没有平台运营的权限').waitFor()
  })
})
