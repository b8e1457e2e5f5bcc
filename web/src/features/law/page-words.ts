/** What the pages beside the questions say: articles, applicability, citations, the desk's page. */
export const pageWords = {
  loading: { zh: '正在加载', en: 'Loading' },
  ask: { zh: '法律问答', en: 'Ask' },
  status: { zh: '法律现状', en: 'Law status' },
  places: { zh: '法律', en: 'The law' },
  noText: {
    zh: '本库没有收录这一条的文字，请查阅官方文本。',
    en: 'Its words are not held here; please see the official text.',
  },
  official: { zh: '官方文本，{from} 起', en: 'official text, from {from}' },
  officialOnce: { zh: '官方文本，{from} 至 {to}，现已改动', en: 'official text, {from} to {to}' },
  ownSummary: { zh: '本站摘要，不是条文', en: 'our summary, not the text' },
  successor: { zh: '现在见', en: 'See now' },

  appliesTitle: { zh: '哪些条文适用', en: 'Which provisions apply?' },
  appliesLead: {
    zh: '填您知道的事实，逐条说明适用、不适用还是待证，各一句理由。',
    en: 'Tell what you know: each provision applies, does not, or is open, with a sentence why.',
  },
  facts: { zh: '事实', en: 'Facts' },
  onDay: { zh: '以哪一天的法律为准', en: 'By the law of which day' },
  todayHint: { zh: '不填就是今天', en: 'Left empty, it is today' },
  look: { zh: '逐条查看', en: 'Go through them' },
  found: { zh: '{day} 的法律', en: 'By the law of {day}' },

  citeTitle: { zh: '引文核对', en: 'Check a citation' },
  citeLead: {
    zh: '这一条在那一天的有效文本里还在吗？改到哪里去了？',
    en: 'Is this article in the text in force that day? Where has it gone?',
  },
  citation: { zh: '引文', en: 'Citation' },
  citationHint: {
    zh: '如“反不正当竞争法第八条 刷单”。条号后面写上所引的内容，能查出移了号的条文。每行一条。',
    en: 'Such as “反不正当竞争法第八条 刷单”. Say what it is cited for after the number. One a line.',
  },
  check: { zh: '核对', en: 'Check' },
  tooMany: { zh: '一次最多 20 条', en: 'At most 20 at a time' },

  deskTitle: { zh: '法律库', en: 'The law library' },
  stale: { zh: '很久没有核对的规定', en: 'Values nobody has checked for long' },
  staleDays: { zh: '超过多少天', en: 'For more than so many days' },
  show: { zh: '查看', en: 'Show' },
  noneStale: {
    zh: '没有。最近的核对都在这个期限内。',
    en: 'None: all were checked within that time.',
  },
  checkedOn: { zh: '{day} 核对，已过 {n} 天', en: 'checked {day}, {n} days ago' },
  diff: { zh: '两天之间有什么变化', en: 'What changes between two days' },
  from: { zh: '从', en: 'From' },
  to: { zh: '到', en: 'To' },
  cases: { zh: '旧案试算', en: 'Past cases to try' },
  casesHint: {
    zh: '每行一个 JSON：{"id","category","question","facts"}，最多 500 行。只比较，不保存。',
    en: 'One JSON a line: {"id","category","question","facts"}, at most 500. Compared, never kept.',
  },
  badLine: { zh: '第 {n} 行不是这样的 JSON', en: 'Line {n} is not such a JSON' },
  compare: { zh: '比较', en: 'Compare' },
  noChange: { zh: '两天之间没有变化。', en: 'Nothing changes between them.' },
  begins: { zh: '开始', en: 'begins' },
  ends: { zh: '终止', en: 'ends' },
  replaced: { zh: '改变', en: 'changes' },
  before: { zh: '之前', en: 'Before' },
  after: { zh: '之后', en: 'After' },
  dry: {
    zh: '{asked} 个案子中，{n} 个答案不同',
    en: 'Of {asked} cases, {n} are answered otherwise',
  },
  statusTitle: { zh: '法律现状', en: 'Law status' },
  askTitle: { zh: '提问与核对', en: 'Ask and check' },
} as const

/** Does it apply? */
export const appliesWords = {
  applies: { name: { zh: '适用', en: 'applies' }, tone: 'good' },
  by_reference: { name: { zh: '参照适用', en: 'by reference' }, tone: 'good' },
  unclear: { name: { zh: '待证', en: 'open' }, tone: 'warn' },
  does_not: { name: { zh: '不适用', en: 'does not' }, tone: '' },
} as const

/** What has become of the article that was cited. */
export const citeStatusWords = {
  in_force: { name: { zh: '有效', en: 'in force' }, tone: 'good' },
  moved: { name: { zh: '条号已变', en: 'moved' }, tone: 'warn' },
  repealed: { name: { zh: '已废止', en: 'repealed' }, tone: 'bad' },
  not_yet: { name: { zh: '尚未施行', en: 'not in force yet' }, tone: 'warn' },
  no_such_article: { name: { zh: '没有这一条', en: 'no such article' }, tone: 'bad' },
  unknown: { name: { zh: '未收录', en: 'not held here' }, tone: 'warn' },
} as const

/** The status of a demand once made of the law. */
export const topicStatusWords = {
  law: { name: { zh: '已是法律', en: 'law' }, tone: 'good' },
  duties_only: { name: { zh: '只有部分义务', en: 'some duties only' }, tone: 'warn' },
  site_rule: { name: { zh: '本站规则，不是法律', en: 'site rule, not law' }, tone: 'warn' },
  not_law: { name: { zh: '不是法律', en: 'not law' }, tone: 'bad' },
} as const
