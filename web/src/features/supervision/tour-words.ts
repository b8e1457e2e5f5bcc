/** What the guided tour says. */
export const words = {
  title: { zh: '两分钟看懂一笔交易', en: 'A trade in two minutes' },
  more: {
    zh: '在沙箱里用真实接口一步步演示；钱是演示通道里的，时间由页面往前拨。',
    en: 'Played step by step on the real API of this sandbox. The money is the sandbox’s; the page moves the clock.',
  },
  only: { zh: '只有沙箱才有导览。', en: 'Only a sandbox has the tour.' },
  choose: { zh: '看哪一种？', en: 'Which one?' },
  release: { zh: '顺利成交 → 货款付给卖家', en: 'All goes well → the seller is paid' },
  refund: { zh: '卖家不发货 → 一键退款', en: 'Not shipped → refunded with one tap' },
  silence: {
    zh: '谁都不管，逾期不发货 → 自动退款',
    en: 'Nobody acts, not shipped → refunded by itself',
  },
  lost: { zh: '快递丢失 → 自动退款', en: 'Lost on the way → refunded by itself' },
  begin: { zh: '开始', en: 'Begin' },
  again: { zh: '再看一种', en: 'Another one' },
  next: { zh: '下一步', en: 'Next step' },
  playing: { zh: '正在进行…', en: 'Playing…' },
  done: { zh: '演示结束', en: 'That was it' },
  story: { zh: '看这笔订单的完整经过', en: 'The whole story of this order' },
  who: {
    buyer: { zh: '买家', en: 'Buyer' },
    seller: { zh: '卖家', en: 'Seller' },
    carrier: { zh: '快递', en: 'Carrier' },
    provider: { zh: '支付机构', en: 'Provider' },
    clock: { zh: '时间', en: 'Time' },
  },
  steps: {
    order: {
      zh: '下单，看到价格和保障',
      en: 'orders, after seeing the price and what protects it',
    },
    pay: {
      zh: '付款；钱由持牌机构保管，卖家还拿不到',
      en: 'pays; a licensed provider holds it, the seller cannot touch it',
    },
    ship: { zh: '发货，填写运单号', en: 'ships, with a tracking number' },
    accepted: { zh: '揽收扫描', en: 'scans it: accepted' },
    signed: {
      zh: '签收扫描：从这一刻起算七天无理由退货',
      en: 'scans it: signed for. The seven days of return begin',
    },
    confirm: { zh: '确认收货', en: 'confirms receipt' },
    window: { zh: '十天过去，退货期满', en: 'ten days pass: the window of return is over' },
    promise: { zh: '49 小时过去，卖家没有发货', en: '49 hours pass, and nothing was shipped' },
    claim: { zh: '点“一键退款”，不需要卖家同意', en: 'taps “refund”; the seller need not agree' },
    grace: { zh: '再过一天，仍然没人处理', en: 'another day passes, and nobody acts' },
    lost: { zh: '报告丢失', en: 'reports it lost' },
  },
  money: {
    held: { zh: '担保中', en: 'held' },
    refunded: { zh: '已退买家', en: 'refunded' },
    released: { zh: '已付卖家', en: 'to the seller' },
  },
} as const
