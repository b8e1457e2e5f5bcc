import { checkingRefusals } from './catalogue/check-words.ts'
import { historyRefusals } from './catalogue/history-words.ts'
import type { Event as ListingEvent, Refusal as ListingRefusal } from './catalogue/model.ts'
import {
  categoryWords,
  factWords,
  promiseWords,
  warningWords,
  waysOfFulfilment,
} from './catalogue/passport-words.ts'
import { photoRefusals } from './catalogue/photo-words.ts'
import * as caseWords from './disputes/case-words.ts'
import type { Event as ComplaintEvent } from './disputes/model.ts'
import type { Issue } from './disputes/terms.ts'
import type { HouseEvent, Event as SigningEvent } from './evidence/model.ts'
import type { EntryState } from './evidence/receipt.ts'
import { ruleWords } from './evidence/rule-words.ts'
import {
  signedStepWords as ownStepWords,
  signingEvents,
  signingRefusals,
} from './evidence/signing-words.ts'
import type { Refusal as IdentityRefusal } from './identity/model.ts'
import { purposeWords } from './identity/purpose-words.ts'
import { refusalStatus, refusalWords } from './identity/words.ts'
import type { RefusalWords, Words } from './kernel/wording.ts'
import { citationIn as lawCitationIn } from './law/citation-words.ts'
import { lawRefusals } from './law/refusal-words.ts'
import type { Event as LedgerEvent, Refusal as LedgerRefusal } from './ledger/model.ts'
import { carrierRefusals } from './logistics/carrier-words.ts'
import type { Event as ParcelEvent, Refusal as ParcelRefusal, ScanKind } from './logistics/model.ts'
import { sightWords, wordsOfStanding } from './network/check-words.ts'
import type { Event as ShopEvent } from './network/model.ts'
import { shopEvents, shopRefusals } from './network/shop-words.ts'
import type { Event as WebhookEvent } from './notices/model.ts'
import {
  topicWords,
  tryWords,
  webhookEventWords,
  webhookRefusals,
  noticeWords as wordsOfNotices,
} from './notices/notice-words.ts'
import { dueWords } from './orders/earnings-words.ts'
import type { Item, Movement, Event as OrderEvent, Status, TimerKind } from './orders/model.ts'
import { nudgeEvents, nudgeWords } from './orders/nudge-words.ts'
import { houseReasons } from './orders/reason-words.ts'
import { orderRefusals } from './orders/refusal-words.ts'
import { rightWords } from './orders/right-words.ts'
import type { OrderTimer } from './orders/timers.ts'
import type { Event as PaymentEvent, Refusal as PaymentRefusal } from './payments/model.ts'
import { houseRefusals } from './platform/http/house-words.ts'
import type { Event as ReturnEvent } from './returns/model.ts'
import {
  boughtForWords,
  clockWords,
  conditionWords,
  exclusionWords,
  objectionWords,
  refundReasonWords,
  remedyWords,
  returnEvents,
  returnRefusals,
  reviewWords,
  stageWords,
  trackWords,
} from './returns/return-words.ts'
import { deskRefusals, lookWords, partWords } from './supervision/desk-words.ts'
import {
  billRowWords,
  differenceWords,
  moneyRefusals,
  suspenseWords,
} from './supervision/money-words.ts'

/** 词表: every code that people meet, in plain words. */

/** 权利卡. What a buyer may do in an order. */
export const rights = rightWords

/** 为什么还没到账. What a seller reads beside money that has not come yet. */
export const dueReasons = dueWords

/** 商品资料的用词. What an offer states in fields, and what its buyer is warned of. */
export const offerWords = {
  categories: categoryWords,
  facts: factWords,
  promises: promiseWords,
  warnings: warningWords,
}

/** 用途说明. What stands beside each personal field. */
export const purposes = purposeWords

const listing: Record<ListingRefusal, RefusalWords> = {
  'listing.not_found': { zh: '没有这件商品。', en: 'There is no such listing.', status: 404 },
  'listing.exists': { zh: '这件商品已经上架。', en: 'This listing exists already.' },
  'listing.shop_closed': { zh: '这家店已不再营业。', en: 'This shop no longer sells.' },
  'listing.shop_frozen': {
    zh: '账号被盗冻结中，只能下架。请先核对订单并解除冻结。',
    en: 'Frozen because the account was stolen: only taking down is possible until it is lifted.',
  },
  'listing.offer_unusable': {
    zh: '商品信息不完整或超出范围（标题、价格、库存、发货时间、图片）。',
    en: 'Title, price, stock, ship promise or pictures are missing or out of range.',
    status: 422,
  },
  'listing.withdrawn': { zh: '这件商品已下架。', en: 'This listing has been withdrawn.' },
  'listing.sold_out': {
    zh: '库存不足，还剩 {stock} 件。没有扣款。',
    en: 'Not enough left: {stock} in stock. Nothing was charged.',
  },
}

const parcel: Record<ParcelRefusal, RefusalWords> = {
  'parcel.not_found': { zh: '没有这个包裹。', en: 'There is no such parcel.', status: 404 },
  'parcel.exists': { zh: '这个包裹已登记。', en: 'This parcel is registered already.' },
  'parcel.already_ended': {
    zh: '这个包裹已签收、退回或丢失。',
    en: 'This parcel is signed for, returned or lost.',
  },
  'parcel.too_many_scans': {
    zh: '这个包裹的扫描太多了，只再接受签收、退回和丢失。',
    en: 'Too many scans of this parcel: only signed-for, returned and lost are taken now.',
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

const identity = /* @__PURE__ */ Object.fromEntries(
  Object.entries(refusalWords).map(([code, words]) => [
    code,
    { ...words, status: refusalStatus[code as IdentityRefusal] },
  ]),
) as Record<IdentityRefusal, RefusalWords>

/** 拒绝: why not, and what to do instead. */
export const refusals: Readonly<Record<string, RefusalWords>> = {
  ...houseRefusals,
  ...photoRefusals,
  ...checkingRefusals,
  ...historyRefusals,
  ...identity,
  ...shopRefusals,
  ...listing,
  ...orderRefusals,
  ...caseWords.caseRefusals,
  ...parcel,
  ...carrierRefusals,
  ...webhookRefusals,
  ...deskRefusals,
  ...moneyRefusals,
  ...payment,
  ...ledger,
  ...lawRefusals,
  ...returnRefusals,
  ...signingRefusals,
}

/** 订单状态: how an order stands. */
export const statuses: Readonly<Record<Status, Words>> = {
  opened: { zh: '待付款', en: 'Waiting for payment' },
  closing: { zh: '正在关闭', en: 'Closing' },
  expired: { zh: '超时未付，已关闭', en: 'Expired unpaid' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  paid: { zh: '已付款，待发货', en: 'Paid, to be shipped' },
  overdue: { zh: '卖家逾期未发货', en: 'Not shipped in time' },
  part_shipped: { zh: '部分已发货', en: 'Partly shipped' },
  shipped: { zh: '已发货', en: 'Shipped' },
  delivered: { zh: '已送达，待确认', en: 'Delivered, to be confirmed' },
  received: { zh: '已确认收货', en: 'Receipt confirmed' },
  settled: { zh: '交易完成', en: 'Completed' },
  refunded: { zh: '已退款', en: 'Refunded' },
}

/** 商品在订单里的状态: how one item of an order stands. */
export const itemWords: Readonly<Record<Item['status'], Words>> = {
  awaiting: { zh: '待发货', en: 'To be shipped' },
  overdue: { zh: '逾期未发', en: 'Not shipped in time' },
  shipped: { zh: '已发货', en: 'Shipped' },
  delivered: { zh: '已送达', en: 'Delivered' },
  refunded: { zh: '已退款', en: 'Refunded' },
}

/** 接下来: what happens by itself when this moment comes and nobody has acted. */
export const timerWords: Readonly<Record<TimerKind, Words>> = {
  pay: { zh: '未付款，订单自动关闭', en: 'If unpaid, the order closes by itself' },
  ship: { zh: '卖家最晚发货时间', en: 'The seller must have shipped by then' },
  overdue: { zh: '仍未发货，自动全额退款', en: 'If still not shipped, the buyer is refunded' },
  doubt: { zh: '物流仍无消息，提醒双方', en: 'If the carrier stays silent, both are warned' },
  undelivered: {
    zh: '物流仍无消息，自动退款给买家',
    en: 'If the carrier stays silent, the buyer is refunded',
  },
  remind: {
    zh: '提醒买家：无理由退货还剩一天',
    en: 'The buyer is told that one day is left to return it',
  },
  confirm: {
    zh: '未提出问题，视为确认收货',
    en: 'Without a complaint, receipt counts as confirmed',
  },
  release: { zh: '货款付给卖家', en: 'The money goes to the seller' },
  repay: { zh: '再次办理退款', en: 'The refund is tried again' },
  hold: { zh: '担保期将满，按当时情况结清', en: 'The hold is ending: all is settled as it stands' },
}

type NextKind =
  | TimerKind
  | `complaint.${keyof typeof caseWords.caseTimerWords}`
  | `return.${keyof typeof clockWords}`
  | 'complaint.quiet'
  | 'shop.payout'

/** 不处理的话: what a notice says comes by itself; of a case or a return under its own name. */
export const nextWords = {
  ...timerWords,
  ...named('complaint', caseWords.caseTimerWords),
  ...named('return', clockWords),
  'complaint.quiet': { zh: '到期后按规则处理', en: 'Then the rules decide' },
  'shop.payout': {
    zh: '没有撤销，新的收款账户生效',
    en: 'If nobody stops it, the new payout account counts',
  },
} as Readonly<Record<NextKind, Words>>

function named(room: string, words: Readonly<Record<string, Words>>): Record<string, Words> {
  return Object.fromEntries(Object.entries(words).map(([kind, text]) => [`${room}.${kind}`, text]))
}

/** 谁得益: in whose favour it is when nobody acts. */
export const gainWords: Readonly<Record<OrderTimer['gains'], Words>> = {
  buyer: { zh: '对买家有利', en: 'in the buyer’s favour' },
  seller: { zh: '对卖家有利', en: 'in the seller’s favour' },
  nobody: { zh: '双方都没有损失', en: 'nobody loses' },
}

/** 证明状态: how far has an entry of the log come? */
/** The site's own rules. */
export const ruleNames = ruleWords

export const entryStateWords: Readonly<Record<EntryState, Words>> = {
  recorded: { zh: '已记录', en: 'recorded' },
  proved: { zh: '已证明，无见证', en: 'proved, unwitnessed' },
  witnessed: { zh: '已见证', en: 'witnessed' },
  chained: { zh: '由后面的记录证明', en: 'proved by a later entry' },
}

/** 可签名的步骤: what a device can sign. */
export const signedStepWords: Readonly<Record<SigningEvent['step'], Words>> = ownStepWords

type TimelineEvent =
  | SigningEvent
  | OrderEvent
  | PaymentEvent
  | ParcelEvent
  | ComplaintEvent
  | LedgerEvent
  | ReturnEvent
  | WebhookEvent

/** 经过: what has happened to an order. */
export const eventWords: Readonly<Record<TimelineEvent['type'], Words>> = {
  ...signingEvents,
  ...webhookEventWords,
  'order.opened': { zh: '买家下单', en: 'Ordered' },
  'order.close_asked': {
    zh: '请支付机构关闭付款',
    en: 'The provider is asked to close the payment',
  },
  'order.expired': { zh: '超时未付，订单关闭', en: 'Unpaid in time: the order is closed' },
  'order.cancelled': { zh: '订单取消', en: 'Cancelled' },
  'order.paid': { zh: '付款成功，钱由支付机构保管', en: 'Paid: the provider holds the money' },
  'order.paid_in_vain': {
    zh: '这笔钱本订单收不了，自动退回',
    en: 'Money that this order cannot take goes back by itself',
  },
  'order.shipped': { zh: '卖家发货', en: 'The seller shipped' },
  'order.overdue': { zh: '卖家没有按承诺时间发货', en: 'The ship promise was broken' },
  'order.carrier_spoke': { zh: '物流有消息', en: 'The carrier reported' },
  'order.doubted': { zh: '物流长时间没有消息', en: 'The carrier has been silent for long' },
  'order.delivered': { zh: '已送达', en: 'Delivered' },
  'order.came_back': { zh: '包裹退回或丢失', en: 'The parcel came back or was lost' },
  ...nudgeEvents,
  'order.received': { zh: '确认收货', en: 'Receipt confirmed' },
  'order.refund_due': { zh: '退款给买家', en: 'A refund to the buyer' },
  'order.repay_due': { zh: '再次办理退款', en: 'The refund is tried again' },
  'order.release_due': { zh: '货款付给卖家', en: 'The money goes to the seller' },
  'order.fee_due': { zh: '收取平台服务费', en: 'The platform’s fee' },
  'order.moved': { zh: '支付机构已办结', en: 'The provider has done it' },
  'order.move_refused': { zh: '支付机构没有办成，会再试', en: 'The provider refused: tried again' },
  'order.term_proposed': { zh: '买家提议约定条款', en: 'The buyer proposed a term' },
  'order.term_signed': {
    zh: '卖家签署约定条款，优先于格式条款',
    en: 'The seller signed the term: it goes before what is printed',
  },
  'order.unauthorised': {
    zh: '买家报告盗刷，已通知支付机构，货款冻结',
    en: 'The buyer disowned the payment: the provider is told, the money is held',
  },
  'order.report_withdrawn': { zh: '买家撤回盗刷报告', en: 'The buyer took the report back' },
  'order.suspected': {
    zh: '卖家账号可能被盗：货款冻结，未发货的可取消并全额退款',
    en: 'The seller’s account may have been stolen: the money is held; what is not sent can be cancelled in full',
  },
  'order.locked': { zh: '锁定争议金额', en: 'The disputed amount is locked' },
  'order.unlocked': { zh: '解除锁定', en: 'The lock is lifted' },
  'order.hold_ended': { zh: '支付机构结束了担保', en: 'The provider ended the hold' },
  'order.suspense_settled': { zh: '挂账已由平台处理', en: 'What hung was settled at the desk' },
  'order.hold_netted': {
    zh: '担保结束时已付给卖家，不再另付',
    en: 'Paid to the seller when the hold ended, and not again',
  },
  'payment.requested': { zh: '请支付机构开立付款', en: 'A payment is requested' },
  'payment.opened': { zh: '可以付款了', en: 'Ready to be paid' },
  'payment.failed': { zh: '支付机构拒绝了这笔付款', en: 'The provider refused the payment' },
  'payment.close_requested': { zh: '正在关闭付款', en: 'The payment is being closed' },
  'payment.closed': { zh: '付款已关闭', en: 'The payment is closed' },
  'payment.paid': { zh: '支付机构通知：已付款', en: 'The provider says: paid' },
  'payment.instructed': { zh: '向支付机构发出指令', en: 'The provider is instructed' },
  'payment.accepted': { zh: '支付机构已受理', en: 'The provider has accepted' },
  'payment.unknown': { zh: '结果未知，正在查询', en: 'Outcome unknown: being asked for' },
  'payment.done': { zh: '支付机构通知：已办结', en: 'The provider says: done' },
  'payment.refused': { zh: '支付机构通知：不能办理', en: 'The provider says: refused' },
  'payment.notice_due': {
    zh: '向支付机构发出未授权支付通知',
    en: 'The provider is told of an unauthorised payment',
  },
  'payment.notice_taken': {
    zh: '支付机构已收到未授权支付通知',
    en: 'The provider has the notice of an unauthorised payment',
  },
  'payment.hold_ended': { zh: '支付机构通知：担保到期', en: 'The provider says: the hold ended' },
  'payment.unexplained': {
    zh: '支付机构的来信对不上',
    en: 'Word from the provider that fits nothing',
  },
  'parcel.registered': { zh: '包裹已登记', en: 'The parcel is registered' },
  'parcel.scanned': { zh: '物流扫描', en: 'Scanned by the carrier' },
  'parcel.breached': { zh: '记录快递失职', en: 'A breach by the carrier is on record' },
  'parcel.signed': { zh: '已签收', en: 'Signed for' },
  'parcel.came_back': { zh: '包裹退回或丢失', en: 'The parcel came back or was lost' },
  ...caseWords.caseEvents,
  'ledger.transferred': { zh: '账本记录', en: 'Entered in the ledger' },
  ...returnEvents,
}

/** 店铺与商品的经过: what has happened to a shop and to what it sells. */
export const shopEventWords: Readonly<Record<(ShopEvent | ListingEvent)['type'], Words>> = {
  ...shopEvents,
  'listing.published': { zh: '商品上架', en: 'Put up for sale' },
  'listing.edited': { zh: '商品信息修改', en: 'The offer was edited' },
  'listing.restocked': { zh: '库存调整', en: 'The stock was set' },
  'listing.withdrawn': { zh: '商品下架', en: 'Withdrawn from sale' },
  'listing.reserved': { zh: '订单占用库存', en: 'Taken from the shelf by an order' },
  'listing.given_back': { zh: '库存退回', en: 'Back on the shelf' },
}

/** 系统日志: what the house has written about itself. */
export const houseEventWords: Readonly<Record<HouseEvent['type'], Words>> = {
  'house.started': { zh: '本站启动', en: 'The site was started' },
  'house.stopped': { zh: '本站停止', en: 'The site was stopped' },
  'house.check_failed': { zh: '自查发现问题', en: 'A check of itself failed' },
  'house.check_passed': { zh: '自查恢复正常', en: 'A check of itself passed again' },
}

/** 回调: what webhooks are about, and how their delivery went. */
export const webhookTopics = topicWords
export const webhookTries = tryWords

/** 工作台: the parts people play, and what was looked at. */
export const roleNames = partWords
export const lookNames = lookWords

/** 对账与挂账: how bill and book differ, and what becomes of money that hangs. */
export const differenceNames = differenceWords
export const billRowNames = billRowWords
export const suspenseNames = suspenseWords

/** 物流扫描: what a carrier reports. */
export const scanWords: Readonly<Record<ScanKind, Words>> = {
  accepted: { zh: '已揽收', en: 'Accepted' },
  out_for_delivery: { zh: '派送中', en: 'Out for delivery' },
  inspection_offered: { zh: '已请收件人先验货', en: 'The receiver may look before signing' },
  left_at_station: { zh: '已放到代收点', en: 'Left at a pick-up station' },
  signed: { zh: '已签收', en: 'Signed for' },
  returned: { zh: '退回寄件人', en: 'Returned to the sender' },
  lost: { zh: '丢失', en: 'Lost' },
}

/** 争议点: what a buyer may say is wrong. */
export const issueWords: Readonly<Record<Issue, Words>> = {
  not_received: { zh: '没收到货', en: 'I have not received it' },
  damaged: { zh: '坏了或少了', en: 'Damaged or incomplete' },
  not_as_described: { zh: '与描述不符', en: 'Not as described' },
  fake: { zh: '假货', en: 'A fake' },
  expired: { zh: '过期', en: 'Past its date' },
  date_altered: { zh: '日期被改过', en: 'The date was altered' },
  unlicensed: { zh: '没有资质', en: 'Sold without a licence' },
  harmful: { zh: '用后身体不适', en: 'It did me harm' },
  return_refused: { zh: '退换有争议', en: 'The return is disputed' },
  other: { zh: '其他问题', en: 'Something else' },
}

/** 案件: stages, points, offers, faults and roads of a case, by kind. */
export const disputeWords: Omit<typeof caseWords, 'caseRefusals' | 'caseEvents'> = caseWords

/** 资金去向: what a movement of money is. */
export const movementWords: Readonly<Record<Movement['kind'], Words>> = {
  refund: { zh: '退款给买家', en: 'Refund to the buyer' },
  release: { zh: '付给卖家', en: 'To the seller' },
  fee: { zh: '平台服务费', en: 'The platform’s fee' },
  return: { zh: '退回多付的钱', en: 'Return of money paid in vain' },
}

export const movementStatusWords: Readonly<Record<Movement['status'], Words>> = {
  pending: { zh: '办理中', en: 'in progress' },
  done: { zh: '已到账', en: 'done' },
  refused: { zh: '未办成', en: 'refused' },
}

/** 事由: reasons that the house itself gives. */
export const reasonWords = houseReasons

/** 软话, 核验所见, 主体状态: what the house hands over, what the desk saw, how far a seller is known. */
export const softWords = nudgeWords
export const sights = sightWords
export const standingWords = wordsOfStanding

/** 交付方式: how goods reach the buyer. */
export const fulfilmentWords = waysOfFulfilment

/** 退换: what returns, their stages and their reasons are called. */
export const returnWords = {
  stages: stageWords,
  clocks: clockWords,
  tracks: trackWords,
  remedies: remedyWords,
  conditions: conditionWords,
  reviews: reviewWords,
  objections: objectionWords,
  refunds: refundReasonWords,
  exclusions: exclusionWords,
  boughtFor: boughtForWords,
} as const

/** 通知: kinds of notices that are no event of their own. */
export const noticeWords: Readonly<Record<string, Words>> = wordsOfNotices

/** 引文: a citation of the law, as this reader reads it. */
export const citationIn = lawCitationIn
