import type { RefusalWords, Words } from '../kernel/wording.ts'
import type { Refusal } from './model.ts'

export const deskRefusals: Readonly<Record<Refusal, RefusalWords>> = {
  'approval.not_found': {
    zh: '没有这项待批事项。',
    en: 'There is no such proposal.',
    status: 404,
  },
  'approval.decided': { zh: '这一项已有结果。', en: 'This has been decided.' },
  'approval.expired': {
    zh: '这一项 7 天内无人批准，已失效。',
    en: 'Nobody approved this within 7 days: it is over.',
  },
  'approval.own': {
    zh: '四眼原则：提议人不能自己批准，须由另一位同事批准。',
    en: 'Four eyes: whoever proposed it cannot approve it. Ask a colleague.',
    status: 403,
  },
  'approval.about_you': {
    zh: '四眼原则：涉及本人的事项，不能由本人决定。',
    en: 'Four eyes: you cannot decide what concerns yourself.',
    status: 403,
  },
  'approval.needless': {
    zh: '这个人现在的权限已经是这样。',
    en: 'This person’s parts are so already.',
  },
  'approval.incomplete': {
    zh: '权限提案须写明权限；被盗声明须写明过去 180 天内的时间。',
    en: 'A part must be named; for a stolen account, a moment within the last 180 days.',
    status: 422,
  },
  'approval.too_many': {
    zh: '待批事项太多，请先处理已有的。',
    en: 'Too many proposals wait: decide some of them first.',
  },
  'person.not_found': { zh: '没有这个人。', en: 'There is no such person.', status: 404 },
}

/** 角色: which part a person plays. */
export const partWords: Readonly<Record<string, Words>> = {
  operator: { zh: '平台运营', en: 'operator' },
  mediator: { zh: '调解员', en: 'mediator' },
  regulator: { zh: '监管部门', en: 'regulator' },
  association: { zh: '消费者组织', en: 'consumer association' },
  carrier: { zh: '快递员', en: 'courier' },
}

/** 查阅记录: what at the desk was looked at. */
export const lookWords: Readonly<Record<string, Words>> = {
  order: { zh: '查看订单', en: 'an order' },
  journal: { zh: '查看订单日志', en: 'the journal of an order' },
  orders: { zh: '订单列表', en: 'the list of orders' },
  shop: { zh: '查看店铺', en: 'a shop' },
  shops: { zh: '店铺列表', en: 'the list of shops' },
  person: { zh: '查看用户', en: 'a person' },
  phone: { zh: '按手机号查找', en: 'somebody by their number' },
  account: { zh: '查看账户明细', en: 'the history of an account' },
  verify: { zh: '核账', en: 'a check of the books' },
  bills: { zh: '对账', en: 'the bills and what differed' },
  suspense: { zh: '挂账', en: 'what hangs in suspense' },
  callbacks: { zh: '伪造的回调', en: 'callbacks that were turned away' },
  reads: { zh: '查阅记录', en: 'this list' },
}
