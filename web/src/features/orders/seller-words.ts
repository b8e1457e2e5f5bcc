/** What a seller's side of an order says. */
export const sellerWords = {
  ship: { zh: '发货', en: 'Ship' },
  ready: { zh: '已备好，通知买家', en: 'It is ready: tell the buyer' },
  deliver: { zh: '交付', en: 'Deliver' },
  which: { zh: '这次发哪些', en: 'What is sent now?' },
  carrier: { zh: '物流公司', en: 'Carrier' },
  trackingNo: { zh: '运单号', en: 'Tracking number' },
  trackingHint: {
    zh: '按面单填写。填错了物流信息对不上，钱就不会付给您。',
    en: 'As on the label. With a wrong number no scan will match, and you are not paid.',
  },
  many: { zh: '一次发多件', en: 'Ship several at once' },
  manyMore: {
    zh: '逐个扫面单上的条码或输入运单号。输入的内容会留在这台设备上，断网也不会丢。',
    en: 'Scan or type one label after the other. What is typed stays on this device.',
  },
  manyYes: { zh: '发出 {n} 件', en: 'Ship {n}' },
  noneToShip: { zh: '没有等着发货的快递', en: 'No parcel is waiting' },
  sent: { zh: '已发货：{number}', en: 'Shipped: {number}' },
  content: { zh: '交付内容', en: 'What the buyer gets' },
  contentHint: {
    zh: '兑换码、下载地址等。买家点“打开”才会看到。',
    en: 'A code, an address. The buyer sees it on opening.',
  },
  handOver: { zh: '核对取货码', en: 'Check the code' },
  code: { zh: '买家的取货码（8 位）', en: 'The buyer’s code (8 digits)' },
  cancel: { zh: '取消订单', en: 'Cancel' },
  cancelMore: {
    zh: '没有发货的商品会取消，钱全部退给买家。',
    en: 'What is not shipped is cancelled and the buyer gets everything back.',
  },
  reason: { zh: '理由（买家会看到）', en: 'Reason (the buyer sees it)' },
  refund: { zh: '退款', en: 'Refund' },
  amount: { zh: '退多少（元）', en: 'How much (yuan)?' },
  amountHint: { zh: '最多 {held}', en: 'At most {held}' },
  amountWrong: {
    zh: '请填写金额，例如 50 或 50.5',
    en: 'Please give an amount such as 50 or 50.5',
  },
  refundYes: { zh: '退给买家', en: 'Give it back' },
  agree: { zh: '同意退款', en: 'Agree to the refund' },
  agreeMore: {
    zh: '买家要求退 {amount}。同意后立即退给买家，投诉结束。',
    en: 'The buyer asks for {amount}. If you agree it goes back at once and the complaint ends.',
  },
} as const
