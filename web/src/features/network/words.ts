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

export const listingWords = {
  create: { zh: '上架新商品', en: 'Put something up for sale' },
  edit: { zh: '修改商品', en: 'Edit' },
  title: { zh: '标题', en: 'Title' },
  titleHint: {
    zh: '最多 60 个字。写实话，买家下单时会一字不改地存下来。',
    en: 'At most 60 characters. Orders keep it word for word.',
  },
  text: { zh: '说明', en: 'Description' },
  price: { zh: '价格（元）', en: 'Price (yuan)' },
  priceWrong: {
    zh: '请填写价格，例如 168 或 168.50',
    en: 'Please give a price such as 168 or 168.50',
  },
  stock: { zh: '库存', en: 'Stock' },
  hours: { zh: '多少小时内发货', en: 'Shipped within (hours)' },
  hoursHint: {
    zh: '过了这个时间没有发货，买家可以一键退款。',
    en: 'After that the buyer can take the money back with one tap.',
  },
  kind: { zh: '怎么交付', en: 'How is it delivered?' },
  place: { zh: '地点', en: 'Place' },
  photos: { zh: '照片', en: 'Photos' },
  photosHint: {
    zh: '最多 9 张。位置等隐私信息会被去掉。',
    en: 'Up to 9. Where and when they were taken is removed.',
  },
  add: { zh: '添加照片', en: 'Add a photo' },
  uploading: { zh: '正在上传…', en: 'Uploading…' },
  remove: { zh: '删除第 {n} 张', en: 'Remove picture {n}' },
  photoTrouble: { zh: '照片没有传上去', en: 'The photo was not stored' },
  publish: { zh: '上架', en: 'Publish' },
  save: { zh: '保存修改', en: 'Save' },
  saved: { zh: '已保存', en: 'Saved' },
  saveStock: { zh: '更新库存', en: 'Set the stock' },
  withdraw: { zh: '下架', en: 'Take it down' },
  withdrawMore: {
    zh: '下架后不能再购买；已有订单不受影响。',
    en: 'Nobody can buy it any more; existing orders stay as they are.',
  },
  withdrawn: {
    zh: '这件商品已下架，保存修改即可重新上架。',
    en: 'It is taken down; saving publishes it again.',
  },
} as const
