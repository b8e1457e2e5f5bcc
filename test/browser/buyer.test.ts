import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { phones } from './sandbox.ts'
import { type Listing, Stage } from './stage.ts'
import {
  fillOrder,
  fillReceiver,
  orderOn,
  payThere,
  placeOrder,
  sees,
  signInOn,
  tap,
  toProvider,
} from './walk.ts'

describe('a buyer with a phone', () => {
  const stage = new Stage()
  let parcel: Listing
  before(async () => {
    parcel = await stage.parcel()
  })

  const link = (listing = parcel) => `${stage.url}/l/${listing.listingId}`
  /** What stands in the story of this order, and what the provider has said about it. */
  const story = async (orderId: string) => {
    const operator = await stage.operator()
    return operator.get<{ entries: { kind: string }[]; messages: { source: string }[] }>(
      `/v1/desk/orders/${orderId}/journal`,
    )
  }
  const journal = async (orderId: string) => (await story(orderId)).entries.map(({ kind }) => kind)

  /** Waits until what the provider says by itself about this order has come. */
  const lateWord = async (orderId: string) => {
    for (let looks = 0; looks < 200; looks++) {
      const { messages } = await story(orderId)
      if (messages.some(({ source }) => source === 'callback')) return
      await pause(50)
    }
    assert.fail('the late word never came')
  }

  it('reads the whole link without a script, and what it costs', async () => {
    const page = await stage.phone({ script: false })
    await page.goto(link())
    for (const heading of ['谁在卖', '我的钱安全吗', '出了问题怎么办'])
      await page.getByRole('heading', { name: heading }).waitFor()
    const title = await page.locator('meta[property="og:title"]').getAttribute('content')
    assert.ok(title?.startsWith(parcel.title))
    const parts = await page.evaluate(() => [
      ...[...document.querySelectorAll('link[rel=stylesheet]')].map((one) =>
        one.getAttribute('href'),
      ),
      ...[...document.querySelectorAll('script[src]')].map((one) => one.getAttribute('src')),
    ])
    let bytes = 0
    for (const path of [new URL(link()).pathname, ...parts]) {
      const answer = await fetch(`${stage.url}${path}`, { headers: { 'accept-encoding': 'br' } })
      bytes += Number(answer.headers.get('content-length'))
    }
    assert.ok(bytes > 1_000 && bytes <= 100 * 1024, `${bytes} bytes`)
  })

  it('meets a server that says what may be kept, and for how long', async () => {
    const ask = async (path: string, accept = 'text/html') => {
      const headers = { accept, 'accept-encoding': 'br', 'accept-language': 'en' }
      const answer = await fetch(`${stage.url}${path}`, { headers })
      return { answer, text: await answer.text() }
    }
    const home = await ask('/')
    assert.equal(home.answer.headers.get('cache-control'), 'private, no-cache')
    assert.ok(home.text.includes('lang="en"') && home.text.includes(phones.operator))
    const style = /href="(\/assets\/style-[^"]+)"/.exec(home.text)?.[1] ?? ''
    const { answer } = await ask(style)
    assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable')
    assert.equal(answer.headers.get('content-encoding'), 'br')
    const application = await ask('/my')
    assert.equal(application.answer.headers.get('cache-control'), 'no-cache')
    assert.ok(!/<script(?![^>]* src=)/.test(application.text), 'no script in the page itself')
    for (const path of ['/l/lst_nothing', '/nowhere']) {
      const lost = await ask(path)
      assert.equal(lost.answer.status, 404)
      assert.ok(lost.text.includes('There is nothing here'))
    }
    const problem = await ask('/v1/nowhere', 'application/json')
    assert.equal(JSON.parse(problem.text).code, 'request.not_found')
  })

  it('R-77: link → buy → pay → shipped → signed for → confirm', async () => {
    const page = await stage.phone()
    await fillOrder(page, link())
    const orderId = await placeOrder(page)
    await payThere(page, 'normal')
    await sees(page, '已付款，待发货')
    await stage.ship(orderId, 'SD1000000001')
    await stage.scan('SD1000000001', 'accepted')
    await stage.scan('SD1000000001', 'signed')
    await page.reload()
    await sees(page, '已送达，待确认')
    // for a friend who sells, in soft words that the house hands over.
    await page.getByText('怎么开口').click()
    await page.getByRole('button', { name: '请平台带到 只是想换货' }).click()
    await page.getByText('已带给卖家').waitFor()
    await page.getByRole('button', { name: '请平台带到 只是想换货' }).click()
    await page.getByText('这句话今天已经带到了').waitFor()
    await tap(page, '确认收货')
    await page.getByText('在那之前仍可提出问题').waitFor()
    await tap(page, '收到了，没有问题')
    await sees(page, '已确认收货')
    await page.getByText('货款付给卖家').first().waitFor()
    await page.goto(`${stage.url}/notices`)
    await signInOn(page, phones.buyer)
    await page.locator('.notices').getByText('不处理的话').first().waitFor()
    await tap(page, '都看过了')
    await page.getByRole('button', { name: '都看过了' }).waitFor({ state: 'detached' })
    await page.locator('.notices').getByText('已送达').first().waitFor()
  })

  it('R-26: not shipped in time, one tap, refunded', async () => {
    const page = await stage.phone()
    await fillOrder(page, link())
    const orderId = await placeOrder(page)
    await payThere(page, 'lost')
    await sees(page, '已付款，待发货')
    await stage.later(49)
    await page.reload()
    await sees(page, '卖家逾期未发货')
    await page.getByRole('button', { name: /^一键退款/ }).click()
    await sees(page, '已退款')
    const operator = await stage.operator()
    const { status } = await operator.get<{ status: string }>(`/v1/desk/orders/${orderId}`)
    assert.equal(status, 'refunded')
  })

  it('finds the page again that was closed at the provider; the word came late, and twice', async () => {
    const page = await stage.phone()
    await fillOrder(page, link())
    const orderId = await placeOrder(page)
    await toProvider(page)
    const cashier = page.url()
    await page.goto('about:blank')
    await fetch(cashier, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'pay', callback: 'late' }),
    })
    await page.goto(`${stage.url}/my`)
    await page
      .getByRole('link', { name: new RegExp(parcel.title) })
      .first()
      .click()
    await sees(page, '已付款，待发货')
    assert.equal(orderOn(page), orderId)
    // The page has asked; the provider's own word comes three seconds late, and changes nothing.
    await lateWord(orderId)
    assert.equal((await journal(orderId)).filter((kind) => kind === 'order.paid').length, 1)
  })

  it('is told at once that the last one has just gone, and loses nothing of the form', async () => {
    const seller = await stage.seller()
    const restock = (stock: number) =>
      seller.post(`/v1/listings/${parcel.listingId}/restock`, { stock })
    await restock(1)
    const [one, other] = [await stage.phone(), await stage.phone()]
    await fillOrder(one, link())
    await fillOrder(other, link())
    await placeOrder(one)
    await other.locator('.bar button[type=submit]').click()
    await other.getByText('没有扣款').first().waitFor()
    await other.goto(link())
    await other.getByText('已售完').first().waitFor()
    await restock(20)
    await other.locator('.page').waitFor()
    await other.goto(`${stage.url}/buy/${parcel.listingId}`)
    assert.equal(await other.getByLabel('姓名', { exact: true }).inputValue(), '王静怡')
  })

  it('loses nothing when the network goes, and orders once', async () => {
    const { page, troubles } = await stage.visitor()
    await fillOrder(page, link())
    await page.context().setOffline(true)
    await page.getByText('网络断开了').waitFor()
    await page.context().setOffline(false)
    // The first answer is lost on its way back: the order was opened all the same.
    let asked = 0
    await page.route('**/v1/orders', async (route) => {
      asked += 1
      if (asked > 1) return route.continue()
      await route.fetch()
      await route.abort('connectionreset')
    })
    const orderId = await placeOrder(page)
    // The browser's own words about the lost answer, and what it asked for meanwhile; the page has
    // none.
    const words = troubles.splice(0)
    assert.equal(words.filter((word) => word.endsWith('net::ERR_CONNECTION_RESET')).length, 1)
    const own =
      /^console: Failed to load resource: net::ERR_(CONNECTION_RESET|INTERNET_DISCONNECTED)$/
    assert.deepEqual(
      words.filter((word) => !own.test(word)),
      [],
    )
    const { orders } = await page.evaluate(() =>
      fetch('/v1/me/orders').then((answer) => answer.json()),
    )
    assert.deepEqual(
      orders.map((order: { orderId: string }) => order.orderId),
      [orderId],
    )
  })

  it('complains in two taps, and in English', async () => {
    const page = await stage.phone({ language: 'en-GB' })
    await page.goto(link())
    await page.getByRole('heading', { name: 'Is my money safe?' }).waitFor()
    await page.locator('.bar a.button').click()
    await fillReceiver(page, 'en')
    const orderId = await placeOrder(page)
    await payThere(page, 'normal')
    await sees(page, 'Paid, to be shipped')
    await tap(page, 'Something is wrong')
    await tap(page, 'Send, and lock the money')
    await page.getByText(/Your complaint is open/).waitFor()
    await tap(page, '中文')
    await sees(page, '有争议，钱已锁住')
    assert.ok((await journal(orderId)).includes('complaint.opened'))
  })

  it('comes back on another device by the private link, which leaves the address at once', async () => {
    const page = await stage.phone()
    await fillOrder(page, link())
    const orderId = await placeOrder(page)
    const secret = await page.evaluate((id) => localStorage.getItem(`order-secret ${id}`), orderId)
    const elsewhere = await stage.phone()
    await elsewhere.goto(`${stage.url}/o/${orderId}`)
    await elsewhere.getByText('打不开这个订单').waitFor()
    await elsewhere.goto(`${stage.url}/my`)
    await elsewhere.goto(`${stage.url}/o/${orderId}#${secret}`)
    await sees(elsewhere, '待付款')
    assert.equal(new URL(elsewhere.url()).hash, '')
    await tap(elsewhere, '取消订单')
    await elsewhere.getByRole('button', { name: '取消订单', exact: true }).click()
    await sees(elsewhere, '已取消')
  })
})
