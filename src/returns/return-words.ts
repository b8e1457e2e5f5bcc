import type { ReturnExclusion } from '../catalogue/model.ts'
import type { RefusalWords, Words } from '../kernel/wording.ts'
import type { BoughtFor } from '../orders/model.ts'
import type {
  Condition,
  Event,
  ObjectionKind,
  RefundReason,
  Refusal,
  Remedy,
  ReviewReason,
  Stage,
  Track,
} from './model.ts'

/** 退换的说法. Every code of returns in plain words. `{…}` stands for a value. */
export const exclusionWords: Readonly<Record<ReturnExclusion, Words>> = {
  custom_made: { zh: '按您的要求定做', en: 'made to the buyer’s order' },
  fresh_perishable: { zh: '鲜活易腐', en: 'fresh and perishable' },
  digital_opened: { zh: '在线下载或已拆封的数字商品', en: 'digital goods, downloaded or unsealed' },
  periodical: { zh: '交付的报纸、期刊', en: 'newspapers and periodicals' },
  opened: { zh: '拆封后易影响安全健康或变质', en: 'unsafe or spoilt once it is opened' },
  activated: { zh: '激活或试用后贬值较大', en: 'loses much of its value once activated' },
  disclosed: { zh: '已说明的临期或瑕疵商品', en: 'near its date or flawed, as stated' },
}

export const boughtForWords: Readonly<Record<BoughtFor, Words>> = {
  life: { zh: '自己、家人用或送人', en: 'for my own life, family or as a gift' },
  resale: { zh: '进货转卖', en: 'to sell it on' },
  business: { zh: '经营使用', en: 'to work with it' },
}

export const stageWords: Readonly<Record<Stage, Words>> = {
  reviewing: { zh: '人工复核中', en: 'A person is looking' },
  accepted: { zh: '等卖家给退货地址', en: 'Waiting for the seller’s address' },
  addressed: { zh: '等买家寄回', en: 'Waiting for the goods to be sent back' },
  sent: { zh: '退货运输中', en: 'On the way back' },
  back: { zh: '卖家已签收退货', en: 'The seller has the goods back' },
  late: { zh: '卖家逾期，请买家改选', en: 'Late: the buyer chooses anew' },
  outbound: { zh: '换修商品寄回买家途中', en: 'On the way to the buyer again' },
  giving_back: { zh: '不支持退换，等卖家寄还商品', en: 'Not upheld: the seller sends it again' },
  refunded: { zh: '退货已退款', en: 'Refunded' },
  completed: { zh: '换修完成', en: 'Exchanged or repaired' },
  withdrawn: { zh: '买家撤回', en: 'Withdrawn' },
  lapsed: { zh: '逾期未寄回，已失效', en: 'Lapsed: not sent back' },
  denied: { zh: '复核后不支持', en: 'Not upheld' },
  settled: { zh: '已随订单结清', en: 'Settled with the order' },
}

/** What comes by itself when nobody acts: of each stage, and what may come before its end. */
export const clockWords = {
  accepted: {
    zh: '卖家仍未给退货地址：自动退款，商品等卖家来取',
    en: 'Still no address: refunded by itself, the goods wait to be fetched',
  },
  addressed: {
    zh: '仍未寄回：申请失效，钱不再锁住',
    en: 'Still not sent back: the return lapses, the lock ends',
  },
  sent: { zh: '物流仍无消息：转人工', en: 'Still no word of the carrier: a person looks' },
  back: { zh: '卖家仍未退款：自动退款给买家', en: 'Still not refunded: refunded by itself' },
  mending: {
    zh: '卖家仍未换修好：买家直接改选',
    en: 'Still not mended: the buyer chooses anew',
  },
  late: { zh: '仍未改选：自动退款', en: 'Nothing chosen: refunded by itself' },
  outbound: { zh: '仍未送达：自动退款', en: 'Still not there: refunded by itself' },
  giving_back: { zh: '仍未寄还：自动退款', en: 'Still not sent again: refunded by itself' },
  weighed: { zh: '没有结论：申请自动通过', en: 'No decision: it goes on by itself' },
  reviewing: { zh: '没有结论：自动退款给买家', en: 'No decision: the buyer is refunded' },
  again: { zh: '没有结论：请买家重新寄回', en: 'No decision: the buyer sends it again' },
  unseen: {
    zh: '快递从未揽收：申请失效，钱不再锁住',
    en: 'No carrier ever had it: the return lapses, the lock ends',
  },
  handed: {
    zh: '当面换修，买家仍未确认：转人工',
    en: 'Done in person, not confirmed: a person looks',
  },
  escalate: { zh: '担保期将满：转人工处理', en: 'The hold is ending: a person looks' },
} as const

export const trackWords: Readonly<Record<Track, Words>> = {
  no_reason: { zh: '无理由退货', en: 'Return without a reason' },
  quality: { zh: '质量问题', en: 'Something is wrong with it' },
}

export const remedyWords: Readonly<Record<Remedy, Words>> = {
  refund: { zh: '退货退款', en: 'Return and refund' },
  exchange: { zh: '换货', en: 'Exchange' },
  repair: { zh: '维修', en: 'Repair' },
}

export const conditionWords: Readonly<Record<keyof Condition, Words>> = {
  sealBroken: { zh: '一次性密封已破坏', en: 'The one-time seal is broken' },
  activated: { zh: '已激活或授权使用', en: 'It has been activated' },
  tagCut: { zh: '吊牌或标识已剪', en: 'The tags are cut off' },
  soiled: { zh: '有污渍或使用痕迹', en: 'It is stained or worn' },
  incomplete: { zh: '配件不齐', en: 'Parts are missing' },
}

export const reviewWords: Readonly<Record<ReviewReason, Words>> = {
  frequent: {
    zh: '退货较频繁：由人综合判断，不会自动拒绝',
    en: 'Many returns: a person weighs it, nothing is refused by itself',
  },
  exclusion_contested: {
    zh: '买家认为商品不属于卖家所称的除外类别',
    en: 'The buyer holds that the exclusion is not true of these goods',
  },
  objection: { zh: '卖家对退回的商品提出异议', en: 'The seller objects to what came back' },
  astray: { zh: '退货包裹丢失', en: 'The parcel was lost' },
  came_back: { zh: '退货包裹被退回', en: 'The parcel went back to its sender' },
  no_trace: { zh: '退货运输长时间没有消息', en: 'No word from the carrier for long' },
  hold_ending: { zh: '担保期将满', en: 'The hold is about to end' },
  asked: { zh: '买家请求人工处理', en: 'The buyer asks for a person' },
  nothing_held: {
    zh: '没有担保中的款项可以自动退',
    en: 'No money is held that could move by itself',
  },
}

export const refundReasonWords: Readonly<Record<RefundReason, Words>> = {
  by_seller: { zh: '卖家退款', en: 'the seller refunded' },
  no_address: {
    zh: '卖家没有按时给退货地址：先退款，商品等卖家来取',
    en: 'no address in time: refunded, the goods wait to be fetched',
  },
  no_refund: { zh: '卖家签收后没有按时退款', en: 'no refund in time after the goods were back' },
  not_mended: { zh: '卖家没有按期换修', en: 'not exchanged or repaired in time' },
  not_delivered_again: { zh: '换修商品没有送达的记录', en: 'no record that it came again' },
  complaint: { zh: '转入投诉处理', en: 'goes on as a complaint' },
  lost_on_the_way: {
    zh: '退货已交快递，途中风险由卖家承担；卖家可向快递索赔',
    en: 'lost after a carrier had it: the seller’s risk, who may turn to the carrier',
  },
  not_given_back: {
    zh: '不支持退换后，卖家没有寄还商品',
    en: 'not upheld, and the goods were not given back',
  },
  no_decision: { zh: '复核到期没有结论', en: 'no decision in time' },
}

export const objectionWords: Readonly<Record<ObjectionKind, Words>> = {
  swapped: { zh: '退回的不是原商品', en: 'These are not the goods that were sold' },
  not_intact: { zh: '商品不完好', en: 'The goods are not intact' },
  incomplete: { zh: '退回的数量或配件不齐', en: 'Something is missing' },
  no_defect: { zh: '商品没有质量问题', en: 'There is nothing wrong with the goods' },
  other: { zh: '其他', en: 'Something else' },
}

export const returnEvents: Readonly<Record<Event['type'], Words>> = {
  'return.requested': { zh: '买家申请退换', en: 'The buyer asks to return or exchange' },
  'return.accepted': { zh: '退换申请通过', en: 'The return goes on' },
  'return.withdrawn': { zh: '买家撤回退换申请', en: 'The return was withdrawn' },
  'return.addressed': { zh: '卖家给出退货地址', en: 'The seller gave an address' },
  'return.fetching': {
    zh: '卖家给出取回商品的地址',
    en: 'The seller says where to send the goods',
  },
  'return.sent': { zh: '买家寄回商品', en: 'The buyer sent the goods back' },
  'return.moving': { zh: '退换包裹有物流消息', en: 'The carrier reported on the return' },
  'return.arrived': { zh: '卖家签收退回的商品', en: 'The seller has the goods back' },
  'return.penalty_marked': {
    zh: '签收退货满十五日仍未退款，有处罚风险',
    en: 'No refund 15 days after the goods were back: deliberate delay',
  },
  'return.promised': { zh: '卖家承诺换修期限', en: 'The seller promised a day' },
  'return.mend_late': { zh: '卖家没有按期换修', en: 'The seller is late' },
  'return.chosen': { zh: '买家改选处理方式', en: 'The buyer chose anew' },
  'return.mended': { zh: '卖家寄出换修后的商品', en: 'The seller sent it again' },
  'return.mended_in_person': {
    zh: '卖家称已当面换修',
    en: 'The seller says it was done in person',
  },
  'return.completed': { zh: '换修完成', en: 'Exchanged or repaired' },
  'return.objected': { zh: '卖家提出异议', en: 'The seller objects' },
  'return.escalated': { zh: '转人工复核', en: 'Passed to a person' },
  'return.refunded': { zh: '退换退款', en: 'The return is refunded' },
  'return.lapsed': { zh: '逾期未寄回，退换失效', en: 'The return lapsed' },
  'return.denied': { zh: '复核后不支持退换', en: 'The return was not upheld' },
  'return.to_give_back': {
    zh: '复核后不支持退换，卖家须寄还商品',
    en: 'Not upheld: the seller has to give the goods back',
  },
  'return.handed_over': { zh: '转入投诉处理', en: 'It goes on in a case' },
  'return.settled': { zh: '退换随订单结清', en: 'The return is settled with the order' },
}

export const returnRefusals: Readonly<Record<Refusal, RefusalWords>> = {
  'return.not_found': {
    zh: '没有这个退换申请，或您不是订单的一方。',
    en: 'There is no such return, or you are not a party to the order.',
    status: 404,
  },
  'return.not_yours_to_do': {
    zh: '这一步要由对方来做。',
    en: 'This is for the other side to do.',
    status: 403,
  },
  'return.items_unknown': {
    zh: '所选商品或数量不对，或已在退换中。',
    en: 'These items or pieces are not part of the order, or in a return already.',
    status: 422,
  },
  'return.not_delivered': {
    zh: '商品还没有送达。没发货的可以取消，没收到的可以投诉。',
    en: 'It has not been delivered. Cancel what is not shipped, complain of what never came.',
  },
  'return.not_goods': {
    zh: '服务不能退换，有问题请投诉。',
    en: 'A service cannot be sent back: complain if something is wrong.',
  },
  'return.not_consumer': {
    zh: '为转卖或经营而购买，不是生活消费，不适用七日无理由退货；质量问题仍可退换。',
    en: 'Bought to sell on or to work with: no consumer, no return without a reason. Faults can still be claimed.',
  },
  'return.not_operator': {
    zh: '出卖人非经营者（偶尔转让自用物品），不适用七日无理由退货，按民法典和约定处理。',
    en: 'The seller is no trader but sold an own used thing: the Civil Code and the agreement govern.',
  },
  'return.excluded': {
    zh: '该商品属于法律规定不适用无理由退货的类别。您认为不属于的，可以请人复核；质量问题仍可退换。',
    en: 'The law excludes such goods from returns without a reason. Ask a person if you hold that they are not such goods; faults can still be claimed.',
  },
  'return.confirmed_away': {
    zh: '您在购买时就本次购买确认过，该商品这样使用后不再适用无理由退货；质量问题仍可退换。',
    en: 'When buying you confirmed for this purchase that it cannot go back once used so. Faults can still be claimed.',
  },
  'return.not_intact': {
    zh: '商品已不完好，不适用无理由退货；质量问题仍可退换。',
    en: 'The goods are no longer intact. Faults can still be claimed.',
  },
  'return.window_over': {
    zh: '无理由退货的期限已过；质量问题仍可退换。',
    en: 'The time for returning without a reason is over. Faults can still be claimed.',
  },
  'return.say_what_is_wrong': {
    zh: '请说明质量问题，或上传照片。',
    en: 'Say what is wrong, or show a picture.',
    status: 422,
  },
  'return.quality_refund_over': {
    zh: '收到已超过七日：可以换货或维修；要求退款的，请投诉，由人判断。',
    en: 'More than seven days after receipt: exchange or repair. For the money back, complain: a person decides.',
  },
  'return.warranty_over': {
    zh: '质保期已过，请投诉，由人判断。',
    en: 'The warranty is over: complain, a person decides.',
  },
  'return.remedy_needs_fault': {
    zh: '换货和维修用于质量问题，或卖家承诺可换货的商品。',
    en: 'Exchange and repair are for faults, or where the seller promised them.',
  },
  'return.nothing_held': {
    zh: '这个订单没有担保中的款项了，请投诉。',
    en: 'No money is held for this order any more: please complain.',
  },
  'return.wrong_stage': {
    zh: '退换现在不在这一步。',
    en: 'The return does not stand where this could be done.',
  },
  'return.reason_missing': {
    zh: '请说明理由；退回的不是原商品或不完好的，还须上传照片。',
    en: 'Say why; goods that were swapped or damaged must also be shown in pictures.',
    status: 422,
  },
  'return.days_too_many': {
    zh: '最多承诺 {max} 天。',
    en: 'At most {max} days can be promised.',
    status: 422,
  },
  'return.amount_too_high': {
    zh: '金额须大于零，且不超过本次退换的金额。',
    en: 'The amount must be above zero and no more than what the return is worth.',
    status: 422,
  },
  'return.not_due': { zh: '时间还没到。', en: 'It is not due.' },
}
