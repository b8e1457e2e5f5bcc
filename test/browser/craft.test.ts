import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Visitor, visitor } from './browser.ts'
import { clean } from './clean.ts'
import { phones } from './sandbox.ts'
import { Stage, wide } from './stage.ts'
import { fill, fillReceiver, payThere, placeOrder, sees, signInOn, tap } from './walk.ts'

describe('pages that everybody can use', () => {
  const stage = new Stage()
  let listingId: string
  /** Stays signed in from story to story. */
  let shopkeeper: Visitor
  before(async () => {
    shopkeeper = await visitor(stage.browser)
    await shopkeeper.page.goto(`${stage.url}/sell`)
    await signInOn(shopkeeper.page, phones.seller)
    await shopkeeper.page.getByText('现在要做的').waitFor()
    listingId = await shopkeeper.page.evaluate(publish, {
      title: `补水面膜 五片装 ${'很长的名字'.repeat(8)}`.slice(0, 60),
      text: '敷十五分钟。\n'.repeat(20),
      priceFen: 2_990,
      photos: [],
      shipWithinHours: 48,
      fulfilment: { kind: 'parcel' },
      stock: 50,
      passport: {
        category: 'cosmetics',
        facts: {
          producer: '广州雅澜生物科技有限公司 广州市白云区',
          standard_no: 'QB/T 2872',
          ingredients: '水、甘油',
          net_content: '25mL×5',
          licence_no: '粤妆20260001',
        },
        batchNo: 'YL260301',
        factoryPriceFen: 4_000,
        principal: {
          name: '陈曼（个体工商户）',
          uscc: '92990000MA0000015M',
          afterSales: '陈曼，义乌市江滨路 1 号',
        },
        promises: ['return_postage'],
      },
    })
  })

  it('R-34, R-35, R-70, R-96: what is missing and too cheap is said, and confirmed', async () => {
    const page = await stage.phone()
    await page.goto(`${stage.url}/check?text=${stage.url}/l/${listingId}`)
    await page.getByRole('heading', { name: '警示 2 条' }).waitFor()
    await page.getByText('YL260301').waitFor()
    // By what a buyer knows of a person: the number leaves the page in a body, never in an address.
    await fill(page, '链接、手机号或信用代码', phones.seller)
    await tap(page, '查询')
    await page.getByText('店主就是这个手机号').waitFor()
    assert.equal(new URL(page.url()).search, '')
    await fill(page, '链接、手机号或信用代码', '92990000MA0000015M')
    await tap(page, '查询')
    await page.getByText('店铺自称代卖').waitFor()
    await fill(page, '链接、手机号或信用代码', `${stage.url}/l/${listingId}`)
    await tap(page, '查询')
    await page.getByRole('link', { name: '看商品页' }).click()
    const seller = page.locator('#who')
    await seller.getByText('实际经营主体：陈曼（个体工商户）').waitFor()
    await seller.getByText('92990000MA0000015M').waitFor()
    const missing = await page.locator('#missing li').allTextContents()
    assert.deepEqual(missing, ['注册或备案编号', '使用期限或保质期'])
    await page.locator('.bar a.button').click()
    await page.getByText('低于出厂价：出厂价 ¥40.00，现价 ¥29.90').waitFor()
    await fillReceiver(page)
    await page.locator('.bar button[type=submit]').click()
    assert.match(page.url(), /\/buy\//, 'nothing is ordered before the warnings are confirmed')
    await page.getByText('我看过以上提醒，仍要购买').click()
    const orderId = await placeOrder(page)
    await payThere(page, 'normal')
    await sees(page, '已付款，待发货')
    await page.getByText('签收后 7 日内可无理由退货').waitFor()
    const { sold } = await page.evaluate(
      async (id) => ({ sold: await fetch(`/v1/orders/${id}`).then((answer) => answer.json()) }),
      orderId,
    )
    assert.equal(sold.purposes.texts.phone.includes('交易完成后保存3年'), true, 'R-102')
  })

  it('a case can be used by its buyer, and by a mediator at the desk', async () => {
    const page = await stage.phone()
    await page.goto(`${stage.url}/buy/${listingId}`)
    await fillReceiver(page)
    await page.getByText('我看过以上提醒，仍要购买').click()
    const orderId = await placeOrder(page)
    await payThere(page, 'normal')
    await sees(page, '已付款，待发货')
    await clean(page, `${stage.url}/o/${orderId}/case`)
    await sees(page, '案件')
    await page.goto(`${stage.url}/o/${orderId}`)
    await tap(page, '有问题')
    await tap(page, '提交，锁定货款')
    await page.getByRole('link', { name: '查看案件' }).click()
    await sees(page, '等卖家答复')
    await clean(page, `${stage.url}/o/${orderId}/case`)
    const desk = await stage.phone(wide)
    await desk.goto(`${stage.url}/desk/cases`)
    await signInOn(desk, phones.operator)
    await desk.getByRole('heading', { level: 2, name: '维权有多快' }).waitFor()
    await clean(desk, `${stage.url}/desk/cases`)
    await clean(desk, `${stage.url}/desk/cases/${orderId}`)
    await sees(desk, '等卖家答复')
    await clean(desk, `${stage.url}/desk/orders/${orderId}`)
  })

  it('a device without a Chinese font gets one, on each page anew, also where little is Chinese', async () => {
    const page = await stage.phone({ language: 'en-GB' })
    for (const path of ['/my', '/safety']) {
      await page.goto(`${stage.url}${path}`)
      await page.waitForFunction(() => {
        const pen = document.createElement('canvas').getContext('2d')
        if (pen) pen.font = '40px system-ui, sans-serif'
        const [some, none] = ['保', '\u{10fffd}'].map((one) => pen?.measureText(one).width)
        const loaded = [...document.fonts].some(({ status }) => status === 'loaded')
        return some !== none || loaded
      })
    }
  })

  it('no page has a violation that axe can find, by day and by night', async () => {
    const page = await stage.phone()
    const buying = [
      '/',
      `/l/${listingId}`,
      `/buy/${listingId}`,
      '/my',
      '/notices',
      '/check',
      '/sell',
    ]
    const known = ['/law', '/law/applies', '/law/cite', '/log', '/rules', '/verify', '/redress']
    for (const path of [...buying, ...known, '/courier', '/developers'])
      await clean(page, stage.url + path)
    const { page: mine } = shopkeeper
    const own = [
      '',
      '/goods',
      '/new',
      `/l/${listingId}`,
      `/share/${listingId}`,
      '/ship',
      '/money',
      '/me',
    ]
    for (const path of own) await clean(mine, `${stage.url}/sell${path}`)
    await mine.goto(`${stage.url}/sell`)
    await mine.locator('.clock').first().click()
    await mine.waitForURL('**/o/ord_*')
    await clean(mine, mine.url())
    assert.deepEqual(shopkeeper.troubles, [])
  })
})

/** Puts this up for sale in the shop of whoever is signed in on the page. */
async function publish(offer: object): Promise<string> {
  const { shops } = await fetch('/v1/me/shops').then((answer) => answer.json())
  const answer = await fetch(`/v1/shops/${shops[0].shopId}/listings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify(offer),
  })
  return (await answer.json()).listingId
}
