import type { Provision } from './provision.ts'

/** 平台与各方责任. Sentences of law without a number, each from the day it can be cited. */
type Rule = Provision<true>

export const unnamedSeller: Rule = {
  title: { zh: '平台不能提供销售者信息的责任', en: 'platforms that cannot name the seller' },
  unit: 'rule',
  values: [{ from: '2014-03-15', value: true, cite: '消费者权益保护法 第四十四条第一款' }],
  checkedOn: '2026-11-22',
}

export const platformPromise: Rule = {
  title: { zh: '平台更有利于消费者的承诺', en: 'what a platform promised beyond the law' },
  unit: 'rule',
  values: [{ from: '2014-03-15', value: true, cite: '消费者权益保护法 第四十四条第一款' }],
  checkedOn: '2026-11-22',
}

/** Knew or should have known, and took no necessary measures. */
export const platformKnew: Provision<{ readonly liability: 'joint_and_several' }> = {
  title: { zh: '平台知道或者应当知道而未采取必要措施', en: 'platforms that knew and did nothing' },
  unit: 'rule',
  values: [
    {
      from: '2014-03-15',
      value: { liability: 'joint_and_several' },
      cite: '消费者权益保护法 第四十四条第二款',
    },
    {
      from: '2019-01-01',
      value: { liability: 'joint_and_several' },
      cite: '电子商务法 第三十八条第一款;消费者权益保护法 第四十四条第二款',
    },
  ],
  checkedOn: '2026-11-22',
}

/** Goods that touch life and health, and no review of qualifications. Never joint by this text. */
export const platformReview: Provision<{ readonly liability: 'corresponding' }> = {
  title: { zh: '平台未尽审核或者安全保障义务', en: 'platforms that did not review' },
  unit: 'rule',
  values: [
    {
      from: '2019-01-01',
      value: { liability: 'corresponding' },
      cite: '电子商务法 第三十八条第二款',
    },
  ],
  checkedOn: '2026-11-22',
}

/** Food sellers: no real-name registration, no look at the licence. */
export const foodPlatformReview: Provision<{ readonly liability: 'joint_and_several' }> = {
  title: { zh: '网络食品平台未审查许可证', en: 'food platforms that looked at no licence' },
  unit: 'rule',
  values: [
    {
      from: '2015-10-01',
      value: { liability: 'joint_and_several' },
      cite: '食品安全法 第一百三十一条第一款',
    },
    {
      from: '2022-03-15',
      value: { liability: 'joint_and_several' },
      cite: '食品安全法 第一百三十一条第一款;法释〔2022〕8号 第十五条、第十八条',
    },
  ],
  checkedOn: '2026-11-22',
}

export const transferredShop: Rule = {
  title: { zh: '网店转让未公示变更', en: 'shops handed over without notice' },
  unit: 'rule',
  values: [{ from: '2022-03-15', value: true, cite: '法释〔2022〕8号 第六条' }],
  checkedOn: '2026-11-22',
}

export const defectiveProduct: Rule = {
  title: { zh: '缺陷产品的索赔对象与追偿', en: 'who answers for a defect, and recourse' },
  unit: 'rule',
  values: [
    {
      from: '2014-03-15',
      to: '2020-12-31',
      value: true,
      cite: '消费者权益保护法 第四十条第二款;产品质量法 第四十三条',
    },
    {
      from: '2021-01-01',
      value: true,
      cite: '民法典 第一千二百零三条;消费者权益保护法 第四十条第二款;产品质量法 第四十三条',
    },
  ],
  checkedOn: '2026-11-22',
}

export const thirdPartyDefect: Rule = {
  title: { zh: '运输者、仓储者过错的追偿', en: 'recourse against carriers and warehouses' },
  unit: 'rule',
  values: [{ from: '2021-01-01', value: true, cite: '民法典 第一千二百零四条' }],
  checkedOn: '2026-11-22',
}

export const otherVictims: Rule = {
  title: { zh: '购买者以外的受害人', en: 'victims who did not buy' },
  unit: 'rule',
  values: [
    { from: '2014-03-15', value: true, cite: '消费者权益保护法 第四十条第二款、第四十九条' },
  ],
  checkedOn: '2026-11-22',
}

export const unnamedProducer: Rule = {
  title: { zh: '不能指明生产者和供货者的销售者', en: 'sellers who can name nobody above them' },
  unit: 'rule',
  values: [{ from: '2000-09-01', value: true, cite: '产品质量法 第四十二条第二款' }],
  checkedOn: '2026-11-22',
}

/** The provider bears the loss unless it proves the user's fault. */
export const unauthorisedPayment: Rule = {
  title: { zh: '未经授权支付的损失', en: 'loss by unauthorised payment' },
  unit: 'rule',
  values: [{ from: '2019-01-01', value: true, cite: '电子商务法 第五十七条第二款' }],
  checkedOn: '2026-11-22',
}

export const stoppingPayment: Rule = {
  title: { zh: '接到通知后未及时采取措施', en: 'no prompt act after notice' },
  unit: 'rule',
  values: [{ from: '2019-01-01', value: true, cite: '电子商务法 第五十七条第三款' }],
  checkedOn: '2026-11-22',
}

export const offPlatformPayment: Rule = {
  title: { zh: '引导平台外支付', en: 'payment led away from the platform' },
  unit: 'rule',
  values: [{ from: '2022-03-15', value: true, cite: '法释〔2022〕8号 第五条' }],
  checkedOn: '2026-11-22',
}

export const freeGifts: Rule = {
  title: { zh: '奖品、赠品、换购商品致害', en: 'harm by gifts and prizes' },
  unit: 'rule',
  values: [
    { from: '2022-03-15', value: true, cite: '法释〔2022〕8号 第八条' },
    {
      from: '2024-07-01',
      value: true,
      cite: '法释〔2022〕8号 第八条;消费者权益保护法实施条例 第七条第二款',
    },
  ],
  checkedOn: '2026-11-22',
}

/** On the seller, unless the consumer chose another courier. */
export const transportRisk: Rule = {
  title: { zh: '运输中的风险和责任', en: 'risk in transit' },
  unit: 'rule',
  values: [{ from: '2019-01-01', value: true, cite: '电子商务法 第二十条' }],
  checkedOn: '2026-11-22',
}

export const carrierLiability: Rule = {
  title: { zh: '承运人的赔偿责任', en: 'liability of the carrier' },
  unit: 'rule',
  values: [{ from: '2021-01-01', value: true, cite: '民法典 第八百三十二条' }],
  checkedOn: '2026-11-22',
}
