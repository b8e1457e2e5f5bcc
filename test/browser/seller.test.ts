import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { readCode } from '../../web/src/ui/zxing.ts'
import { phones } from './sandbox.ts'
import { Stage, wide } from './stage.ts'
import { fill, fillOrder, payThere, placeOrder, sees, signInOn, tap } from './walk.ts'

describe('a seller with a phone, and the desk', () => {
  const stage = new Stage()

  it('opens a shop, publishes with a photo, sells and ships; the desk sees it all', async () => {
    const page = await stage.phone()
    await page.goto(`${stage.url}/sell`)
    await signInOn(page, '13912345678')
    await fill(page, '店名', '小周的窑')
    await tap(page, '开店')
    await page.getByRole('link', { name: '商品', exact: true }).click()
    await page.getByRole('link', { name: '上架新商品' }).click()
    const create = { width: 1200, height: 900, channels: 3, background: '#8aa' } as const
    await page.locator('input[type=file][multiple]').setInputFiles({
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
    await page.locator('img.poster').waitFor()
    const listingId = /share\/(lst_[a-z0-9]+)/.exec(page.url())?.[1]
    assert(listingId)
    assert.equal(await codeOn(page), `${stage.url}/l/${listingId}`)

    const buyer = await stage.phone()
    await fillOrder(buyer, `${stage.url}/l/${listingId}`)
    const orderId = await placeOrder(buyer)
    await payThere(buyer, 'doubled')
    await sees(buyer, '已付款，待发货')

    await page.goto(`${stage.url}/sell`)
    await page.locator('.clock', { hasText: '柴烧茶杯' }).click()
    await sees(page, '已付款，待发货')
    await page.getByText('珞喻路 1037 号').waitFor()
    await fill(page, '运单号', 'SD2000000001')
    await tap(page, '发货')
    await sees(page, '已发货')

    const desk = await stage.phone(wide)
    await desk.goto(`${stage.url}/desk`)
    await signInOn(desk, phones.operator)
    await fill(desk, '订单号或运单号', orderId)
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

  it('ships two parcels at once, sees every fen of them, and comes back with a passkey', async () => {
    const page = await stage.phone()
    await withPasskeys(page)
    await page.goto(`${stage.url}/sell`)
    await signInOn(page, phones.seller)
    await page.getByText('现在要做的').waitFor()
    const link = await page.evaluate(firstParcel)
    for (const buyer of [await stage.phone(), await stage.phone()]) {
      await fillOrder(buyer, `${stage.url}/l/${link}`)
      await placeOrder(buyer)
      await payThere(buyer, 'normal')
      await sees(buyer, '已付款，待发货')
    }
    await page.reload()
    await page.getByRole('link', { name: '一次发多件' }).click()
    const numbers = page.getByLabel('运单号')
    await numbers.first().waitFor()
    await numbers.nth(0).fill('sd 3000 000001')
    await numbers.nth(1).fill('SD3000000002')
    await page.reload()
    assert.equal(await numbers.nth(0).inputValue(), 'SD3000000001', 'a reload loses nothing')
    await tap(page, '发出 2 件')
    await page.getByText('已发货：SD3000000002').waitFor()
    await page.getByRole('link', { name: '钱', exact: true }).click()
    await page.getByText('等物流送达').first().waitFor()
    assert.equal(await page.getByText('保管 ¥168.00').count(), 2)

    await page.getByRole('link', { name: '我的', exact: true }).click()
    await tap(page, '在这台设备上添加')
    await page.getByText('通行密钥已添加').waitFor()
    await tap(page, '退出登录')
    await tap(page, '用通行密钥登录')
    await page.getByRole('heading', { name: '我的', exact: true }).waitFor()
  })

  it('somebody who is no operator gets no desk', async () => {
    const page = await stage.phone()
    await page.goto(`${stage.url}/desk`)
    await signInOn(page, phones.buyer)
    await page.getByText('没有平台运营的权限').waitFor()
  })
})

/** What does the code on this page say? Read by the library that reads where a browser cannot. */
async function codeOn(page: Page): Promise<string | null> {
  const canvas = page.locator('canvas.qr')
  await canvas.scrollIntoViewIfNeeded()
  // From its own pixels: what grows above it may move it while a picture of the page is taken.
  const picture = await canvas.evaluate((drawn) => (drawn as HTMLCanvasElement).toDataURL())
  const { data, info } = await sharp(Buffer.from(picture.split(',')[1] ?? '', 'base64'))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return readCode(
    { data: new Uint8ClampedArray(data), width: info.width, height: info.height },
    'qr',
  )
}

/** A phone whose finger is always there. */
async function withPasskeys(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** Something of 168.00 that goes by parcel, in the shop of whoever is signed in. */
async function firstParcel(): Promise<string> {
  const { shops } = await fetch('/v1/me/shops').then((answer) => answer.json())
  const path = `/v1/shops/${shops[0].shopId}/listings`
  const { listings } = await fetch(path).then((answer) => answer.json())
  return listings.find((one: { priceFen: number }) => one.priceFen === 16_800).listingId
}
