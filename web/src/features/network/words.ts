/** What the seller's home says. */
export const words = {
  title: { zh: '卖东西', en: 'Sell' },
  open: { zh: '开一家店', en: 'Open a shop' },
  openMore: {
    zh: '起个店名就能开始。成交后平台收 {fee}‰ 服务费，从货款里扣；没有别的费用。',
    en: 'A name is enough. The site takes {fee}‰ of what you are paid, and nothing else.',
  },
  name: { zh: '店名', en: 'Name of the shop' },
  openYes: { zh: '开店', en: 'Open it' },
  orders: { zh: '订单', en: 'Orders' },
  todo: { zh: '要发货的', en: 'To be shipped' },
  open2: { zh: '进行中', en: 'Under way' },
  done: { zh: '已结束', en: 'Done' },
  noOrders: { zh: '这里没有订单', en: 'No orders here' },
  noOrdersMore: {
    zh: '把商品链接发到聊天里，买家下单后会出现在这里。',
    en: 'Send a listing’s link in a chat; orders will appear here.',
  },
  goods: { zh: '商品', en: 'Goods' },
  publish: { zh: '上架新商品', en: 'Put something up for sale' },
  noGoods: { zh: '还没有商品', en: 'Nothing for sale yet' },
  stock: { zh: '库存 {stock}', en: '{stock} in stock' },
  edit: { zh: '修改', en: 'Edit' },
  copy: { zh: '复制链接', en: 'Copy link' },
  see: { zh: '看商品页', en: 'See it' },
  down: { zh: '已下架', en: 'taken down' },
} as const
