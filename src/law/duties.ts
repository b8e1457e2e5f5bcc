import type { Provision } from './provision.ts'

const measures = '网络交易监督管理办法'

/** How long must transaction information be kept after the trade is completed? */
export const transactionRetentionYears: Provision<number> = {
  title: { zh: '交易信息保存期限', en: 'how long transaction records are kept' },
  unit: 'year',
  values: [
    { from: '2019-01-01', value: 3, cite: '电子商务法 第三十一条' },
    { from: '2021-05-01', value: 3, cite: `${measures} 第三十一条` },
  ],
  checkedOn: '2026-11-22',
}

/** Records of food sold online: this long after the shelf life ended. */
export const foodRetention: Provision<{
  readonly monthsAfterShelfLife: number
  readonly yearsWithoutShelfLife: number
}> = {
  title: { zh: '网络食品交易信息保存期限', en: 'how long records of food sold online are kept' },
  unit: 'month',
  values: [
    {
      from: '2016-10-01',
      value: { monthsAfterShelfLife: 6, yearsWithoutShelfLife: 2 },
      cite: '网络食品安全违法行为查处办法 第十三条',
    },
  ],
  checkedOn: '2026-11-22',
}

/** What is done with personal data whose statutory retention has not ended? */
export const retentionBeforeErasure: Provision<'stop_processing_except_storage_and_security'> = {
  title: { zh: '保存期未届满时的删除请求', en: 'erasure asked for before retention ends' },
  unit: 'action',
  values: [
    {
      from: '2021-11-01',
      value: 'stop_processing_except_storage_and_security',
      cite: '个人信息保护法 第四十七条第二款',
    },
  ],
  checkedOn: '2026-11-22',
}

/** How many days ahead must platform rules be published? */
export const ruleNoticeDays: Provision<{ readonly usual: number; readonly major: number }> = {
  title: { zh: '平台规则实施前公示天数', en: 'days that platform rules are published ahead' },
  unit: 'day',
  values: [
    { from: '2019-01-01', value: { usual: 7, major: 7 }, cite: '电子商务法 第三十四条第一款' },
    {
      from: '2026-02-01',
      value: { usual: 7, major: 15 },
      cite: '网络交易平台规则监督管理办法 第十二条',
    },
  ],
  checkedOn: '2026-11-22',
}

/** Within how many working days must a measure against a seller be published? */
export const sanctionNoticeWorkingDays: Provision<number> = {
  title: { zh: '处理措施公示期限', en: 'time to publish a measure against a seller' },
  unit: 'working day',
  values: [{ from: '2021-05-01', value: 1, cite: `${measures} 第三十条` }],
  checkedOn: '2026-11-22',
}

/** How often must the identity of sellers be verified again, at least? */
export const verificationMonths: Provision<number> = {
  title: { zh: '商家身份核验更新周期', en: 'how often seller identity is verified' },
  unit: 'month',
  values: [{ from: '2021-05-01', value: 6, cite: `${measures} 第二十四条第一款` }],
  checkedOn: '2026-11-22',
}

/** How many days before stopping must an operator say so? */
export const closingNoticeDays: Provision<number> = {
  title: { zh: '终止经营的公示期', en: 'notice before stopping business' },
  unit: 'day',
  values: [
    { from: '2019-01-01', value: 30, cite: '电子商务法 第十六条' },
    { from: '2021-05-01', value: 30, cite: `${measures} 第二十三条` },
  ],
  checkedOn: '2026-11-22',
}

export interface RenewalReminder {
  readonly remindBefore: boolean
  readonly fiveDays: boolean
}

/** Must a subscriber be reminded before an automatic renewal, and five days ahead? */
export const renewalReminder: Provision<RenewalReminder> = {
  title: { zh: '自动续费前的提醒', en: 'reminder before an automatic renewal' },
  unit: 'rule',
  values: [
    {
      from: '2021-05-01',
      to: '2025-04-30',
      value: { remindBefore: true, fiveDays: true },
      cite: `${measures}(37号令) 第十八条第一款`,
    },
    {
      from: '2025-05-01',
      value: { remindBefore: true, fiveDays: false },
      cite: `${measures}(101号令修改) 第十八条第一款`,
    },
  ],
  checkedOn: '2026-11-22',
}

/** One recall measure: hours to start, time to finish, by level 1, 2, 3. */
export interface FoodRecall {
  readonly version: string
  readonly startHours: readonly number[]
  readonly finish: readonly number[]
  readonly finishUnit: 'working day' | 'day'
  readonly finishFrom: 'announcement' | 'plan_reported'
  readonly finishCite: string
}

export const foodRecall: Provision<FoodRecall> = {
  title: { zh: '食品召回的启动与完成时限', en: 'time to start and finish a food recall' },
  unit: 'hour',
  values: [
    {
      from: '2015-09-01',
      to: '2026-11-30',
      value: {
        version: '2015',
        startHours: [24, 48, 72],
        finish: [10, 20, 30],
        finishUnit: 'working day',
        finishFrom: 'announcement',
        finishCite: '食品召回管理办法(12号令) 第十八条',
      },
      cite: '食品召回管理办法(12号令) 第十三条',
    },
    {
      from: '2026-12-01',
      value: {
        version: '2026(122号令)',
        startHours: [24, 36, 48],
        finish: [10, 20, 30],
        finishUnit: 'day',
        finishFrom: 'plan_reported',
        finishCite: '食品召回管理办法(122号令) 第十五条',
      },
      cite: '食品召回管理办法(122号令) 第十一条第二款',
    },
  ],
  checkedOn: '2026-11-22',
}

/** Within how many working days must a dangerous defect of consumer goods be reported? */
export const defectReportWorkingDays: Provision<number> = {
  title: { zh: '缺陷消费品的报告期限', en: 'time to report defective consumer goods' },
  unit: 'working day',
  values: [{ from: '2020-01-01', value: 2, cite: '消费品召回管理暂行规定 第八条第一款' }],
  checkedOn: '2026-11-22',
}

/** For how many months does the operator of durable goods bear the burden of proof? */
export const durableBurdenMonths: Provision<number> = {
  title: { zh: '耐用商品瑕疵举证责任', en: 'burden of proof for durable goods' },
  unit: 'month',
  values: [{ from: '2014-03-15', value: 6, cite: '消费者权益保护法 第二十三条第三款' }],
  checkedOn: '2026-11-22',
}

/** Food: who sells or makes it proves that it meets the standards. */
export const foodBurden: Provision<'seller'> = {
  title: { zh: '食品安全标准的举证责任', en: 'burden of proof for food standards' },
  unit: 'bearer',
  values: [
    {
      from: '2014-03-15',
      value: 'seller',
      cite: '最高人民法院关于审理食品药品纠纷案件适用法律若干问题的规定 第六条',
    },
  ],
  checkedOn: '2026-11-22',
}

/** What if the party that holds the record will not show it? */
export const adverseInference: Provision<'allowed'> = {
  title: { zh: '拒不提供证据的后果', en: 'when a party will not show its record' },
  unit: 'rule',
  values: [
    { from: '2019-01-01', value: 'allowed', cite: '电子商务法 第六十二条' },
    {
      from: '2020-05-01',
      value: 'allowed',
      cite: '最高人民法院关于民事诉讼证据的若干规定 第九十五条',
    },
  ],
  checkedOn: '2026-11-22',
}

/** Which record is presumed authentic, until the contrary is shown? */
export const presumedRecord: Provision<'platform_record'> = {
  title: { zh: '电子数据真实性的推定', en: 'which electronic record is presumed authentic' },
  unit: 'record',
  values: [
    {
      from: '2020-05-01',
      value: 'platform_record',
      cite: '最高人民法院关于民事诉讼证据的若干规定 第九十四条第一款第二项',
    },
  ],
  checkedOn: '2026-11-22',
}

/** When must platforms report the income of their sellers for a quarter? */
export const taxReport: Provision<{ readonly monthsAfterQuarter: number }> = {
  title: { zh: '平台涉税信息报送', en: 'platforms report the income of sellers' },
  unit: 'month',
  values: [
    {
      from: '2025-07-01',
      value: { monthsAfterQuarter: 1 },
      cite: '互联网平台企业涉税信息报送规定(国务院令810号) 第四条',
    },
  ],
  checkedOn: '2026-11-22',
}

/** Is paying for praise allowed? */
export const paidPraise: Provision<'forbidden'> = {
  title: { zh: '好评返现', en: 'paying for good reviews' },
  unit: 'rule',
  values: [
    { from: '2019-01-01', value: 'forbidden', cite: '电子商务法 第十七条' },
    { from: '2024-09-01', value: 'forbidden', cite: '网络反不正当竞争暂行规定 第九条第五项' },
  ],
  checkedOn: '2026-11-22',
}

/** False publicity, by the number its article had on the day. */
export const falsePublicity: Provision<'forbidden'> = {
  title: { zh: '虚假宣传与虚假评价', en: 'false publicity and false reviews' },
  unit: 'rule',
  values: [
    { from: '2018-01-01', value: 'forbidden', cite: '反不正当竞争法 第八条' },
    { from: '2025-10-15', value: 'forbidden', cite: '反不正当竞争法 第九条' },
  ],
  checkedOn: '2026-11-22',
}

/** Sensitive data needs a consent of its own. */
export const separateConsent: Provision<'required'> = {
  title: { zh: '敏感个人信息的单独同意', en: 'separate consent for sensitive data' },
  unit: 'rule',
  values: [{ from: '2021-11-01', value: 'required', cite: '个人信息保护法 第二十九条' }],
  checkedOn: '2026-11-22',
}

export const knowingConsent: Provision<'voluntary_and_explicit'> = {
  title: { zh: '同意应自愿、明确', en: 'consent is voluntary and explicit' },
  unit: 'rule',
  values: [
    { from: '2021-11-01', value: 'voluntary_and_explicit', cite: '个人信息保护法 第十四条第一款' },
    {
      from: '2024-07-01',
      value: 'voluntary_and_explicit',
      cite: '消费者权益保护法实施条例 第二十三条第一款',
    },
  ],
  checkedOn: '2026-11-22',
}

/** 代收须经同意: a carrier leaves a parcel with another only where the receiver has agreed. */
export const leavingWithAnother: Provision<'asked'> = {
  title: { zh: '交由他人代收须经收货人同意', en: 'leaving a parcel with another' },
  unit: 'rule',
  values: [{ from: '2019-01-01', value: 'asked', cite: '电子商务法 第五十二条' }],
  checkedOn: '2026-11-22',
}

/** 按承诺交付: on whom it is to deliver as promised, and in the time that was promised. */
export const deliverAsPromised: Provision<'operator'> = {
  title: { zh: '按承诺的方式和时限交付', en: 'delivering as promised, and when' },
  unit: 'party',
  values: [{ from: '2019-01-01', value: 'operator', cite: '电子商务法 第二十条' }],
  checkedOn: '2026-11-22',
}
