/** 为什么还没到账. Why has the money of an order not come to its seller yet? */
export const dueWords = {
  unshipped: { zh: '发货后才会开始计算', en: 'it has not been shipped' },
  under_way: { zh: '等物流送达', en: 'the carrier has not delivered it' },
  inspection: { zh: '买家没有提出问题就到账', en: 'unless the buyer reports a problem' },
  return_period: { zh: '退货期结束后到账', en: 'when the return period is over' },
  disputed: { zh: '有争议，解决之前不动', en: 'it is disputed: it stays until that is settled' },
  on_its_way: { zh: '支付机构正在办理', en: 'the provider is moving it' },
  owed_back: { zh: '要退给买家', en: 'it goes back to the buyer' },
  ended: { zh: '已经结清', en: 'all is settled' },
} as const
export type DueReason = keyof typeof dueWords
