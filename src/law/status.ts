import type { Day } from '../kernel/time.ts'

/** 法律现状. A demand once made of the law, and what has become of it. */
export interface LegalStatus {
  readonly topic: { readonly zh: string; readonly en: string }
  /** `duties_only`: no such status in law, but duties that come near it. */
  readonly status: 'law' | 'not_law' | 'duties_only' | 'site_rule'
  /** Since when it is law, or the site's rule. */
  readonly since?: Day
  readonly cites: readonly string[]
  readonly note: { readonly zh: string; readonly en: string }
  readonly checkedOn: Day
}

const checkedOn = '2026-11-22'

export const legalStatus: readonly LegalStatus[] = [
  {
    topic: { zh: '社交网络的平台义务', en: 'social networks bear platform duties' },
    status: 'law',
    since: '2021-05-01',
    cites: ['网络交易监督管理办法 第七条第四款', '网络交易平台规则监督管理办法 第三条第二款'],
    note: {
      zh: '提供网络经营场所、商品浏览、订单生成、在线支付等服务的，承担平台义务；四项是否须齐备有不同理解。',
      en: 'Those that give shop space, browsing, orders and payment; whether all four is arguable.',
    },
    checkedOn,
  },
  {
    topic: { zh: '微商的无理由退货', en: 'no-reason return from sellers in chat apps' },
    status: 'law',
    since: '2014-03-15',
    cites: ['消费者权益保护法 第二十五条', '网络交易监督管理办法 第二条第二款'],
    note: {
      zh: '凡以网络方式销售的经营者均适用；出卖人须为经营者。',
      en: 'It binds every operator who sells online; the seller must be an operator.',
    },
    checkedOn,
  },
  {
    topic: { zh: '个人信息保护', en: 'protection of personal data' },
    status: 'law',
    since: '2021-11-01',
    cites: ['个人信息保护法', '电子商务法 第二十三条'],
    note: { zh: '已有专门法律。', en: 'There is a law of its own.' },
    checkedOn,
  },
  {
    topic: { zh: '普遍的举证责任倒置', en: 'a general reversal of the burden of proof' },
    status: 'site_rule',
    cites: ['消费者权益保护法 第二十三条第三款', '网络交易平台规则监督管理办法 第二十一条'],
    note: {
      zh: '法律只有耐用品六个月、食品标准、个人信息等特别规定；一般倒置只能是本站公布的规则，不是法律。',
      en: 'Law knows it only for durables, food and data; in general it can only be a site rule.',
    },
    checkedOn,
  },
  {
    topic: { zh: '物流作为电子商务经营者', en: 'carriers as e-commerce operators' },
    status: 'duties_only',
    since: '2019-01-01',
    cites: ['电子商务法 第九条', '电子商务法 第五十二条', '网络交易监督管理办法 第三十四条第二款'],
    note: {
      zh: '不是电子商务经营者，但有提示验收、代收须同意、提供数据等义务。',
      en: 'Not operators, but bound to prompt checks, ask consent and supply data.',
    },
    checkedOn,
  },
  {
    topic: {
      zh: '小额诉讼提高到平均工资的百分之五十',
      en: 'small claims up to half an average wage',
    },
    status: 'law',
    since: '2022-01-01',
    cites: ['民事诉讼法 第一百六十五条'],
    note: {
      zh: '超过一半、在两倍以下的可以约定适用。',
      en: 'Above half, and up to twice the wage, by agreement.',
    },
    checkedOn,
  },
  {
    topic: { zh: '使用担保支付的义务', en: 'a duty to use escrow' },
    status: 'not_law',
    cites: ['电子商务法 第五十八条', '非银行支付机构监督管理条例 第六条'],
    note: {
      zh: '法律只鼓励担保机制；无支付许可者不得从事支付业务。',
      en: 'Law only encourages guarantees; nobody may do payment business without a licence.',
    },
    checkedOn,
  },
  {
    topic: { zh: '互联网法院审理平台网购合同', en: 'internet courts hear platform contracts' },
    status: 'law',
    since: '2025-11-01',
    cites: ['法释〔2025〕14号 第一条'],
    note: {
      zh: '限通过电子商务平台签订或履行的；产品责任已不在其列。',
      en: 'Only those made or performed on a platform; product liability is out.',
    },
    checkedOn,
  },
  {
    topic: { zh: '站内调解后仍可向12315投诉', en: 'a complaint to 12315 after mediation here' },
    status: 'law',
    since: '2026-04-15',
    cites: ['市场监督管理投诉举报处理办法(121号令) 第十六条第二项'],
    note: {
      zh: '其他调解组织处理过不再是不予受理的理由。',
      en: 'That another body mediated is no ground to refuse any more.',
    },
    checkedOn,
  },
  {
    topic: { zh: '平台报送商家收入', en: 'platforms report the income of sellers' },
    status: 'law',
    since: '2025-06-20',
    cites: ['互联网平台企业涉税信息报送规定(国务院令810号) 第四条'],
    note: { zh: '季度终了的次月内报送。', en: 'In the month after each quarter.' },
    checkedOn,
  },
]

/** What was the status of these topics on this day? Law of the future is not law yet. */
export function statusOn(on: Day): readonly LegalStatus[] {
  return legalStatus.map((each) =>
    each.status === 'law' && each.since !== undefined && each.since > on
      ? { ...each, status: 'not_law' as const }
      : each,
  )
}
