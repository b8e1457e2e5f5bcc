import type { Provision } from './provision.ts'

/** 市场主体登记. Whoever trades registers, unless one of these holds. */
export const registrationDuty: Provision<true> = {
  title: { zh: '电子商务经营者的登记义务', en: 'duty of online traders to register' },
  unit: 'rule',
  values: [
    { from: '2019-01-01', value: true, cite: '电子商务法 第十条' },
    {
      from: '2021-05-01',
      value: true,
      cite: '电子商务法 第十条;网络交易监督管理办法 第八条第一款',
    },
  ],
  checkedOn: '2026-11-22',
}

export type Exemption =
  | 'SELF_PRODUCED_FARM'
  | 'FAMILY_HANDICRAFT'
  | 'CONVENIENCE_LABOR'
  | 'PETTY_TRADE'

/** The exact words that an exempt seller shows on the page, by the ground of the exemption. */
export const selfDeclarations: Provision<Readonly<Record<Exemption, string>>> = {
  title: { zh: '免登记自我声明', en: 'self-declarations of exempt sellers' },
  unit: 'text',
  values: [
    {
      from: '2021-05-01',
      value: {
        SELF_PRODUCED_FARM: '个人销售自产农副产品，依法不需要办理市场主体登记',
        FAMILY_HANDICRAFT: '个人销售家庭手工业产品，依法不需要办理市场主体登记',
        CONVENIENCE_LABOR:
          '个人利用自己的技能从事依法无须取得许可的便民劳务活动，依法不需要办理市场主体登记',
        PETTY_TRADE: '个人从事零星小额交易活动，依法不需要办理市场主体登记',
      },
      cite: '网络交易监督管理办法 第十二条第三款',
    },
  ],
  checkedOn: '2026-11-22',
}

/** Of one year, inclusive, over all shops on all platforms. `Year` is not defined by the text. */
export const pettyTradeLimit: Provision<bigint> = {
  title: { zh: '零星小额交易年交易额', en: 'yearly turnover of petty trade' },
  unit: 'fen',
  values: [{ from: '2021-05-01', value: 10_000_000n, cite: '网络交易监督管理办法 第八条第三款' }],
  checkedOn: '2026-11-22',
}

export const convenienceLabor: Provision<true> = {
  title: { zh: '便民劳务免于登记', en: 'convenience labour is exempt' },
  unit: 'rule',
  values: [{ from: '2021-05-01', value: true, cite: '网络交易监督管理办法 第八条第二款' }],
  checkedOn: '2026-11-22',
}

/** What the platform does about an unregistered seller above the limit. */
export const platformReminders: Provision<{ readonly remind: true; readonly mark: true }> = {
  title: { zh: '平台对超额未登记者的提醒与标示', en: 'platforms remind and mark' },
  unit: 'rule',
  values: [
    {
      from: '2021-05-01',
      value: { remind: true, mark: true },
      cite: '网络交易监督管理办法 第二十四条第二款、第二十五条第二款第二项',
    },
  ],
  checkedOn: '2026-11-22',
}

export const taxRegistration: Provision<true> = {
  title: { zh: '免登记经营者的税务登记', en: 'tax registration of exempt sellers' },
  unit: 'rule',
  values: [{ from: '2019-01-01', value: true, cite: '电子商务法 第十一条第二款' }],
  checkedOn: '2026-11-22',
}

/** Nature, source, number, price, frequency, other channels and income, taken together. */
export const operatorTest: Provision<true> = {
  title: { zh: '经营者的综合认定', en: 'who is an operator, all facts together' },
  unit: 'rule',
  values: [
    { from: '2019-01-01', value: true, cite: '电子商务法 第九条' },
    { from: '2022-03-15', value: true, cite: '电子商务法 第九条;法释〔2022〕8号 第七条' },
  ],
  checkedOn: '2026-11-22',
}

/** From which number on are sales of a year no longer now and then? The law names none. */
export const manySales: Provision<{ readonly sales: number; readonly strongFactors: number }> = {
  title: { zh: '频次提示线', en: 'when many sales point to a trade' },
  unit: 'sale, factor',
  values: [
    {
      from: '2022-03-15',
      value: { sales: 30, strongFactors: 3 },
      cite: '本站解释规则: 一年三十笔以上提示经营',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}

/** Four services that make a social or livestream provider a platform; the list ends with 等. */
export const platformServices: Provision<readonly string[]> = {
  title: { zh: '社交、直播服务提供者的平台义务', en: 'when social networks bear platform duties' },
  unit: 'service',
  values: [
    {
      from: '2021-05-01',
      value: ['shop_hosting', 'goods_browsing', 'order_generation', 'online_payment_for_order'],
      cite: '网络交易监督管理办法 第七条第四款',
    },
  ],
  checkedOn: '2026-11-22',
}

/** Read as all four; the other reading, any of them, is said wherever it would matter. */
export const platformServicesReading: Provision<'all' | 'any'> = {
  title: { zh: '四项平台服务须否同时具备', en: 'are all four services needed?' },
  unit: 'switch',
  values: [{ from: '2021-05-01', value: 'all', cite: '本站解释规则: 四项服务同时具备' }],
  checkedOn: '2026-11-22',
  source: 'site',
}

/** Part of the services brings the matching duties, in livestream trade. */
export const partialServices: Provision<true> = {
  title: { zh: '提供部分服务的相应义务', en: 'part of the services, matching duties' },
  unit: 'rule',
  values: [{ from: '2026-02-01', value: true, cite: '直播电商监督管理办法 第二十四条' }],
  checkedOn: '2026-11-22',
}
