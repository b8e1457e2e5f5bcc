import { addDays, day, shanghaiDay, startOfDay } from '../kernel/time.ts'
import { dayWords, deadline, type Language } from '../kernel/wording.ts'
import { citationIn } from '../law/citation-words.ts'
import { noReasonWindowEnd } from '../law/return-window.rules.ts'
import { type Html, html } from '../platform/http/html.ts'
import { returnWords, sights, standingWords } from '../vocabulary.ts'
import { historyWords } from './history-words.ts'
import type { Found, LinkPage } from './link.page.ts'
import { linkWords as words } from './link.words.ts'
import { categoryWords, type FactName, factWords, promiseWords } from './passport-words.ts'
import { type Say, sayIn } from './saying.ts'

/** The cards behind the lines of a link's first screen. */

/** 实际经营主体. Who really sells, without a further click. */
export function seller({ shop, listing, record, language }: LinkPage): Html {
  const say = sayIn(language)
  const tone = shop.standing === 'unverified' ? 'warn' : 'good'
  const since = dayWords(shanghaiDay(Date.parse(shop.openedAt)), language, true)
  const { settled, refunded, complaints, upheld, shops } = record
  return html`<section class="card" id="who"><h2>${say(words.who)}</h2>
${principal({ listing, say })}
<dl class="rows">
<div><dt>${say(words.shop)}</dt><dd>${shop.name}</dd></div>
<div><dt>${say(words.standing)}</dt>
<dd><span class="badge ${tone}">${say(standingWords[shop.standing])}</span></dd></div>
<div><dt>${say(words.since)}</dt><dd>${since}</dd></div>
<div><dt>${say(words.record)}</dt>
<dd>${say(words.recordOf, { settled, refunded, complaints, upheld })}</dd></div>
</dl>
${checked({ shop, language })}
<p><a href="/redress?shop=${shop.shopId}">${say(words.speed)}</a></p>
<p class="hint">${say(words.standingMore[shop.standing])}</p>
<p class="hint">${say(shops > 1 ? words.recordAll : words.recordMore, { shops })}</p></section>`
}

/** How far verified: what the desk has seen, when, and until when that counts. */
function checked({ shop, language }: Pick<LinkPage, 'shop' | 'language'>): Html | false {
  const { check } = shop
  if (!check) return false
  const say = sayIn(language)
  const seen = check.seen.map((one) => say(sights[one])).join(language === 'zh' ? '、' : ', ')
  const on = dayWords(check.checkedOn, language, true)
  const until = dayWords(check.validUntilOn, language, true)
  const named = check.registeredName
  return html`<p class="notice good">
${named && html`<b>${say(words.registered)}${named}</b> <span class="mono">${check.uscc}</span><br>`}
${say(words.checkedOn, { on, seen })}<br><span class="small">${say(words.checkedUntil, { until })}
</span></p>`
}

function principal({ listing, say }: { listing: Found['listing']; say: Say }): Html | false {
  const stated = listing.passport?.principal
  if (!stated) return false
  return html`<p class="notice"><b>${say(words.principal)}：${stated.name}</b>
<span class="mono">${stated.uscc}</span>
<br>${say(words.afterSales)}：${stated.afterSales}
<br><span class="small">${say(words.principalMore)}</span></p>`
}

type Missing = Found['sheet']['missing']

/** Names what is missing, in one line. */
export function listOf(missing: Missing, language: Language): string {
  const say = sayIn(language)
  const names = missing.map((name) => say(name === 'subject' ? words.subject : factWords[name]))
  return names.join(language === 'zh' ? '、' : ', ')
}

/** 缺什么. Exactly the proofs that are not there, and what that means. */
export function absent({ sheet, language }: LinkPage): Html {
  const say = sayIn(language)
  const lines = sheet.missing.map((name) => {
    const text = say(name === 'subject' ? words.subject : factWords[name])
    return html`<li>${text}</li>`
  })
  const demanded = sheet.missing.some((name) => name !== 'subject') && sheet.cite
  const required = demanded && citationIn(language, demanded)
  return html`<section class="card" id="missing"><h2>${say(words.missing)}</h2>
${lines.length === 0 && html`<p>${say(words.nothingMissing)}</p>`}
${lines.length > 0 && html`<ul class="plain">${lines}</ul>`}
${required && html`<p class="hint">${say(words.missingCite, { cite: required })}</p>`}
${lines.length > 0 && html`<p class="hint">${say(words.missingMore)}</p>`}</section>`
}

/** Who gains if nobody acts, line by line: the terms that an order of now would freeze. */
export function safety({ listing, terms, now, language, sandbox }: LinkPage): Html {
  const say = sayIn(language)
  const hours = listing.shipWithinHours
  const grace = Math.round(terms.overdueGraceMs / 3_600_000)
  const windowAt = startOfDay(addDays(noReasonWindowEnd(shanghaiDay(now)).deadlineOn, 1))
  const until = deadline(Math.max(windowAt, now + terms.confirmAfterDays * day), language)
  const late = grace > 0 ? words.late : words.lateNow
  const silent = say(words.silent, { days: terms.undeliveredAfterDays })
  const parcel = listing.fulfilment.kind === 'parcel'
  return html`<section class="card" id="safe"><h2>${say(words.safe)}</h2>
<p>${say(words.held)}</p>
<ul class="silence">
${outcome(say, say(late, { hours, grace }), 'buyer')}
${parcel && outcome(say, silent, 'buyer')}
${outcome(say, say(words.locked), 'buyer')}
${outcome(say, say(words.signed, { until }), 'seller')}
</ul>
${sandbox && html`<p class="notice warn">${say(words.heldSandbox)}</p>`}</section>`
}

function outcome(say: Say, text: string, gains: 'buyer' | 'seller'): Html {
  const label = say(gains === 'buyer' ? words.inFavour : words.forSeller)
  return html`<li><span>${text}</span><span class="badge ${gains}">${label}</span></li>`
}

/** 高于法律的承诺. Only where something is promised. */
export function promises({ listing, language }: LinkPage): Html | false {
  const say = sayIn(language)
  const lines = [...promisedIn(listing, say)].map((line) => html`<li>${line}</li>`)
  if (lines.length === 0) return false
  return html`<section class="card"><h2>${say(words.promised)}</h2><ul class="plain">${lines}</ul>
<p class="hint">${say(words.promisedMore)}</p></section>`
}

/** Each promise once, whichever way it was made. */
function promisedIn({ passport, aftersales }: Found['listing'], say: Say): Set<string> {
  const { freightBySeller = false, returnDays = null } = aftersales ?? {}
  const months = aftersales?.warrantyMonths ?? 0
  return new Set([
    ...(freightBySeller ? [say(promiseWords.return_postage)] : []),
    ...(returnDays === null ? [] : [say(words.longerReturn, { days: returnDays })]),
    ...(months > 0 ? [say(words.warranty, { months })] : []),
    ...(passport?.promises ?? []).map((code) => say(promiseWords[code])),
  ])
}

/** 不适用无理由退货. What the seller says that the law excludes stands beside what can be done. */
export function trouble({ listing, language }: LinkPage): Html {
  const say = sayIn(language)
  const claimed = listing.aftersales?.exclusion
  const excluded = claimed ? say(returnWords.exclusions[claimed]) : null
  const lines = words.wrongList.map((line) => html`<li>${say(line)}</li>`)
  return html`<section class="card" id="wrong"><h2>${say(words.wrong)}</h2>
${excluded && html`<p class="notice warn">${say(words.excluded, { what: excluded })}</p>`}
<ul class="plain">${lines}</ul></section>`
}

/** 商品资料. What is stated in fields, apart from the seller's praise. */
export function goods({ listing, language }: LinkPage): Html | false {
  const { passport } = listing
  if (!passport) return false
  const say = sayIn(language)
  const row = (name: string, value: string | null | undefined): Html[] =>
    value ? [html`<div><dt>${name}</dt><dd>${value}</dd></div>`] : []
  const facts = (Object.keys(factWords) as FactName[]).flatMap((name) =>
    row(say(factWords[name]), passport.facts[name]),
  )
  return html`<section class="card"><h2>${say(words.facts)}</h2><dl class="rows">
${row(say(words.category), say(categoryWords[passport.category]))}
${facts}${row(say(words.batchNo), passport.batchNo)}</dl>
<p class="hint">${say(words.factsMore)}</p></section>`
}

export function about({ listing, language }: LinkPage): Html {
  const say = sayIn(language)
  const at = dayWords(shanghaiDay(Date.parse(listing.editedAt)), language, true)
  const text = listing.text === '' ? say(words.noText) : listing.text
  return html`<section class="card"><h2>${say(words.about)}</h2>
<p class="text">${text}</p><p class="hint">${say(words.edited, { at })}</p>
<p><a href="/l/${listing.listingId}/history">${say(historyWords.link)}</a></p></section>`
}
