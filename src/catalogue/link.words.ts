/** What the page behind a shared link says. `{…}` stands for a value. */
export const linkWords = {
  brand: { zh: '保证', en: 'Baozheng' },
  promise: {
    zh: '钱先由支付机构保管，收到货再付给卖家',
    en: 'Your money is held until you have it',
  },
  left: { zh: '还剩 {stock} 件', en: '{stock} left' },
  soldOut: { zh: '已售完', en: 'Sold out' },
  withdrawn: { zh: '已下架', en: 'No longer for sale' },
  closed: { zh: '店铺已停业', en: 'The shop is closed' },
  buy: { zh: '购买', en: 'Buy' },
  shipWithin: { zh: '付款后 {hours} 小时内发货', en: 'shipped within {hours} hours of payment' },
  readyWithin: { zh: '付款后 {hours} 小时内备好', en: 'ready within {hours} hours of payment' },
  place: { zh: '地点', en: 'Place' },

  who: { zh: '谁在卖', en: 'Who really sells?' },
  whoShort: { zh: '谁在卖', en: 'Seller' },
  safeShort: { zh: '钱', en: 'My money' },
  heldShort: {
    zh: '支付机构保管，收到货才付给卖家',
    en: 'held by the provider until you have the goods',
  },
  wrongShort: { zh: '出问题', en: 'Trouble' },
  wrongAnswer: {
    zh: '没发货就退款；有问题先锁钱',
    en: 'not shipped: refunded; a problem: money locked',
  },
  missingShort: { zh: '还缺', en: 'Missing' },
  missingCount: { zh: '{n} 项：', en: '{n} things: ' },
  nothingMissing: { zh: '该有的资料都有', en: 'nothing that should be here' },
  careful: { zh: '请留心', en: 'Please take care' },
  carefulMore: { zh: '下单前会请您再确认一次。', en: 'You confirm this before you order.' },
  principal: { zh: '实际经营主体', en: 'Sold on behalf of' },
  afterSales: { zh: '售后', en: 'After-sales' },
  principalMore: {
    zh: '由店铺填写，代码的校验位正确；平台没有核验两者的关系。',
    en: 'Stated by the shop; the code is well-formed, the relation has not been checked.',
  },
  record: { zh: '在本站的记录', en: 'On this site' },
  recordOf: {
    zh: '完成 {settled} 单 · 退款 {refunded} 单 · 投诉 {complaints} 件（赔退 {upheld} 件）',
    en: '{settled} completed · {refunded} refunded · {complaints} complaints ({upheld} upheld)',
  },
  recordMore: {
    zh: '只计算真实付款的订单，跟着人走，换店名也不会清零。',
    en: 'Only orders really paid; it follows the person, whatever the shop is called.',
  },
  recordAll: {
    zh: '同一个人名下 {shops} 家店合计。只计算真实付款的订单，换店也不会清零。',
    en: 'All {shops} shops of this person together. Only orders really paid.',
  },
  subject: { zh: '卖家身份的核验', en: 'a check of who the seller is' },
  missing: { zh: '还缺什么', en: 'What is missing?' },
  missingCite: { zh: '依据：{cite}', en: 'Required by {cite}' },
  missingMore: {
    zh: '缺少不等于有问题，只是您现在看不到证明。可以先问卖家。',
    en: 'Missing is not the same as wrong: there is nothing to show it yet. Ask the seller.',
  },
  promised: { zh: '高于法律的承诺', en: 'Promised beyond the law' },
  promisedMore: {
    zh: '下单后写进订单，卖家不能再改。',
    en: 'They become part of your order and cannot be changed afterwards.',
  },
  longerReturn: { zh: '{days} 日内可无理由退货', en: '{days} days to return without a reason' },
  warranty: { zh: '质保 {months} 个月', en: '{months} months of warranty' },
  excluded: {
    zh: '卖家声明不适用无理由退货：{what}。质量问题照样可以退；声明不实，可以请人来看。',
    en: 'The seller says that returns without a reason do not apply: {what}. Faults can be returned all the same; an untrue claim can be contested.',
  },
  facts: { zh: '商品资料', en: 'Facts' },
  factsMore: {
    zh: '由卖家填写，可与实物标签核对。',
    en: 'Stated by the seller: compare the label.',
  },
  category: { zh: '类别', en: 'Kind' },
  batchNo: { zh: '批次', en: 'Batch' },
  shop: { zh: '店铺', en: 'Shop' },
  standing: { zh: '身份', en: 'Identity' },
  speed: { zh: '这家店维权有多快', en: 'How fast this shop gives redress' },
  since: { zh: '开店', en: 'Since' },
  standingMore: {
    unverified: {
      zh: '平台还没有核验卖家是谁，只确认过手机号码。金额大时请多留心。',
      en: 'Only a mobile number has been confirmed. Be careful with large amounts.',
    },
    person_verified: {
      zh: '平台知道卖家是谁；有纠纷时，姓名会依法提供给您和处理机关。',
      en: 'We know who the seller is. In a dispute the name is given to you and the authorities as the law says.',
    },
    household: {
      zh: '登记信息可以在国家企业信用信息公示系统再查一遍。',
      en: 'The national register of companies shows the same to everybody.',
    },
    company: {
      zh: '登记信息可以在国家企业信用信息公示系统再查一遍。',
      en: 'The national register of companies shows the same to everybody.',
    },
  },
  registered: { zh: '登记名称：', en: 'Registered as ' },
  checkedOn: { zh: '平台于 {on} 核验，看过：{seen}。', en: 'Checked on {on}; we saw {seen}.' },
  checkedUntil: {
    zh: '有效至 {until}，到期须重新核验。',
    en: 'It counts until {until}; then it has to be checked again.',
  },

  safe: { zh: '我的钱安全吗', en: 'Is my money safe?' },
  held: {
    zh: '付款后，钱由支付机构保管，不在卖家手里，也不在本平台手里。没有人操作时，会这样发生：',
    en: 'The payment provider holds your money: neither the seller nor this site has it. If nobody does anything:',
  },
  heldSandbox: {
    zh: '这里是演示沙箱，不涉及真实资金。',
    en: 'This is a demonstration: no real money is involved.',
  },
  late: {
    zh: '{hours} 小时内没有发货：您一键退款，不用卖家同意；再过 {grace} 小时自动退款。',
    en: 'Not shipped within {hours} hours: one tap refunds you, the seller is not asked; after {grace} more hours it happens by itself.',
  },
  lateNow: {
    zh: '{hours} 小时内没有发货：自动退款，也可以一键退款，不用卖家同意。',
    en: 'Not shipped within {hours} hours: you are refunded by itself; the seller is not asked.',
  },
  silent: {
    zh: '发货后物流 {days} 天没有任何消息：自动退款。',
    en: 'No word from the carrier for {days} days: you are refunded.',
  },
  signed: {
    zh: '签收后您一直没有提出问题：视为确认收货，钱付给卖家。若今天签收，最早是 {until}。',
    en: 'Received, and you report no problem: the seller is paid. If you received it today: not before {until}.',
  },
  locked: {
    zh: '您提出问题：争议的金额立刻锁住，解决之前不会付给卖家。',
    en: 'You report a problem: the disputed amount is locked and not paid out until it is settled.',
  },

  wrong: { zh: '出了问题怎么办', en: 'What if something goes wrong?' },
  wrongList: [
    {
      zh: '没发货可以随时取消，全额退款。',
      en: 'Until it is shipped you can cancel and get everything back.',
    },
    {
      zh: '没收到、坏了、与描述不符、假货：在订单页点“有问题”，钱就锁住。',
      en: 'Not received, damaged, not as described, fake: tap “Something is wrong” on the order page; the money is locked.',
    },
    {
      zh: '网购商品依法可在签收后 7 日内无理由退货（鲜活易腐、定制等商品除外），本页任何约定都不减少这项权利。',
      en: 'By law most goods bought online may be returned within 7 days without a reason (not fresh or made-to-order goods); nothing here takes that away.',
    },
    {
      zh: '协商不成，可拨打 12315 或到人民法院起诉；下单时的商品信息会一字不改地保存在订单里。',
      en: 'You may call the consumer line 12315 or go to court; what was offered stays in your order word for word.',
    },
  ],

  about: { zh: '商品说明', en: 'About it' },
  noText: { zh: '卖家没有写说明。', en: 'The seller gives no description.' },
  noPhoto: { zh: '卖家没有放照片', en: 'The seller shows no picture' },
  edited: { zh: '最后修改：{at}', en: 'Last edited: {at}' },
  photo: { zh: '{title}，第 {n} 张照片', en: '{title}, picture {n}' },
  other: { zh: 'English', en: '中文' },
  myOrders: { zh: '我的订单', en: 'My orders' },
  inFavour: { zh: '对您有利', en: 'in your favour' },
  forSeller: { zh: '对卖家有利', en: 'for the seller' },
} as const
