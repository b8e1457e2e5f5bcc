import { written } from './changes.ts'
import type { Provision, Version } from './provision.ts'
import { type Registered, registry } from './registry.ts'
import { type LegalStatus, legalStatus } from './status.ts'

/** How does the reference page of the law read? Markdown, the same for the same data. */
export function lawReference(): string {
  const statutes = registry.filter(({ provision }) => provision.source !== 'site')
  const site = registry.filter(({ provision }) => provision.source === 'site')
  return [
    '# 法律规则 · Law reference',
    '',
    '由 `node scripts/law-reference.ts` 生成，请勿手改。Generated; do not edit by hand.',
    '',
    '本页不是法律意见。数值以官方文本为准；“核对”是最近一次由人与文本比对的日期。',
    'This is no legal advice. Official texts prevail; “checked” is the day a person last compared.',
    '',
    '## 法律现状 · What is law by now',
    '',
    '| 事项 | 现状 | 自 | 依据 | 核对 |',
    '|---|---|---|---|---|',
    ...legalStatus.map(statusRow),
    '',
    '## 法定规则 · Statutory rules',
    '',
    ...statutes.flatMap(section),
    '## 本站规则与词表 · Rules and word lists of this site',
    '',
    '以下是本站的规则或读取文字的词表，不是法律。These are not statute.',
    '',
    ...site.flatMap(section),
  ].join('\n')
}

function section({ id, provision }: Registered): string[] {
  return [
    `### ${provision.title.zh} · ${provision.title.en}`,
    '',
    `\`${id}\` · ${provision.unit} · 核对 checked ${provision.checkedOn}`,
    '',
    '| 自 from | 至 to | 值 value | 依据 source |',
    '|---|---|---|---|',
    ...provision.values.map((version) => versionRow(provision, version)),
    '',
  ]
}

function versionRow(provision: Provision<unknown>, version: Version<unknown>): string {
  const next = provision.values[provision.values.indexOf(version) + 1]
  const to = version.to ?? (next ? `(${next.from} 起有新版本)` : '')
  const cells = [version.from, to, shownValue(provision, version), version.cite]
  return `| ${cells.map(cell).join(' | ')} |`
}

/** Word lists are counted, not printed: they stand in the data files. */
function shownValue({ unit }: Provision<unknown>, { value }: Version<unknown>): string {
  if (unit === 'terms' && Array.isArray(value)) return `${value.length} 类词 classes of words`
  return written(value)
}

const states: Readonly<Record<LegalStatus['status'], string>> = {
  law: '法律 law',
  not_law: '不是法律 not law',
  duties_only: '仅有义务 duties only',
  site_rule: '本站规则 site rule',
}

function statusRow({ topic, status, since, cites, note, checkedOn }: LegalStatus): string {
  const what = `${topic.zh} · ${topic.en}`
  const cells = [what, `${states[status]}: ${note.zh}`, since ?? '', cites.join('; '), checkedOn]
  return `| ${cells.map(cell).join(' | ')} |`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
