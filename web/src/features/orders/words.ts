/** What the buyer's pages say. `{…}` stands for a value. */
export const buyWords = {
  title: { zh: '下单', en: 'Order' },
  quantity: { zh: '数量', en: 'Quantity' },
  fewer: { zh: '减少', en: 'Fewer' },
  moreOf: { zh: '增加', en: 'More' },
  left: { zh: '还剩 {stock} 件', en: '{stock} left' },
  who: { zh: '收货人', en: 'Who receives it' },
  whoHere: { zh: '联系人', en: 'Who to contact' },
  name: { zh: '姓名', en: 'Name' },
  phone: { zh: '手机号', en: 'Mobile number' },
  address: { zh: '收货地址', en: 'Address' },
  province: { zh: '省 / 直辖市', en: 'Province' },
  city: { zh: '市', en: 'City' },
  district: { zh: '区 / 县', en: 'District' },
  choose: { zh: '请选择', en: 'Choose' },
  careful: { zh: '下单前请确认', en: 'Please confirm before you order' },
  carefulYes: { zh: '我看过以上提醒，仍要购买', en: 'I have read this and want to buy' },
  street: { zh: '街道、小区、门牌号', en: 'Street and number' },
  total: { zh: '合计', en: 'Total' },
  free: { zh: '包邮', en: 'postage included' },
  submit: { zh: '提交订单', en: 'Place the order' },
  after: {
    zh: '提交后再付款。钱由支付机构保管，收到货再付给卖家。',
    en: 'You pay next. The provider holds the money until you have the goods.',
  },
  newPrice: {
    zh: '价格刚刚变为 {price}。没有扣款，请看过再提交。',
    en: 'The price is now {price}. Nothing was charged: look again before you order.',
  },
  gone: { zh: '现在不能购买', en: 'Not for sale now' },
  goneMore: {
    zh: '已售完、下架或店铺停业。没有扣款。',
    en: 'Sold out, withdrawn, or the shop is closed. Nothing was charged.',
  },
  see: { zh: '回到商品页', en: 'Back to the goods' },
  unknown: { zh: '没有这件商品', en: 'There is no such listing' },
  unknownMore: {
    zh: '链接可能不完整。可以请卖家重发，或粘贴链接查验。',
    en: 'The link may be cut short. Ask the seller for it again, or paste it to check.',
  },
  check: { zh: '查验一个链接', en: 'Check a link' },
} as const

export const orderWords = {
  title: { zh: '订单', en: 'Order' },
  about: {
    buyer: {
      opened: {
        zh: '请在 {payBy} 前付款；超时自动关闭，不扣款。',
        en: 'Please pay before {payBy}; unpaid, it closes and nothing is charged.',
      },
      closing: { zh: '正在请支付机构关闭这笔付款。', en: 'The provider is closing the payment.' },
      expired: {
        zh: '没有付款，没有扣款。若付款迟到，会自动退回。',
        en: 'Nothing was charged. Money that arrives late goes back by itself.',
      },
      cancelled: { zh: '没有付款的不扣款，已付的全部退回。', en: 'Whatever was paid goes back.' },
      paid: {
        zh: '{held} 由支付机构保管，卖家还拿不到。',
        en: '{held} is held by the provider; the seller cannot touch it yet.',
      },
      overdue: {
        zh: '卖家没有按承诺发货。您可以一键退款，不用卖家同意。',
        en: 'The seller has not shipped as promised. One tap refunds you; the seller is not asked.',
      },
      part_shipped: {
        zh: '{held} 仍由支付机构保管。',
        en: '{held} is still held by the provider.',
      },
      shipped: {
        zh: '货在路上，{held} 仍由支付机构保管。',
        en: 'On its way; {held} is still held by the provider.',
      },
      delivered: {
        zh: '请检查商品。没有问题再确认；有问题请先提出，钱会锁住。',
        en: 'Please inspect it. Confirm only if it is right; report a problem and the money is locked.',
      },
      received: {
        zh: '{held} 会在退货期结束后付给卖家；在那之前仍可提出问题。',
        en: '{held} goes to the seller when the return period is over; until then you can still report a problem.',
      },
      settled: { zh: '这笔交易已经完成。', en: 'This trade is complete.' },
      refunded: {
        zh: '钱已退回或正在退回您付款的账户。',
        en: 'The money is back, or on its way back, where you paid from.',
      },
    },
    seller: {
      opened: {
        zh: '买家还没有付款，请先不要发货。',
        en: 'The buyer has not paid: do not ship yet.',
      },
      closing: { zh: '正在请支付机构关闭这笔付款。', en: 'The provider is closing the payment.' },
      expired: {
        zh: '买家没有付款，库存已退回。',
        en: 'The buyer did not pay; the stock is back.',
      },
      cancelled: { zh: '订单已取消，库存已退回。', en: 'Cancelled; the stock is back.' },
      paid: {
        zh: '{held} 已在支付机构保管，请按时发货。',
        en: '{held} is held by the provider: please ship in time.',
      },
      overdue: {
        zh: '已超过承诺的发货时间，买家随时可以退款。现在仍可发货。',
        en: 'The ship promise is broken: the buyer may take a refund any time. You can still ship.',
      },
      part_shipped: { zh: '还有商品没有发货。', en: 'Something is still to be shipped.' },
      shipped: { zh: '等待物流送达。', en: 'Waiting for the carrier to deliver.' },
      delivered: {
        zh: '买家正在检查。没有问题，货款会按下面的时间付给您。',
        en: 'The buyer is inspecting. Without a problem you are paid at the time below.',
      },
      received: {
        zh: '买家已确认，{held} 会在退货期结束后付给您。',
        en: 'Confirmed: {held} comes to you when the return period is over.',
      },
      settled: { zh: '货款已付给您。', en: 'You have been paid.' },
      refunded: { zh: '货款已退回买家。', en: 'The money went back to the buyer.' },
    },
  },
  locked: {
    zh: '您提出的问题还没有解决，{amount} 已锁住，不会付给卖家。',
    en: 'Your complaint is open: {amount} is locked and will not be paid out.',
  },
  lockedSeller: {
    zh: '买家提出了问题，{amount} 已锁住。请尽快与买家协商。',
    en: 'The buyer has complained: {amount} is locked. Please settle it soon.',
  },
  disputed: { zh: '有争议，钱已锁住', en: 'In dispute: the money is locked' },
  heldFor: {
    disowned: {
      buyer: {
        zh: '您已声明这笔付款不是本人操作。{amount} 已锁住，支付机构已收到通知。',
        en: 'You said that this payment was not yours. {amount} is locked, and the provider is told.',
      },
      seller: {
        zh: '买家声明这笔付款不是本人操作，{amount} 已锁住。发货前请先向买家核实：若是盗刷，钱会退回付款人。',
        en: 'The buyer says that this payment was not theirs: {amount} is locked. Ask before you ship: if it was stolen, the money goes back to whoever paid.',
      },
    },
    theft: {
      buyer: {
        zh: '卖家的账号可能被盗：{amount} 已锁住，不会付出去。没发货的可以全额取消。',
        en: 'The seller’s account may have been stolen: {amount} is locked and goes nowhere. What is not shipped can be cancelled in full.',
      },
      seller: {
        zh: '成交时您的账号可能已被盗：{amount} 已锁住。请先和买家核对，再决定发货还是取消。',
        en: 'Your account may have been stolen when this was sold: {amount} is locked. Check with the buyer, then ship or cancel.',
      },
    },
  },
  next: { zh: '接下来', en: 'What happens next' },
  window: {
    zh: '依法可无理由退货的最后时间：{until}（鲜活易腐、定制等商品除外）。',
    en: 'By law you may return it without a reason until {until} (not fresh or made-to-order goods).',
  },
  ifNobody: { zh: '没有人操作时', en: 'if nobody acts' },
  paying: {
    zh: '正在向支付机构查询付款结果…',
    en: 'Asking the provider about your payment…',
  },
  preparing: { zh: '正在准备付款，请稍候…', en: 'Preparing the payment…' },
  pay: { zh: '去付款 {amount}', en: 'Pay {amount}' },
  refundOverdue: { zh: '一键退款 {amount}', en: 'Refund {amount} now' },
  confirm: { zh: '确认收货', en: 'Confirm receipt' },
  confirmSignedIn: {
    zh: '物流还没有报告送达。货已经收到、想现在确认，请用下单时填写的手机号登录。',
    en: 'No carrier has reported it delivered yet. If you have it and want to confirm now, sign in with the telephone number of the order.',
  },
  confirmMore: {
    zh: '确认表示您已收到并检查过商品。确认后，{held} 会在退货期结束后付给卖家；在那之前仍可提出问题。',
    en: 'You confirm that you have the goods and have inspected them. {held} then goes to the seller when the return period is over; until then you can still report a problem.',
  },
  confirmLocked: {
    zh: '投诉或退换中的金额继续锁住，确认收货不会放出。',
    en: 'What is locked by a complaint or a return stays locked: confirming releases nothing of it.',
  },
  confirmYes: { zh: '收到了，没有问题', en: 'I have it and it is right' },
  complain: { zh: '有问题', en: 'Something is wrong' },
  cancel: { zh: '取消订单', en: 'Cancel the order' },
  cancelUnpaid: { zh: '订单会关闭，没有扣款。', en: 'The order closes; nothing was charged.' },
  cancelPaid: {
    zh: '还没有发货的商品会取消，钱全部退回，不用卖家同意。',
    en: 'What has not been shipped is cancelled and refunded in full; the seller is not asked.',
  },
  cancelYes: { zh: '取消并退款', en: 'Cancel and refund' },
  withdraw: { zh: '问题已解决，撤回投诉', en: 'It is settled: withdraw the complaint' },
  withdrawMore: {
    zh: '撤回后锁定解除，钱会按正常时间付给卖家。',
    en: 'The lock ends and the money goes its ordinary way.',
  },
  openDigital: { zh: '打开数字商品', en: 'Open the digital goods' },
  openDigitalMore: {
    zh: '打开就视为送达，检查期从现在开始。',
    en: 'Opening counts as delivery: your time to inspect begins now.',
  },
  issue: { zh: '出了什么问题', en: 'What is wrong?' },
  text: { zh: '说一说情况', en: 'Tell us more' },
  textHint: {
    zh: '可以不填。卖家和平台会看到。',
    en: 'Optional. Seen by the seller and the site.',
  },
  amount: { zh: '要求退多少（元）', en: 'How much back (yuan)?' },
  amountHint: {
    zh: '不填就是全部 {held}。这笔钱会立刻锁住。',
    en: 'Left empty: all of {held}. It is locked at once.',
  },
  amountWrong: {
    zh: '请填写金额，例如 50 或 50.5',
    en: 'Please give an amount such as 50 or 50.5',
  },
  send: { zh: '提交', en: 'Send' },
  parcel: { zh: '物流', en: 'Delivery' },
  tracking: { zh: '运单号', en: 'Tracking no.' },
  carrier: { zh: '物流公司', en: 'Carrier' },
  noScan: { zh: '物流还没有消息。', en: 'No word from the carrier yet.' },
  doubted: {
    zh: '物流很久没有消息。如果一直没有，会自动退款。',
    en: 'The carrier has been silent for long. If it stays so, you are refunded.',
  },
  consented: { zh: '（收件人已同意）', en: ' (with consent)' },
  scanSigned: { zh: '快递员设备签名', en: 'signed by the courier’s device' },
  notConsented: {
    zh: '（未经收件人同意，不算签收）',
    en: ' (without consent: not delivered)',
  },
  collect: { zh: '取货码', en: 'Collection code' },
  collectMore: {
    zh: '当面拿到货或服务完成后，再把这个码给卖家看。',
    en: 'Show it to the seller only when you have the goods, or the service is done.',
  },
  content: { zh: '数字商品内容', en: 'Digital content' },
  items: { zh: '买了什么', en: 'What was bought' },
  frozen: {
    zh: '这是下单那一刻的商品信息，卖家以后改了也不影响。',
    en: 'As it was offered when you ordered; later changes do not count.',
  },
  money: { zh: '钱在哪里', en: 'Where the money is' },
  total: { zh: '订单金额', en: 'Order total' },
  paid: { zh: '已付', en: 'Paid' },
  held: { zh: '支付机构保管中', en: 'Held by the provider' },
  pendingMoney: { zh: '其中正在办理', en: 'of which on its way' },
  lockedMoney: { zh: '其中已锁住', en: 'of which locked' },
  refunded: { zh: '已退给买家', en: 'Refunded to the buyer' },
  released: { zh: '已付给卖家', en: 'Paid to the seller' },
  fee: { zh: '平台服务费', en: 'Platform fee' },
  noneMoved: { zh: '还没有资金往来。', en: 'No money has moved yet.' },
  complaint: { zh: '投诉', en: 'Complaint' },
  contact: { zh: '收货信息', en: 'Delivery details' },
  timeline: { zh: '经过', en: 'What has happened' },
  come: { zh: '怎样找回这个订单', en: 'How to come back' },
  comeMore: {
    zh: '用下单的手机号登录“我的订单”，或保存下面的私密链接。有这个链接的人就能操作订单，请不要转发。',
    en: 'Sign in under “My orders” with the phone number of the order, or keep the private link. Whoever has it can act for you: do not forward it.',
  },
  copy: { zh: '复制私密链接', en: 'Copy the private link' },
  number: { zh: '订单号', en: 'Order no.' },
  opened: { zh: '下单时间', en: 'Ordered' },
  shop: { zh: '卖家', en: 'Seller' },
  seller12315: {
    zh: '协商不成，可拨打 12315，或在退货期内先提出问题锁住钱。',
    en: 'If you cannot settle it, call 12315; report a problem in time and the money stays locked.',
  },
  lost: {
    zh: '打不开这个订单。请用下单时的手机号登录，或从私密链接进入。',
    en: 'This order cannot be opened here. Sign in with the phone number of the order, or use its private link.',
  },
  signIn: { zh: '用手机号登录', en: 'Sign in by phone' },
} as const

export const listWords = {
  title: { zh: '我的订单', en: 'My orders' },
  here: { zh: '这台设备上的订单', en: 'Orders on this device' },
  yours: { zh: '您的订单', en: 'Your orders' },
  none: { zh: '还没有订单', en: 'No orders yet' },
  noneMore: {
    zh: '从卖家发来的商品链接下单后，订单会出现在这里。换过手机的，请用手机号登录。',
    en: 'Order from a seller’s link and it appears here. On a new phone, sign in with your number.',
  },
  check: { zh: '买之前先查一查', en: 'Check before you buy' },
  more: { zh: '更早的订单', en: 'Older orders' },
  returning: { zh: '退换中', en: 'Being returned' },
  locked: { zh: '有争议', en: 'disputed' },
  heldFor: {
    disowned: { zh: '付款存疑', en: 'payment disowned' },
    theft: { zh: '账号被盗，暂扣', en: 'held: account stolen' },
  },
  lapsing: { zh: '还剩 {days} 天可无理由退货', en: '{days} day(s) left to return it' },
  items: { zh: '等 {n} 件', en: 'and {n} in all' },
} as const
