import type { Provision } from './provision.ts'

/** 校验码. A weighted sum over the first characters, and the character it leads to. */
export interface CheckStandard {
  /** A character's value is its place here. */
  readonly alphabet: string
  readonly length: number
  readonly weights: readonly number[]
  readonly modulus: number
}

/** Weights are 3^(i-1) mod 31. Five letters that look like digits are left out: I O S V Z. */
export const unifiedCode: Provision<CheckStandard> = {
  title: { zh: '统一社会信用代码校验', en: 'check character of the unified social credit code' },
  unit: 'character',
  values: [
    {
      from: '2015-10-01',
      value: {
        alphabet: '0123456789ABCDEFGHJKLMNPQRTUWXY',
        length: 18,
        weights: [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28],
        modulus: 31,
      },
      cite: 'GB 32100-2015《法人和其他组织统一社会信用代码编码规则》',
    },
  ],
  checkedOn: '2026-11-22',
}

/** The nine characters from the ninth: eight of the subject and their own check character. */
export const subjectCode: Provision<CheckStandard> = {
  title: { zh: '主体标识码校验', en: 'check character of the subject code' },
  unit: 'character',
  values: [
    {
      from: '1997-01-01',
      value: {
        alphabet: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
        length: 9,
        weights: [3, 7, 9, 10, 5, 8, 4, 2],
        modulus: 11,
      },
      cite: 'GB 11714-1997《全国组织机构代码编制规则》',
    },
  ],
  checkedOn: '2026-11-22',
}

/** Which kind of registrant do the first two characters name? */
export const registrantKinds: Provision<Readonly<Record<string, string>>> = {
  title: { zh: '登记管理部门与机构类别代码', en: 'registering authority and kind of registrant' },
  unit: 'code',
  values: [
    {
      from: '2015-10-01',
      value: {
        '11': 'government_body',
        '12': 'public_institution',
        '13': 'mass_organisation',
        '51': 'social_organisation',
        '52': 'private_non_enterprise',
        '53': 'foundation',
        '91': 'company',
        '92': 'individual_household',
        '93': 'farmers_cooperative',
      },
      cite: 'GB 32100-2015《法人和其他组织统一社会信用代码编码规则》',
    },
  ],
  checkedOn: '2026-11-22',
}

/** The check character is the remainder's place in `alphabet`; values of digits are themselves. */
export const citizenNumber: Provision<CheckStandard> = {
  title: { zh: '公民身份号码校验', en: 'check character of the citizen identification number' },
  unit: 'character',
  values: [
    {
      from: '1999-07-01',
      value: {
        alphabet: '10X98765432',
        length: 18,
        weights: [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2],
        modulus: 11,
      },
      cite: 'GB 11643-1999《公民身份号码》',
    },
  ],
  checkedOn: '2026-11-22',
}

/** Fifteen digits, two for the year and no check character. Cards of that kind ended with 2012. */
export const oldCitizenNumber: Provision<{
  readonly length: number
  readonly century: string
  /** These sequence numbers were kept for people born in the century before. */
  readonly olderSequences: readonly string[]
  readonly olderCentury: string
}> = {
  title: { zh: '十五位身份证号码', en: 'the former number of fifteen digits' },
  unit: 'character',
  values: [
    {
      from: '1989-01-01',
      to: '2012-12-31',
      value: {
        length: 15,
        century: '19',
        olderSequences: ['996', '997', '998', '999'],
        olderCentury: '18',
      },
      cite: 'GB 11643-1989《社会保障号码》;居民身份证法 第二十三条',
    },
  ],
  checkedOn: '2026-11-22',
}

export const adultAge: Provision<number> = {
  title: { zh: '成年年龄', en: 'age of majority' },
  unit: 'year',
  values: [
    { from: '1987-01-01', to: '2017-09-30', value: 18, cite: '民法通则 第十一条' },
    { from: '2017-10-01', to: '2020-12-31', value: 18, cite: '民法总则 第十七条' },
    { from: '2021-01-01', value: 18, cite: '民法典 第十七条' },
  ],
  checkedOn: '2026-11-22',
}
