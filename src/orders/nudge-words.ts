import type { Words } from '../kernel/wording.ts'
import type { Event, NudgeCode } from './model.ts'

/** 软话: how a buyer says it to a seller who is a friend. `{…}` stands for a value. */
export const nudgeWords: Readonly<
  Record<NudgeCode, { readonly name: Words; readonly text: Words }>
> = {
  swap: {
    name: { zh: '只是想换货', en: 'Just another one' },
    text: {
      zh: '你好呀，{title}收到了，谢谢！我这边想换一件，麻烦看看怎么换方便，不急，{until}前弄好就行。',
      en: 'Hi! I have received {title}, thank you. I would like to swap it for another one; by {until} is fine. What is easiest for you?',
    },
  },
  return: {
    name: { zh: '不太合适，想退', en: 'It does not suit me' },
    text: {
      zh: '你好呀，{title}收到了，东西不错，就是不太适合我，想退掉，吊牌包装都在。钱在支付机构那边，走一下流程就好，不影响我们的交情。',
      en: 'Hi! {title} is fine but does not suit me, so I would like to return it; all is as it came. The provider has the money, so it is only a formality.',
    },
  },
  when: {
    name: { zh: '问问什么时候发货', en: 'When will it be sent?' },
    text: {
      zh: '你好呀，想问问{title}大概什么时候发出？方便的话发我个单号，谢谢！',
      en: 'Hi! When do you expect to send {title}? A tracking number would be lovely.',
    },
  },
  fault: {
    name: { zh: '东西有点问题', en: 'Something is not right' },
    text: {
      zh: '你好呀，{title}有点小问题，麻烦看看怎么处理方便。我们商量好就好，不着急。',
      en: 'Hi! Something is not quite right with {title}. Would you have a look what is easiest? No hurry, as long as we agree.',
    },
  },
}

type Told = Extract<Event['type'], 'order.nudged' | 'order.right_ending'>

export const nudgeEvents: Readonly<Record<Told, Words>> = {
  'order.nudged': { zh: '买家带来一句话', en: 'A word from the buyer' },
  'order.right_ending': {
    zh: '还剩 1 天可无理由退货，可以用“换一件”的口吻发出',
    en: 'One day is left to return it without a reason; soft words are ready',
  },
}
