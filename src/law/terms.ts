/**
 * 词表匹配. Reads words a person wrote by dated lists of terms: width, case, spacing and
 * traditional characters make no difference, and a term that is denied ("不是国家级") is no match.
 */
import type { Day } from '../kernel/time.ts'
import type { Provision } from './provision.ts'
import { versionOn } from './provision.ts'
import { simplified } from './traditional.ts'

/** A class of words with the article that makes them matter. Terms in simplified characters. */
export interface TermClass {
  readonly code: string
  readonly terms: readonly string[]
  /** Words that contain a term without meaning it: `雅阁` is no `阁`. They never match. */
  readonly except?: readonly string[]
  /** What may not follow a term: `草莓` before `味` is a flavour, no fruit. */
  readonly notBefore?: readonly string[]
  /**
   * Where a name counts only as the thing itself: it ends the clause, or one of these follows,
   * perhaps after a number: `荔枝`, `荔枝5斤`, but not `荔枝纹皮包`.
   */
  readonly mayFollow?: readonly string[]
  /** Words anywhere before it in the clause that make it something else: `仿真鲜花`. */
  readonly notAfter?: readonly string[]
}

export interface TermMatch {
  readonly code: string
  /** The term as the list writes it. */
  readonly term: string
  /** Said, but denied: `不是`, `非`, `没有` stands before it in the same clause. */
  readonly denied: boolean
}

const clauseEnd = /[,，.。;；!！?？、\n|]+/
const ignored = /[\s\u200b-\u200f\u2060\ufeff·•*~`^"'“”‘’「」『』《》<>【】[\]()（）]+/gu

/** How does this text read once width, case, spacing and script no longer matter? */
export function normalise(text: string): string {
  // What is taken out may bring together what then reads as one: a mark and its letter, a line and
  // the characters that it was to keep apart. A few rounds settle every text that we know of.
  let read = text
  for (let round = 0; round < 4; round++) {
    const next = folded(read).replace(ignored, '').normalize('NFKC')
    if (next === read) break
    read = next
  }
  return read
}

/** The same, clause by clause: a denial reaches no further than its own clause. */
export function clauses(text: string): readonly string[] {
  return folded(text)
    .split(clauseEnd)
    .map(normalise)
    .filter((clause) => clause !== '')
}

/** A line between letters keeps words apart; between Chinese characters it only hides a term. */
const hidingLine = /(?<=\p{Script=Han})[_-]+(?=\p{Script=Han})/gu

function folded(text: string): string {
  return simplified(text.normalize('NFKC')).toLowerCase().replace(hidingLine, '')
}

/** Which terms of these classes does the text use? In the order of the lists, each term once. */
export function findTerms(text: string, classes: readonly TermClass[]): readonly TermMatch[] {
  const parts = clauses(text)
  return classes.flatMap((termClass) => matchesOf(parts, termClass))
}

/** Does the text say one of these terms, undenied? */
export function says(text: string | null, classes: readonly TermClass[]): boolean {
  return text !== null && findTerms(text, classes).some((match) => !match.denied)
}

/** Which codes does the text say, undenied? In the order of the lists. */
export function codesSaid(text: string | null, classes: readonly TermClass[]): readonly string[] {
  if (text === null) return []
  const said = findTerms(text, classes).filter((match) => !match.denied)
  return [...new Set(said.map((match) => match.code))]
}

/** Which word list was in force on this day? Empty when there was none. */
export function termsOn(list: Provision<readonly TermClass[]>, on: Day): readonly TermClass[] {
  return versionOn(list, on)?.value ?? []
}

interface Compiled {
  /** Each term as listed, beside its normalised form. */
  readonly terms: readonly (readonly [string, string])[]
  readonly except: readonly string[]
  readonly notBefore: readonly string[]
  readonly mayFollow: readonly string[] | null
  readonly notAfter: readonly string[]
}

/** The lists never change while the program runs: each is normalised once. */
const compiledLists = new WeakMap<TermClass, Compiled>()

function compiled(termClass: TermClass): Compiled {
  const known = compiledLists.get(termClass)
  if (known) return known
  const made = {
    terms: termClass.terms.map((term) => [term, normalise(term)] as const),
    except: (termClass.except ?? []).map(normalise),
    notBefore: (termClass.notBefore ?? []).map(normalise),
    mayFollow: termClass.mayFollow?.map(normalise) ?? null,
    notAfter: (termClass.notAfter ?? []).map(normalise),
  }
  compiledLists.set(termClass, made)
  return made
}

function matchesOf(parts: readonly string[], termClass: TermClass): TermMatch[] {
  const lists = compiled(termClass)
  const masked = parts.map((part) => lists.except.reduce(mask, part))
  const found: TermMatch[] = []
  for (const [term, normal] of lists.terms) {
    const seen = masked.flatMap((part) => occurrences(part, normal, lists))
    if (seen.length === 0) continue
    found.push({ code: termClass.code, term, denied: seen.every((denied) => denied) })
  }
  return found
}

/** For each place where the term stands in the clause: is it denied there? */
function occurrences(clause: string, term: string, lists: Compiled): boolean[] {
  const found: boolean[] = []
  for (let at = clause.indexOf(term); at >= 0; at = clause.indexOf(term, at + term.length)) {
    const before = clause.slice(0, at)
    const after = clause.slice(at + term.length)
    if (!standsAlone(before, after, lists)) continue
    if (isInsideWord(before, term, after)) continue
    found.push(isDenied(before))
  }
  return found
}

const leadingNumber = /^[\d.一二两三四五六七八九十半]+/

/** Do the words around it let the term mean what it says? */
function standsAlone(before: string, after: string, lists: Compiled): boolean {
  if (lists.notBefore.some((word) => after.startsWith(word))) return false
  if (lists.notAfter.some((word) => before.includes(word))) return false
  if (lists.mayFollow === null || after === '') return true
  const counted = after.replace(leadingNumber, '')
  return lists.mayFollow.some((word) => counted.startsWith(word))
}

function mask(text: string, word: string): string {
  return text.replaceAll(word, '\u0000'.repeat(word.length))
}

/** Latin letters run on into words: `cd` is no match inside `abcd`. */
function isInsideWord(before: string, term: string, after: string): boolean {
  return (
    (/^[a-z]/.test(term) && /[a-z]$/.test(before)) || (/[a-z]$/.test(term) && /^[a-z]/.test(after))
  )
}

/** Words that deny what follows them, and how far they may stand before it. */
const denials = [
  '不是',
  '并非',
  '绝非',
  '并不是',
  '不属于',
  '不算',
  '不含',
  '不含有',
  '没有',
  '未',
  '无',
  '非',
  '不具有',
  '不具备',
  '不可',
  '不能',
  '不得',
  '不会',
  '不宣称',
  '不承诺',
  '不要求',
  '不需要',
  '不用',
  '不',
  '禁止',
  '严禁',
  '拒绝',
  '杜绝',
  '勿',
  '别',
  '从未',
  '从不',
  '并未',
  '并无',
]
const denialGap = 3
/** Said twice, a denial is none: `不得不`, `无非`, `不仅`, `没有比这更`. */
const noDenial = [
  '不得不',
  '无非',
  '不仅',
  '不但',
  '不只',
  '不止',
  '非常',
  '没有比',
  '无比',
  '无论',
  '不论',
  '除非',
  '非凡',
]

function isDenied(before: string): boolean {
  const near = before.slice(-(denialGap + 4))
  if (noDenial.some((word) => near.includes(word))) return false
  return denials.some((word) => {
    const at = near.lastIndexOf(word)
    return at >= 0 && near.length - (at + word.length) <= denialGap
  })
}
