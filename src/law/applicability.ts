import type { Day } from '../kernel/time.ts'

/** What a provision asks of the facts before it applies. Each condition is read by one rule. */
export type Condition =
  | 'consumer'
  | 'operator'
  | 'no_operator'
  | 'distance_sale'
  | 'food'
  | 'cosmetics'
  | 'cosmetics_or_health_food'
  | 'durable'
  | 'medical'
  | 'fraud'
  | 'defect'
  | 'unsafe_food'
  | 'seller_knew'
  | 'severe_harm'
  | 'harm'
  | 'platform'
  | 'platform_knew'
  | 'review_missing'
  | 'unauthorised_payment'
  | 'personal_data'
  | 'standard_terms'

/** One article of which cases like these may ask whether it applies. */
export interface Applicable {
  readonly cite: string
  readonly about: { readonly zh: string; readonly en: string }
  readonly from: Day
  readonly to?: Day
  readonly needs: readonly Condition[]
  /** Where all conditions hold, it applies only by analogy or reference. */
  readonly byReference?: true
}

const food = '最高人民法院关于审理食品药品纠纷案件适用法律若干问题的规定'

function row(cite: string, from: Day, about: string, needs: readonly Condition[]): Applicable {
  const [zh = '', en = ''] = about.split(' | ')
  return { cite, from, about: { zh, en }, needs }
}

export const applicables: readonly Applicable[] = [
  row('消费者权益保护法 第二条', '2014-03-15', '消费者保护的适用 | consumer protection', [
    'consumer',
    'operator',
  ]),
  row('消费者权益保护法 第二十三条第三款', '2014-03-15', '耐用品举证倒置 | durables: proof', [
    'consumer',
    'operator',
    'durable',
  ]),
  row('消费者权益保护法 第二十四条', '2014-03-15', '质量退换货 | returns for quality', [
    'consumer',
    'operator',
    'defect',
  ]),
  row('消费者权益保护法 第二十五条', '2014-03-15', '七日无理由退货 | no-reason return', [
    'consumer',
    'operator',
    'distance_sale',
  ]),
  row('消费者权益保护法 第二十六条', '2014-03-15', '格式条款 | standard terms', [
    'consumer',
    'operator',
    'standard_terms',
  ]),
  row('消费者权益保护法 第二十九条', '2014-03-15', '个人信息 | personal data', [
    'consumer',
    'operator',
    'personal_data',
  ]),
  row('消费者权益保护法 第四十条第二款', '2014-03-15', '缺陷致害的求偿对象 | whom to claim from', [
    'defect',
    'harm',
  ]),
  row('消费者权益保护法 第四十四条', '2014-03-15', '平台的赔偿责任 | liability of the platform', [
    'consumer',
    'platform',
  ]),
  row('消费者权益保护法 第五十五条第一款', '2014-03-15', '欺诈三倍赔偿 | fraud: three times', [
    'consumer',
    'operator',
    'fraud',
  ]),
  row('消费者权益保护法 第五十五条第二款', '2014-03-15', '明知缺陷致害 | known defect, harm', [
    'consumer',
    'operator',
    'defect',
    'seller_knew',
    'severe_harm',
  ]),
  row('食品安全法 第一百四十八条', '2015-10-01', '食品十倍赔偿 | unsafe food: ten times', [
    'food',
    'unsafe_food',
  ]),
  row('药品管理法 第一百四十四条第三款', '2019-12-01', '假药劣药赔偿 | fake or poor drugs', [
    'medical',
    'seller_knew',
  ]),
  row(`${food} 第六条`, '2014-03-15', '食品安全标准的举证 | proof of food standards', ['food']),
  {
    ...row(`${food} 第十七条`, '2014-03-15', '化妆品、保健食品参照 | cosmetics by reference', [
      'cosmetics_or_health_food',
    ]),
    byReference: true,
  },
  row('化妆品监督管理条例 第四十四条', '2021-01-01', '化妆品召回 | recall of cosmetics', [
    'cosmetics',
    'defect',
  ]),
  row('民法典 第一千二百零三条', '2021-01-01', '产品责任 | product liability', ['defect', 'harm']),
  row('民法典 第一千二百零七条', '2021-01-01', '产品惩罚性赔偿 | punitive product liability', [
    'defect',
    'seller_knew',
    'severe_harm',
  ]),
  row('民法典 第六百一十七条', '2021-01-01', '买卖合同的质量责任 | sale: quality', ['defect']),
  row('民法典 第一百四十八条', '2021-01-01', '受欺诈可撤销 | rescission for fraud', ['fraud']),
  row('民法典 第五百零九条', '2021-01-01', '普通民事合同 | plain civil contract', ['no_operator']),
  row('电子商务法 第十条', '2019-01-01', '经营者登记 | registration of operators', ['operator']),
  row('电子商务法 第二十条', '2019-01-01', '运输中的风险 | risk in transport', ['operator']),
  row('电子商务法 第三十八条第一款', '2019-01-01', '平台连带责任 | joint liability', [
    'platform',
    'platform_knew',
  ]),
  row('电子商务法 第三十八条第二款', '2019-01-01', '平台相应责任 | corresponding liability', [
    'platform',
    'review_missing',
    'harm',
  ]),
  row('电子商务法 第五十七条', '2019-01-01', '未经授权的支付 | unauthorised payment', [
    'unauthorised_payment',
  ]),
  row('消费品召回管理暂行规定 第八条', '2020-01-01', '缺陷消费品报告 | report of a defect', [
    'defect',
    'severe_harm',
  ]),
]
