import assert from 'node:assert/strict'
import { after, afterEach, before } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, type PhoneOptions, type Visitor, visitor } from './browser.ts'
import { type Caller, openSandbox, phones, type Sandbox } from './sandbox.ts'

/** Something for sale in the demonstration's shop. */
export interface Listing {
  readonly listingId: string
  readonly title: string
  readonly stock: number
  readonly fulfilment: { readonly kind: string }
}

/** A desk's screen, for `phone`. */
export const wide = { size: { width: 1440, height: 900 } } as const

/**
 * What the stories of one `describe` share: a sandbox, a browser, and whoever acts beside the pages.
 * Opened before the first story and closed after the last; every phone is closed after its story,
 * which fails when a page of it has had trouble.
 */
export class Stage {
  private opened: { readonly sandbox: Sandbox; readonly browser: Browser } | undefined
  private readonly visitors: Visitor[] = []
  private readonly callers = new Map<string, Promise<Caller>>()

  /** `now` is the Shanghai wall time at which the sandbox begins. */
  constructor(options: { readonly now?: string } = {}) {
    before(async () => {
      const browser = await openBrowser()
      try {
        this.opened = { browser, sandbox: await openSandbox(options) }
      } catch (error) {
        await browser.close()
        throw error
      }
    })
    after(async () => {
      await this.opened?.browser.close()
      await this.opened?.sandbox.stop()
    })
    afterEach(async () => {
      const troubles = this.visitors.flatMap((one) => one.troubles)
      await Promise.all(this.visitors.splice(0).map((one) => one.close()))
      assert.deepEqual(troubles, [])
    })
  }

  private get open() {
    assert(this.opened, 'a stage is used by stories, not before them')
    return this.opened
  }

  get url(): string {
    return this.open.sandbox.url
  }

  get browser(): Browser {
    return this.open.browser
  }

  /** Somebody new, with a browser of their own until this story ends. */
  async visitor(options: PhoneOptions = {}): Promise<Visitor> {
    const one = await visitor(this.browser, options)
    this.visitors.push(one)
    return one
  }

  async phone(options: PhoneOptions = {}): Promise<Page> {
    return (await this.visitor(options)).page
  }

  /** Acts over HTTP. Signs in when first asked for: a phone gets one code a minute. */
  seller(): Promise<Caller> {
    return this.signedIn(phones.seller)
  }

  operator(): Promise<Caller> {
    return this.signedIn(phones.operator)
  }

  private signedIn(phone: string): Promise<Caller> {
    const known = this.callers.get(phone) ?? this.open.sandbox.signIn(phone)
    this.callers.set(phone, known)
    return known
  }

  /** What the demonstration's seller sends by parcel. */
  async parcel(): Promise<Listing> {
    const seller = await this.seller()
    const { shops } = await seller.get<{ shops: { shopId: string }[] }>('/v1/me/shops')
    const path = `/v1/shops/${shops[0]?.shopId}/listings`
    const { listings } = await seller.get<{ listings: Listing[] }>(path)
    const parcel = listings.find(({ fulfilment }) => fulfilment.kind === 'parcel')
    assert(parcel)
    return parcel
  }

  /** The seller hands the whole of an order of one item to the demonstration's carrier. */
  async ship(orderId: string, trackingNo: string): Promise<void> {
    const how = { itemIds: ['1'], carrierId: 'sudi', trackingNo }
    await (await this.seller()).post(`/v1/orders/${orderId}/ship`, how)
  }

  async scan(trackingNo: string, kind: string): Promise<void> {
    const scans = [{ trackingNo, kind, at: await this.now() }]
    await this.open.sandbox.carrier().post('/v1/carrier/scans', { scans })
  }

  async later(hours: number): Promise<void> {
    await this.turnTo(Date.parse(await this.now()) + hours * 3_600_000)
  }

  /** To a Shanghai wall time. */
  async goTo(wallTime: string): Promise<void> {
    await this.turnTo(Date.parse(`${wallTime}:00+08:00`))
  }

  private async turnTo(at: number): Promise<void> {
    const to = new Date(at).toISOString()
    await (await this.operator()).post('/v1/sandbox/clock', { to })
  }

  private async now(): Promise<string> {
    return (await (await this.operator()).get<{ now: string }>('/v1/sandbox/clock')).now
  }
}
