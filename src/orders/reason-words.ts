import type { Words } from '../kernel/wording.ts'
import type { Redress } from './model.ts'

/** Reasons that the house itself gives; any other reason is a person's own words. */
type HouseReason =
  | 'unpaid'
  | 'cancelled'
  | 'cancelled_by_buyer'
  | 'cancelled_by_seller'
  | 'wrong_amount'
  | 'payment_refused'
  | 'overdue'
  | 'undelivered'
  | 'came_back'
  | 'lost'
  | Redress
  | 'seller'
  | 'hold_ending'
  | 'paid_in_vain'
  | 'release'
  | 'fee'
  | 'account_stolen'

export const houseReasons: Readonly<Record<HouseReason, Words>> = {
  unpaid: { zh: '超时未付款', en: 'not paid in time' },
  cancelled: { zh: '买家取消', en: 'the buyer cancelled' },
  cancelled_by_buyer: { zh: '买家取消', en: 'the buyer cancelled' },
  cancelled_by_seller: { zh: '卖家取消', en: 'the seller cancelled' },
  wrong_amount: { zh: '付款金额不对', en: 'the amount paid was not the price' },
  payment_refused: { zh: '支付机构未能受理', en: 'the provider refused the payment' },
  overdue: { zh: '没有按时发货', en: 'not shipped in time' },
  undelivered: { zh: '物流没有送达的记录', en: 'no record of a delivery' },
  came_back: { zh: '包裹退回', en: 'the parcel came back' },
  lost: { zh: '包裹丢失', en: 'the parcel was lost' },
  agreement: { zh: '双方达成一致', en: 'both sides agreed' },
  return: { zh: '退货', en: 'a return' },
  ruling: { zh: '裁决', en: 'a ruling' },
  default: { zh: '逾期未答复，按规则退款', en: 'no answer in time: refunded by rule' },
  seller: { zh: '卖家主动退款', en: 'the seller gave it back' },
  hold_ending: { zh: '担保期将满', en: 'the hold was about to end' },
  paid_in_vain: { zh: '迟到或金额不符的付款', en: 'paid too late, or not the price' },
  release: { zh: '交易完成', en: 'the trade is complete' },
  fee: { zh: '服务费', en: 'the fee' },
  account_stolen: { zh: '卖家账号可能被盗', en: 'the seller’s account may have been stolen' },
}
