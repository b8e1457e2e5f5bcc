import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { labelOf } from './barcode.ts'
import { openBrowser, type PhoneOptions, type Visitor, visitor } from './browser.ts'
import { type Caller, openSandbox, phones, type Sandbox } from './sandbox.ts'
import { fill, fillOrder, payThere, placeOrder, sees, signInOn, tap } from './walk.ts'

describe('a courier with a phone', () => {
  let sandbox: Sandbox
  let browser: Browser
  let seller: Caller
  let link: string
  const open: Visitor[] = []

  before(async () => {
    browser = await openBrowser()
    sandbox = await openSandbox()
    seller = await sandbox.signIn(phones.seller)
    const { shops } = await seller.get<{ shops: { shopId: string }[] }>('/v1/me/shops')
    const { listings } = await seller.get<{
      listings: { listingId: string; fulfilment: { kind: string } }[]
    }>(`/v1/shops/${shops[0]?.shopId}/listings`)
    const parcel = listings.find(({ fulfilment }) => fulfilment.kind === 'parcel')
    link = `${sandbox.url}/l/${parcel?.listingId}`
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
  const phone = async (options: PhoneOptions = {}) => {
    const one = await visitor(browser, options)
    open.push(one)
    return one.page
  }

  it('R-16: scans and signs a day’s parcels, also without a network; the buyer sees it', async () => {
    const buyer = await phone()
    await fillOrder(buyer, link)
    const orderId = await placeOrder(buyer)
    await payThere(buyer, 'normal')
    await sees(buyer, '已付款，待发货')
    const trackingNo = 'SD7000000001'
    const body = { itemIds: ['1'], carrierId: 'sudi', trackingNo }
    await seller.post(`/v1/orders/${orderId}/ship`, body)

    const page = await phone()
    await page.goto(`${sandbox.url}/courier`)
    await signInOn(page, '13600000001')
    await page.getByText('速达快递').first().waitFor()
    await tap(page, '用这部手机签名')
    await page.getByText('这部手机在为扫描签名').waitFor()
    // No camera here, as in many chat apps: a photo of the label does as well.
    await tap(page, '扫码')
    await page.getByText('相机打不开').waitFor()
    await page.locator('.scanner input[type=file]').setInputFiles({
      name: 'label.png',
      mimeType: 'image/png',
      buffer: await labelOf(trackingNo),
    })
    await page.locator('.scanner').waitFor({ state: 'detached' })
    assert.equal(await page.getByLabel('运单号', { exact: true }).inputValue(), trackingNo)
    await page.getByText('待揽收').waitFor()
    await tap(page, '已揽收')
    await page.getByText('已送达').waitFor()

    // On the road: what is reported waits, outlives a reload of the list, and goes out by itself.
    await page.context().setOffline(true)
    await fill(page, '运单号', trackingNo)
    await tap(page, '派送中')
    await page.getByText('1 条等待网络').waitFor()
    await page.context().setOffline(false)
    await page.getByText('1 条等待网络').waitFor({ state: 'detached' })

    await fill(page, '运单号', trackingNo)
    await tap(page, '放代收点 · 没有联系上')
    await page.getByText('快递暂行条例第二十五条').waitFor()
    await tap(page, '确定')
    await fill(page, '运单号', 'SD7000009999')
    await tap(page, '已揽收')
    await page.getByText('没有这个包裹').waitFor()

    await buyer.reload()
    await buyer.getByText('已放到代收点').first().waitFor()
    await buyer.getByText('快递没有征得同意就放到代收点').waitFor()
    await buyer.getByText('快递员设备签名').first().waitFor()
    await sees(buyer, '已发货')
    const order = await seller.get<{
      shipments: { scans: { kind: string }[]; breaches: { duty: string }[] }[]
    }>(`/v1/orders/${orderId}`)
    assert.deepEqual(
      order.shipments[0]?.scans.map(({ kind }) => kind),
      ['accepted', 'out_for_delivery', 'left_at_station'],
    )
    assert.deepEqual(
      order.shipments[0]?.breaches.map(({ duty }) => duty),
      ['consent'],
    )
    // What this phone has signed, only this phone can report.
    const other = await phone({ language: 'en-GB' })
    await other.context().addCookies(await page.context().cookies())
    await other.goto(`${sandbox.url}/courier?lang=en`)
    await other.getByText('You sign on another phone').waitFor()
  })

  it('is told what to do when nobody has made them a courier', async () => {
    const page = await phone()
    await page.goto(`${sandbox.url}/courier`)
    await signInOn(page, phones.buyer)
    await page.getByText('还不是快递员').waitFor()
  })
})
