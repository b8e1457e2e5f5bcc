import assert from 'node:assert/strict'
import { catalogue } from '../src/catalogue/facts.ts'
import type { Fulfilment, Offer } from '../src/catalogue/model.ts'
import { listings } from '../src/catalogue/store.ts'
import { disputeDomain, headGrant, mediatorGrant } from '../src/disputes/facts.ts'
import type { CaseFile, Complaint } from '../src/disputes/model.ts'
import { complaints } from '../src/disputes/store.ts'
import { disputeTerms } from '../src/disputes/terms.ts'
import { canonicalJson } from '../src/kernel/canonical.ts'
import { isRefusal, type Refusal } from '../src/kernel/refusal.ts'
import { type Instant, second } from '../src/kernel/time.ts'
import { ledger } from '../src/ledger/facts.ts'
import { accounts } from '../src/ledger/store.ts'
import { logistics } from '../src/logistics/facts.ts'
import type { ScanKind } from '../src/logistics/model.ts'
import { shopDomain } from '../src/network/facts.ts'
import { shopRow } from '../src/network/store.ts'
import { orderDomain } from '../src/orders/facts.ts'
import type { Opened, Event as OrderEvent, WantedItem } from '../src/orders/model.ts'
import { orders } from '../src/orders/store.ts'
import { sums } from '../src/orders/sums.ts'
import { type Terms, terms } from '../src/orders/terms.ts'
import { paymentDomain } from '../src/payments/facts.ts'
import type { KeptFact, Payment } from '../src/payments/model.ts'
import { open as openInstructions } from '../src/payments/rules.ts'
import { payments } from '../src/payments/store.ts'
import type { Body, Domain, Happened } from '../src/platform/command.ts'
import { reviveFen } from '../src/platform/db/rows.ts'
import { execute } from '../src/platform/execute.ts'
import { type Table, World } from '../src/platform/world.ts'
import { react } from '../src/reactions.ts'
import { returnsDomain } from '../src/returns/facts.ts'
import type { Returns } from '../src/returns/model.ts'
import { returnsTable } from '../src/returns/store.ts'
import { pageOf } from './doubts.ts'
import { tables } from './simulate/tables.ts'

/** The moment of a Shanghai wall time, such as `2026-03-08T10:00`. */
export function wall(time: string): Instant {
  return Date.parse(`${time}:00+08:00`)
}

/** A world in which nothing was before: what has not been written stands as its table begins. */
class EmptyWorld extends World {
  override read<Row>(table: Table<Row>, shopId: number, id: string): Row {
    const page = pageOf(table.name, id, (rows) => [...this.rows(rows)].map(({ row }) => row))
    if (page !== undefined) return page as Row
    this.placeInitial(table as Table<unknown>, { shopId, id })
    return super.read(table, shopId, id)
  }
}

/** How the provider behaves: does as it is told, says nothing, or refuses these. */
export type Manner = 'prompt' | 'silent' | { readonly refuses: readonly string[] }

export interface MemoryOptions {
  readonly now?: string
  readonly terms?: Partial<Terms>
  readonly feePerMille?: number
  readonly holdDays?: number
  readonly partialRelease?: boolean
}

export interface Goods {
  readonly fen: number
  readonly kind?: Fulfilment['kind']
  readonly hours?: number
  readonly stock?: number
  /** Whatever else the offer says. */
  readonly offer?: Partial<Offer>
}

type Present = Exclude<Payment, { status: 'none' }>

const shopId = 1
export const buyer = 'guest:wang'
export const seller = 'person:chen'
/** People of the roster: the door has seen their role. */
export const mediators = ['person:zhao', 'person:qian', 'person:sun'] as const
/** The head of the desk. */
export const head = 'person:li'
/** What seals blind bids here. */
export const bidKey = Buffer.alloc(32, 7)
/** Whatever waits for a moment, by its domain. */
const clocks: Readonly<Record<string, Table<unknown>>> = {
  orders: orders as Table<unknown>,
  returns: returnsTable as Table<unknown>,
  complaints: complaints as Table<unknown>,
}
/** Every table that follows from the journal. */
const replayed = tables.filter(({ name }) => name !== 'transfers' && name !== 'streams')
/** Timers decide so long after they fall due. */
const decideAfter = 10 * second

/**
 * Every domain and every reaction, without a database, a server or a provider: the same decisions
 * as in the house, in memory. After each command the books must agree; a timer that is still there
 * after it was decided fails the test, for in the house it would be asked for ever.
 */
export class Memory {
  world = new EmptyWorld()
  readonly log: Happened[] = []
  at: Instant
  provider: Manner = 'prompt'
  /** Do notices reach whom they are for? */
  notices: 'arrive' | 'lost' = 'arrive'
  private readonly domains: ReadonlyMap<string, Domain>
  private readonly holdDays: number
  private commands = 0
  private made = 0

  constructor(options: MemoryOptions = {}) {
    this.at = wall(options.now ?? '2026-03-08T10:00')
    this.holdDays = options.holdDays ?? 180
    const capabilities = {
      partialRelease: options.partialRelease ?? true,
      holdDaysMax: this.holdDays,
      refundDaysMax: this.holdDays,
    }
    const site = { terms: { ...terms, ...options.terms }, capabilities }
    const disputes = disputeDomain({ terms: disputeTerms, bidKey })
    const all = [shopDomain, catalogue, paymentDomain, ledger, logistics, returnsDomain, disputes]
    this.domains = new Map([...all, orderDomain(site)].map((one) => [one.name, one]))
    const feePerMille = options.feePerMille ?? 6
    const shop = { shopId: 'shp_00000000000000000000000001', name: '曼曼美肤', feePerMille }
    this.does(seller, 'shops', shopRow, { type: 'open', ...shop })
  }

  /**
   * 重放. The process dies: whatever was only in memory is gone, and all is made again from what was
   * written. The same rows must come of it. `written` lines of the journal had been committed.
   */
  crash(written = this.log.length): void {
    const before = this.world
    const whole = written === this.log.length
    const lines = this.log.slice(0, written)
    this.world = new EmptyWorld()
    this.log.length = 0
    for (const line of lines) {
      // As it stands in the journal: text.
      const event = reviveFen(JSON.parse(canonicalJson(line.event))) as Happened['event']
      const domain = this.domains.get(line.domain)
      assert(domain, line.domain)
      domain.apply(this.world, line.shopId, line.target, event)
      this.log.push({ ...line, event })
    }
    for (const table of whole ? replayed : [])
      for (const { shopId: shop, id, row } of before.rows(table))
        assert.deepEqual(this.world.read(table, shop, id), row, `${table.name}/${id} made again`)
  }

  /** What somebody does is decided, and dies before it is written; then it is done once more. */
  dies(act: () => void): void {
    const [written, commands, made] = [this.log.length, this.commands, this.made]
    act()
    const first = this.log.slice(written)
    this.crash(written)
    this.commands = commands
    this.made = made
    act()
    assert.deepEqual(this.log.slice(written), first, 'the same, decided again')
  }

  /** One command and all that follows from it in the same transaction. */
  submit(actor: string, domain: string, target: string, body: object): Happened[] | Refusal {
    const id = String(++this.commands)
    const seed = Buffer.alloc(32)
    seed.writeUInt32BE(this.commands)
    const ofRoster = mediators.some((one) => one === actor) ? { grant: mediatorGrant } : {}
    const grant = actor === head ? { grant: headGrant } : ofRoster
    const command = { id, shopId, actor, domain, target, body: body as Body, seed, ...grant }
    const parts = { domains: this.domains, react }
    const answer = execute(this.world, { ...command, arrivedAt: this.at }, parts)
    if (isRefusal(answer)) return answer
    this.log.push(...answer)
    this.checkBooks()
    for (const { event } of answer)
      this.tell(target, event as { type: string; complaintId?: string })
    return [...answer]
  }

  /** The room of notices: what was opened lies in the seller's list at once. */
  private tell(orderId: string, event: { type: string; complaintId?: string }): void {
    if (event.type !== 'complaint.opened' || this.notices === 'lost') return
    const notice = { type: 'notice', delivered: true, complaintId: event.complaintId }
    this.submit('notices', 'complaints', orderId, notice)
  }

  /** The same, for what must succeed; then the provider does its part. */
  does(actor: string, domain: string, target: string, body: object): string[] {
    const answer = this.submit(actor, domain, target, body)
    assert(!isRefusal(answer), `${domain} ${JSON.stringify(body, plain)}: ${code(answer)}`)
    this.provide()
    return answer.map(({ event }) => event.type)
  }

  /** The same, where a refusal is as good an answer: null, or its code. */
  tries(actor: string, domain: string, target: string, body: object): string | null {
    const answer = this.submit(actor, domain, target, body)
    this.provide()
    return isRefusal(answer) ? answer.refused : null
  }

  /** The code of the refusal, for what must be refused. */
  refuses(actor: string, domain: string, target: string, body: object): string {
    const answer = this.submit(actor, domain, target, body)
    assert(isRefusal(answer), `not refused: ${domain} ${JSON.stringify(body, plain)}`)
    return answer.refused
  }

  publish({ fen, kind = 'parcel', hours = 48, stock = 10, offer: more = {} }: Goods): string {
    const listingId = `lst_${++this.made}`
    const fulfilment = kind === 'parcel' || kind === 'digital' ? { kind } : { kind, place: '汉口' }
    const words = { title: `商品${this.made}`, text: '', photos: [], shipWithinHours: hours }
    const offer = { ...words, priceFen: BigInt(fen), fulfilment, ...more }
    this.does(seller, 'listings', listingId, { type: 'publish', listingId, offer, stock })
    return listingId
  }

  /** Publishes these goods, and the buyer orders one of each. */
  order(...goods: Goods[]): string {
    const items = goods.map((one) => ({ listingId: this.publish(one), quantity: 1 }))
    return this.buy(
      items,
      goods.reduce((sum, { fen }) => sum + fen, 0),
    )
  }

  buy(items: readonly WantedItem[], totalFen: number, more: object = {}): string {
    const orderId = this.newOrderId()
    this.does(buyer, 'orders', orderId, { ...this.wish(items, totalFen), ...more })
    return orderId
  }

  wish(items: readonly WantedItem[], totalFen: number): object {
    const expectedTotalFen = BigInt(totalFen)
    const who = { buyerId: 'wang', contactId: 'c1', hasAddress: true, linkHash: 'hash' }
    return { type: 'open', items, expectedTotalFen, ...who }
  }

  newOrderId(): string {
    return `ord_${String(++this.made).padStart(26, '0')}`
  }

  /** The buyer pays, and the provider tells of it. */
  pay(orderId: string, amountFen?: number): void {
    this.fact(orderId, {
      dedupeKey: `payment:${orderId}:${amountFen ?? 'price'}`,
      kind: 'payment',
      amountFen: BigInt(amountFen ?? this.of(orderId).totalFen),
      holdExpiresAt: this.at + this.holdDays * 86_400_000,
    })
  }

  /** Orders and pays. */
  paid(...goods: Goods[]): string {
    const orderId = this.order(...goods)
    this.pay(orderId)
    return orderId
  }

  ship(orderId: string, ...itemIds: string[]): string {
    const parcelId = `pcl_${++this.made}`
    const trackingNo = `SD${String(this.made).padStart(10, '0')}`
    const ids = itemIds.length > 0 ? itemIds : this.of(orderId).items.map(({ id }) => id)
    const how = { parcelId, carrierId: 'sudi', trackingNo, content: '密码 8421' }
    this.does(seller, 'orders', orderId, { type: 'ship', itemIds: ids, ...how })
    return parcelId
  }

  scan(parcelId: string, kind: ScanKind, consented = false): void {
    const scan = { kind, at: this.at, place: '武汉', consented }
    this.does('carrier:sudi', 'parcels', parcelId, { type: 'scan', scan })
  }

  as(actor: string, orderId: string, type: string, more: object = {}): string[] {
    return this.does(actor, 'orders', orderId, { type, ...more })
  }

  complain(orderId: string, fen: number | null = null): void {
    const claim = { amountFen: fen === null ? null : BigInt(fen), issue: 'damaged', text: '坏了' }
    this.does(buyer, 'complaints', orderId, { type: 'open', ...claim })
  }

  /** What somebody does in the case of this order. */
  inCase(
    actor: string,
    orderId: string,
    ...[type, more = {}]: [type: string, more?: object]
  ): string[] {
    return this.does(actor, 'complaints', orderId, { type, ...more })
  }

  offersOf(orderId: string): CaseFile['offers'] {
    const file = this.world.read(complaints, shopId, orderId)
    return file.status === 'none' ? [] : file.offers
  }

  fileOf(orderId: string): Complaint {
    return this.world.read(complaints, shopId, orderId)
  }

  caseOf(orderId: string): CaseFile {
    const file = this.world.read(complaints, shopId, orderId)
    assert(file.status !== 'none', 'a case')
    return file
  }

  /** The provider's word on this order's money. */
  fact(orderId: string, what: Partial<KeptFact> & Pick<KeptFact, 'kind' | 'dedupeKey'>): void {
    const fact = {
      paymentNo: orderId.slice(4),
      instructionNo: null,
      status: 'succeeded',
      upstreamState: 'DONE',
      amountFen: 0n,
      occurredAt: this.at,
      providerNo: 'p1',
      holdExpiresAt: null,
      ...what,
    }
    const raw = { headers: {}, body: Buffer.from(String(this.commands)).toString('base64') }
    const command = { type: 'fact', source: 'callback', fact, raw }
    this.does('provider:memory', 'payments', orderId, command)
  }

  /** The provider ends the hold by itself: the seller gets whatever is left there. */
  endHold(orderId: string): bigint {
    const { paidFen, movements } = this.of(orderId)
    const gone = movements.filter(({ status, kind }) => status === 'done' && kind !== 'return')
    const amountFen = gone.reduce((left, one) => left - one.amountFen, paidFen)
    this.fact(orderId, { kind: 'hold_ended', dedupeKey: `hold_ended:${orderId}`, amountFen })
    return amountFen
  }

  /** Lets so much time pass: every deadline decides, in order, and the provider answers. */
  pass(ms: number): void {
    const until = this.at + ms
    for (let decisions = 0; ; decisions++) {
      assert(decisions < 10_000, 'deadlines without end')
      const next = this.nextTimer()
      if (!next || next.dueAt + decideAfter > until) break
      this.at = Math.max(this.at, next.dueAt + decideAfter)
      this.does('clock', next.domain, next.orderId, { type: 'time', kind: next.kind })
      const again = this.waiting(next.domain).some(
        (one) => one.orderId === next.orderId && one.kind === next.kind && one.dueAt === next.dueAt,
      )
      assert(!again, `the timer ${next.kind} is still there after it was decided`)
    }
    this.at = until
  }

  /** What has happened to this order itself, oldest first. */
  events(orderId: string): OrderEvent[] {
    return this.log
      .filter(({ domain, target }) => domain === 'orders' && target === orderId)
      .map(({ event }) => event as OrderEvent)
  }

  /** What stands in a listing's offer now. */
  offerOf(listingId: string): Offer {
    const listing = this.world.read(listings, shopId, listingId)
    assert(listing.status !== 'none', 'a listing')
    const { title, text, priceFen, photos, shipWithinHours, fulfilment } = listing
    return { title, text, priceFen, photos, shipWithinHours, fulfilment }
  }

  /** The same for this thing in every room. */
  happened(target: string): string[] {
    return this.log.filter((one) => one.target === target).map(({ event }) => event.type)
  }

  of(orderId: string): Opened {
    const order = this.world.read(orders, shopId, orderId)
    assert(order.status !== 'none', 'an order')
    return order
  }

  returnsOf(orderId: string): Returns {
    return this.world.read(returnsTable, shopId, orderId)
  }

  stock(listingId: string): number {
    const listing = this.world.read(listings, shopId, listingId)
    return listing.status === 'none' ? 0 : listing.stock
  }

  /** Released to the seller, fee, refunded to the buyer, and still held: all in fen. */
  money(orderId: string): [released: number, fee: number, refunded: number, held: number] {
    const { releasedFen, feeFen, refundedFen, escrowFen } = sums(this.of(orderId))
    return [Number(releasedFen), Number(feeFen), Number(refundedFen), Number(escrowFen)]
  }

  /** What stands on the credit side of this account, less what stands on the debit side. */
  balance(account: string): bigint {
    const found = this.world.read(accounts, shopId, account)
    return found ? found.creditsPostedFen - found.debitsPostedFen : 0n
  }

  private nextTimer() {
    return Object.keys(clocks)
      .flatMap((domain) => this.waiting(domain))
      .toSorted((a, b) => a.dueAt - b.dueAt)[0]
  }

  /** When is the next moment that this order, or a case or return about it, waits for? */
  firstDueAt(orderId: string): Instant {
    const all = Object.keys(clocks).flatMap((domain) => this.waiting(domain))
    const mine = all.filter((one) => one.orderId === orderId)
    return Math.min(Number.POSITIVE_INFINITY, ...mine.map(({ dueAt }) => dueAt))
  }

  /** Every moment that something of this domain waits for. */
  private waiting(domain: string) {
    const table = clocks[domain]
    return [...(table ? this.world.rows(table) : [])].flatMap(({ id, row }) =>
      (table?.timers?.(row) ?? []).map(({ kind, dueAt }) => {
        return { domain, orderId: id, kind, dueAt }
      }),
    )
  }

  /** The provider answers whatever it has been asked. */
  provide(): void {
    if (this.provider === 'silent') return
    for (const { id, row } of [...this.world.rows(payments)])
      for (const asked of openInstructions(row))
        if (row.status !== 'none') this.answer(id, row, asked)
  }

  private answer(orderId: string, payment: Present, asked: string): void {
    const tell = (body: object) => this.does('dispatcher', 'payments', orderId, body)
    if (asked === 'prepare') return void tell({ type: 'prepared', payUrl: 'https://pay.test/1' })
    if (asked === 'close') return void tell({ type: 'closed', how: 'closed' })
    if (asked === 'notice') return void tell({ type: 'notified', providerNo: 'N1' })
    const found = payment.instructions.find(({ no }) => no === asked)
    assert(found, 'an instruction')
    const ended = this.of(orderId).holdEnded !== null
    const refuses = typeof this.provider === 'object' && this.provider.refuses.includes(found.kind)
    const outcome = { type: 'outcome', no: asked, outcome: 'refused' }
    if (ended) return void tell({ ...outcome, code: 'hold.ended' })
    if (refuses) return void tell({ ...outcome, code: 'refund.bank_refused' })
    const { kind, amountFen } = found
    this.fact(orderId, { kind, instructionNo: asked, dedupeKey: `${kind}:${asked}`, amountFen })
  }

  /** Debits equal credits, no escrow is overdrawn, and the mirror shows what orders believe. */
  private checkBooks(): void {
    let [posted, pending, escrow] = [0n, 0n, 0n]
    for (const { id, row } of this.world.rows(accounts)) {
      if (row === null) continue
      posted += row.debitsPostedFen - row.creditsPostedFen
      pending += row.debitsPendingFen - row.creditsPendingFen
      if (row.code !== 'order.escrow') continue
      const left = row.creditsPostedFen - row.debitsPostedFen
      escrow += left
      assert(left - row.debitsPendingFen >= 0n, 'an escrow is overdrawn')
      const seen = sums(this.of(id.slice('order.escrow/'.length)))
      assert.deepEqual([seen.escrowFen, seen.pendingFen], [left, row.debitsPendingFen])
      assert(seen.freeFen >= 0n && seen.lockedFen >= 0n && seen.owedFen >= 0n, 'below zero')
    }
    assert.deepEqual([posted, pending], [0n, 0n], 'debits equal credits')
    assert.equal(-this.balance('psp.held'), escrow + this.balance('psp.suspense'), 'held = open')
  }
}

function code(answer: unknown): string {
  return isRefusal(answer as Refusal) ? (answer as Refusal).refused : ''
}

function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
