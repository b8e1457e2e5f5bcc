import type { RefusalWords, Words } from '../kernel/wording.ts'
import type { Event, Outcome, Refusal, Remedy, Stage, TimerKind } from './model.ts'
import type {
  Fault,
  Kin,
  Loss,
  OfferKind,
  Point,
  Purpose,
  Relation,
  Step,
  UnruledWhy,
  Way,
} from './terms.ts'

type Table<Code extends string> = Readonly<Record<Code, Words>>

/** Why a step in a case is refused. */
export const caseRefusals: Readonly<Record<Refusal, RefusalWords>> = {
  'complaint.not_found': {
    zh: '没有这个订单，或您不是它的一方。',
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
  'complaint.nothing_paid': {
    zh: '这个订单没有付款，或款项已全部退回。',
    en: 'Nothing was paid for this order, or all of it has gone back.',
  },
  'complaint.too_late': {
    zh: '诉讼时效已过，或填写的日期不对。',
    en: 'The limitation period is over, or the day cannot be right.',
  },
  'complaint.already_decided': {
    zh: '同一问题已有终局裁决；仍可投诉到 12315 或起诉。',
    en: 'This was decided for good here; 12315 and the courts stay open.',
  },
  'complaint.amount_too_high': {
    zh: '金额须大于零，且不超过还没有退回的货款。',
    en: 'The amount must be above zero and no more than what has not gone back.',
    status: 422,
  },
  'complaint.civil_track': {
    zh: '本案不适用消费者权益保护法，不能主张惩罚性赔偿；仍可依民法典主张撤销或者质量违约责任。',
    en: 'Consumer law does not govern this, so no multiple is due; the Civil Code still helps.',
  },
  'complaint.wrong_stage': {
    zh: '案件现在的阶段不能这样做。',
    en: 'As the case stands now, this cannot be done.',
  },
  'complaint.file_full': { zh: '案卷已满。', en: 'The case file is full.' },
  'complaint.words_missing': { zh: '请写明内容。', en: 'Please say something.', status: 422 },
  'complaint.offer_not_found': {
    zh: '没有这个报价，或它已失效。',
    en: 'There is no such offer, or it is over.',
  },
  'complaint.offer_unusable': {
    zh: '报价的金额或天数不合适。',
    en: 'The amount or the days of this offer cannot be.',
    status: 422,
  },
  'complaint.text_changed': {
    zh: '签署的文本与报价不一致，请重新查看。',
    en: 'What you signed is not the text of the offer: please look again.',
    status: 422,
  },
  'complaint.nothing_to_meet': {
    zh: '盲出价需要卖家先给出一个低于诉求的退款报价。',
    en: 'Blind bidding needs an offer by the seller below what is asked.',
  },
  'complaint.is_party': {
    zh: '当事人不能处理自己的案件。',
    en: 'A party cannot handle the case.',
    status: 403,
  },
  'complaint.is_barred': {
    zh: '您已回避或处理过本案，须由另一人处理。',
    en: 'You have been recused or have decided before: somebody else must do it.',
    status: 403,
  },
  'complaint.not_assigned': {
    zh: '本案不在您名下。',
    en: 'This case is not assigned to you.',
    status: 403,
  },
  'complaint.four_eyes': {
    zh: '须由另一人来做。',
    en: 'A second person must do this.',
    status: 403,
  },
  'complaint.fault_unknown': {
    zh: '价目表里没有这一项过错。',
    en: 'The price list has no such fault.',
    status: 422,
  },
  'complaint.objections_spent': {
    zh: '每一方对调解员的回避申请次数已用完。',
    en: 'Each side may object to mediators only so often.',
  },
  'complaint.not_due': { zh: '时间还没到。', en: 'It is not due.' },
}

/** What has happened in a case. */
export const caseEvents: Table<Event['type']> = {
  'complaint.opened': { zh: '买家提出问题', en: 'The buyer complained' },
  'complaint.noticed': {
    zh: '卖家是否收到通知，已有记录',
    en: 'Whether the seller was reached is on record',
  },
  'complaint.answered': { zh: '卖家答复', en: 'The seller answered' },
  'complaint.shown': { zh: '提交证据', en: 'Evidence was shown' },
  'complaint.said': { zh: '留言', en: 'A message' },
  'complaint.offered': { zh: '提出方案', en: 'An offer' },
  'complaint.offer_accepted': { zh: '签署方案', en: 'An offer was signed' },
  'complaint.offer_declined': { zh: '不接受方案', en: 'An offer was declined' },
  'complaint.bid_placed': { zh: '盲出价', en: 'A blind bid' },
  'complaint.bids_apart': { zh: '盲出价没有谈拢', en: 'The blind bids did not meet' },
  'complaint.bids_met': { zh: '盲出价成交', en: 'The blind bids met' },
  'complaint.escalated': { zh: '转入调解', en: 'To mediation' },
  'complaint.taken': { zh: '调解员接案', en: 'A mediator took the case' },
  'complaint.objected': { zh: '申请回避', en: 'An objection to the mediator' },
  'complaint.objection_decided': { zh: '回避申请有结果', en: 'The objection was decided' },
  'complaint.to_decide': { zh: '转入裁决', en: 'To a ruling' },
  'complaint.reassigned': { zh: '逾期未裁，换人处理', en: 'Not decided in time: reassigned' },
  'complaint.drafted': { zh: '裁决稿待复核', en: 'A draft waits for a second person' },
  'complaint.draft_fell': { zh: '裁决稿未获复核', en: 'The draft was not confirmed' },
  'complaint.decided': { zh: '作出裁决', en: 'Decided' },
  'complaint.appealed': { zh: '提出申诉', en: 'Appealed' },
  'complaint.promised': { zh: '方案开始履行', en: 'The settlement is being carried out' },
  'complaint.stepped': { zh: '履行进展', en: 'A step of the settlement' },
  'complaint.joined': { zh: '其他受害人加入', en: 'Another victim joined' },
  'complaint.went_elsewhere': { zh: '同时走其他途径', en: 'Another road was taken as well' },
  'complaint.reminded': { zh: '诉讼时效提醒', en: 'Reminder: the limitation ends soon' },
  'complaint.closed': { zh: '案件了结', en: 'The case is closed' },
}

/** 阶段: where a case stands. */
export const stageWords: Table<Stage> = {
  claimed: { zh: '等卖家答复', en: 'Waiting for the seller' },
  negotiating: { zh: '双方协商', en: 'Between the two sides' },
  mediating: { zh: '调解中', en: 'In mediation' },
  paused: { zh: '回避申请待决定', en: 'Paused: an objection to the mediator' },
  deciding: { zh: '等裁决', en: 'Waiting for a ruling' },
  confirming: { zh: '裁决稿复核中', en: 'The ruling is being confirmed' },
  ruled: { zh: '已裁决，可申诉', en: 'Decided, open to appeal' },
  appealed: { zh: '申诉中', en: 'Under appeal' },
  returning: { zh: '依约退货中', en: 'The goods go back' },
  performing: { zh: '依约换修中', en: 'It is being exchanged or repaired' },
  inspecting: { zh: '等买家验收', en: 'The buyer checks the result' },
  closed: { zh: '已了结', en: 'Closed' },
}

/** 到期后: what happens by itself when nobody acts. */
export const caseTimerWords: Table<TimerKind> = {
  answer: {
    zh: '卖家没有出示应由其出示的证明：按举证规则裁决退款',
    en: 'If the seller shows no proof that is his to show: decided for the buyer by the rule',
  },
  escalate: { zh: '没有谈成：自动转入调解', en: 'If not settled: it goes to a mediator' },
  mediation: { zh: '调解期满：转入裁决', en: 'Mediation ends: it goes to a ruling' },
  objection: {
    zh: '回避申请无人决定：视为同意',
    en: 'If nobody decides the objection, it is granted',
  },
  decide: { zh: '没有裁决：换人处理', en: 'If not decided: another person takes it' },
  head: {
    zh: '仍没有裁决：再换人，并交调解台负责人',
    en: 'If still not decided: another person, and the head of the desk as well',
  },
  unruled: {
    zh: '一直无人裁决：按举证责任规则处理，可以申诉',
    en: 'If nobody rules at all: the burden of proof decides, open to appeal',
  },
  confirm: { zh: '没有复核：裁决稿作废', en: 'If not confirmed: the draft falls' },
  final: { zh: '无人申诉：裁决自动执行', en: 'If nobody appeals: it is carried out' },
  appeal: { zh: '申诉没有裁决：执行原裁决', en: 'If the appeal is not decided: the first stands' },
  inspect: { zh: '买家没有异议：视为满意', en: 'If the buyer says nothing: content' },
  last: {
    zh: '担保期将满：按举证情况作最后处理',
    en: 'The hold is ending: decided as the proof stands',
  },
  limitation: { zh: '诉讼时效届满前提醒', en: 'Reminder before the limitation ends' },
}

/** 待证事实: what must be shown. */
export const pointWords: Table<Point> = {
  delivered: { zh: '货已交付', en: 'that it was delivered' },
  authentic: { zh: '是正品', en: 'that it is genuine' },
  quality: { zh: '交付时质量合格', en: 'that it was sound at hand-over' },
  described: { zh: '与描述一致', en: 'that it is as described' },
  licensed: { zh: '有法定资质', en: 'that it is licensed' },
  within_date: { zh: '在保质期内', en: 'that it was within its date' },
  date_intact: { zh: '日期没有改动', en: 'that the date was not altered' },
  harm: { zh: '损害与商品有关', en: 'that the harm came from it' },
  came_back: { zh: '退回的商品不合要求', en: 'that what came back is not right' },
  claim: { zh: '所主张的事实', en: 'what is claimed' },
}

export const offerWords: Table<OfferKind> = {
  refund_keep: { zh: '退部分款，货留下', en: 'Refund part, keep the goods' },
  return_refund: { zh: '退货退款', en: 'Return and refund' },
  exchange: { zh: '换货', en: 'Exchange' },
  repair: { zh: '修理', en: 'Repair' },
  split: { zh: '分账了结', en: 'Split the money' },
}

export const stepWords: Table<Step | 'mended' | 'goods_disputed'> = {
  content: { zh: '满意', en: 'I am content' },
  not_content: { zh: '还是不行', en: 'It is still not right' },
  mended: { zh: '已换好或修好', en: 'It was exchanged or repaired' },
  goods_disputed: { zh: '退换有争议，回到调解', en: 'The return is disputed: back to mediation' },
}

/** 过错价目表. */
export const faultWords: Table<Fault> = {
  not_delivered: { zh: '没有交付', en: 'not delivered' },
  fake: { zh: '假货', en: 'a fake' },
  unsafe: { zh: '不安全', en: 'unsafe' },
  past_date: { zh: '过期', en: 'past its date' },
  date_altered: { zh: '日期被改', en: 'the date was altered' },
  unlicensed: { zh: '无资质', en: 'unlicensed' },
  unusable: { zh: '不能使用', en: 'cannot be used' },
  other_goods: { zh: '发错货', en: 'other goods than ordered' },
  described_badly: { zh: '严重不符', en: 'far from the description' },
  flawed: { zh: '有瑕疵可使用', en: 'flawed but usable' },
  part_missing: { zh: '缺件', en: 'a part is missing' },
  described_loosely: { zh: '轻微不符', en: 'a little off the description' },
  late: { zh: '迟延', en: 'late' },
  no_fault: { zh: '无过错', en: 'no fault' },
  goods_swapped: { zh: '买家掉包', en: 'the buyer swapped the goods' },
}

/** 维权途径: the roads that stay open beside the case. */
export const wayWords: Table<Way> = {
  authority_12315: { zh: '向市场监管部门投诉（12315）', en: 'Complain to the authority (12315)' },
  association: { zh: '请消费者协会调解', en: 'Ask the consumer association to mediate' },
  arbitration: { zh: '仲裁（须双方另有协议）', en: 'Arbitration, if both agreed to it' },
  court: { zh: '向法院起诉', en: 'Sue in court' },
}

export const relationWords: Table<Relation> = {
  family: { zh: '亲友', en: 'family or friend' },
  colleague: { zh: '同事', en: 'colleague' },
  group_friend: { zh: '群友', en: 'from a chat group' },
  stranger: { zh: '陌生', en: 'stranger' },
}

export const purposeWords: Table<Purpose> = {
  life: { zh: '自己用', en: 'for myself' },
  resale: { zh: '转卖', en: 'to resell' },
  business: { zh: '经营使用', en: 'for a business' },
}

export const kinWords: Table<Kin> = {
  spouse: { zh: '配偶', en: 'spouse' },
  child: { zh: '子女', en: 'child' },
  parent: { zh: '父母', en: 'parent' },
  other_family: { zh: '其他家人', en: 'other family' },
  bystander: { zh: '旁人', en: 'bystander' },
}

export const lossWords: Table<Loss> = {
  medical: { zh: '医疗费', en: 'medical costs' },
  care: { zh: '护理费', en: 'care' },
  travel: { zh: '交通费', en: 'travel' },
  lost_income: { zh: '误工费', en: 'lost income' },
  property: { zh: '财产损失', en: 'property' },
  other: { zh: '其他', en: 'other' },
}

export const outcomeWords: Table<Outcome['by']> = {
  withdrawn: { zh: '买家撤回', en: 'the buyer withdrew' },
  agreement: { zh: '双方达成一致', en: 'both sides agreed' },
  ruling: { zh: '裁决', en: 'a ruling' },
  default: { zh: '按规则处理', en: 'decided by rule' },
  refunded: { zh: '已另行全额退款', en: 'refunded in another way' },
  hold: { zh: '担保期满前结清', en: 'settled before the hold ended' },
}

/** 无人裁决: why the rule says so. */
export const unruledWords: Table<UnruledWhy> = {
  seller_silent: {
    zh: '卖家始终没有任何回应，也没有举证',
    en: 'the seller has never said, offered or shown anything',
  },
  buyer_showed_nothing: {
    zh: '应由买家先出示的材料，买家没有出示',
    en: 'the buyer has not shown what was the buyer’s to show first',
  },
  seller_showed_nothing: {
    zh: '应由卖家证明的事实，卖家没有举证',
    en: 'the seller has shown nothing of what was the seller’s to prove',
  },
  unanswered: {
    zh: '负有举证责任的一方已经举证，对方没有提出反证',
    en: 'whoever had to prove it has shown something, and the other side nothing against it',
  },
  unproven: {
    zh: '双方都有证据而无人判断，事实不明，由负有举证责任的一方承担不利后果',
    en: 'both have shown something that nobody weighed: the loss of whoever had to prove it',
  },
}

/** 举报: what a tip is about. */
export const tipWords = {
  fake: { zh: '假货', en: 'a fake' },
  date_altered: { zh: '改生产日期', en: 'a date was altered' },
  unlicensed: { zh: '无证经营', en: 'sold without a licence' },
  unsafe: { zh: '不安全的商品', en: 'unsafe goods' },
  false_ad: { zh: '虚假宣传', en: 'false advertising' },
  other: { zh: '其他', en: 'something else' },
} as const

/** 有问题: the remedies that an order has today. */
export const remedyWords: Table<Remedy> = {
  refund_now: { zh: '没按时发货，马上退款', en: 'Not shipped in time: money back now' },
  cancel: { zh: '还没发货，取消退款', en: 'Not shipped yet: cancel' },
  return: { zh: '退货', en: 'Send it back' },
  complain: { zh: '投诉，锁定货款', en: 'Complain: the money stays locked' },
  follow: { zh: '查看处理中的投诉', en: 'Follow the open case' },
  elsewhere: { zh: '12315、消协、法院', en: '12315, the association, the court' },
}
