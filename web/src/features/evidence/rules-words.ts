/** What the page about the site's own rules says. */
export const rulesWords = {
  title: { zh: '本站交易规则', en: 'The rules of this site' },
  intro: {
    zh: '这些是本站自己定的规则，不能减少法律给您的权利。规则改过也不影响已经下的单：订单一直按下单时的规则走。',
    en: 'These are this site’s own rules; they take away no right that the law gives you. A change never touches an order that is already placed: it keeps the rules of its day.',
  },
  onDay: { zh: '看哪一天的规则', en: 'The rules of which day' },
  onDayHint: { zh: '按北京时间，这一天结束时。', en: 'At the end of that day, Beijing time.' },
  unknown: {
    zh: '那时本站还没有记录在案的规则。',
    en: 'No rules of this site are on record for that time.',
  },
  inForce: { zh: '当时的规则', en: 'The rules then' },
  asOf: { zh: '查询时刻', en: 'As of' },
  since: { zh: '开始实行', en: 'In force since' },
  version: { zh: '版本', en: 'Version' },
  before: { zh: '看在这之前的规则', en: 'The rules before these' },
  proof: { zh: '证明', en: 'The proof' },
  proofMore: {
    zh: '本站每次启动都把全部规则写进公开日志。下面的文件能证明上面的内容，不需要相信本站。',
    en: 'Each start of this site enters its rules in full in the public log. The file below proves what stands above, without trust in this site.',
  },
  hash: { zh: '规则校验码', en: 'Check code of the rules' },
} as const
