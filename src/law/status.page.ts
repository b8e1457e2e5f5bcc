import { type Day, isDay } from '../kernel/time.ts'
import { dayWords, fill, type Language, type Words } from '../kernel/wording.ts'
import { type Html, html } from '../platform/http/html.ts'
import { addYears } from './calendar.ts'
import { type Change, changesBetween } from './changes.ts'
import { type LegalStatus, statusOn } from './status.ts'

/** What the page says. `{…}` stands for a value. */
const words = {
  title: { zh: '法律现状', en: 'Law status' },
  lead: {
    zh: '网购里常说“应该有”的规定，哪些已经是法律，哪些还只是平台自己的规则。',
    en: 'Of the rules people ask for in online trade: which are law by now, and which only a site’s own.',
  },
  on: { zh: '看哪一天', en: 'On which day' },
  show: { zh: '查看', en: 'Show' },
  asOf: { zh: '{day} 的情况', en: 'As of {day}' },
  since: { zh: '自 {day} 起', en: 'since {day}' },
  from: { zh: '{day} 起', en: 'from {day}' },
  cites: { zh: '依据', en: 'Source' },
  checked: { zh: '最近核对：{day}', en: 'Last compared with the text: {day}' },
  coming: { zh: '一年内将要变化', en: 'What changes within a year' },
  nothing: {
    zh: '本库所载规则在一年内没有已公布的变化。',
    en: 'No published change within a year in the rules held here.',
  },
  ask: { zh: '按事实提问', en: 'Ask about your own case' },
  advice: {
    zh: '本页不是法律意见。以官方文本为准。',
    en: 'This is no legal advice. The official texts prevail.',
  },
  notADay: { zh: '没有这一天，显示今天的情况。', en: 'There is no such day: showing today.' },
} as const

const statusWords: Readonly<Record<LegalStatus['status'], Words & { readonly tone: string }>> = {
  law: { zh: '已是法律', en: 'law', tone: 'good' },
  duties_only: { zh: '只有部分义务', en: 'some duties only', tone: 'warn' },
  site_rule: { zh: '本站规则，不是法律', en: 'this site’s rule, not law', tone: 'warn' },
  not_law: { zh: '不是法律', en: 'not law', tone: 'bad' },
}

/** 法律现状 (R-110). Readable without a script; `asked` is a day from the address, as it came. */
export function statusPage({
  asked,
  today,
  language,
}: {
  asked: string | undefined
  today: Day
  language: Language
}): { title: string; content: Html } {
  const say = (key: Words, values?: Record<string, string>) => fill(key[language], values)
  const wrong = asked !== undefined && asked !== '' && !isDay(asked)
  const on = asked === undefined || !isDay(asked) ? today : asked
  const topics = statusOn(on).map((each) => topic(each, on, language))
  const content = html`<main class="page">
<header class="offer"><h1>${say(words.title)}</h1><p>${say(words.lead)}</p></header>
${wrong && html`<p class="notice warn" role="alert">${say(words.notADay)}</p>`}
<form class="card" method="get" action="/law/status"><div class="field">
<label for="on">${say(words.on)}</label>
<input id="on" name="on" type="date" value="${on}" min="2000-01-01" max="2099-12-31"></div>
<button class="button quiet" type="submit">${say(words.show)}</button></form>
<h2>${say(words.asOf, { day: dateWords(on, language) })}</h2>
${topics}
${coming(on, language)}
<p><a class="button quiet" href="/law">${say(words.ask)}</a></p>
<p class="hint">${say(words.advice)}</p>
</main>`
  return { title: say(words.title), content }
}

function topic(each: LegalStatus, on: Day, language: Language): Html {
  const say = (key: Words, values?: Record<string, string>) => fill(key[language], values)
  const status = statusWords[each.status]
  const begun = each.since !== undefined && each.since <= on
  const day = each.since === undefined ? '' : dateWords(each.since, language)
  const since = each.since !== undefined && say(begun ? words.since : words.from, { day })
  const cites = each.cites.map((cite) => html`<li lang="zh-CN">${cite}</li>`)
  const checked = say(words.checked, { day: dateWords(each.checkedOn, language) })
  return html`<section class="card"><h3>${capital(each.topic[language])}</h3>
<p><span class="badge ${status.tone}">${say(status)}</span>
${since && html`<small>${since}</small>`}</p>
<p>${each.note[language]}</p>
<p class="hint">${say(words.cites)}</p><ul class="plain">${cites}</ul>
<p class="hint">${checked}</p></section>`
}

function coming(on: Day, language: Language): Html {
  const say = (key: Words, values?: Record<string, string>) => fill(key[language], values)
  const changes = changesBetween(on, addYears(on, 1))
  const rows = changes.map((change) => html`<li>${changeLine(change, language)}</li>`)
  const list = rows.length === 0 ? html`<p>${say(words.nothing)}</p>` : html`<ul>${rows}</ul>`
  return html`<section class="card"><h2>${say(words.coming)}</h2>${list}</section>`
}

function changeLine({ title, effectiveOn, after, before }: Change, language: Language): Html {
  const day = effectiveOn === null ? '' : `${dateWords(effectiveOn, language)} · `
  const cite = (after ?? before)?.cite
  return html`${day}${capital(title[language])}
<span class="hint" lang="zh-CN">${cite}</span>`
}

/** A day with its year; on which weekday a law began is nobody's question. */
function dateWords(on: Day, language: Language): string {
  return dayWords(on, language, true).replace(/ 周.$|^\w+, /, '')
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
