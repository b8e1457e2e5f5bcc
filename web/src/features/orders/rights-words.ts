/** What the rights card and the soft-worded messages say. */
export const rightsWords = {
  title: { zh: '我的权利', en: 'My rights' },
  soon: {
    zh: '还剩 {days} 天可无理由退货。不好意思直说的话，可以用下面“换一件”的口吻发给卖家。',
    en: '{days} day(s) left to return it without a reason. If that is hard to say, use the words below.',
  },
  soft: { zh: '怎么开口', en: 'How to say it' },
  softMore: {
    zh: '卖家是亲友、同事？复制一句合适的话发过去。对方只会看到这句话；您的期限和权利一天也不少。',
    en: 'Is the seller a friend or a relative? Copy a sentence. They only see that; your rights stay whole.',
  },
  templates: [
    {
      when: 'received',
      name: { zh: '只是想换货', en: 'Just another one' },
      text: {
        zh: '你好呀，{title}收到了，谢谢！我这边想换一件，麻烦看看怎么换方便，不急，{until}前弄好就行。',
        en: 'Hi! I have received {title}, thank you. I would like to swap it for another one; by {until} is fine. What is easiest for you?',
      },
    },
    {
      when: 'received',
      name: { zh: '不太合适，想退', en: 'It does not suit me' },
      text: {
        zh: '你好呀，{title}收到了，东西不错，就是不太适合我，想退掉，吊牌包装都在。钱在支付机构那边，走一下流程就好，不影响我们的交情。',
        en: 'Hi! {title} is fine but does not suit me, so I would like to return it; all is as it came. The provider has the money, so it is only a formality.',
      },
    },
    {
      when: 'waiting',
      name: { zh: '问问什么时候发货', en: 'When will it be sent?' },
      text: {
        zh: '你好呀，想问问{title}大概什么时候发出？方便的话发我个单号，谢谢！',
        en: 'Hi! When do you expect to send {title}? A tracking number would be lovely.',
      },
    },
    {
      when: 'received',
      name: { zh: '东西有点问题', en: 'Something is not right' },
      text: {
        zh: '你好呀，{title}有点小问题，我拍了照片发你看看。平台上我先点了“有问题”，只是把这笔钱先放着，等我们商量好就好。',
        en: 'Hi! Something is not quite right with {title}; photos follow. I have marked it on the site, which only keeps the money where it is until we agree.',
      },
    },
  ],
  copy: { zh: '复制：{name}', en: 'Copy: {name}' },
  noDate: { zh: '这几天', en: 'the next days' },
} as const
