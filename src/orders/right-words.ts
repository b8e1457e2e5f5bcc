/** 权利卡. What a buyer may do in this very order; `{until}` is the order's own date. */
export const rightWords = {
  cancel: {
    zh: '还没发货，随时可以取消，钱全部退回，不用卖家同意。',
    en: 'Not shipped yet: cancel any time, all comes back, the seller is not asked.',
  },
  ship_promise: {
    zh: '卖家最晚 {until} 发货；过了可以一键退款。',
    en: 'To be shipped by {until}; after that one tap refunds you.',
  },
  no_reason_later: {
    zh: '签收后 {days} 日内可无理由退货（签收当天不算）。',
    en: 'Within {days} days of receipt you may return it without a reason (the day itself not counted).',
  },
  no_reason: {
    zh: '{until}前可无理由退货；退回运费由您承担，除非商家承诺包运费。',
    en: 'Until {until} you may return it without a reason; you pay the postage unless the seller has promised to.',
  },
  no_reason_free: {
    zh: '{until}前可无理由退货；退回运费由卖家承担，这是卖家的承诺。',
    en: 'Until {until} you may return it without a reason; the seller has promised to pay the postage.',
  },
  quality: {
    zh: '质量不合格、与描述不符：可以退货、更换或修理，运费由卖家承担。',
    en: 'Faulty or not as described: return, exchange or repair; the seller pays the postage.',
  },
  fraud: {
    zh: '被欺骗（假货、虚假宣传）：除退款外，可以要求三倍赔偿，不足五百元的按五百元。',
    en: 'Deceived (fakes, false claims): besides the refund, three times the price, at least 500 yuan.',
  },
  locked: {
    zh: '提出问题后，争议的金额锁住，解决之前不会付给卖家。',
    en: 'Report a problem and the disputed amount is locked until it is settled.',
  },
} as const
export type RightCode = keyof typeof rightWords
