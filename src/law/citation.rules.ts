/** 引文核对. Does this article exist in the text in force on that day, and what took its place? */
import type { Day } from '../kernel/time.ts'
import {
  type Instrument,
  type InstrumentText,
  instruments,
  moved,
  type Renumbering,
  renumberings,
} from './instruments.ts'
import { normalise } from './terms.ts'

export interface CitationCheck {
  readonly citation: string
  readonly status: 'in_force' | 'repealed' | 'not_yet' | 'no_such_article' | 'moved' | 'unknown'
  readonly title: string | null
  readonly article: number | null
  /** Where to look instead, in words that can be cited. */
  readonly successor: string | null
  readonly zh: string
  readonly en: string
}

/**
 * Is this citation good on this day? Words after the article ("反不正当竞争法第八条 刷单") say what it
 * is cited for, so that an article that moved can be told from one that stayed.
 */
export function checkCitation(citation: string, on: Day): CitationCheck {
  const instrument = instrumentOf(citation)
  const article = articleOf(citation)
  const base = { citation, title: instrument?.title ?? null, article }
  if (instrument === null) {
    return { ...base, status: 'unknown', successor: null, zh: '未收录', en: 'not in this library' }
  }
  const text = textOn(instrument, on)
  if (text === null) return outOfForce(base, instrument, on)
  const renumbered = renumberingOf(instrument.title, citation)
  const now = renumbered && articleOn(renumbered, on)
  if (article !== null && typeof now === 'number' && now !== article) {
    const successor = `${instrument.title} ${chineseArticle(now)}`
    return {
      ...base,
      status: 'moved',
      successor,
      zh: `该日“${renumbered?.topic ?? ''}”规定在${chineseArticle(now)}`,
      en: `on that day this is article ${now}`,
    }
  }
  const { articles = Number.POSITIVE_INFINITY } = text
  if (article !== null && (article < 1 || article > articles)) {
    return {
      ...base,
      status: 'no_such_article',
      successor: null,
      zh: articles === Number.POSITIVE_INFINITY ? '没有这一条' : `该日文本只有 ${articles} 条`,
      en:
        articles === Number.POSITIVE_INFINITY
          ? 'there is no such article'
          : `the text of that day has ${articles} articles`,
    }
  }
  const other = renumbered ? null : otherMeaning(instrument.title, article, on)
  return {
    ...base,
    status: 'in_force',
    successor: null,
    zh: `该日有效${other?.zh ?? ''}`,
    en: `in force that day${other?.en ?? ''}`,
  }
}

/** Nobody said what it is cited for: did this number mean something else in another text? */
function otherMeaning(title: string, article: number | null, on: Day) {
  for (const each of renumberings) {
    const now = articleOn(each, on)
    const once = each.title === title && each.articles.some((one) => one.article === article)
    if (!once || now === article || now === null) continue
    return {
      zh: `；注意:“${each.topic}”在别的文本里是这一条,该日是${chineseArticle(now)}`,
      en: `; mind: what another text said under this number is article ${now} on that day`,
    }
  }
  return null
}

type Base = Pick<CitationCheck, 'citation' | 'title' | 'article'>

function outOfForce(base: Base, instrument: Instrument, on: Day): CitationCheck {
  const first = instrument.texts[0]
  if (first && on < first.from) {
    return {
      ...base,
      status: 'not_yet',
      successor: null,
      zh: `自 ${first.from} 起施行`,
      en: `in force from ${first.from}`,
    }
  }
  const { successor } = instrument
  const article = moved.find(
    (each) => each.title === instrument.title && each.article === base.article,
  )?.to
  const place = article ?? successor?.article
  const written = successor ? `${successor.title}${place === undefined ? '' : ` ${place}`}` : null
  return {
    ...base,
    status: 'repealed',
    successor: written,
    zh: written === null ? '已废止' : `已废止,见${written}`,
    en: written === null ? 'repealed' : `repealed; see ${written}`,
  }
}

/** The longest name that the citation contains wins: a regulation's name holds its law's name. */
export function instrumentOf(citation: string): Instrument | null {
  const wanted = normalise(citation)
  let best: Instrument | null = null
  let length = 0
  for (const [name, instrument] of namesByLength) {
    if (name.length > length && wanted.includes(name)) {
      best = instrument
      length = name.length
    }
  }
  return best
}

const namesByLength: readonly (readonly [string, Instrument])[] = instruments.flatMap((each) =>
  [each.title, ...(each.aliases ?? [])].map((name) => [normalise(name), each] as const),
)

function textOn({ texts }: Instrument, on: Day): InstrumentText | null {
  return texts.find((text) => text.from <= on && (text.to === undefined || text.to >= on)) ?? null
}

function renumberingOf(title: string, citation: string): Renumbering | null {
  const said = normalise(citation)
  const found = renumberings.find(
    (each) => each.title === title && each.words.some((word) => said.includes(word)),
  )
  return found ?? null
}

function articleOn({ articles }: Renumbering, on: Day): number | null {
  const found = articles.find((each) => each.from <= on && (each.to === undefined || each.to >= on))
  return found?.article ?? null
}

/** Which article does `第一百四十八条`, `第148条` or `148条` name? The first one. */
export function articleOf(citation: string): number | null {
  const match = /第?([零〇一二三四五六七八九十百千]{1,12}|\d{1,4})条/.exec(
    citation.normalize('NFKC'),
  )
  const written = match?.[1]
  if (written === undefined) return null
  return /^\d/.test(written) ? Number(written) : chineseToNumber(written)
}

const digits = '零一二三四五六七八九'
const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

function chineseToNumber(written: string): number {
  let total = 0
  let digit = 0
  for (const character of written.replaceAll('〇', '零')) {
    const unit = units[character]
    if (unit === undefined) digit = digits.indexOf(character)
    else {
      total += (digit === 0 ? 1 : digit) * unit
      digit = 0
    }
  }
  return total + digit
}

/** `148` → `第一百四十八条`. */
export function chineseArticle(article: number): string {
  const places = [...String(article)].toReversed()
  const names = ['', '十', '百', '千']
  let text = ''
  for (const [i, digit] of places.entries()) {
    const name = digits[Number(digit)] ?? ''
    text = digit === '0' ? `零${text}` : `${name}${names[i] ?? ''}${text}`
  }
  const trimmed = text.replace(/零+/g, '零').replace(/零$/, '').replace(/^一十/, '十')
  return `第${trimmed}条`
}
