import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { openBrowser, type PhoneOptions, type Visitor, visitor } from './browser.ts'
import { type Caller, openSandbox, phones, type Sandbox } from './sandbox.ts'
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

interface Listing {
  readonly listingId: string
  readonly title: string
  readonly stock: number
  readonly fulfilment: { readonly kind: string }
}

describe('a buyer with a phone', () => {
  let sandbox: Sandbox
  let browser: Browser
  let seller: Caller
  let operator: Caller
  let parcel: Listing
  const open: Visitor[] = []

  before(async () => {
    // One after the other: what has been opened is closed, also when the other fails.
    browser = await openBrowser()
    sandbox = await openSandbox()
    seller = await sandbox.signIn(phones.seller)
    operator = await sandbox.signIn(phones.operator)
    const { shops } = await seller.get<{ shops: { shopId: string }[] }>('/v1/me/shops')
    const { listings } = await seller.get<{ listings: Listing[] }>(
      `/v1/shops/${shops[0]?.shopId}/listings`,
    )
    const first = listings.find(({ fulfilment }) => fulfilment.kind === 'parcel')
    assert(first)
    parcel = first
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
  const link = (listing = parcel) => `${sandbox.url}/l/${listing.listingId}`
  const ship = (orderId: string, trackingNo: string) =>
    seller.post(`/v1/orders/${orderId}/ship`, { itemIds: ['1'], carrierId: 'sudi', trackingNo })
  const scan = async (trackingNo: string, kind: string) => {
    const { now } = await operator.get<{ now: string }>('/v1/sandbox/clock')
    await sandbox.carrier().post('/v1/carrier/scans', { scans: [{ trackingNo, kind, at: now }] })
  }
  const forward = async (hours: number) => {
    const { now } = await operator.get<{ now: string }>('/v1/sandbox/clock')
    const to = new Date(Date.parse(now) + hours * 3_600_000).toISOString()
    await operator.post('/v1/sandbox/clock', { to })
  }
  const journal = async (orderId: string) => {
    const { entries } = await operator.get<{ entries: { kind: string }[] }>(
      `/v1/desk/orders/${orderId}/journal`,
    )
    return entries.map(({ kind }) => kind)
  }

  /** Waits until what the provider says by itself about this order has come. */
  const lateWord = async (orderId: string) => {
    const path = `/v1/desk/orders/${orderId}/journal`
    for (let looks = 0; looks < 200; looks++) {
      const { messages } = await operator.get<{ messages: { source: string }[] }>(path)
      if (messages.some(({ source }) => source === 'callback')) return
      await pause(50)
    }
    assert.fail('the late word never came')
  }

  it('reads the whole link without a script, and what it costs', async () => {
    const page = await phone({ script: false })
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
      const answer = await fetch(`${sandbox.url}${path}`, { headers: { 'accept-encoding': 'br' } })
      bytes += Number(answer.headers.get('content-length'))
    }
    assert.ok(bytes > 1_000 && bytes <= 100 * 1024, `${bytes} bytes`)
  })

  it('meets a server that says what may be kept, and for how long', async () => {
    const ask = async (path: string, accept = 'text/html') => {
      const headers = { accept, 'accept-encoding': 'br', 'accept-language': 'en' }
      const answer = await fetch(`${sandbox.url}${path}`, { headers })
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
    const page = await phone()
    await fillOrder(page, link())
    const orderId = await placeOrder(page)
    await payThere(page, 'normal')
    await sees(page, '已付款，待发货')
    await ship(orderId, 'SD1000000001')
    await scan('SD1000000001', 'accepted')
    await scan('SD1000000001', 'signed')
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
    await page.goto(`${sandbox.url}/notices`)
    await signInOn(page, phones.buyer)
    await page.locator('.notices').getByText('不处理的话').first().waitFor()
    await tap(page, '都看过了')
    await page.getByRole('button', { name: '都看过了' }).waitFor({ state: 'detached' })
    await page.locator('.notices').getByText('已送达').first().waitFor()
  })

  it('R-26: not shipped in time, one tap, refunded', async () => {
    const page = await phone()
    await fillOrder(page, link())
    const orderId = await placeOrder(page)
    await payThere(page, 'lost')
    await sees(page, '已付款，待发货')
    await forward(49)
    await page.reload()
    await sees(page, '卖家逾期未发货')
    await page.getByRole('button', { name: /^一键退款/ }).click()
    await sees(page, '已退款')
    const { status } = await operator.get<{ status: string }>(`/v1/desk/orders/${orderId}`)
    assert.equal(status, 'refunded')
  })

  it('finds the page again that was closed at the provider; the word came late, and twice', async () => {
    const page = await phone()
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
    await page.goto(`${sandbox.url}/my`)
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
    await seller.post(`/v1/listings/${parcel.listingId}/restock`, { stock: 1 })
    const [one, other] = [await phone(), await phone()]
    await fillOrder(one, link())
    await fillOrder(other, link())
    await placeOrder(one)
    await other.locator('.bar button[type=submit]').click()
    await other.getByText('没有扣款').first().waitFor()
    await other.goto(link())
    await other.getByText('已售完').first().waitFor()
    await seller.post(`/v1/listings/${parcel.listingId}/restock`, { stock: 20 })
    await other.locator('.page').waitFor()
    await other.goto(`${sandbox.url}/buy/${parcel.listingId}`)
    assert.equal(await other.getByLabel('姓名', { exact: true }).inputValue(), '王静怡')
  })

  it('loses nothing when the network goes, and orders once', async () => {
    const page = await phone()
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
    const words = open[0]?.troubles.splice(0) ?? []
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
    const page = await phone({ language: 'en-GB' })
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
    await sees(page, '已付款，待发货')
    assert.ok((await journal(orderId)).includes('complaint.opened'))
  })

  it('comes back on another device by the private link, which leaves the address at once', async () => {
    const page = await phone()
    await fillOrder(page, link())
    const orderId = await placeOrder(page)
    const secret = await page.evaluate((id) => localStorage.getItem(`order-secret ${id}`), orderId)
    const elsewhere = await phone()
    await elsewhere.goto(`${sandbox.url}/o/${orderId}`)
    await elsewhere.getByText('打不开这个订单').waitFor()
    await elsewhere.goto(`${sandbox.url}/my`)
    await elsewhere.goto(`${sandbox.url}/o/${orderId}#${secret}`)
    await sees(elsewhere, '待付款')
    assert.equal(new URL(elsewhere.url()).hash, '')
    await tap(elsewhere, '取消订单')
    await elsewhere.getByRole('button', { name: '取消订单', exact: true }).click()
    await sees(elsewhere, '已取消')
  })
})
