import type { Language, Words } from '../kernel/wording.ts'
import type { SiteTerms } from './model.ts'

/** 规则用语. How each of the site's own rules is said to people: what it is about, and how much. */
export const ruleWords: Readonly<Record<Exclude<keyof SiteTerms, 'version'>, RuleWords>> = {
  payWithinMs: {
    zh: '下单后多久内付款，否则订单取消',
    en: 'Time to pay before the order lapses',
    say: span,
  },
  overdueGraceMs: {
    zh: '超过承诺发货时间多久后自动退款',
    en: 'After a missed shipping promise, refund by itself in',
    say: span,
  },
  confirmAfterDays: {
    zh: '签收后多久自动确认收货（退货期更长的从其退货期）',
    en: 'After delivery, receipt counts as confirmed in (or when the return window ends, if later)',
    say: days,
  },
  doubtAfterDays: {
    zh: '物流多久没有消息就提醒双方',
    en: 'Silence of the carrier until both are warned',
    say: days,
  },
  undeliveredAfterDays: {
    zh: '物流多久没有消息就自动退款',
    en: 'Silence of the carrier until the money goes back',
    say: days,
  },
  holdMarginDays: {
    zh: '支付机构的资金担保到期前多久，一切须有结果',
    en: 'Everything is settled so long before the provider’s hold would end',
    say: days,
  },
  retryAfterMs: {
    zh: '支付机构拒绝的退款或放款，多久后再试',
    en: 'A refused refund or release is tried again after',
    say: span,
  },
  feePerMille: {
    zh: '服务费（从放款给卖家的钱里扣）',
    en: 'Fee, from what is released to the seller',
    say: (perMille) => `${perMille / 10}%`,
  },
}

interface RuleWords extends Words {
  readonly say: (value: number, language: Language) => string
}

function days(n: number, language: Language): string {
  if (language === 'zh') return `${n} 天`
  return n === 1 ? '1 day' : `${n} days`
}

function span(ms: number, language: Language): string {
  const [hours, minutes] = [ms / 3_600_000, ms / 60_000]
  if (hours < 1) return language === 'zh' ? `${minutes} 分钟` : `${minutes} minutes`
  if (language === 'zh') return `${hours} 小时`
  return hours === 1 ? '1 hour' : `${hours} hours`
}
