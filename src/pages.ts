import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { historyPage } from './catalogue/history.page.ts'
import { pageHistory, rangeOf } from './catalogue/history.routes.ts'
import { historyWords } from './catalogue/history-words.ts'
import { linkPage, linkPreview, type Preview } from './catalogue/link.page.ts'
import { findListing } from './catalogue/routes.ts'
import { refuse } from './kernel/refusal.ts'
import { isDay, shanghaiDay } from './kernel/time.ts'
import type { Language, Words } from './kernel/wording.ts'
import { statusPage } from './law/status.page.ts'
import { recordOfSeller } from './orders/record.store.ts'
import type { Terms } from './orders/terms.ts'
import { pageWords as words } from './pages.words.ts'
import { fontSheetPath } from './platform/http/docs-theme.ts'
import type { Door } from './platform/http/door.ts'
import { GuidePages } from './platform/http/guide.ts'
import { type Html, html, languageOf, sendPage } from './platform/http/html.ts'
import { sendProblem } from './platform/http/problem.ts'
import { assetRoutes, type Web } from './platform/http/web.ts'

export interface Pages {
  readonly door: Door
  /** Null: nothing has been built, so there are pages but no application and no style. */
  readonly web: Web | null
  /** The public address of this site, for the previews of links. */
  readonly baseUrl: string
  readonly terms: Terms
  /** Only in a sandbox: what a newcomer may try. Null as long as it is not ready. */
  readonly guide?: () => Guide | null
}

/** 演示指南: the cast of the sandbox, and where to find them. */
export interface Guide {
  readonly listings: readonly { readonly listingId: string; readonly title: string }[]
  readonly cast: readonly {
    readonly name: string
    readonly part: Words
    readonly phone: string
    /** Where this person begins. */
    readonly at: string
  }[]
  readonly provider: string
}

/** Where the application stands, and the part of it that is shown there first. */
const places = [
  ['/check', 'check/check'],
  ['/buy/:id', 'orders/buy'],
  ['/o/:id', 'orders/order'],
  ['/o/:id/case', 'disputes/case-page'],
  ['/redress', 'disputes/redress'],
  ['/tip', 'disputes/tips'],
  ['/my', 'orders/my'],
  ['/notices', 'notices/inbox'],
  ['/sell', 'network/sell'],
  ['/sell/*', 'network/sell'],
  ['/desk', 'supervision/desk'],
  ['/desk/*', 'supervision/desk'],
  ['/courier', 'logistics/courier'],
  ['/safety', 'identity/safety'],
  ['/developers', 'notices/developers'],
  ['/log', 'evidence/log'],
  ['/rules', 'evidence/rules'],
  ['/verify', 'evidence/verify'],
  ['/law', 'law/ask'],
  ['/law/applies', 'law/applies'],
  ['/law/cite', 'law/cite'],
] as const

/** 网页: the shared link and the home page from the server; everything else is the application. */
export async function pageRoutes(app: FastifyInstance, pages: Pages): Promise<void> {
  const hidden = { schema: { hide: true } }
  app.get('/', hidden, async (request, reply) =>
    sendPage(request, reply, { page: home(pages, languageOf(request)) }),
  )
  app.get<{ Params: { listingId: string } }>('/l/:listingId', hidden, async (request, reply) => {
    const found = await findListing(pages.door, request.params.listingId)
    if (!found) return sendLost(pages, request, reply)
    const language = languageOf(request)
    const sandbox = pages.guide !== undefined
    const now = pages.door.clock.now()
    const record = await recordOfSeller(pages.door.reads, found.ownerId)
    const about = { ...found, language, terms: pages.terms, now, sandbox, record }
    const content = linkPage(about)
    const preview = linkPreview(about)
    const path = `/l/${found.listing.listingId}`
    const page = frame(pages, { language, title: preview.title, content, preview, path })
    return sendPage(request, reply, { page })
  })
  app.get<{ Params: { listingId: string } }>(
    '/l/:listingId/history',
    hidden,
    async (request, reply) => sendHistory(pages, request, reply),
  )
  app.get('/law/status', hidden, async (request, reply) => {
    const { on } = request.query as { on?: unknown }
    const language = languageOf(request)
    const today = shanghaiDay(pages.door.clock.now())
    const asked = typeof on === 'string' ? on : undefined
    const { title, content } = statusPage({ asked, today, language })
    return sendPage(request, reply, { page: frame(pages, { language, title, content }) })
  })
  documentRoutes(app, pages)
  // What only a sandbox has, such as its carrier, the application offers only there.
  const mark = pages.guide ? '<meta name="sandbox" content="yes">' : ''
  for (const [place, part] of places) {
    // Its first part is fetched beside the application itself, not after it.
    const ahead = pages.web?.ahead(`src/features/${part}.tsx`) ?? ''
    const index = pages.web?.indexHtml.replace('</head>', `${ahead}${mark}</head>`)
    app.get(place, hidden, (_request: FastifyRequest, reply: FastifyReply) =>
      reply
        .headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
        .send(index ?? words.unbuilt.zh),
    )
  }
  // What is no page and no part of the contract: people get words, programs a problem document.
  app.get('/*', hidden, async (request, reply) =>
    (request.headers.accept ?? '').includes('text/html')
      ? sendLost(pages, request, reply)
      : sendProblem(reply, refuse('request.not_found')),
  )
  const { web } = pages
  if (web) {
    // The pages of the contract name the fallback font by an address that no build changes.
    app.get(fontSheetPath, hidden, async (_request, reply) => reply.redirect(web.fonts.sheet))
    await app.register(async (scope) => assetRoutes(scope, web))
  }
}

/** 文档: how things work here, in this version, for whoever wants to read it. */
function documentRoutes(app: FastifyInstance, pages: Pages): void {
  const documents = new GuidePages()
  const send = (request: FastifyRequest, reply: FastifyReply) => {
    const language = languageOf(request)
    const { '*': path = '' } = request.params as { '*'?: string }
    const found = documents.page(path, language)
    if (!found) return sendLost(pages, request, reply)
    const content = html`<main class="page document">
<article class="card">${found.content}</article></main>`
    const page = frame(pages, { language, title: found.title, content })
    return sendPage(request, reply, { page })
  }
  const hidden = { schema: { hide: true } }
  app.get<{ Params: { name: string } }>('/guide/images/:name', hidden, async (request, reply) => {
    const found = documents.picture(request.params.name)
    return found
      ? reply.type('image/png').header('cache-control', 'public, max-age=3600').send(found)
      : sendLost(pages, request, reply)
  })
  for (const place of ['/guide', '/guide/*'])
    app.get(place, hidden, async (request, reply) => send(request, reply))
}

/** What did this page say on that day? */
async function sendHistory(
  pages: Pages,
  request: FastifyRequest<{ Params: { listingId: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { listingId } = request.params
  const { on } = request.query as { on?: unknown }
  const asked = typeof on === 'string' && on !== '' ? on : null
  const range = asked === null ? null : rangeOf(asked)
  const versions = await pageHistory(pages.door, listingId, range)
  if (versions === null) return sendLost(pages, request, reply)
  const language = languageOf(request)
  const content = historyPage({
    listingId,
    language,
    asked,
    day: asked !== null && isDay(asked) ? asked : null,
    today: shanghaiDay(pages.door.clock.now()),
    versions: asked !== null && range === null ? null : versions,
  })
  const title = historyWords.title[language]
  return sendPage(request, reply, { page: frame(pages, { language, title, content }) })
}

function sendLost(pages: Pages, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request)
  const content = html`<main class="page"><section class="card center">
<h1>${words.lost[language]}</h1><p>${words.lostMore[language]}</p>
<p><a class="button" href="/">${words.home[language]}</a></p></section></main>`
  const title = words.lost[language]
  return sendPage(request, reply, { page: frame(pages, { language, title, content }), status: 404 })
}

interface Frame {
  readonly language: Language
  readonly title: string
  readonly content: Html
  readonly preview?: Preview
  readonly path?: string
}

/** The frame of every page from the server: one stylesheet, and nothing that needs a script. */
function frame(pages: Pages, { language, title, content, preview, path }: Frame): Html {
  const { web, baseUrl } = pages
  const other: Language = language === 'zh' ? 'en' : 'zh'
  const style = web && html`<link rel="stylesheet" href="${web.styleHref}">`
  // Only a device without a Chinese font fetches the sheet; without scripts, everybody may.
  const fonts =
    web &&
    html`<meta name="fallback-font" content="${web.fonts.sheet}">
<script type="module" src="${web.fonts.script}"></script>
<noscript><link rel="stylesheet" href="${web.fonts.sheet}"></noscript>`
  const tags = preview && previewTags(preview, `${baseUrl}${path ?? ''}`, baseUrl)
  return html`<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<title>${title} · ${words.brand[language]}</title>
<meta name="theme-color" content="#f4f5f1" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#121614" media="(prefers-color-scheme: dark)">
<link rel="icon" href="data:,">${tags}${style}${fonts}</head>
<body><header class="top"><a class="brand" href="/"><span class="seal" aria-hidden="true">保证</span>
<span>${words.brand[language]}</span></a><nav><a href="/my">${words.myOrders[language]}</a>
<a href="?lang=${other}" lang="${other}" hreflang="${other}">${words.other[language]}</a></nav></header>
${content}</body></html>`
}

function previewTags(
  { title, description, image, priceFen }: Preview,
  url: string,
  baseUrl: string,
): Html {
  const yuan = `${Math.floor(priceFen / 100)}.${String(priceFen % 100).padStart(2, '0')}`
  return html`<meta name="description" content="${description}">
<meta property="og:type" content="product"><meta property="og:title" content="${title}">
<meta property="og:description" content="${description}"><meta property="og:url" content="${url}">
<meta property="og:site_name" content="保证 Baozheng"><meta name="twitter:card" content="summary">
<meta property="product:price:amount" content="${yuan}">
<meta property="product:price:currency" content="CNY">
${image && html`<meta property="og:image" content="${baseUrl}${image}">`}`
}

function home(pages: Pages, language: Language): Html {
  const say = (text: Words) => text[language]
  const guide = pages.guide?.() ?? null
  const steps = words.steps.map((step) => html`<li>${say(step)}</li>`)
  const link = (href: string, text: Words) => html`<li><a href="${href}">${say(text)}</a></li>`
  const content = html`<main class="page"><section class="hero">
<p class="seal big" aria-hidden="true">保证</p><h1>${say(words.tagline)}</h1></section>
<section class="card"><h2>${say(words.how)}</h2><ol class="plain">${steps}</ol></section>
${guide && sandbox(guide, language)}
<section class="card"><h2>${say(words.places)}</h2><ul class="links">
${link('/check', words.check)}${link('/my', words.my)}${link('/verify', words.verify)}
${link('/log', words.log)}${link('/rules', words.rules)}
${link('/sell', words.sell)}${link('/desk', words.desk)}
${link('/law', words.law)}${link('/law/status', words.lawStatus)}${link('/docs', words.docs)}
${link('/guide', words.guide)}${link('/developers', words.developers)}
</ul></section></main>`
  return frame(pages, { language, title: say(words.tagline), content })
}

function sandbox({ listings, cast, provider }: Guide, language: Language): Html {
  const say = (text: Words) => text[language]
  const goods = listings.map(
    ({ listingId, title }) => html`<li><a href="/l/${listingId}">${title}</a></li>`,
  )
  const people = cast.map(
    ({ name, part, phone, at }) => html`<li><a href="${at}">${name} · ${say(part)}</a>
<span class="mono">${phone}</span></li>`,
  )
  return html`<section class="card"><h2>${say(words.sandbox)}</h2>
<p class="hint">${say(words.sandboxMore)}</p>
<h3>${say(words.goods)}</h3><ul class="links">${goods}</ul>
<h3>${say(words.cast)}</h3><ul class="links">${people}</ul>
<p class="hint">${say(words.provider)}: <span class="mono">${provider}</span></p></section>`
}
