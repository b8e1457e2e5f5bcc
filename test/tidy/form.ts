import { type Finding, lineOf, type Source } from './source.ts'

/** How code looks: lines, files, functions, and words that the language has and this house not. */

export const limits = { columns: 100, functionLines: 70, fileLines: 500, parameters: 3 }

/** One string on its line, with whatever takes it: to break it would not make it plainer. */
const sentence = /^[^'"`]*(['"`])(?:(?!\1).)*\1[^'"`]*$/

/** Which lines are too wide? Counted in characters. */
export function wideLines({ path, text }: { path: string; text: string }): Finding[] {
  return text.split('\n').flatMap((line, at) => {
    const wide = [...line].length
    if (wide <= limits.columns || sentence.test(line)) return []
    return [{ path, line: at + 1, what: `${wide} characters`, size: wide }]
  })
}

export function longFile({ path, text }: Source): Finding[] {
  const size = lengthOf(text)
  return size > limits.fileLines ? [{ path, line: size, what: `${size} lines`, size }] : []
}

export function lengthOf(text: string): number {
  return text.trimEnd().split('\n').length
}

/** One function: where it stands, how long it is, what it takes. */
export interface Func {
  readonly name: string
  readonly line: number
  readonly lines: number
  readonly parameters: number
}

const before = '(?:(?:static|async|private|protected|readonly|override|get|set)\\s+)*\\*?\\s*'
const declared = new RegExp(
  `(?:\\bfunction\\s*\\*?\\s*([\\w$]*)|^[ \\t]+${before}(#?[\\w$]+\\??))(?:<[^(]*>)?\\(`,
  'gm',
)
const notNames = new Set([
  'if',
  'for',
  'while',
  'switch',
  'catch',
  'return',
  'await',
  'super',
  'do',
])
const arrow = /=>\s*\{/g

export function functionsOf({ code }: Source): Func[] {
  const found: Func[] = []
  for (const match of code.matchAll(declared)) {
    const name = match[1] ?? match[2] ?? ''
    const open = match.index + match[0].length - 1
    const close = closing(code, open)
    if (notNames.has(name) || close === null) continue
    const body = bodyAfter(code, close)
    // A method without a body is a promise of an interface; anything else is a call.
    if (body === null && !promises(code, { match, close })) continue
    const end = body === null ? close : (closing(code, body) ?? close)
    found.push(func(code, { name, open, close, end }))
  }
  for (const match of code.matchAll(arrow)) {
    const body = match.index + match[0].length - 1
    const head = arrowHead(code, match.index)
    const end = closing(code, body) ?? body
    found.push(func(code, { name: head.name, open: head.open, close: head.close, end }))
  }
  return found
}

/** Which functions are longer than a screen? A `describe` is a chapter, not a function. */
export function longFunctions(source: Source): Finding[] {
  return functionsOf(source)
    .filter(({ lines, name }) => lines > limits.functionLines && name !== 'describe')
    .map(({ line, lines, name }) => ({
      path: source.path,
      line,
      what: `${name || 'a function'} has ${lines} lines`,
      size: lines,
    }))
}

/** Which functions take so many values in a row that a reader mixes them up? */
export function manyParameters(source: Source): Finding[] {
  return functionsOf(source)
    .filter(({ parameters }) => parameters > limits.parameters)
    .map(({ line, parameters, name }) => ({
      path: source.path,
      line,
      what: `${name || 'a function'} takes ${parameters} values in a row`,
    }))
}

function func(
  code: string,
  { name, open, close, end }: { name: string; open: number; close: number; end: number },
): Func {
  const line = lineOf(code, open)
  const parameters = open < 0 ? 1 : parts(code.slice(open + 1, close))
  return { name, line, lines: lineOf(code, end) - line + 1, parameters }
}

/** `name(a: A): B` on a line of its own inside an interface. */
function promises(code: string, { match, close }: { match: RegExpExecArray; close: number }) {
  return match[1] === undefined && /^\s*:/.test(code.slice(close + 1, close + 3))
}

/** The bracket that closes this one; null where the text ends first. */
export function closing(code: string, open: number): number | null {
  let depth = 0
  for (let at = open; at < code.length; at++) {
    if ('([{'.includes(code[at] ?? ' ')) depth++
    else if (')]}'.includes(code[at] ?? ' ') && --depth === 0) return at
  }
  return null
}

/** Where does the body begin that follows this parameter list, maybe after a type? */
function bodyAfter(code: string, close: number): number | null {
  let before = ')'
  for (let at = close + 1; at < code.length; at++) {
    const letter = code[at] ?? ''
    if (letter.trim() === '') {
      if (letter === '\n' && !':|&'.includes(before)) return null
      continue
    }
    // After a bracket only a type or the body can stand; a call goes on with something else.
    if (
      before === ')' &&
      at > close &&
      letter !== ':' &&
      letter !== '{' &&
      !inType(code, close, at)
    )
      return null
    if (letter === '{' && !':|&'.includes(before)) return at
    if (letter === '<') at = pastAngles(code, at)
    else if ('{(['.includes(letter)) at = closing(code, at) ?? code.length
    else if (',;)}=?.'.includes(letter)) return null
    before = '<{(['.includes(letter) ? 'x' : letter
  }
  return null
}

function inType(code: string, close: number, at: number): boolean {
  return code.slice(close + 1, at).includes(':')
}

function pastAngles(code: string, at: number): number {
  let depth = 0
  for (let here = at; here < code.length; here++) {
    if (code[here] === '<') depth++
    if (code[here] === '>' && code[here - 1] !== '=' && --depth === 0) return here
  }
  return at
}

/** What stands before `=>`: its parameters, and the name that it is given or handed to. */
function arrowHead(code: string, at: number): { name: string; open: number; close: number } {
  const before = code.slice(Math.max(0, at - 2_000), at)
  const shift = Math.max(0, at - 2_000)
  const close = /\)\s*(?::[^=(){}]*)?$/.exec(before.slice(-200))
  if (!close) return { name: calledIn(before), open: at - 1, close: at }
  const end = close.index + Math.max(0, before.length - 200)
  let depth = 0
  for (let here = end; here >= 0; here--) {
    if (')]}'.includes(before[here] ?? ' ')) depth++
    else if ('([{'.includes(before[here] ?? ' ') && --depth === 0)
      return { name: calledIn(before.slice(0, here)), open: here + shift, close: end + shift }
  }
  return { name: '', open: at - 1, close: at }
}

function calledIn(before: string): string {
  const near = before.slice(-200)
  const called = /(\w+)(?:\.\w+)?\([^()]*$/.exec(near)
  return called?.[1] ?? /(\w+)\s*=\s*(?:async\s*)?$/.exec(near)?.[1] ?? ''
}

/** How many parts do commas outside of any bracket make? */
function parts(list: string): number {
  if (list.trim() === '') return 0
  let depth = 0
  let count = 1
  for (let at = 0; at < list.length; at++) {
    const letter = list[at] ?? ' '
    if ('([{<'.includes(letter)) depth++
    else if (')]}'.includes(letter) || (letter === '>' && list[at - 1] !== '=')) depth--
    else if (letter === ',' && depth === 0 && list.slice(at + 1).trim() !== '') count++
  }
  return count
}

/** What the language can do and this house does not. */
const bannedWords: readonly (readonly [RegExp, string])[] = [
  [/^[ \t]*(?:export\s+|declare\s+|const\s+)*enum\s+\w/gm, 'an enum: use a union of strings'],
  [/^[ \t]*(?:export\s+|declare\s+)*(?:namespace|module)\s+[\w.]+\s*\{/gm, 'a namespace'],
  [/^[ \t]*@\w+(?:\(.*\))?[ \t]*$/gm, 'a decorator'],
  [/^[ \t]*export\s+default\b/gm, 'a default export'],
  [/(?:[:<|&]|\bas|\bextends|<[^<>();=]*,)\s*any\b(?=\s*(?:[,;)>|&=[]|$))/gm, 'any'],
  [
    /^[ \t]*export\s+(?:type\s+)?(?:\*|\{[^}]*\})\s*(?:as\s+\w+\s*)?from\b/gm,
    'an export of others',
  ],
]

const bannedComments: readonly (readonly [RegExp, string])[] = [
  [/@ts-(?:ignore|nocheck|expect-error)\b/g, 'a suppressed type error'],
  [/\bbiome-ignore\b/g, 'a suppressed lint'],
]

/** Which constructs are used that this house does without? */
export function bannedConstructs({ path, text, code }: Source): Finding[] {
  const named = /(?:^|\/)index\.tsx?$/.test(path)
    ? [{ path, line: 1, what: 'a file that is named index' }]
    : []
  const search = (within: string, list: typeof bannedWords) =>
    list.flatMap(([form, what]) =>
      [...within.matchAll(form)].map((match) => {
        const skipped = match[0].length - match[0].trimStart().length
        return { path, line: lineOf(within, match.index + skipped), what }
      }),
    )
  return [...named, ...search(code, bannedWords), ...search(text, bannedComments)]
}
