import assert from 'node:assert/strict'
import { buyer, Memory, type MemoryOptions, seller } from '../../test/memory.ts'
import type { Aftersales } from '../catalogue/model.ts'
import { asDelivered } from './judging.ts'
import type { Return } from './model.ts'
import { listOf } from './pieces.ts'

export const address = { contactId: 'a1' }
export const carrier = 'carrier:sudi'

/** A trade that has been delivered, and its returns. */
export class Trade {
  readonly market: Memory
  readonly orderId: string

  constructor(goods: Parameters<Memory['paid']>, options: MemoryOptions = {}) {
    this.market = new Memory({ now: '2026-03-10T10:00', ...options })
    this.orderId = this.market.paid(...goods)
    this.market.scan(this.market.ship(this.orderId), 'signed')
  }

  wish(more: object = {}): object {
    const pieces = this.market.of(this.orderId).items.map(({ id, quantity }) => {
      return { itemId: id, quantity }
    })
    const what = { track: 'no_reason', remedy: 'refund', pieces, text: '', photos: [] }
    const how = { condition: asDelivered, contest: false, sellerSold: 99 }
    return { type: 'request', ...what, ...how, ...more }
  }
  request(more: object = {}): Return {
    this.market.does(buyer, 'returns', this.orderId, this.wish(more))
    return this.last
  }
  refused(more: object = {}): string {
    return this.market.refuses(buyer, 'returns', this.orderId, this.wish(more))
  }
  does(actor: string, type: string, more: object = {}): Return {
    this.market.does(actor, 'returns', this.orderId, { type, no: this.last.no, ...more })
    return this.last
  }
  no(actor: string, type: string, more: object = {}): string {
    const body = { type, no: this.last.no, ...more }
    return this.market.refuses(actor, 'returns', this.orderId, body)
  }
  get last(): Return {
    const last = listOf(this.market.returnsOf(this.orderId)).at(-1)
    assert(last, 'a return')
    return last
  }
  /** Asked for, addressed, sent, and signed for by the seller. */
  sentBack(more: object = {}): void {
    this.request(more)
    this.does(seller, 'address', address)
    this.does(buyer, 'send', { parcelId: 'pcl_r1', carrierId: 'sudi', trackingNo: 'RT00000001' })
  }
  scanBack(kind: 'signed' | 'accepted' | 'lost' | 'returned', parcelId = 'pcl_r1'): void {
    this.market.scan(parcelId, kind)
  }
  /** What has happened to its returns, by kind. */
  get kinds(): string[] {
    return this.market.log.flatMap(({ domain, event }) => (domain === 'returns' ? event.type : []))
  }
  get money() {
    return this.market.money(this.orderId)
  }
}

export const cup = { fen: 16_800 }
export const fault = { track: 'quality', text: '铅含量超标，检测 38mg/kg' }

/** 售后约定: nothing beyond the law. */
export const plain: Aftersales = {
  exclusion: null,
  returnDays: null,
  freightBySeller: false,
  warrantyMonths: 0,
  occasional: false,
  freeFreight: null,
}
