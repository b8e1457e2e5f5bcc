/** What the pages about the law say. `{…}` stands for a value. */
export const lawWords = {
  title: { zh: '法律问答', en: 'Ask about the law' },
  lead: {
    zh: '选一类问题，填您知道的事实。不知道的留空：会告诉您还缺什么。',
    en: 'Choose a kind of question and tell what you know. Leave out what you do not: you will be told what is missing.',
  },
  category: { zh: '哪一类问题', en: 'What is it about?' },
  question: { zh: '想问什么', en: 'What do you want to know?' },
  facts: { zh: '事实', en: 'Facts' },
  more: { zh: '更多事实', en: 'More facts' },
  ask: { zh: '看答案', en: 'See the answer' },
  unknown: { zh: '不知道', en: 'not known' },
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
  answer: { zh: '回答', en: 'The answer' },
  nothing: {
    zh: '凭现在的事实还不能回答。',
    en: 'With these facts it cannot be answered yet.',
  },
  open: { zh: '还不能回答', en: 'still open' },
  none: { zh: '没有', en: 'none' },
  missing: {
    zh: '补充这些，可以答得更多或更确定',
    en: 'With these, more could be said, or more surely',
  },
  ignored: { zh: '没有用到的事实', en: 'Facts that were not read' },
  reasons: { zh: '怎么得出的', en: 'How it follows' },
  cites: { zh: '依据的条文', en: 'The articles it rests on' },
  rules: { zh: '采用的规则版本', en: 'Versions of the rules used' },
  from: { zh: '{day} 起施行', en: 'in force from {day}' },
  site: { zh: '本站规则，不是法律', en: 'this site’s rule, not law' },
  advice: {
    zh: '这不是法律意见。事实以您填写的为准，没有核实。',
    en: 'This is no legal advice. Facts are taken as told, unverified.',
  },
  listHint: { zh: '每行一项', en: 'one a line' },
  timeHint: { zh: '北京时间', en: 'Beijing time' },
} as const

/** 把握程度. How sure is the answer, and what does that mean? */
export const certaintyWords = {
  settled: {
    name: { zh: '法律明确', en: 'settled' },
    more: { zh: '条文清楚，没有不同理解。', en: 'The text is plain; nobody reads it otherwise.' },
    tone: 'good',
  },
  interpretive: {
    name: { zh: '有解释余地', en: 'a matter of reading' },
    more: {
      zh: '这是通常的理解，也有人作另一种理解。',
      en: 'This is the usual reading; another one can be argued.',
    },
    tone: 'warn',
  },
  disputed: {
    name: { zh: '有争议', en: 'disputed' },
    more: {
      zh: '没有定论，各种理解都列出来了。按对自己更紧的那种准备。',
      en: 'Not decided: the readings are all given. Prepare for the stricter one.',
    },
    tone: 'bad',
  },
  provisional: {
    name: { zh: '暂定', en: 'provisional' },
    more: {
      zh: '还缺事实或官方安排，补上以后才能确定。',
      en: 'Facts or an official notice are missing; only then can it be sure.',
    },
    tone: 'warn',
  },
} as const

/** Parts of facts that consist of several. */
export const partWords = {
  'platform_provides.real_name': { zh: '真实名称', en: 'true name' },
  'platform_provides.address': { zh: '地址', en: 'address' },
  'platform_provides.contact': { zh: '有效联系方式', en: 'a contact that works' },
  'lived_continuously.place': { zh: '连续居住在哪里', en: 'where the defendant lives' },
  'lived_continuously.months': { zh: '连续居住几个月', en: 'for how many months' },
  'appraisal.from': { zh: '鉴定开始日', en: 'appraisal from' },
  'appraisal.to': { zh: '鉴定结束日', en: 'appraisal to' },
} as const

/** How lines of a list are written. */
export const lineHints: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  items: {
    zh: '每行一件：名称 价格，如“帽子 80.00”',
    en: 'a line each: name price, such as “hat 80.00”',
  },
  return: { zh: '每行一件，写名称', en: 'a line each, by name' },
  paid: {
    zh: '只写金额，或每行：方式 金额，如“wechat_pay 150.00”',
    en: 'the amount only, or a line each: way amount, such as “wechat_pay 150.00”',
  },
  purchases: {
    zh: '每行：日期 盒数，如“2026-05-06 2”',
    en: 'a line each: day boxes, such as “2026-05-06 2”',
  },
  price_ladder: {
    zh: '每行：层级 价格，如“品牌 40”',
    en: 'a line each: level price, such as “brand 40”',
  },
  pay_by: {
    zh: '每行一项，如“自己的零售”“招募人数”“下线业绩”',
    en: 'a line each, such as own_retail_sales, headcount, downline_sales',
  },
  entry_fee: { zh: '没有就写“无”；有就写金额', en: '“none”, or the amount' },
  forced_purchase: { zh: '没有就写“无”；有就写内容', en: '“none”, or what it is' },
  promo: { zh: '如“满200减30”“第二件半价”', en: 'such as 满200减30' },
  receipt_place: { zh: '写到区县，如“湖北省武汉市洪山区”', en: 'down to the district' },
  defendant_domicile: { zh: '写到区县，如“浙江省杭州市余杭区”', en: 'down to the district' },
  quarter: { zh: '如 2026Q3', en: 'such as 2026Q3' },
  category: {
    zh: '如食品、化妆品、服装、电子产品',
    en: 'such as food, cosmetics, apparel, electronics',
  },
  type: { zh: '如 个人、个体工商户、公司', en: 'such as individual, company' },
}
