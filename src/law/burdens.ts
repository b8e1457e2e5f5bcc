import type { Provision } from './provision.ts'

/** What a dispute may turn on. */
export type Point =
  | 'delivered'
  | 'authentic'
  | 'quality'
  | 'described'
  | 'licensed'
  | 'within_date'
  | 'date_intact'
  | 'harm'
  | 'came_back'
  | 'claim'

/** Who must show it; `first` when the buyer shows the outward fact before the seller must answer. */
export interface Bearing {
  readonly point: Point
  readonly bearer: 'seller' | 'buyer'
  readonly first: boolean
  readonly zh: string
  readonly en: string
}

const proof = '最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释 第九十一条'

/** Who claims proves: performance is shown by whoever owed it, harm by whoever suffered it. */
export const generalBurdens: Provision<readonly Bearing[]> = {
  title: { zh: '一般举证责任', en: 'the general burden of proof' },
  unit: 'bearer',
  values: [
    {
      from: '2015-02-04',
      value: [
        {
          point: 'delivered',
          bearer: 'seller',
          first: false,
          zh: '谁主张已交付，谁证明：物流签收记录、收货人签名',
          en: 'who says it was delivered shows it: the carrier’s record, the receiver’s signature',
        },
        {
          point: 'harm',
          bearer: 'buyer',
          first: true,
          zh: '损害和初步的因果联系由受害人证明：病历、照片、用药记录',
          en: 'harm and a first causal link are for who suffered it: records, photos',
        },
        {
          point: 'came_back',
          bearer: 'seller',
          first: false,
          zh: '谁主张退货权受妨害，谁证明：开箱录像、照片、称重记录',
          en: 'who says the right to return is barred shows it: a video of unpacking, photos, weight',
        },
        {
          point: 'claim',
          bearer: 'buyer',
          first: true,
          zh: '主张权利的一方证明其事实',
          en: 'who claims something shows the facts of it',
        },
      ],
      cite: proof,
    },
  ],
  checkedOn: '2026-11-22',
}

const reversal: readonly Bearing[] = [
  {
    point: 'authentic',
    bearer: 'seller',
    first: false,
    zh: '卖家出示进货链条：授权书、进货票据、批号',
    en: 'the seller shows where it came from: authorisation, invoices, batch',
  },
  {
    point: 'quality',
    bearer: 'seller',
    first: true,
    zh: '买家先出示现状照片；卖家证明交付时完好：出库照片、打包录像、检验记录',
    en: 'after the buyer’s photo, the seller shows it was sound when handed over',
  },
  {
    point: 'described',
    bearer: 'seller',
    first: true,
    zh: '买家先出示收到的实物照片；卖家证明所发与下单时的页面一致',
    en: 'after the buyer’s photo, the seller shows that it matches the page as sold',
  },
  {
    point: 'licensed',
    bearer: 'seller',
    first: false,
    zh: '卖家出示法律要求的许可、备案或者资质',
    en: 'the seller shows the licence or filing that the law asks for',
  },
  {
    point: 'within_date',
    bearer: 'seller',
    first: true,
    zh: '买家先出示日期标签照片；卖家证明在保质期内交付',
    en: 'after the buyer’s photo of the label, the seller shows it was in date',
  },
  {
    point: 'date_intact',
    bearer: 'seller',
    first: true,
    zh: '买家先出示疑似改动的照片；卖家出示生产批次记录',
    en: 'after the buyer’s photo, the seller shows the batch record of the maker',
  },
]

/**
 * 本站举证规则. The site's own reversal: published, dated, balanced by the seller's proof of swapped
 * goods and by human review of frequent claims; never printed as statute.
 */
export const siteBurdens: Provision<readonly Bearing[]> = {
  title: { zh: '本站举证规则', en: 'the site’s own burden of proof' },
  unit: 'bearer',
  values: [
    { from: '2025-01-01', to: '2026-01-31', value: reversal, cite: '本站举证规则(2025-01-01版)' },
    {
      from: '2026-02-01',
      value: reversal,
      cite: '本站举证规则(2026-02-01版),依据 网络交易平台规则监督管理办法 第二十一条 制定',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}

/** How many hours has whoever must show something, from the notice that reached them? */
export const proofHours: Provision<number> = {
  title: { zh: '本站举证期限', en: 'time to show proof on this site' },
  unit: 'hour',
  values: [{ from: '2025-01-01', value: 72, cite: '本站举证规则 举证期限' }],
  checkedOn: '2026-11-22',
  source: 'site',
}

/** And never less than so many, however soon the provider ends its hold. */
export const proofHoursLeast: Provision<number> = {
  title: { zh: '本站举证期限的下限', en: 'the least time to show proof on this site' },
  unit: 'hour',
  values: [{ from: '2025-01-01', value: 24, cite: '本站举证规则 举证期限' }],
  checkedOn: '2026-11-22',
  source: 'site',
}

/** 无人裁决: by what does this site decide where nobody has ruled, after every round of it? */
export const unruledBurden: Provision<'burden'> = {
  title: { zh: '本站无人裁决时的处理', en: 'where nobody has ruled on this site' },
  unit: 'rule',
  values: [{ from: '2025-01-01', value: 'burden', cite: '本站举证规则' }],
  checkedOn: '2026-11-22',
  source: 'site',
}

/** 诉讼时效: within how many years of knowing must a claim be brought? */
export const limitationYears: Provision<number> = {
  title: { zh: '普通诉讼时效', en: 'the usual limitation of actions' },
  unit: 'year',
  values: [
    { from: '2017-10-01', to: '2020-12-31', value: 3, cite: '民法总则 第一百八十八条' },
    { from: '2021-01-01', value: 3, cite: '民法典 第一百八十八条' },
  ],
  checkedOn: '2026-11-22',
}

/** How many days before it ends does this site remind of it? */
export const limitationReminderDays: Provision<number> = {
  title: { zh: '时效届满前的提醒', en: 'reminder before the limitation ends' },
  unit: 'day',
  values: [{ from: '2019-01-01', value: 90, cite: '本站争议规则 时效提醒' }],
  checkedOn: '2026-11-22',
  source: 'site',
}

/** Other victims than the buyer have claims of their own for harm to the person. */
export const victimsLosses: Provision<readonly string[]> = {
  title: { zh: '其他受害人的损失项目', en: 'losses of other victims' },
  unit: 'items',
  values: [
    {
      from: '2014-03-15',
      value: ['medical', 'care', 'travel', 'lost_income', 'property', 'other'],
      cite: '消费者权益保护法 第四十条、第四十九条',
    },
  ],
  checkedOn: '2026-11-22',
}

/** What is left to somebody who bought from no operator. */
export const civilRemedies: Provision<'avoid_or_defect_claim'> = {
  title: { zh: '非经营者出售时的民事救济', en: 'remedies against a private seller' },
  unit: 'rule',
  values: [
    {
      from: '2021-01-01',
      value: 'avoid_or_defect_claim',
      cite: '民法典 第一百四十八条、第六百一十七条',
    },
  ],
  checkedOn: '2026-11-22',
}

/** When has a message reached somebody? When it entered the system that they named. */
export const messageArrives: Provision<'enters_named_system'> = {
  title: { zh: '数据电文的到达', en: 'when a message has arrived' },
  unit: 'rule',
  values: [
    { from: '2021-01-01', value: 'enters_named_system', cite: '民法典 第一百三十七条第二款' },
  ],
  checkedOn: '2026-11-22',
}

/** The terms that two sides agreed on one by one go before those that one of them printed. */
export const negotiatedTerms: Provision<'prevail'> = {
  title: { zh: '非格式条款优先', en: 'negotiated terms prevail' },
  unit: 'rule',
  values: [{ from: '2021-01-01', value: 'prevail', cite: '民法典 第四百九十八条' }],
  checkedOn: '2026-11-22',
}

/** The seller hands over as promised, and bears the risk until then. */
export const deliveryAsPromised: Provision<'sellers_duty'> = {
  title: { zh: '按承诺的方式、时限交付', en: 'delivery as promised' },
  unit: 'rule',
  values: [{ from: '2019-01-01', value: 'sellers_duty', cite: '电子商务法 第二十条' }],
  checkedOn: '2026-11-22',
}

/** Goods that are not as they should be: return, exchange or repair, at the seller's cost. */
export const flawedGoods: Provision<'return_exchange_repair'> = {
  title: { zh: '质量不符合要求时的退换修', en: 'remedies for flawed goods' },
  unit: 'rule',
  values: [
    { from: '2014-03-15', value: 'return_exchange_repair', cite: '消费者权益保护法 第二十四条' },
  ],
  checkedOn: '2026-11-22',
}
