import type { RefusalWords, Words } from '../kernel/wording.ts'

/** 对账与挂账: why the desk cannot settle this. */
export const moneyRefusals: Readonly<Record<string, RefusalWords>> = {
  'difference.not_open': {
    zh: '没有这项差异，或者已经有人处理了。',
    en: 'There is no such difference, or somebody has seen to it.',
  },
  'suspense.not_found': { zh: '没有这项提议。', en: 'There is no such proposal.', status: 404 },
  'suspense.decided': { zh: '这项提议已有结果。', en: 'This has been decided.' },
  'suspense.own': {
    zh: '四眼原则：提议人不能自己批准，须由另一位同事批准。',
    en: 'Four eyes: whoever proposed it cannot approve it. Ask a colleague.',
    status: 403,
  },
  'suspense.party': {
    zh: '这是您自己的订单，请由另外两位同事处理。',
    en: 'This is an order of your own: two colleagues must see to it.',
    status: 403,
  },
  'suspense.less_hangs': {
    zh: '这个订单挂着的没有这么多。',
    en: 'Less than that hangs for this order.',
  },
}

/** 差异: how bill and book differ. */
export const differenceWords = {
  brought_in: { zh: '账单有、我们没听说，已补记', en: 'only the bill knew: taken in' },
  amount: { zh: '金额不同', en: 'another amount' },
  doubled: { zh: '同一指令动了两次', en: 'moved twice' },
  not_in_bill: { zh: '我们有、账单没有', en: 'the bill does not say it' },
  unknown_payment: { zh: '不是我们的付款', en: 'no payment of ours' },
} as const

/** 资金变动: what moved at the provider, as the first part of its key says it. */
export const billRowWords: Readonly<Record<string, Words>> = {
  payment: { zh: '付款', en: 'payment' },
  refund: { zh: '退款', en: 'refund' },
  release: { zh: '放款给卖家', en: 'payout to the seller' },
  split: { zh: '分账', en: 'share' },
  split_return: { zh: '分账退回', en: 'share given back' },
  hold_ended: { zh: '担保到期', en: 'end of the hold' },
}

/** 挂账处理: what becomes of it. */
export const suspenseWords = {
  to_buyer: { zh: '经支付机构退回买家', en: 'back to the buyer through the provider' },
  to_seller: {
    zh: '归卖家（担保结束时已付）',
    en: 'the seller keeps it, as the ended hold had it',
  },
  outside: { zh: '已由其他途径退给买家', en: 'the buyer has it back by another way' },
  note: { zh: '只作记录', en: 'a note only' },
} as const
