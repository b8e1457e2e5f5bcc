/** One thing in both languages. */
export interface Line {
  readonly zh: string
  readonly en: string
}

/** What the lines of a receipt are called; a program reads the names, people read these. */
export const receiptWords = {
  order: { zh: '订单号', en: 'Order no.' },
  opened: { zh: '下单时间', en: 'Ordered' },
  seller: { zh: '卖家店铺', en: 'Shop' },
  shop: { zh: '店铺编号', en: 'Shop id' },
  standing: { zh: '下单时卖家身份', en: 'Seller’s standing when ordered' },
  buyer: { zh: '买家编号', en: 'Buyer id' },
  goods: { zh: '商品', en: 'Goods' },
  batch: { zh: '批次', en: 'Batch' },
  quantity: { zh: '数量', en: 'Quantity' },
  price: { zh: '单价', en: 'Unit price' },
  total: { zh: '应付', en: 'Total' },
  terms: { zh: '交易规则版本', en: 'Version of the trade rules' },
  terms_hash: { zh: '交易规则校验码', en: 'Check code of the trade rules' },
  terms_since: { zh: '以此规则启动', en: 'Started under them' },
  rule: { zh: '规则', en: 'Rule' },
  fee: { zh: '服务费（千分之）', en: 'Fee, per mille' },
  pay_serial: { zh: '支付流水号', en: 'Payment serial no.' },
  paid: { zh: '实付', en: 'Paid' },
  paid_at: { zh: '付款时间', en: 'Paid at' },
  tracking: { zh: '物流单号', en: 'Tracking no.' },
  received: { zh: '确认收货时间', en: 'Received' },
  refund: { zh: '应退买家', en: 'Refund due' },
  release: { zh: '应付卖家', en: 'Due to the seller' },
  disputed: { zh: '争议金额', en: 'Disputed' },
  outcome: { zh: '争议了结方式', en: 'The dispute ended by' },
  outcome_refund: { zh: '争议退款', en: 'Refunded by it' },
  signed_step: { zh: '设备签名的步骤', en: 'Step signed by a device' },
  signed_by: { zh: '签名方', en: 'Signed by' },
  listing: { zh: '商品编号', en: 'Listing id' },
  text: { zh: '页面文字', en: 'Text of the page' },
} as const satisfies Record<string, Line>

export const receiptStandings: Readonly<Record<string, Line>> = {
  unverified: { zh: '未核验', en: 'not verified' },
  person_verified: { zh: '已核验实名', en: 'legal name checked' },
  household: { zh: '已核验个体工商户', en: 'household business checked' },
  company: { zh: '已核验企业', en: 'company checked' },
}
