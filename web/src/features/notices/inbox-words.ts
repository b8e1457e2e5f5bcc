/** What the notices say around what has happened. */
export const inboxWords = {
  title: { zh: '通知', en: 'Notices' },
  ifNothing: { zh: '不处理的话：', en: 'If nothing is done:' },
  allRead: { zh: '都看过了', en: 'Mark all as read' },
  unread: { zh: '未读', en: 'unread' },
  count: { zh: '{n} 条未读', en: '{n} unread' },
  none: { zh: '还没有通知', en: 'Nothing yet' },
  noneMore: {
    zh: '发货、派送、退款、期限快到——有动静时会出现在这里，并写明不处理会怎样。',
    en: 'Shipping, delivery, refunds, a right that is about to end: all of it comes here, with what follows if nothing is done.',
  },
  signIn: {
    zh: '登录后可以看到这个手机号的通知。',
    en: 'Sign in to see what your number was told.',
  },
  more: { zh: '更早的', en: 'Earlier ones' },
  all: { zh: '全部通知', en: 'All notices' },
  orders: { zh: '我的订单', en: 'My orders' },
} as const
