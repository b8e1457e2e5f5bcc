import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import type { PhoneOptions } from './browser.ts'
import { clean } from './clean.ts'
import { phones } from './sandbox.ts'
import { Stage, wide } from './stage.ts'
import { fill, fillOrder, payThere, placeOrder, sees, signInOn, tap } from './walk.ts'

const address = {
  name: '陈曼',
  phone: '13900000001',
  address: { province: '浙江省', city: '金华市', district: '义乌市', street: '江东路 1 号' },
}

/** Something is wrong: by the pages alone, as both sides and a mediator see them. */
describe('redress, with a phone', () => {
  const stage = new Stage({ now: '2026-03-10T10:00' })
  let link: string
  let parcels = 0
  before(async () => {
    link = `${stage.url}/l/${(await stage.parcel()).listingId}`
  })

  const buys = async (page: Page): Promise<string> => {
    await fillOrder(page, link)
    const orderId = await placeOrder(page)
    await payThere(page, 'normal')
    return orderId
  }
  const arrives = async (page: Page, orderId: string) => {
    const trackingNo = `SD2026031${String(++parcels).padStart(4, '0')}`
    await stage.ship(orderId, trackingNo)
    await stage.scan(trackingNo, 'signed')
    await page.reload()
  }
  const claims = async (page: Page, issue: string) => {
    await tap(page, '有问题')
    await page.getByLabel(issue).check()
    await tap(page, '提交，锁定货款')
    await page.getByRole('link', { name: '查看案件' }).click()
  }
  const signed = async (number: string, path: string, options: PhoneOptions = {}) => {
    const page = await stage.phone(options)
    await page.goto(`${stage.url}/desk/cases`)
    await signInOn(page, number)
    await page.getByText('维权有多快').or(page.getByText('只对调解员')).first().waitFor()
    await page.goto(`${stage.url}${path}`)
    return page
  }
  const says = async (page: Page, title: string, text: string) => {
    const part = page.locator('details', { has: page.locator('summary', { hasText: title }) })
    await part.locator('summary').click()
    await part.locator('textarea').fill(text)
    await part.locator('button[type=submit]').click()
  }

  it('R-85: not shipped: two taps from the order to the money, and nobody decides', async () => {
    const page = await stage.phone()
    await buys(page)
    await stage.later(49)
    await page.reload()
    await tap(page, '有问题')
    await tap(page, '提交，锁定货款')
    await sees(page, '已退款')
  })

  it('a fake, a silent seller, kept low; he appeals, and another person decides', async () => {
    const page = await stage.phone()
    const orderId = await buys(page)
    await arrives(page, orderId)
    await tap(page, '有问题')
    await page.getByLabel('假货').check()
    await page.locator('summary', { hasText: '更多选择' }).click()
    await page.getByText(/^低调处理/).click()
    await tap(page, '提交，锁定货款')
    await page.getByRole('link', { name: '查看案件' }).click()
    await sees(page, '等卖家答复')
    const him = await signed(phones.seller, `/o/${orderId}/case`)
    await sees(him, '订单需要处理')
    assert.equal(await him.getByText('锁定中').isVisible(), false, 'R-04: one tap away')
    await page.reload()
    await page.getByText('卖家没有出示应由其出示的证明').waitFor()
    await stage.later(73)
    await him.reload()
    await him.getByText('按规则作出，没有人工裁量').waitFor()
    await says(him, '申诉（只有一次', '有授权书')
    await him.getByText('申诉没有裁决：执行原裁决').waitFor()
    const zhao = await signed('13700000003', `/desk/cases/${orderId}`, wide)
    await tap(zhao, '接案')
    await says(zhao, '拟裁决', '授权书与批号不符')
    await page.reload()
    await sees(page, '已了结')
  })

  it('a return settled in the case: address, parcel and refund on its page', async () => {
    const page = await stage.phone()
    const orderId = await buys(page)
    await arrives(page, orderId)
    await claims(page, '坏了或少了')
    await sees(page, '等卖家答复')
    const offer = { kind: 'return_refund', refundFen: 5_000 }
    const seller = await stage.seller()
    await seller.post(`/v1/orders/${orderId}/complaint/offers`, offer)
    await page.reload()
    await tap(page, '签署接受')
    await sees(page, '依约退货中')
    await clean(page, page.url())
    await seller.post(`/v1/orders/${orderId}/returns/1/address`, address)
    await page.reload()
    await page.getByText('江东路 1 号').waitFor()
    await fill(page, '运单号', 'RT2026031001')
    await tap(page, '我已寄出')
    await page.getByText('退货运输中').first().waitFor()
    await stage.scan('RT2026031001', 'signed')
    await seller.post(`/v1/orders/${orderId}/returns/1/refund`)
    await page.reload()
    await sees(page, '已了结')
    await page.getByText('¥50.00').first().waitFor()
  })

  it('R-106: a tip without a name, followed by its code alone', async () => {
    const page = await stage.phone()
    await clean(page, `${stage.url}/tip`)
    await fill(page, '说明情况', '生产日期改过')
    await tap(page, '提交举报')
    const code = await page.locator('p.mono').textContent()
    await fill(page, '查询码', code ?? '')
    await tap(page, '查询进展')
    await page.getByText('还在核查').waitFor()
  })
})
