import { addDays, day, type Instant, shanghaiDay, startOfDay } from '../kernel/time.ts'
import { dayWords, deadline, fill, type Language, money } from '../kernel/wording.ts'
import { noReasonWindowEnd } from '../law/return-window.rules.ts'
import type { Terms } from '../orders/terms.ts'
import { type Html, html } from '../platform/http/html.ts'
import { fulfilmentWords, standingWords, type Words } from '../vocabulary.ts'
import { linkWords as words } from './link.words.ts'
import type { findListing } from './routes.ts'

type Found = NonNullable<Awaited<ReturnType<typeof findListing>>>

export interface LinkPage extends Found {
  readonly language: Language
  readonly terms: Terms
  readonly now: Instant
  readonly sandbox: boolean
}

/** 商品链接. Who sells, what is it, is my money safe, what if it goes wrong? All without a script. */
export function linkPage(page: LinkPage): Html {
  return html`<main class="page with-bar">
${gallery(page)}
${head(page)}
${seller(page)}
${safety(page)}
${trouble(page)}
${about(page)}
</main>
${buyBar(page)}`
}

type Say = (key: Words, values?: Record<string, string | number>) => string

function sayIn(language: Language): Say {
  return (key, values) => fill(key[language], values)
}

function gallery({ listing, language }: LinkPage): Html {
  const say = sayIn(language)
  if (listing.photos.length === 0) return html`<p class="no-photo">${say(words.noPhoto)}</p>`
  const pictures = listing.photos.map((hash, place) => {
    const alt = say(words.photo, { title: listing.title, n: place + 1 })
    const source = `/v1/photos/${hash}`
    const lazy = place > 0 ? html` loading="lazy"` : html` fetchpriority="high"`
    return html`<img src="${source}?w=480" srcset="${source}?w=480 480w, ${source}?w=960 960w"
 sizes="(min-width: 32rem) 30rem, 100vw" width="480" height="480" alt="${alt}"${lazy}>`
  })
  return html`<div class="gallery">${pictures}</div>`
}

function head({ listing, shop, language }: LinkPage): Html {
  const say = sayIn(language)
  const { fulfilment, shipWithinHours: hours } = listing
  const promise = fulfilment.kind === 'parcel' ? words.shipWithin : words.readyWithin
  const place = 'place' in fulfilment ? ` · ${fulfilment.place}` : ''
  return html`<header class="offer">
<p class="price">${money(listing.priceFen)}</p>
<h1>${listing.title}</h1>
<ul class="facts">
<li>${say(availability({ listing, shop }), { stock: listing.stock })}</li>
<li>${say(promise, { hours })}</li>
<li>${say(fulfilmentWords[fulfilment.kind])}${place}</li>
</ul>
</header>`
}

function availability({ listing, shop }: Found): Words {
  if (shop.status !== 'open') return words.closed
  if (listing.status !== 'published') return words.withdrawn
  return listing.stock > 0 ? words.left : words.soldOut
}

function seller({ shop, language }: LinkPage): Html {
  const say = sayIn(language)
  const tone = shop.standing === 'unverified' ? 'warn' : 'good'
  const since = dayWords(shanghaiDay(Date.parse(shop.openedAt)), language, true)
  return html`<section class="card"><h2>${say(words.who)}</h2>
<dl class="rows">
<div><dt>${say(words.shop)}</dt><dd>${shop.name}</dd></div>
<div><dt>${say(words.standing)}</dt>
<dd><span class="badge ${tone}">${say(standingWords[shop.standing])}</span></dd></div>
<div><dt>${say(words.since)}</dt><dd>${since}</dd></div>
</dl>
<p class="hint">${say(words.standingMore[shop.standing])}</p></section>`
}

/** Who gains if nobody acts, line by line: the terms that an order of now would freeze. */
function safety({ listing, terms, now, language, sandbox }: LinkPage): Html {
  const say = sayIn(language)
  const hours = listing.shipWithinHours
  const grace = Math.round(terms.overdueGraceMs / 3_600_000)
  const windowAt = startOfDay(addDays(noReasonWindowEnd(shanghaiDay(now)).deadlineOn, 1))
  const until = deadline(Math.max(windowAt, now + terms.confirmAfterDays * day), language)
  const late = grace > 0 ? words.late : words.lateNow
  const silent = say(words.silent, { days: terms.undeliveredAfterDays })
  const parcel = listing.fulfilment.kind === 'parcel'
  return html`<section class="card"><h2>${say(words.safe)}</h2>
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

function trouble({ language }: LinkPage): Html {
  const say = sayIn(language)
  const lines = words.wrongList.map((line) => html`<li>${say(line)}</li>`)
  return html`<section class="card"><h2>${say(words.wrong)}</h2><ul class="plain">${lines}</ul></section>`
}

function about({ listing, language }: LinkPage): Html {
  const say = sayIn(language)
  const at = dayWords(shanghaiDay(Date.parse(listing.editedAt)), language, true)
  const text = listing.text === '' ? say(words.noText) : listing.text
  return html`<section class="card"><h2>${say(words.about)}</h2>
<p class="text">${text}</p><p class="hint">${say(words.edited, { at })}</p></section>`
}

function buyBar({ listing, shop, language }: LinkPage): Html {
  const say = sayIn(language)
  const there = availability({ listing, shop })
  const action =
    there === words.left
      ? html`<a class="button" href="/buy/${listing.listingId}">${say(words.buy)}</a>`
      : html`<span class="button off">${say(there)}</span>`
  return html`<div class="bar"><div class="bar-in">
<p class="price">${money(listing.priceFen)}</p>${action}</div></div>`
}

/** What a chat app shows before anybody opens the link. */
export function linkPreview({ listing, shop, language }: Omit<LinkPage, 'terms' | 'now'>): Preview {
  const say = sayIn(language)
  const [first] = listing.photos
  return {
    title: `${listing.title} · ${money(listing.priceFen)}`,
    description: `${shop.name} · ${say(standingWords[shop.standing])} · ${say(words.promise)}`,
    image: first === undefined ? null : `/v1/photos/${first}?w=480`,
  }
}

export interface Preview {
  readonly title: string
  readonly description: string
  /** A path on this server. */
  readonly image: string | null
}
