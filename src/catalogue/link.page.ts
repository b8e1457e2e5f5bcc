import type { Instant } from '../kernel/time.ts'
import { inMoney, type Language, money, type Words } from '../kernel/wording.ts'
import type { SellerRecord } from '../orders/record.store.ts'
import type { Terms } from '../orders/terms.ts'
import { type Html, html } from '../platform/http/html.ts'
import { fulfilmentWords, standingWords } from '../vocabulary.ts'
import { linkWords as words } from './link.words.ts'
import {
  about,
  absent,
  goods,
  listOf,
  promises,
  safety,
  seller,
  trouble,
} from './link-cards.page.ts'
import { warningWords } from './passport-words.ts'
import type { findListing } from './routes.ts'
import { sayIn } from './saying.ts'

export type Found = NonNullable<Awaited<ReturnType<typeof findListing>>>

export interface LinkPage extends Found {
  readonly language: Language
  readonly terms: Terms
  readonly now: Instant
  readonly sandbox: boolean
  readonly record: SellerRecord
}

/** 商品链接. Who sells, what is it, is my money safe, what if it goes wrong? All without a script. */
export function linkPage(page: LinkPage): Html {
  return html`<main class="page with-bar">
${gallery(page)}
${head(page)}
${answers(page)}
${warnings(page)}
${seller(page)}
${absent(page)}
${safety(page)}
${promises(page)}
${trouble(page)}
${goods(page)}
${about(page)}
${buyBar(page)}
</main>`
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
${listing.promotion ? html`<li>${listing.promotion}</li>` : ''}
</ul>
</header>`
}

function availability({ listing, shop }: Pick<Found, 'listing' | 'shop'>): Words {
  if (shop.status !== 'open') return words.closed
  if (listing.status !== 'published') return words.withdrawn
  return listing.stock > 0 ? words.left : words.soldOut
}

/** 一眼看懂. The five questions of a buyer, each answered in a line that leads to its card. */
function answers(page: LinkPage): Html {
  const { listing, shop, sheet, language } = page
  const say = sayIn(language)
  const who = listing.passport?.principal?.name ?? shop.name
  const missing = sheet.missing.length
  // A long list is cut in the first screen: then at least its number is read.
  const counted = missing > 2 ? say(words.missingCount, { n: missing }) : ''
  const line = (to: string, tone: 'good' | 'warn', [name, answer]: readonly [Words, string]) =>
    html`<li><a href="#${to}"><b>${say(name)}</b><span>${answer}</span>
<i class="dot ${tone}" aria-hidden="true"></i></a></li>`
  const verified = shop.standing === 'unverified' ? 'warn' : 'good'
  return html`<ul class="answers">
${line('who', verified, [words.whoShort, `${who} · ${say(standingWords[shop.standing])}`])}
${line('safe', 'good', [words.safeShort, say(words.heldShort)])}
${line('wrong', 'good', [words.wrongShort, say(words.wrongAnswer)])}
${line('missing', missing > 0 ? 'warn' : 'good', [
  words.missingShort,
  missing > 0 ? `${counted}${listOf(sheet.missing, language)}` : say(words.nothingMissing),
])}
</ul>`
}

/** What is odd about the offer; it has to be confirmed before paying. */
function warnings({ sheet, language }: LinkPage): Html | false {
  const say = sayIn(language)
  const lines = sheet.warnings.map(
    ({ code, params }) => html`<li>${say(warningWords[code], inMoney(params))}</li>`,
  )
  if (lines.length === 0) return false
  return html`<section class="notice warn"><h2>${say(words.careful)}</h2>
<ul class="plain">${lines}</ul><p class="small">${say(words.carefulMore)}</p></section>`
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
export function linkPreview({
  listing,
  shop,
  language,
}: Pick<LinkPage, 'listing' | 'shop' | 'language'>): Preview {
  const say = sayIn(language)
  const [first] = listing.photos
  return {
    title: `${listing.title} · ${money(listing.priceFen)}`,
    description: `${shop.name} · ${say(standingWords[shop.standing])} · ${say(words.promise)}`,
    image: first === undefined ? null : `/v1/photos/${first}?w=480`,
    priceFen: listing.priceFen,
  }
}

export interface Preview {
  readonly title: string
  readonly description: string
  /** A path on this server. */
  readonly image: string | null
  readonly priceFen: number
}
