/** What the pages say that no domain owns: home, not found, and the frame around every page. */
export const pageWords = {
  brand: { zh: '保证', en: 'Baozheng' },
  other: { zh: 'English', en: '中文' },
  myOrders: { zh: '我的订单', en: 'My orders' },
  skip: { zh: '跳到正文', en: 'Skip to content' },
  tagline: {
    zh: '从聊天里认识的人那里买东西，和在好商店里一样放心',
    en: 'Buying from a person in a chat app, as safe as buying in a good shop',
  },
  how: { zh: '怎么保证', en: 'How it works' },
  steps: [
    {
      zh: '卖家发来一个链接，您看清楚是谁在卖、卖什么。',
      en: 'A seller sends a link: you see who sells, and what.',
    },
    {
      zh: '您付款，钱由持牌支付机构保管，我们和卖家都拿不到。',
      en: 'You pay: a licensed provider holds the money, neither we nor the seller.',
    },
    {
      zh: '没按时发货，一键退款，不用卖家同意。',
      en: 'Not shipped in time? One tap refunds you; the seller is not asked.',
    },
    {
      zh: '收到货、没有问题，钱才付给卖家；有问题，钱先锁住。',
      en: 'The seller is paid when you have it and it is right; a complaint locks the money.',
    },
  ],
  places: { zh: '从这里开始', en: 'Where to go' },
  my: { zh: '我的订单', en: 'My orders' },
  sell: { zh: '我要卖东西', en: 'Sell something' },
  desk: { zh: '工作台（平台运营）', en: 'Desk (operators)' },
  check: { zh: '查一查再买', en: 'Check before you buy' },
  verify: { zh: '验证凭证', en: 'Verify a receipt' },
  log: { zh: '公开日志', en: 'The public log' },
  rules: { zh: '本站交易规则', en: 'The rules of this site' },
  law: { zh: '法律问答', en: 'Ask about the law' },
  lawStatus: { zh: '法律现状', en: 'Law status' },
  docs: { zh: '接口文档', en: 'API documentation' },
  guide: { zh: '文档：教程、指南、解释', en: 'Documents: tutorials, how-tos, explanations' },
  developers: { zh: '开发者：密钥与回调', en: 'Developers: keys and webhooks' },
  sandbox: { zh: '演示沙箱', en: 'Sandbox' },
  sandboxMore: {
    zh: '这里没有真实的人和钱。用下面的号码登录，验证码会直接显示在登录页上。',
    en: 'No real people, no real money. Sign in with these numbers: the page shows the code.',
  },
  goods: { zh: '商品链接', en: 'Shared links' },
  cast: { zh: '演示人物', en: 'The cast' },
  provider: { zh: '沙箱支付机构', en: 'Sandbox provider' },
  lost: { zh: '没有这个页面', en: 'There is nothing here' },
  lostMore: {
    zh: '链接可能抄错了，或者商品已经不在。您没有被扣款。',
    en: 'The link may be wrong, or the thing is gone. Nothing was charged.',
  },
  home: { zh: '回到首页', en: 'Home' },
  unbuilt: {
    zh: '网页还没有构建。请运行 npm start。',
    en: 'The web application is not built. Run npm start.',
  },
} as const
