/** What the rights card and the soft-worded messages say. */
export const rightsWords = {
  title: { zh: '我的权利', en: 'My rights' },
  soon: {
    zh: '还剩 {days} 天可无理由退货。不好意思直说的话，可以用下面“换一件”的口吻发给卖家。',
    en: '{days} day(s) left to return it without a reason. If that is hard to say, use the words below.',
  },
  soft: { zh: '怎么开口', en: 'How to say it' },
  softMore: {
    zh: '卖家是亲友、同事？挑一句合适的话，自己发过去，或者请平台带到。对方只会看到这句话；您的期限和权利一天也不少。',
    en: 'Is the seller a friend or a relative? Choose a sentence: send it yourself, or have us hand it over. They only see that; your rights stay whole.',
  },
  copy: { zh: '复制', en: 'Copy' },
  hand: { zh: '请平台带到', en: 'Hand it over' },
  handed: { zh: '已带给卖家', en: 'The seller has been told' },
  noDate: { zh: '这几天', en: 'the next days' },
} as const
