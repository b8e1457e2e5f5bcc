import type { Person } from '../person.ts'
import { offer, orderBody } from '../trade.ts'
import { type Arena, type Bought, each, many, priceFen } from './arena.ts'

/** One wish of a race: who sends what. */
export interface Runner {
  readonly who: Person
  readonly path: string
  readonly body: object
}

/** One fight over one thing, and how it may end. */
export interface Contest {
  readonly runners: readonly [Runner, Runner]
  /**
   * What the two may be answered, in their order, and how much the buyer then gets back in the end,
   * in fen; null where there is no order to ask. Nothing else is right.
   */
  readonly endings: readonly Ending[]
  /** Whose order it is about. Null: whoever won opens it. */
  readonly bought: Bought | null
}

export interface Ending {
  readonly answers: readonly [string, string]
  readonly refundedFen: number | null
}

/** 竞态. Two wishes about one thing that cannot both be granted as they stand. */
export interface Race {
  readonly name: string
  prepare(arena: Arena, count: number): Promise<Contest[]>
}

const won = (answers: readonly [string, string], refundedFen: number | null = null): Ending => ({
  answers,
  refundedFen,
})

/** Two buyers, one piece. */
const lastItem: Race = {
  name: 'last item',
  prepare: (arena, count) =>
    many(count, async () => {
      const listingId = await arena.offer(1)
      const runner = async (): Promise<Runner> => ({
        who: await arena.newcomer(),
        path: '/v1/orders',
        body: orderBody([{ listingId, priceFen }]),
      })
      return {
        runners: [await runner(), await runner()],
        endings: [won(['done', 'listing.sold_out']), won(['listing.sold_out', 'done'])],
        bought: null,
      }
    }),
}

/** The buyer confirms on two devices at once: the money is released once. */
const doubleConfirm: Race = {
  name: 'double confirm',
  prepare: async (arena, count) =>
    (await arena.delivered(count)).map((bought) => {
      const confirm = { who: bought.buyer, path: `/v1/orders/${bought.orderId}/confirm`, body: {} }
      const late = 'order.already_received'
      return {
        runners: [confirm, confirm],
        endings: [won(['done', late], 0), won([late, 'done'], 0)],
        bought,
      }
    }),
}

/** 确认收货与投诉. Whichever comes first, the complaint's lock holds the money until it is decided. */
const confirmOrComplain: Race = {
  name: 'confirm against complaint',
  prepare: async (arena, count) =>
    (await arena.delivered(count)).map((bought) => {
      const { buyer: who, orderId } = bought
      return {
        runners: [
          { who, path: `/v1/orders/${orderId}/confirm`, body: {} },
          { who, path: `/v1/orders/${orderId}/complaint`, body: { issue: 'fake', text: '假的' } },
        ],
        // Nobody answers it: the site's rule gives everything back.
        endings: [won(['done', 'done'], priceFen)],
        bought,
      }
    }),
}

/** The buyer cancels while the seller hands it to the carrier. */
const cancelOrShip: Race = {
  name: 'cancel against ship',
  prepare: async (arena, count) =>
    (await arena.paid(count)).map((bought) => {
      const { buyer, orderId } = bought
      return {
        runners: [
          { who: buyer, path: `/v1/orders/${orderId}/cancel`, body: {} },
          { who: arena.seller, path: `/v1/orders/${orderId}/ship`, body: arena.shipment() },
        ],
        endings: [
          won(['done', 'order.item_not_awaiting'], priceFen),
          // Sent, and then silence of the carrier: what nobody can show was delivered goes back.
          won(['order.too_late_to_cancel', 'done'], priceFen),
        ],
        bought,
      }
    }),
}

/** Two of the roster take one case at once. */
const twoTakers: Race = {
  name: 'two mediators take a case',
  prepare: async (arena, count) =>
    each(await arena.delivered(count), async (bought) => {
      const { buyer, orderId } = bought
      await buyer.does(`/v1/orders/${orderId}/complaint`, { issue: 'damaged', text: '裂了' })
      await buyer.does(`/v1/orders/${orderId}/complaint/escalate`)
      const path = `/v1/desk/complaints/${orderId}/take`
      const [zhao, qian] = arena.mediators
      return {
        runners: [
          { who: zhao, path, body: {} },
          { who: qian, path, body: {} },
        ],
        endings: [won(['done', 'complaint.wrong_stage']), won(['complaint.wrong_stage', 'done'])],
        bought,
      }
    }),
}

/** The mediator rules from two windows, with two amounts: one ruling stands. */
const twoRulings: Race = {
  name: 'two rulings of one case',
  prepare: async (arena, count) =>
    each(await arena.delivered(count), async (bought) => {
      const { buyer, orderId } = bought
      const [who] = arena.mediators
      await buyer.does(`/v1/orders/${orderId}/complaint`, { issue: 'damaged', text: '裂了' })
      await buyer.does(`/v1/orders/${orderId}/complaint/escalate`)
      await who.does(`/v1/desk/complaints/${orderId}/take`)
      const path = `/v1/desk/complaints/${orderId}/rule`
      const ruling = (refundFen: number) => ({
        ...{ who, path },
        body: { refundFen, damagesFen: 0, faults: ['flawed'], reasons: '轻微瑕疵' },
      })
      const late = 'complaint.wrong_stage'
      return {
        runners: [ruling(5_000), ruling(9_000)],
        endings: [won(['done', late], 5_000), won([late, 'done'], 9_000)],
        bought,
      }
    }),
}

const sellerAddress = {
  name: '陈曼',
  phone: '13900000001',
  address: { province: '浙江省', city: '金华市', district: '义乌市', street: '江东路 1 号' },
}

/** Two people decide one return at the desk, with two amounts. */
const twoReviews: Race = {
  name: 'two decisions on one return',
  prepare: async (arena, count) =>
    each(await arena.delivered(count), async (bought) => {
      const { buyer, orderId } = bought
      const path = `/v1/orders/${orderId}/returns`
      const pieces = [{ itemId: '1', quantity: 1 }]
      await buyer.does(path, { track: 'no_reason', remedy: 'refund', pieces })
      const { trackingNo } = arena.shipment()
      await arena.seller.does(`${path}/1/address`, sellerAddress)
      await buyer.does(`${path}/1/send`, { carrierId: 'sudi', trackingNo })
      await arena.seller.does(`${path}/1/sign`)
      await arena.seller.does(`${path}/1/object`, { kind: 'incomplete', text: '少了杯盖' })
      const decide = (who: Person, refundFen: number): Runner => ({
        ...{ who, path: `/v1/desk/orders/${orderId}/returns/1/decide` },
        body: { decision: 'refund', refundFen, reason: '杯盖按差价计' },
      })
      const [zhao, qian] = arena.mediators
      const late = 'return.wrong_stage'
      return {
        runners: [decide(zhao, 15_000), decide(qian, 11_000)],
        endings: [won(['done', late], 15_000), won([late, 'done'], 11_000)],
        bought,
      }
    }),
}

/** Two refunds of the seller's that together are more than was paid. */
const twoRefunds: Race = {
  name: 'two refunds',
  prepare: async (arena, count) =>
    (await arena.delivered(count)).map((bought) => {
      const refund = (amountFen: number): Runner => ({
        ...{ who: arena.seller, path: `/v1/orders/${bought.orderId}/refund` },
        body: { amountFen, reason: '补偿' },
      })
      const more = 'order.amount_too_high'
      return {
        runners: [refund(10_000), refund(9_000)],
        endings: [won(['done', more], 10_000), won([more, 'done'], 9_000)],
        bought,
      }
    }),
}

/** The buyer cancels while the seller gives everything back. */
const cancelOrRefund: Race = {
  name: 'cancel against refund',
  prepare: async (arena, count) =>
    (await arena.paid(count)).map((bought) => {
      const at = `/v1/orders/${bought.orderId}`
      const all = { amountFen: priceFen, reason: '缺货' }
      return {
        runners: [
          { who: bought.buyer, path: `${at}/cancel`, body: {} },
          { who: arena.seller, path: `${at}/refund`, body: all },
        ],
        endings: [
          won(['done', 'order.nothing_held'], priceFen),
          won(['order.too_late_to_cancel', 'done'], priceFen),
        ],
        bought,
      }
    }),
}

/** The seller agrees to the claim in one window and refunds it in another: it is paid once. */
const agreeOrRefund: Race = {
  name: 'agree against refund',
  prepare: async (arena, count) =>
    each(await arena.delivered(count), async (bought) => {
      const { buyer, orderId } = bought
      await buyer.does(`/v1/orders/${orderId}/complaint`, { issue: 'fake', text: '假的' })
      const all = { amountFen: priceFen, reason: '认赔' }
      return {
        runners: [
          { who: arena.seller, path: `/v1/orders/${orderId}/complaint/agree`, body: {} },
          { who: arena.seller, path: `/v1/orders/${orderId}/refund`, body: all },
        ],
        endings: [
          won(['done', 'order.nothing_held'], priceFen),
          won(['complaint.not_open', 'done'], priceFen),
        ],
        bought,
      }
    }),
}

/** The buyer signs the seller's offer on one device and withdraws the case on another. */
const acceptOrWithdraw: Race = {
  name: 'accept against withdraw',
  prepare: async (arena, count) =>
    each(await arena.delivered(count), async (bought) => {
      const { buyer, orderId } = bought
      const at = `/v1/orders/${orderId}/complaint`
      await buyer.does(at, { issue: 'damaged', text: '裂了' })
      const offer = { kind: 'refund_keep', refundFen: 8_000, text: '补偿' }
      await arena.seller.does(`${at}/offers`, offer)
      const [{ id, hash }] = (await buyer.get(at)).body.offers
      const over = 'complaint.not_open'
      return {
        runners: [
          { who: buyer, path: `${at}/accept-offer/${id.replaceAll('/', '~')}`, body: { hash } },
          { who: buyer, path: `${at}/withdraw`, body: {} },
        ],
        endings: [won(['done', over], 8_000), won([over, 'done'], 0)],
        bought,
      }
    }),
}

/** The buyer withdraws while the mediator rules: withdrawn it is, before the ruling or after it. */
const ruleOrWithdraw: Race = {
  name: 'rule against withdraw',
  prepare: async (arena, count) =>
    each(await arena.delivered(count), async (bought) => {
      const { buyer, orderId } = bought
      const [who] = arena.mediators
      const at = `/v1/orders/${orderId}/complaint`
      await buyer.does(at, { issue: 'damaged', text: '裂了' })
      await buyer.does(`${at}/escalate`)
      const desk = `/v1/desk/complaints/${orderId}`
      await who.does(`${desk}/take`)
      const ruling = { refundFen: 5_000, damagesFen: 0, faults: ['flawed'], reasons: '轻微瑕疵' }
      return {
        runners: [
          { who, path: `${desk}/rule`, body: ruling },
          { who: buyer, path: `${at}/withdraw`, body: {} },
        ],
        endings: [won(['done', 'done'], 0), won(['complaint.not_open', 'done'], 0)],
        bought,
      }
    }),
}

/** The seller raises the price while somebody buys: sold for what was seen, or not at all. */
const buyOrEdit: Race = {
  name: 'buy against another price',
  prepare: (arena, count) =>
    many(count, async () => {
      const listingId = await arena.offer(1)
      const order = orderBody([{ listingId, priceFen }])
      const path = `/v1/listings/${listingId}/edit`
      return {
        runners: [
          { who: await arena.newcomer(), path: '/v1/orders', body: order },
          { who: arena.seller, path, body: { ...offer, priceFen: 2 * priceFen } },
        ],
        endings: [won(['done', 'done']), won(['order.price_changed', 'done'])],
        bought: null,
      }
    }),
}

export const races: readonly Race[] = [
  lastItem,
  doubleConfirm,
  confirmOrComplain,
  cancelOrShip,
  twoTakers,
  twoRulings,
  twoReviews,
  twoRefunds,
  cancelOrRefund,
  agreeOrRefund,
  acceptOrWithdraw,
  ruleOrWithdraw,
  buyOrEdit,
]
