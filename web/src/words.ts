/** What the frame of the application says; each feature has words of its own beside it. */
export const words = {
  brand: { zh: '保证', en: 'Baozheng' },
  other: { zh: 'English', en: '中文' },
  myOrders: { zh: '我的订单', en: 'My orders' },
  sell: { zh: '卖东西', en: 'Sell' },
  desk: { zh: '工作台', en: 'Desk' },
  offline: {
    zh: '网络断开了。填写的内容都还在，连上后可以继续。',
    en: 'You are offline. What you filled in is kept; go on when you are back.',
  },
  again: { zh: '重试', en: 'Try again' },
  loading: { zh: '正在加载', en: 'Loading' },
  sending: { zh: '正在提交…', en: 'Sending…' },
  back: { zh: '返回', en: 'Back' },
  never: { zh: '算了', en: 'Never mind' },
  failed: { zh: '页面出错了', en: 'This page has failed' },
  failedMore: {
    zh: '没有提交任何东西。请刷新页面。',
    en: 'Nothing was sent. Please reload the page.',
  },
  sessionEnded: {
    zh: '登录已过期，没有提交。请重新登录再试，填写的内容都还在。',
    en: 'Your session is over and nothing was sent. Sign in again and retry: what you filled in is kept.',
  },
  signInAgain: { zh: '重新登录', en: 'Sign in again' },
  reload: { zh: '刷新', en: 'Reload' },
  lost: { zh: '没有这个页面', en: 'There is nothing here' },
  home: { zh: '回到首页', en: 'Home' },
  more: { zh: '更多', en: 'More' },
  copied: { zh: '已复制', en: 'Copied' },
  required: { zh: '请填写这一项', en: 'Please fill this in' },
} as const
