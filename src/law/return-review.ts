import type { Provision } from './provision.ts'

/** What a person looks at before doubting that somebody buys for daily life. */
export type HabitFactor =
  | 'purpose'
  | 'quantity'
  | 'frequency'
  | 'same_goods'
  | 'interval'
  | 'past_complaints'

/**
 * 综合考虑的因素: what is weighed, by a person, where somebody buys and complains often. Weighing is
 * not refusing: each of them alone decides nothing. The words of the article are not kept here, so
 * these are its factors as this site applies them to returns.
 */
export const habitFactors: Provision<readonly HabitFactor[]> = {
  title: { zh: '判断是否为生活消费需要的因素', en: 'what tells whether somebody buys to live' },
  unit: 'factors',
  values: [
    {
      from: '2026-04-15',
      value: ['purpose', 'quantity', 'frequency', 'same_goods', 'interval', 'past_complaints'],
      cite: '市场监督管理投诉举报处理办法(121号令) 第十七条',
    },
  ],
  checkedOn: '2026-11-22',
}

/** Proven fraud on a seller is no consumer matter any more: what it may lead to. */
export const fabricatedClaim: Provision<'public_security'> = {
  title: { zh: '骗取赔偿、敲诈勒索', en: 'made-up claims for gain' },
  unit: 'rule',
  values: [
    {
      from: '2024-07-01',
      value: 'public_security',
      cite: '消费者权益保护法实施条例 第四十九条第二款',
    },
  ],
  checkedOn: '2026-11-22',
}
