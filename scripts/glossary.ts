/**
 * Writes `GLOSSARY.md`: the words of the trade as people read them, from `src/vocabulary.ts`. With
 * `--check` it writes nothing and fails when the page is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { roleWords } from '../src/identity/words.ts'
import type { Words } from '../src/kernel/wording.ts'
import * as vocabulary from '../src/vocabulary.ts'

const page = new URL('../GLOSSARY.md', import.meta.url)

type Row = readonly [string, Words]

/** The nouns that the rooms and files are named after. */
const nouns: readonly Row[] = [
  ['shop', { zh: '店铺', en: 'somebody who sells here, a person or a company' }],
  ['listing', { zh: '商品', en: 'one thing for sale, behind one link' }],
  ['order', { zh: '订单', en: 'one protected trade, from opened to settled' }],
  ['payment', { zh: '支付', en: 'what the provider holds for one order' }],
  ['instruction', { zh: '指令', en: 'what we ask the provider to move, by our own number' }],
  ['hold', { zh: '担保', en: 'money that the provider keeps for an order until it is decided' }],
  ['escrow', { zh: '担保款', en: 'the same money in our mirror of the provider’s book' }],
  ['release', { zh: '放款', en: 'held money goes to the seller' }],
  ['refund', { zh: '退款', en: 'held money goes back to the buyer' }],
  ['split', { zh: '分账', en: 'held money goes to the platform: its fee' }],
  ['lock', { zh: '锁定', en: 'an amount that is not released while a complaint is open' }],
  ['parcel', { zh: '包裹', en: 'items on their way together, known to a carrier' }],
  ['scan', { zh: '物流扫描', en: 'what a carrier reports of a parcel' }],
  ['courier', { zh: '快递员', en: 'a person who scans for one carrier, with a phone' }],
  ['webhook', { zh: '回调地址', en: 'where a shop’s programs are told what has happened' }],
  ['notice', { zh: '通知', en: 'what one person should know, and what follows by when' }],
  ['approval', { zh: '待批事项', en: 'what one operator proposed and another must approve' }],
  ['complaint', { zh: '投诉', en: 'the buyer says that something is wrong' }],
  [
    'ledger',
    { zh: '账本', en: 'accounts and transfers, always in balance: a mirror, never money' },
  ],
  [
    'transfer',
    { zh: '分录', en: 'one amount from one account to another; pending, posted, voided' },
  ],
  ['journal', { zh: '日志', en: 'every event of a shop in order, written with what it changed' }],
  ['leaf', { zh: '叶', en: 'what the log keeps of one event for ever: hashes, no personal data' }],
  ['command', { zh: '命令', en: 'one wish of one actor about one thing of one shop' }],
  ['refusal', { zh: '拒绝', en: 'an answer that says why not, by a code that never changes' }],
  ['deadline', { zh: '期限', en: 'a moment when something happens if nobody acts' }],
  ['lane', { zh: '车道', en: 'a queue of commands whose batches are decided one at a time' }],
  ['provision', { zh: '规定', en: 'one value that law sets, with its dates and its article' }],
]

const chapters: readonly (readonly [string, readonly Row[]])[] = [
  ['名词 Nouns', nouns],
  ['订单状态 How an order stands', rows(vocabulary.statuses)],
  ['商品在订单里的状态 How one item of an order stands', rows(vocabulary.itemWords)],
  ['接下来 What happens if nobody acts', rows(vocabulary.timerWords)],
  ['谁得益 In whose favour', rows(vocabulary.gainWords)],
  ['交付方式 How goods reach the buyer', rows(vocabulary.fulfilmentWords)],
  ['物流扫描 What a carrier reports', rows(vocabulary.scanWords)],
  ['角色 Which part a person plays', rows(vocabulary.roleNames)],
  ['回调消息 What webhooks are about', rows(vocabulary.webhookTopics)],
  ['争议点 What may be wrong', rows(vocabulary.issueWords)],
  ['资金去向 Where money goes', rows(vocabulary.movementWords)],
  ['办理情况 How far that is', rows(vocabulary.movementStatusWords)],
  ['理由 Reasons that the house gives', rows(vocabulary.reasonWords)],
  ['主体状态 How far it is known who sells', rows(vocabulary.standingWords)],
  ['退换阶段 How a return stands', rows(vocabulary.returnWords.stages)],
  ['退换依据 Two ways of giving back', rows(vocabulary.returnWords.tracks)],
  ['退换方式 What the buyer gets', rows(vocabulary.returnWords.remedies)],
  ['商品状况 What was done to the goods', rows(vocabulary.returnWords.conditions)],
  ['人工复核 Why a person looks', rows(vocabulary.returnWords.reviews)],
  ['卖家异议 What a seller may object', rows(vocabulary.returnWords.objections)],
  ['退款缘由 Why a return is refunded', rows(vocabulary.returnWords.refunds)],
  ['不适用无理由退货 What is excluded', rows(vocabulary.returnWords.exclusions)],
  ['购买目的 What it is bought for', rows(vocabulary.returnWords.boughtFor)],
  ['角色 Parts that are granted', rows(roleWords)],
  ['订单经过 What happens to an order', rows(vocabulary.eventWords)],
  ['店铺与商品的经过 What happens to a shop and its goods', rows(vocabulary.shopEventWords)],
  ['系统日志 What the house writes about itself', rows(vocabulary.houseEventWords)],
]

/** What does the page say, from its first line to its last? */
export function glossaryPage(): string {
  const sections = chapters.map(
    ([title, list]) =>
      `## ${title}\n\n| code | 中文 | English |\n|---|---|---|\n${list.map(line).join('\n')}`,
  )
  return `# 词表 Glossary

这里的词就是页面、接口和日志里的词。 The words here are the words of pages, API and journal.
Written by \`node scripts/glossary.ts\` from \`src/vocabulary.ts\`; a test compares the two.
Refusals have a page of their own: [docs/reference/refusals.md](docs/reference/refusals.md).

${sections.join('\n\n')}
`
}

function rows(words: Readonly<Record<string, Words>>): readonly Row[] {
  return Object.entries(words)
}

function line([code, { zh, en }]: Row): string {
  return `| \`${code}\` | ${zh} | ${en} |`
}

if (import.meta.main) {
  const text = glossaryPage()
  if (!process.argv.includes('--check')) writeFileSync(page, text)
  else if (readFileSync(page, 'utf8') !== text) {
    console.error('GLOSSARY.md is out of date: node scripts/glossary.ts')
    process.exitCode = 1
  }
}
