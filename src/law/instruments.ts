import type { Day } from '../kernel/time.ts'

/** 法律文件. One law, regulation or interpretation, with the texts it has had. Data only. */
export interface Instrument {
  readonly title: string
  /** Other names people cite it by. */
  readonly aliases?: readonly string[]
  readonly texts: readonly InstrumentText[]
  /** What took its place, where it was repealed. */
  readonly successor?: { readonly title: string; readonly article?: string }
  readonly checkedOn: Day
}

export interface InstrumentText {
  readonly from: Day
  /** The last day in force, if it ended. */
  readonly to?: Day
  /** How many articles it has; one of a higher number does not exist. Absent: not counted. */
  readonly articles?: number
}

/** An article that changed its number: what one text says in one place, the next says elsewhere. */
export interface Renumbering {
  readonly title: string
  readonly topic: string
  /** Words by which a citation shows that it means this topic. */
  readonly words: readonly string[]
  readonly articles: readonly { readonly from: Day; readonly to?: Day; readonly article: number }[]
}

const checkedOn = '2026-11-22'

function since(title: string, from: Day, articles: number, aliases: string[] = []): Instrument {
  return { title, aliases, texts: [{ from, articles }], checkedOn }
}

const civilCode = { title: '民法典' }

export const instruments: readonly Instrument[] = [
  since('电子商务法', '2019-01-01', 89, ['ECL']),
  {
    title: '消费者权益保护法',
    aliases: ['消法', 'CRPL'],
    texts: [
      { from: '1994-01-01', to: '2014-03-14', articles: 55 },
      { from: '2014-03-15', articles: 63 },
    ],
    checkedOn,
  },
  since('消费者权益保护法实施条例', '2024-07-01', 53),
  since('网络交易监督管理办法', '2021-05-01', 56),
  {
    title: '网络交易管理办法',
    texts: [{ from: '2014-03-15', to: '2021-04-30', articles: 58 }],
    successor: { title: '网络交易监督管理办法' },
    checkedOn,
  },
  since('网络购买商品七日无理由退货暂行办法', '2017-03-15', 38, ['七日无理由退货暂行办法']),
  since('网络交易平台规则监督管理办法', '2026-02-01', 47),
  since('直播电商监督管理办法', '2026-02-01', 69),
  since('网络反不正当竞争暂行规定', '2024-09-01', 43),
  since('侵害消费者权益行为处罚办法', '2015-03-15', 22),
  {
    title: '市场监督管理投诉举报处理暂行办法',
    texts: [{ from: '2020-01-01', to: '2026-04-14', articles: 40 }],
    successor: { title: '市场监督管理投诉举报处理办法' },
    checkedOn,
  },
  since('市场监督管理投诉举报处理办法', '2026-04-15', 46),
  {
    title: '食品召回管理办法',
    texts: [
      { from: '2015-09-01', to: '2026-11-30', articles: 46 },
      { from: '2026-12-01', articles: 42 },
    ],
    checkedOn,
  },
  since('消费品召回管理暂行规定', '2020-01-01', 32),
  since('网络食品安全违法行为查处办法', '2016-10-01', 48),
  since('网络食品销售经营者落实食品安全主体责任监督管理规定', '2026-05-20', 43),
  since('化妆品监督管理条例', '2021-01-01', 80),
  since('化妆品生产经营监督管理办法', '2022-01-01', 66),
  {
    title: '食品安全法',
    texts: [
      { from: '2009-06-01', to: '2015-09-30', articles: 104 },
      { from: '2015-10-01', articles: 154 },
    ],
    checkedOn,
  },
  since('食品安全法实施条例', '2019-12-01', 86),
  since('药品管理法', '2019-12-01', 155),
  since('产品质量法', '1993-09-01', 74),
  since('广告法', '2015-09-01', 74),
  since('互联网广告管理办法', '2023-05-01', 32),
  since('明码标价和禁止价格欺诈规定', '2022-07-01', 27),
  since('合同行政监督管理办法', '2023-07-01', 23),
  {
    title: '反不正当竞争法',
    aliases: ['反法', 'AUCL'],
    texts: [
      { from: '1993-12-01', to: '2017-12-31', articles: 33 },
      { from: '2018-01-01', to: '2019-04-22', articles: 32 },
      { from: '2019-04-23', to: '2025-10-14', articles: 33 },
      { from: '2025-10-15', articles: 41 },
    ],
    checkedOn,
  },
  since('个人信息保护法', '2021-11-01', 74, ['PIPL']),
  since('电子签名法', '2005-04-01', 36),
  since('人民调解法', '2011-01-01', 35),
  since('禁止传销条例', '2005-11-01', 30),
  since('直销管理条例', '2005-12-01', 55),
  since('非银行支付机构监督管理条例', '2024-05-01', 60),
  since('无证无照经营查处办法', '2017-10-01', 19),
  since('市场主体登记管理条例', '2022-03-01', 55),
  {
    title: '个体工商户条例',
    texts: [{ from: '2011-11-01', to: '2022-10-31', articles: 30 }],
    successor: { title: '促进个体工商户发展条例', article: '第二条' },
    checkedOn,
  },
  since('促进个体工商户发展条例', '2022-11-01', 39),
  since('个体工商户登记管理规定', '2025-07-15', 40),
  since('市场监督管理严重违法失信名单管理办法', '2021-09-01', 26),
  since('互联网平台企业涉税信息报送规定', '2025-06-20', 14),
  since('民法典', '2021-01-01', 1260),
  ...['合同法:1999-10-01:428', '侵权责任法:2010-07-01:92', '民法总则:2017-10-01:206'].map(replaced),
  ...['民法通则:1987-01-01:156', '物权法:2007-10-01:247', '担保法:1995-10-01:96'].map(replaced),
  {
    title: '民事诉讼法',
    aliases: ['民诉法', 'CPL'],
    texts: [
      { from: '1991-04-09', to: '2012-12-31', articles: 270 },
      { from: '2013-01-01', to: '2021-12-31', articles: 284 },
      { from: '2022-01-01', to: '2023-12-31', articles: 291 },
      { from: '2024-01-01', articles: 306 },
    ],
    checkedOn,
  },
  {
    title: '最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释',
    aliases: ['民诉法解释', '民事诉讼法解释'],
    texts: [
      { from: '2015-02-04', to: '2022-04-09', articles: 552 },
      { from: '2022-04-10', articles: 550 },
    ],
    checkedOn,
  },
  {
    title: '最高人民法院关于民事诉讼证据的若干规定',
    aliases: ['民事证据规定', '证据规定'],
    texts: [
      { from: '2002-04-01', to: '2020-04-30', articles: 83 },
      { from: '2020-05-01', articles: 100 },
    ],
    checkedOn,
  },
  since('最高人民法院关于审理网络消费纠纷案件适用法律若干问题的规定(一)', '2022-03-15', 20, [
    '法释〔2022〕8号',
    '网络消费规定',
    '最高法网络消费规定(一)',
  ]),
  since('最高人民法院关于审理食品药品纠纷案件适用法律若干问题的规定', '2014-03-15', 19, [
    '食品药品纠纷规定',
  ]),
  since('最高人民法院关于审理食品药品惩罚性赔偿纠纷案件适用法律若干问题的解释', '2024-08-22', 19, [
    '法释〔2024〕9号',
    '最高法食药惩罚性赔偿解释',
  ]),
  {
    title: '最高人民法院关于互联网法院审理案件若干问题的规定',
    aliases: ['法释〔2018〕16号'],
    texts: [{ from: '2018-09-07', articles: 23 }],
    checkedOn,
  },
  {
    title: '最高人民法院关于互联网法院案件管辖的规定',
    aliases: ['法释〔2025〕14号'],
    texts: [{ from: '2025-11-01' }],
    checkedOn,
  },
  since('最高人民法院关于审理预付式消费民事纠纷案件适用法律若干问题的解释', '2025-05-01', 27, [
    '法释〔2025〕4号',
  ]),
  since('最高人民法院关于审理食品安全民事纠纷案件适用法律若干问题的解释(一)', '2021-01-01', 14, [
    '法释〔2020〕14号',
  ]),
  since('关于办理组织领导传销活动刑事案件适用法律若干问题的意见', '2013-11-14', 8, [
    '公通字〔2013〕37号',
  ]),
  since('诉讼费用交纳办法', '2007-04-01', 56),
  {
    title: '仲裁法',
    texts: [
      { from: '1995-09-01', to: '2026-02-28', articles: 80 },
      { from: '2026-03-01', articles: 96 },
    ],
    checkedOn,
  },
  {
    title: '治安管理处罚法',
    texts: [
      { from: '2006-03-01', to: '2025-12-31', articles: 119 },
      { from: '2026-01-01', articles: 144 },
    ],
    checkedOn,
  },
  since('刑法', '1997-10-01', 452),
  since('涉外民事关系法律适用法', '2011-04-01', 52),
  since('居民身份证法', '2004-01-01', 23),
  {
    title: '全国年节及纪念日放假办法',
    texts: [
      { from: '2014-01-01', to: '2024-12-31', articles: 7 },
      { from: '2025-01-01', articles: 8 },
    ],
    checkedOn,
  },
]

function replaced(line: string): Instrument {
  const [title = '', from = '', articles = ''] = line.split(':')
  const text = { from, to: '2020-12-31', articles: Number(articles) }
  return { title, texts: [text], successor: civilCode, checkedOn }
}

export const renumberings: readonly Renumbering[] = [
  {
    title: '反不正当竞争法',
    topic: '虚假宣传、刷单、虚假评价',
    words: ['刷单', '虚假宣传', '虚假交易', '虚假评价', '引人误解', '炒信', '用户评价'],
    articles: [
      { from: '1993-12-01', to: '2017-12-31', article: 9 },
      { from: '2018-01-01', to: '2025-10-14', article: 8 },
      { from: '2025-10-15', article: 9 },
    ],
  },
  {
    title: '反不正当竞争法',
    topic: '商业贿赂',
    words: ['贿赂'],
    articles: [
      { from: '1993-12-01', to: '2017-12-31', article: 8 },
      { from: '2018-01-01', to: '2025-10-14', article: 7 },
      { from: '2025-10-15', article: 8 },
    ],
  },
  {
    title: '民事诉讼法',
    topic: '小额诉讼',
    words: ['小额'],
    articles: [
      { from: '2013-01-01', to: '2021-12-31', article: 162 },
      { from: '2022-01-01', article: 165 },
    ],
  },
  {
    title: '民事诉讼法',
    topic: '司法确认',
    words: ['司法确认', '确认调解协议'],
    articles: [
      { from: '2013-01-01', to: '2021-12-31', article: 194 },
      { from: '2022-01-01', to: '2023-12-31', article: 201 },
      { from: '2024-01-01', article: 205 },
    ],
  },
  {
    title: '消费者权益保护法',
    topic: '欺诈的增加赔偿',
    words: ['退一赔', '三倍', '双倍', '欺诈', '惩罚性赔偿', '增加赔偿'],
    articles: [
      { from: '1994-01-01', to: '2014-03-14', article: 49 },
      { from: '2014-03-15', article: 55 },
    ],
  },
  {
    title: '食品安全法',
    topic: '十倍赔偿',
    words: ['十倍', '惩罚性赔偿', '假一赔十'],
    articles: [
      { from: '2009-06-01', to: '2015-09-30', article: 96 },
      { from: '2015-10-01', article: 148 },
    ],
  },
]

/** Where the articles of a repealed text went, when it was replaced by one of another name. */
export const moved: readonly {
  readonly title: string
  readonly article: number
  readonly to: string
}[] = [
  { title: '市场监督管理投诉举报处理暂行办法', article: 12, to: '第十三条' },
  { title: '市场监督管理投诉举报处理暂行办法', article: 13, to: '第十四条' },
  { title: '市场监督管理投诉举报处理暂行办法', article: 14, to: '第十五条' },
  { title: '市场监督管理投诉举报处理暂行办法', article: 15, to: '第十六条' },
  { title: '市场监督管理投诉举报处理暂行办法', article: 21, to: '第二十三条' },
  { title: '市场监督管理投诉举报处理暂行办法', article: 23, to: '第二十七条' },
  { title: '侵权责任法', article: 43, to: '第一千二百零三条' },
  { title: '侵权责任法', article: 46, to: '第一千二百零六条' },
  { title: '侵权责任法', article: 47, to: '第一千二百零七条' },
  { title: '合同法', article: 39, to: '第四百九十六条' },
  { title: '合同法', article: 40, to: '第四百九十七条' },
  { title: '合同法', article: 41, to: '第四百九十八条' },
]
