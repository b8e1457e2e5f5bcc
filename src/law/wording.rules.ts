/** 条文内容. What do the articles say that this citation names, and how much of that is official? */
import type { Day } from '../kernel/time.ts'
import {
  articleOf,
  type CitationCheck,
  checkCitation,
  chineseArticle,
  instrumentOf,
} from './citation.rules.ts'
import { registry } from './registry.ts'
import { advertising } from './texts/advertising.ts'
import { civil } from './texts/civil.ts'
import { consumers } from './texts/consumers.ts'
import { courts } from './texts/courts.ts'
import { fairness } from './texts/fairness.ts'
import { food } from './texts/food.ts'
import { schemes } from './texts/schemes.ts'
import { summaries } from './texts/summaries.ts'
import type { ArticleText } from './texts/wording.ts'

const texts: readonly ArticleText[] = [
  ...advertising,
  ...civil,
  ...consumers,
  ...courts,
  ...fairness,
  ...food,
  ...schemes,
]

/** One article: its official words where they are held, otherwise what it is about in our own. */
export interface ArticleWording {
  readonly citation: string
  readonly status: CitationCheck['status']
  readonly successor: string | null
  /** Each text that is held, newest first; empty where none is. */
  readonly official: readonly Pick<ArticleText, 'from' | 'to' | 'words'>[]
  /** In our own words: never the text of the law. */
  readonly summary: { readonly zh: string; readonly en: string } | null
}

/** At most so many articles of one citation are looked up; a longer list is no citation. */
const mostArticles = 12

/**
 * What do the articles say that this citation names ("消费者权益保护法 第二十四条、第二十六条")?
 * `on` is the day for which they are checked. A citation that names no article gives none.
 */
export function wordingOf(citation: string, on: Day): ArticleWording[] {
  return articlesIn(citation).map(({ title, article }) => {
    const written = `${title} ${chineseArticle(article)}`
    const { status, successor } = checkCitation(written, on)
    const official = texts
      .filter((each) => each.title === title && each.article === article)
      .map(({ from, to, words }) => ({ from, ...(to === undefined ? {} : { to }), words }))
    const summary = official.length > 0 ? null : summaryOf(title, article)
    return { citation: written, status, successor, official, summary }
  })
}

interface Place {
  readonly title: string
  readonly article: number
}

function articlesIn(citation: string): Place[] {
  const places: Place[] = []
  let title: string | null = null
  for (const part of citation.split(/[;；]/)) {
    title = instrumentOf(part)?.title ?? title
    if (title === null) continue
    for (const article of numbersIn(part)) places.push({ title, article })
  }
  return places.slice(0, mostArticles)
}

const written = /第?(?:[零〇一二三四五六七八九十百千]{1,12}|\d{1,4})条/g

/** The articles of one part, a range ("第六条至第八条") with all between. */
function numbersIn(part: string): number[] {
  const numbers: number[] = []
  let end = 0
  for (const match of part.normalize('NFKC').matchAll(written)) {
    const article = articleOf(match[0])
    if (article === null) continue
    const between = part.normalize('NFKC').slice(end, match.index)
    const last = numbers.at(-1)
    if (/^[至到—-]$/.test(between) && last !== undefined) {
      for (let n = last + 1; n < article && n - last < mostArticles; n++) numbers.push(n)
    }
    numbers.push(article)
    end = match.index + match[0].length
  }
  return numbers
}

function summaryOf(title: string, article: number): ArticleWording['summary'] {
  const own = summaries.find((each) => each.title === title && each.article === article)
  if (own) return { zh: own.zh, en: own.en }
  return titled.get(`${title} ${article}`) ?? null
}

/** Where nobody has written a summary: what the values are called that rest on this article. */
const titled: ReadonlyMap<string, { readonly zh: string; readonly en: string }> = fromRegistry()

function fromRegistry() {
  const found = new Map<string, { zh: string; en: string }>()
  for (const { provision } of registry) {
    for (const { cite } of provision.values) {
      for (const { title, article } of articlesIn(cite)) {
        const key = `${title} ${article}`
        const before = found.get(key)
        if (before?.zh.includes(provision.title.zh)) continue
        const { zh, en } = provision.title
        found.set(
          key,
          before ? { zh: `${before.zh}；${zh}`, en: `${before.en}; ${en}` } : { zh, en },
        )
      }
    }
  }
  return found
}
