import type { RefusalWords } from '../kernel/wording.ts'
import type { Refusal } from './model.ts'

/** 订单的拒绝. Why a step of an order cannot be, and what to do instead. */
export const orderRefusals: Record<Refusal, RefusalWords> = {
  'order.not_found': {
    zh: '没有这个订单，或您不是它的一方。',
    en: 'There is no such order, or you are not a party to it.',
    status: 404,
  },
  'order.exists': { zh: '这个订单已经存在。', en: 'This order exists already.' },
  'order.not_yours_to_do': {
    zh: '这一步要由对方来做。',
    en: 'This is for the other side to do.',
    status: 403,
  },
  'order.nothing_offered': {
    zh: '商品已下架或店铺不营业，没有扣款。',
    en: 'It is no longer for sale. Nothing was charged.',
  },
  'order.own_goods': { zh: '不能购买自己的商品。', en: 'You cannot buy your own goods.' },
  'order.unpaid_already': {
    zh: '您对这件商品已有几个没付款的订单，请先付款或取消。没有扣款。',
    en: 'You have several unpaid orders of this: pay or cancel them first. Nothing was charged.',
    status: 429,
  },
  'order.price_changed': {
    zh: '价格刚刚变了，请看过新价格再下单。没有扣款。',
    en: 'The price has just changed: please look again. Nothing was charged.',
  },
  'order.nothing_to_pay': {
    zh: '优惠后应付金额为 0 元，暂不能下单，请联系卖家。没有扣款。',
    en: 'With the discount there is nothing to pay: please ask the seller. Nothing was charged.',
  },
  'order.address_missing': {
    zh: '请填写收货地址。',
    en: 'Please give an address to send it to.',
    status: 422,
  },
  'order.warning_unconfirmed': {
    zh: '请先看过商品页的提醒并确认，再下单。没有扣款。',
    en: 'Please read and confirm the warnings about this offer first. Nothing was charged.',
    status: 422,
  },
  'order.not_paid': { zh: '订单还没有付款，或已经结束。', en: 'The order is not paid, or over.' },
  'order.too_late_to_cancel': {
    zh: '已经发货或已结束，不能取消。收到后可以退货或投诉。',
    en: 'It is shipped or over and cannot be cancelled. You can return it or complain.',
  },
  'order.reason_missing': {
    zh: '卖家取消订单须说明理由。',
    en: 'A seller who cancels must say why.',
    status: 422,
  },
  'order.item_not_awaiting': {
    zh: '所选商品中有的已发货、已退款或不存在。',
    en: 'One of these items is shipped, refunded, or not part of the order.',
  },
  'order.items_differ_in_kind': {
    zh: '交付方式不同的商品要分开处理。',
    en: 'Items that are delivered in different ways go separately.',
  },
  'order.tracking_missing': {
    zh: '请填写物流公司和运单号。',
    en: 'Please give the carrier and the tracking number.',
    status: 422,
  },
  'order.content_missing': {
    zh: '请填写要交付的内容。',
    en: 'Please give the content to deliver.',
    status: 422,
  },
  'order.nothing_to_collect': {
    zh: '没有等待自提、核销或打开的商品。',
    en: 'Nothing is waiting to be collected, redeemed or opened.',
  },
  'order.code_wrong': {
    zh: '取货码不对，请向买家核对。',
    en: 'This is not the code: ask the buyer again.',
    status: 422,
  },
  'order.nothing_overdue': {
    zh: '还没有超过承诺的发货时间。',
    en: 'The ship promise has not been broken yet.',
  },
  'order.not_all_shipped': {
    zh: '还有商品没有发货，不能确认收货。',
    en: 'Something has not been shipped yet, so receipt cannot be confirmed.',
  },
  'order.confirm_unproven': {
    zh: '还没有物流、取货码或打开记录说明货已到您手里。要现在确认，请用下单时填写的手机号登录；不确认也可以，到期会自动处理。',
    en: 'No carrier, code or opening shows yet that you have it. To confirm now, sign in with the telephone number of the order; or leave it, and the clock decides.',
    status: 403,
  },
  'order.already_received': { zh: '已经确认过收货。', en: 'Receipt was confirmed before.' },
  'order.nothing_held': {
    zh: '这个订单没有担保中的款项。',
    en: 'No money is held for this order.',
  },
  'order.changed_meanwhile': {
    zh: '提议之后这个订单又有资金变动，请重新核对后再提。',
    en: 'Money of this order has moved since that was proposed: look again, and propose anew.',
  },
  'order.hold_is_over': {
    zh: '担保已结束，不能经支付机构退回；请登记场外退款。',
    en: 'The hold is over, so nothing goes back through the provider: record a refund outside.',
  },
  'order.nothing_hangs': {
    zh: '这个订单没有担保结束后挂着的款项。',
    en: 'Nothing of this order hangs after an ended hold.',
  },
  'order.still_disputed': {
    zh: '这笔款项还有争议，先处理争议。',
    en: 'This money is still disputed: settle the dispute first.',
  },
  'order.amount_too_high': {
    zh: '金额须大于零，且不超过担保中的款项。',
    en: 'The amount must be above zero and no more than what is held.',
    status: 422,
  },
  'order.term_not_open': { zh: '没有待签的条款。', en: 'There is no term to sign.' },
  'order.term_agreed': {
    zh: '条款双方已经签署，不能再改。没有做到时可以投诉。',
    en: 'Both sides have signed a term: it stands. If it is not kept, you can complain.',
  },
  'order.term_too_often': {
    zh: '已经提议过二十次条款，请直接和卖家商量。',
    en: 'Twenty terms have been proposed: please talk to the seller.',
  },
  'order.term_too_late': {
    zh: '已经发货或结束，不能再改条款。',
    en: 'It is sent or over: its terms stay as they are.',
  },
  'order.term_unusable': {
    zh: '条款须有内容，发货时间在 60 天内。',
    en: 'A term needs words, and a ship promise within 60 days.',
    status: 422,
  },
  'order.reported_already': {
    zh: '这笔支付已报告过盗刷，支付机构已收到通知。',
    en: 'This payment has been reported already, and the provider knows.',
  },
  'order.reported_often': {
    zh: '已经五次报告又撤回，请直接联系您的银行或支付机构。',
    en: 'It has been reported and taken back five times: please turn to your bank or the provider.',
  },
  'order.not_reported': {
    zh: '这笔支付没有未撤回的盗刷报告。',
    en: 'There is no open report about this payment.',
  },
  'order.nudge_unfitting': {
    zh: '这句话和订单现在的情况对不上。',
    en: 'This does not fit how the order stands now.',
  },
  'order.nudged_already': {
    zh: '这句话今天已经带到了。明天再说，或者点“有问题”。',
    en: 'This was handed over today already: wait a day, or say that something is wrong.',
  },
  'order.parcel_unknown': { zh: '没有这个包裹。', en: 'There is no such parcel.', status: 404 },
  'order.not_due': { zh: '时间还没到。', en: 'It is not due.' },
}
