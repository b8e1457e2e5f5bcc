/**
 * Writes `docs/reference/refusals.md`: every code that the server refuses with, its HTTP status and
 * its words. With `--check` it writes nothing and fails when the page is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import type { RefusalWords } from '../src/kernel/wording.ts'
import { refusals } from '../src/vocabulary.ts'

const page = new URL('../docs/reference/refusals.md', import.meta.url)

const rooms: Readonly<Record<string, string>> = {
  request: '请求 the request itself',
  command: '命令 the queue of commands',
  callback: '回调 callbacks of a provider',
  sandbox: '沙箱 only in a sandbox',
  photo: '照片 photos',
  contact: '联系方式 contacts',
  sign_in: '登录 signing in',
  actor: '操作者 who asks',
  session: '登录记录 sessions',
  passkey: '通行密钥 passkeys',
  api_key: '接口密钥 keys for programs',
  shop: '店铺 shops',
  listing: '商品 listings',
  order: '订单 orders',
  complaint: '投诉 complaints',
  parcel: '包裹 parcels',
  carrier: '物流与快递员 carriers and couriers',
  webhook: '回调地址 webhooks of a shop',
  approval: '四眼原则 what a second person must approve',
  person: '用户 people, as the desk finds them',
  payment: '支付 payments',
  ledger: '账本 the ledger (between the house and itself: nobody outside should ever read one)',
  law: '法律 questions about the law',
}

/** What does the page say, from its first line to its last? */
export function refusalsPage(): string {
  const byRoom = Map.groupBy(Object.entries(refusals), ([code]) => code.split('.')[0] ?? '')
  const sections = [...byRoom].map(([room, list]) => section(room, list))
  return `# 拒绝 Refusals

拒绝不是故障,而是一个回答:为什么不行、可以怎么办。代码固定不变,程序按代码判断,文字给人看。
A refusal is an answer, not a failure: why not, and what to do instead. Codes never change; programs
go by the code, people by the words.

Over HTTP it is a problem document (RFC 9457, \`application/problem+json\`) with \`code\`,
\`status\`, \`text.zh\`, \`text.en\`, and \`cite\` where an article of law stands behind it.
\`{…}\` stands for a value. Where several reasons hold, the first in the order of the room's
\`model.ts\` is given.

Written by \`node scripts/refusals.ts\` from \`src/vocabulary.ts\`; a test compares the two.

${sections.join('\n\n')}
`
}

function section(room: string, list: readonly (readonly [string, RefusalWords])[]): string {
  const rows = list.map(
    ([code, { status = 409, zh, en }]) => `| \`${code}\` | ${status} | ${zh} | ${en} |`,
  )
  const head = ['| code | HTTP | 中文 | English |', '|---|--:|---|---|']
  return `## ${rooms[room] ?? room}\n\n${[...head, ...rows].join('\n')}`
}

if (import.meta.main) {
  const text = refusalsPage()
  if (!process.argv.includes('--check')) writeFileSync(page, text)
  else if (readFileSync(page, 'utf8') !== text) {
    console.error('docs/reference/refusals.md is out of date: node scripts/refusals.ts')
    process.exitCode = 1
  }
}
