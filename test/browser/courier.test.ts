import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { labelOf } from './barcode.ts'
import { phones } from './sandbox.ts'
import { Stage } from './stage.ts'
import { fill, fillOrder, payThere, placeOrder, sees, signInOn, tap } from './walk.ts'

describe('a courier with a phone', () => {
  const stage = new Stage()
  let link: string
  before(async () => {
    link = `${stage.url}/l/${(await stage.parcel()).listingId}`
  })

  it('R-16: scans and signs a day’s parcels, also without a network; the buyer sees it', async () => {
    const buyer = await stage.phone()
    await fillOrder(buyer, link)
    const orderId = await placeOrder(buyer)
    await payThere(buyer, 'normal')
    await sees(buyer, '已付款，待发货')
    const trackingNo = 'SD7000000001'
    await stage.ship(orderId, trackingNo)

    const page = await stage.phone()
    await page.goto(`${stage.url}/courier`)
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
    const seller = await stage.seller()
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
    const other = await stage.phone({ language: 'en-GB' })
    await other.context().addCookies(await page.context().cookies())
    await other.goto(`${stage.url}/courier?lang=en`)
    await other.getByText('You sign on another phone').waitFor()
  })

  it('is told what to do when nobody has made them a courier', async () => {
    const page = await stage.phone()
    await page.goto(`${stage.url}/courier`)
    await signInOn(page, phones.buyer)
    await page.getByText('还不是快递员').waitFor()
  })
})
