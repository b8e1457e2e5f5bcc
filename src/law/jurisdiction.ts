import type { Provision } from './provision.ts'

/** 管辖. A sentence of law without a number, dated so that a filing is judged by its own day. */
type Rule = Provision<true>

export const contractVenue: Rule = {
  title: { zh: '合同纠纷的地域管辖', en: 'venue of contract disputes' },
  unit: 'rule',
  values: [
    { from: '1991-04-09', value: true, cite: '民事诉讼法 第二十四条(历次文本)' },
    { from: '2022-01-01', value: true, cite: '民事诉讼法 第二十四条' },
  ],
  checkedOn: '2026-11-22',
}

/** Sold over a network: delivered over it, the buyer's domicile; otherwise the place of receipt. */
export const onlineSaleVenue: Rule = {
  title: { zh: '网络买卖合同的履行地', en: 'where an online sale is performed' },
  unit: 'rule',
  values: [
    { from: '2015-02-04', value: true, cite: '民诉法解释(2015) 第二十条' },
    { from: '2022-04-10', value: true, cite: '民诉法解释 第二十条' },
  ],
  checkedOn: '2026-11-22',
}

export const tortVenue: Rule = {
  title: { zh: '网络侵权的地域管辖', en: 'venue of torts online' },
  unit: 'rule',
  values: [
    { from: '2015-02-04', value: true, cite: '民诉法解释(2015) 第二十四条、第二十五条' },
    {
      from: '2022-04-10',
      value: true,
      cite: '民事诉讼法 第二十九条;民诉法解释 第二十四条、第二十五条',
    },
  ],
  checkedOn: '2026-11-22',
}

export const productVenue: Rule = {
  title: { zh: '产品责任的地域管辖', en: 'venue of product liability' },
  unit: 'rule',
  values: [
    { from: '2015-02-04', value: true, cite: '民诉法解释(2015) 第二十六条' },
    { from: '2022-04-10', value: true, cite: '民事诉讼法 第二十九条;民诉法解释 第二十六条' },
  ],
  checkedOn: '2026-11-22',
}

export const agreedVenue: Rule = {
  title: { zh: '协议管辖', en: 'courts chosen by agreement' },
  unit: 'rule',
  values: [
    { from: '2013-01-01', value: true, cite: '民事诉讼法(2012、2017) 第三十四条' },
    { from: '2022-01-01', value: true, cite: '民事诉讼法 第三十五条' },
  ],
  checkedOn: '2026-11-22',
}

export const standardVenueClause: Rule = {
  title: { zh: '格式管辖条款的提请注意', en: 'standard clauses on courts' },
  unit: 'rule',
  values: [
    { from: '2015-02-04', value: true, cite: '民诉法解释(2015) 第三十一条' },
    { from: '2022-04-10', value: true, cite: '民诉法解释 第三十一条' },
  ],
  checkedOn: '2026-11-22',
}

/** Left the domicile and lived elsewhere so many months without a break, hospitals not counted. */
export const habitualResidence: Provision<{
  readonly months: number
  readonly residence: string
  readonly household: string
}> = {
  title: { zh: '住所地与经常居住地', en: 'domicile and habitual residence' },
  unit: 'month',
  values: [
    {
      from: '2015-02-04',
      value: { months: 12, residence: '经常居住地', household: '户籍所在地' },
      cite: '民诉法解释(2015) 第三条、第四条',
    },
    {
      from: '2022-04-10',
      value: { months: 12, residence: '经常居住地', household: '户籍所在地' },
      cite: '民事诉讼法 第二十二条第一款;民诉法解释 第三条、第四条',
    },
  ],
  checkedOn: '2026-11-22',
}

export const foreignDefendant: Rule = {
  title: { zh: '对境内无住所被告的管辖', en: 'defendants without a domicile in the country' },
  unit: 'rule',
  values: [{ from: '2024-01-01', value: true, cite: '民事诉讼法 第二百七十六条' }],
  checkedOn: '2026-11-22',
}

/** Kinds of disputes, as far as the venue of a suit depends on them. */
export type Cause =
  | 'sale'
  | 'online_service'
  | 'personal_information'
  | 'virtual_property'
  | 'online_unfair_competition'
  | 'domain_name'
  | 'product_liability'
  | 'online_tort'
  | 'online_loan'
  | 'online_copyright'

export interface InternetCourt {
  readonly name: string
  readonly city: string
}

/** Each hears, for its whole city, first-instance cases of these kinds that basic courts hear. */
export const internetCourts: Provision<{
  readonly courts: readonly InternetCourt[]
  readonly causes: Readonly<Partial<Record<Cause, string>>>
}> = {
  title: { zh: '互联网法院集中管辖', en: 'cases of the internet courts' },
  unit: 'kind of case',
  values: [
    {
      from: '2018-09-07',
      to: '2025-10-31',
      value: {
        courts: [
          { name: '北京互联网法院', city: '北京市' },
          { name: '广州互联网法院', city: '广州市' },
          { name: '杭州互联网法院', city: '杭州市' },
        ],
        causes: {
          sale: '第二条第一项',
          online_service: '第二条第二项',
          online_loan: '第二条第三项',
          online_copyright: '第二条第四项、第五项',
          domain_name: '第二条第六项',
          online_tort: '第二条第七项',
          personal_information: '第二条第七项',
          virtual_property: '第二条第七项',
          product_liability: '第二条第八项',
        },
      },
      cite: '法释〔2018〕16号',
    },
    {
      from: '2025-11-01',
      value: {
        courts: [
          { name: '北京互联网法院', city: '北京市' },
          { name: '广州互联网法院', city: '广州市' },
          { name: '杭州互联网法院', city: '杭州市' },
        ],
        causes: {
          personal_information: '第一条第二项',
          virtual_property: '第一条第三项',
          online_unfair_competition: '第一条第四项',
          domain_name: '第一条第五项',
          sale: '第一条第六项',
          online_service: '第一条第七项',
        },
      },
      cite: '法释〔2025〕14号',
    },
  ],
  checkedOn: '2026-11-22',
}
