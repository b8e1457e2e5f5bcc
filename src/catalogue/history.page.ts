import { type Day, iso } from '../kernel/time.ts'
import { dayWords, type Language, moment, money, type Words } from '../kernel/wording.ts'
import { type Html, html } from '../platform/http/html.ts'
import { fulfilmentWords, standingWords } from '../vocabulary.ts'
import type { Shown } from './history.routes.ts'
import { historyWords as words } from './history-words.ts'
import { sayIn } from './saying.ts'

export interface HistoryPage {
  readonly listingId: string
  readonly language: Language
  /** As it was asked for; null: nothing was. */
  readonly asked: string | null
  /** The day, where what was asked for is one. */
  readonly day: Day | null
  readonly today: Day
  /** Null: what was asked for is no time. Oldest first. */
  readonly versions: readonly Shown[] | null
}

/** 当时的页面. Every version that could be seen on that day, with the proof to take away. */
export function historyPage(page: HistoryPage): Html {
  const { listingId, language, today, day, versions } = page
  const say = sayIn(language)
  const heading = day ? say(words.onDay, { day: dayWords(day, language, true) }) : say(words.newest)
  return html`<main class="page"><section class="card"><h1>${say(words.title)}</h1>
<p>${say(words.intro)}</p>
<form method="get" action="/l/${listingId}/history" class="buttons">
<label>${say(words.day)} <input type="date" name="on" max="${today}" value="${day ?? ''}"></label>
<button class="button" type="submit">${say(words.show)}</button></form></section>
<section class="card"><h2>${heading}</h2>
${versions === null && html`<p role="alert">${say(words.unreadable)}</p>`}
${versions?.length === 0 && html`<p>${say(words.none)}</p>`}</section>
${(versions ?? []).toReversed().map((version) => card(version, language))}
<section class="card"><ul class="links"><li><a href="/l/${listingId}">${say(words.back)}</a></li>
<li><a href="/verify">${say(words.verify)}</a></li><li><a href="/log">${say(words.log)}</a></li>
</ul></section></main>`
}

function card(version: Shown, language: Language): Html {
  const say = sayIn(language)
  const { status, revision, from, until, listingId, seq } = version
  const time = (at: number) =>
    html`<time datetime="${iso(at)}">${moment(at, language, true)}</time>`
  return html`<article class="card">
<h3>${say(status === 'withdrawn' ? words.withdrawn : words.version, { revision })}</h3>
<dl class="rows"><div><dt>${say(words.from)}</dt><dd>${time(from)}</dd></div>
<div><dt>${say(words.until)}</dt><dd>${until === null ? say(words.now) : time(until)}</dd></div>
</dl>${status === 'published' && content(version, language)}
<p><a class="button quiet" href="/v1/listings/${listingId}/history/${seq}/receipt" download>
${say(words.proof)}</a></p><p class="hint">${say(words.proofMore)}</p></article>`
}

function content({ offer, shop }: Shown, language: Language): Html {
  const say = sayIn(language)
  if (offer === null) return html`<p class="notice">${say(words.erased)}</p>`
  const pictures = offer.photos.map(
    (hash, place) => html`<img src="/v1/photos/${hash}?w=480" width="160" height="160"
 loading="lazy" alt="${say(words.photo, { n: place + 1 })}">`,
  )
  const { fulfilment } = offer
  const place = 'place' in fulfilment ? ` · ${fulfilment.place}` : ''
  const row = (name: Words, value: string) =>
    html`<div><dt>${say(name)}</dt><dd>${value}</dd></div>`
  const seller = shop && `${shop.name} · ${say(standingWords[shop.standing])}`
  return html`<h4>${offer.title}</h4><dl class="rows">
${row(words.price, money(Number(offer.priceFen)))}
${row(words.ship, say(words.hours, { hours: offer.shipWithinHours }))}
${row(words.delivery, `${say(fulfilmentWords[fulfilment.kind])}${place}`)}
${seller && row(words.seller, seller)}${row(words.channel, say(words.channelIs))}</dl>
<p class="text">${offer.text}</p>${pictures.length > 0 && html`<p>${pictures}</p>`}`
}
