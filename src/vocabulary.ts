import type { Refusal as ListingRefusal } from './catalogue/model.ts'
import type { Refusal as ComplaintRefusal } from './disputes/model.ts'
import type { Refusal as IdentityRefusal } from './identity/model.ts'
import { refusalStatus, refusalWords } from './identity/words.ts'
import type { Refusal as LedgerRefusal } from './ledger/model.ts'
import type { Refusal as ParcelRefusal } from './logistics/model.ts'
import type { Refusal as ShopRefusal } from './network/model.ts'
import type { Refusal as OrderRefusal } from './orders/model.ts'
import type { Refusal as PaymentRefusal } from './payments/model.ts'

/** 词表. Every code that people meet, in plain words. `{…}` stands for a value. */
export interface Words {
  readonly zh: string
  readonly en: string
}

export interface RefusalWords extends Words {
  /** The HTTP status; 409 where none is given: the thing stands otherwise than you think. */
  readonly status?: number
}

/** Refusals that belong to no domain: the door, the queue, the form of a request. */
export type HouseRefusal =
  | 'request.invalid'
  | 'request.not_found'
  | 'request.too_many'
  | 'request.too_large'
  | 'request.idempotency_key_missing'
  | 'request.failed'
  | 'command.id_used_for_another'
  | 'command.unavailable'
  | 'callback.not_signed'
  | 'callback.payment_unknown'
  | 'sandbox.backwards'
  | 'photo.too_large'
  | 'photo.not_an_image'
  | 'photo.too_many_pixels'
  | 'photo.busy'
  | 'photo.not_found'

const house: Record<HouseRefusal, RefusalWords> = {
  'request.invalid': {
    zh: '填写的内容不符合要求:{where}',
    en: 'Something in the request is not as it must be: {where}',
    status: 400,
  },
  'request.not_found': { zh: '没有这个页面或内容。', en: 'There is nothing here.', status: 404 },
  'request.too_many': {
    zh: '请求太频繁,请 {seconds} 秒后再试。',
    en: 'Too many requests: please try again in {seconds} seconds.',
    status: 429,
  },
  'request.too_large': { zh: '内容太大。', en: 'This is too large.', status: 413 },
  'request.idempotency_key_missing': {
    zh: '缺少 Idempotency-Key 请求头(8 至 100 个字母、数字或 -_)。',
    en: 'The header Idempotency-Key is missing (8 to 100 letters, digits, - or _).',
    status: 400,
  },
  'request.failed': {
    zh: '服务器出错了,什么都没有改变。请重试;重试不会重复执行。',
    en: 'The server failed and nothing was changed. Try again: nothing is done twice.',
    status: 500,
  },
  'command.id_used_for_another': {
    zh: '这个请求编号已用于另一个内容不同的请求。',
    en: 'This Idempotency-Key was used for a different request.',
  },
  'command.unavailable': {
    zh: '现在太忙,没有处理您的请求。请稍后用同一编号重试。',
    en: 'Too busy: nothing was done. Please try again with the same key.',
    status: 503,
  },
  'callback.not_signed': {
    zh: '回调签名无效。',
    en: 'The signature of this callback does not hold.',
    status: 401,
  },
  'callback.payment_unknown': {
    zh: '没有这笔支付。',
    en: 'There is no such payment.',
    status: 404,
  },
  'sandbox.backwards': {
    zh: '时钟只能向前拨。',
    en: 'The clock only moves forward.',
    status: 400,
  },
  'photo.too_large': {
    zh: '图片太大,最多 10 MB。',
    en: 'The picture is too large: 10 MB at most.',
    status: 413,
  },
  'photo.not_an_image': {
    zh: '这不是可用的图片(JPEG、PNG、WebP)。',
    en: 'This is not a picture we can use (JPEG, PNG, WebP).',
    status: 422,
  },
  'photo.too_many_pixels': {
    zh: '图片尺寸太大。',
    en: 'The picture has too many pixels.',
    status: 422,
  },
  'photo.busy': {
    zh: '正在处理的图片太多,请稍后再试。',
    en: 'Too many pictures at once: please try again shortly.',
    status: 503,
  },
  'photo.not_found': { zh: '没有这张图片。', en: 'There is no such picture.', status: 404 },
}

const shop: Record<ShopRefusal, RefusalWords> = {
  'shop.sign_in_first': { zh: '请先登录。', en: 'Please sign in first.', status: 401 },
  'shop.already_open': { zh: '这家店已经开了。', en: 'This shop is open already.' },
  'shop.not_found': { zh: '没有这家店。', en: 'There is no such shop.', status: 404 },
  'shop.closed': { zh: '这家店已关闭。', en: 'This shop is closed.' },
  'shop.name_unusable': {
    zh: '店名须有 1 至 40 个字。',
    en: 'A shop needs a name of 1 to 40 characters.',
    status: 422,
  },
}

const listing: Record<ListingRefusal, RefusalWords> = {
  'listing.not_found': { zh: '没有这件商品。', en: 'There is no such listing.', status: 404 },
  'listing.exists': { zh: '这件商品已经上架。', en: 'This listing exists already.' },
  'listing.shop_closed': { zh: '这家店已不再营业。', en: 'This shop no longer sells.' },
  'listing.offer_unusable': {
    zh: '商品信息不完整或超出范围(标题、价格、库存、发货时间、图片)。',
    en: 'Title, price, stock, ship promise or pictures are missing or out of range.',
    status: 422,
  },
  'listing.withdrawn': { zh: '这件商品已下架。', en: 'This listing has been withdrawn.' },
  'listing.sold_out': {
    zh: '库存不足,还剩 {stock} 件。没有扣款。',
    en: 'Not enough left: {stock} in stock. Nothing was charged.',
  },
}

const order: Record<OrderRefusal, RefusalWords> = {
  'order.not_found': {
    zh: '没有这个订单,或您不是它的一方。',
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
    zh: '商品已下架或店铺不营业,没有扣款。',
    en: 'It is no longer for sale. Nothing was charged.',
  },
  'order.own_goods': { zh: '不能购买自己的商品。', en: 'You cannot buy your own goods.' },
  'order.price_changed': {
    zh: '价格刚刚变了,请看过新价格再下单。没有扣款。',
    en: 'The price has just changed: please look again. Nothing was charged.',
  },
  'order.address_missing': {
    zh: '请填写收货地址。',
    en: 'Please give an address to send it to.',
    status: 422,
  },
  'order.not_paid': { zh: '订单还没有付款,或已经结束。', en: 'The order is not paid, or over.' },
  'order.too_late_to_cancel': {
    zh: '已经发货或已结束,不能取消。收到后可以退货或投诉。',
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
    zh: '取货码不对,请向买家核对。',
    en: 'This is not the code: ask the buyer again.',
    status: 422,
  },
  'order.nothing_overdue': {
    zh: '还没有超过承诺的发货时间。',
    en: 'The ship promise has not been broken yet.',
  },
  'order.not_all_shipped': {
    zh: '还有商品没有发货,不能确认收货。',
    en: 'Something has not been shipped yet, so receipt cannot be confirmed.',
  },
  'order.already_received': { zh: '已经确认过收货。', en: 'Receipt was confirmed before.' },
  'order.nothing_held': {
    zh: '这个订单没有担保中的款项。',
    en: 'No money is held for this order.',
  },
  'order.amount_too_high': {
    zh: '金额须大于零,且不超过担保中的款项。',
    en: 'The amount must be above zero and no more than what is held.',
    status: 422,
  },
  'order.parcel_unknown': { zh: '没有这个包裹。', en: 'There is no such parcel.', status: 404 },
  'order.not_due': { zh: '时间还没到。', en: 'It is not due.' },
  'order.movement_unknown': { zh: '没有这笔指令。', en: 'There is no such movement.' },
}

const complaint: Record<ComplaintRefusal, RefusalWords> = {
  'complaint.not_found': {
    zh: '没有这个订单,或您不是它的一方。',
    en: 'There is no such order, or you are not a party to it.',
    status: 404,
  },
  'complaint.not_yours_to_do': {
    zh: '这一步要由对方来做。',
    en: 'This is for the other side to do.',
    status: 403,
  },
  'complaint.already_open': { zh: '已有一个处理中的投诉。', en: 'A complaint is open already.' },
  'complaint.not_open': { zh: '没有处理中的投诉。', en: 'No complaint is open.' },
  'complaint.nothing_held': {
    zh: '这个订单没有担保中的款项可以锁定。',
    en: 'No money is held for this order that could be locked.',
  },
  'complaint.amount_too_high': {
    zh: '金额须大于零,且不超过担保中的款项。',
    en: 'The amount must be above zero and no more than what is held.',
    status: 422,
  },
}

const parcel: Record<ParcelRefusal, RefusalWords> = {
  'parcel.not_found': { zh: '没有这个包裹。', en: 'There is no such parcel.', status: 404 },
  'parcel.exists': { zh: '这个包裹已登记。', en: 'This parcel is registered already.' },
  'parcel.already_ended': {
    zh: '这个包裹已签收、退回或丢失。',
    en: 'This parcel is signed for, returned or lost.',
  },
  'parcel.scan_in_future': {
    zh: '扫描时间在未来。',
    en: 'The scan lies in the future.',
    status: 422,
  },
}

const payment: Record<PaymentRefusal, RefusalWords> = {
  'payment.not_found': { zh: '没有这笔支付。', en: 'There is no such payment.', status: 404 },
  'payment.exists': { zh: '这笔支付已存在。', en: 'This payment exists already.' },
}

/** Between the house and its ledger: nobody outside should ever read one of these. */
const ledger: Record<LedgerRefusal, RefusalWords> = {
  'ledger.transfer_exists': { zh: '分录已存在。', en: 'The transfer exists.' },
  'ledger.pending_not_found': { zh: '没有这笔待定分录。', en: 'No such pending transfer.' },
  'ledger.pending_already_posted': { zh: '待定分录已入账。', en: 'It was posted before.' },
  'ledger.pending_already_voided': { zh: '待定分录已撤销。', en: 'It was voided before.' },
  'ledger.amount_not_positive': { zh: '金额须大于零。', en: 'The amount must be above zero.' },
  'ledger.accounts_must_differ': { zh: '借贷账户须不同。', en: 'The accounts must differ.' },
  'ledger.exceeds_credits': {
    zh: '超过该订单担保中的款项。',
    en: 'More than what is held for this order.',
  },
}

const identity = Object.fromEntries(
  Object.entries(refusalWords).map(([code, words]) => [
    code,
    { ...words, status: refusalStatus[code as IdentityRefusal] },
  ]),
) as Record<IdentityRefusal, RefusalWords>

/** 拒绝: why not, and what to do instead. */
export const refusals: Readonly<Record<string, RefusalWords>> = {
  ...house,
  ...identity,
  ...shop,
  ...listing,
  ...order,
  ...complaint,
  ...parcel,
  ...payment,
  ...ledger,
}
