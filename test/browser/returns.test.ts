import { before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { phones } from './sandbox.ts'
import { Stage } from './stage.ts'
import { fill, fillOrder, payThere, placeOrder, signInOn, tap } from './walk.ts'

/** Goods go back over the National Day holidays, by the pages alone. */
describe('returns, with a phone', () => {
  const stage = new Stage({ now: '2026-09-27T10:00' })
  let link: string
  before(async () => {
    link = `${stage.url}/l/${(await stage.parcel()).listingId}`
  })

  const asSeller = async (orderId: string): Promise<Page> => {
    const page = await stage.phone()
    await page.goto(`${stage.url}/sell`)
    await signInOn(page, phones.seller)
    await page.getByText('要做的').first().waitFor()
    await page.goto(`${stage.url}/o/${orderId}`)
    return page
  }

  it('two taps to the options of today, with the last moment after the holidays', async () => {
    const buyer = await stage.phone()
    await fillOrder(buyer, link)
    await buyer.getByText('签收后 7 日内可无理由退货').waitFor()
    const orderId = await placeOrder(buyer)
    await payThere(buyer, 'normal')
    await stage.ship(orderId, 'SD2026092701')
    await stage.goTo('2026-09-28T10:00')
    await stage.scan('SD2026092701', 'signed')
    await stage.goTo('2026-10-05T20:00')
    await buyer.reload()
    await tap(buyer, '退货 / 换货 / 维修')
    await buyer.getByText('2026年10月8日 周四 24:00').first().waitFor()
    await tap(buyer, '无理由退货 · 退货退款')
    await buyer.locator('form button[type=submit]', { hasText: '提交申请' }).click()
    await buyer.getByText('等卖家给退货地址').first().waitFor()

    const page = await asSeller(orderId)
    await tap(page, '给出退货地址')
    await fill(page, '姓名', '陈曼')
    await fill(page, '手机号', '13900000001')
    for (const [label, name] of [
      ['省 / 直辖市', '浙江省'],
      ['市', '金华市'],
      ['区 / 县', '义乌市'],
    ] as const)
      await page.getByLabel(label, { exact: true }).selectOption(name)
    await fill(page, '街道、小区、门牌号', '江东路 1 号')
    await page.locator('form button[type=submit]', { hasText: '给出退货地址' }).click()
    await page.getByText('等买家寄回').first().waitFor()

    await buyer.reload()
    await buyer.getByText('江东路 1 号').waitFor()
    await fill(buyer, '运单号', 'RT2026100501')
    await tap(buyer, '我已寄出')
    await buyer.getByText('退货运输中').first().waitFor()
    await stage.scan('RT2026100501', 'signed')
    await page.reload()
    // Once to say so, once to mean it.
    await page.locator('button', { hasText: '退款 ¥' }).click()
    await page.locator('button', { hasText: '退款 ¥' }).click()
    await page.getByText('退货已退款').first().waitFor()
    await buyer.reload()
    await buyer.getByRole('heading', { level: 1, name: '已退款' }).waitFor()
  })
})
