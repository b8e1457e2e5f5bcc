import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** One file of the project, as the checks see it. */
export interface Source {
  /** From the top of the project, with slashes. */
  readonly path: string
  readonly text: string
  /** The same length, but comments and the insides of strings are blank. */
  readonly code: string
  readonly imports: readonly Import[]
}

export interface Import {
  /** A path of the project, or the name of a package. */
  readonly target: string
  readonly typeOnly: boolean
  /** `import()`: only when it is reached. */
  readonly dynamic: boolean
  readonly line: number
}

/** Something that is not as it must be, and where. */
export interface Finding {
  readonly path: string
  readonly line: number
  readonly what: string
  /** Where it is a matter of size: how much. */
  readonly size?: number
}

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

const passedBy = new Set(['node_modules', '.git', 'data', 'dist', 'generated'])

/** Every file of the project whose name ends so, without what is installed, built or kept. */
export function filesEnding(...ends: readonly string[]): string[] {
  const found: string[] = []
  const look = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (passedBy.has(entry.name)) continue
      const path = join(folder, entry.name)
      if (entry.isDirectory()) look(path)
      else if (ends.some((end) => entry.name.endsWith(end)))
        found.push(relative(root, path).replaceAll('\\', '/'))
    }
  }
  look(root)
  return found.sort()
}

export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** Is there such a file or folder? */
export function isPlace(path: string): boolean {
  return existsSync(join(root, path))
}

export function readSource(path: string): Source {
  return sourceOf(path, readText(path))
}

/** A file as it would be: how the checks themselves are put to the proof. */
export function sourceOf(path: string, text: string): Source {
  return { path, text, code: blank(text), imports: importsOf(path, text) }
}

const statement =
  /^[ \t]*(?:import|export)\s+(type\s+)?((?:[\w$*\s,]|\{[^}]*\})*?)\s*(?:from\s+)?'([^']+)'/gm
const call = /\bimport\('([^']+)'\)/g

function importsOf(path: string, text: string): Import[] {
  const named = [...text.matchAll(statement)].map((match) => ({
    target: resolved(path, match[3] ?? ''),
    typeOnly: match[1] !== undefined || onlyTypes(match[2] ?? ''),
    dynamic: false,
    line: lineOf(text, match.index + leading(match[0])),
  }))
  const called = [...text.matchAll(call)].map((match) => ({
    target: resolved(path, match[1] ?? ''),
    typeOnly: /typeof $/.test(text.slice(0, match.index)) || namesType(text, match),
    dynamic: true,
    line: lineOf(text, match.index),
  }))
  return [...named, ...called]
}

/** `import('x').Y` names a type; `(await import('x')).y` is closed by a bracket first. */
function namesType(text: string, match: RegExpExecArray): boolean {
  return text[match.index + match[0].length] === '.'
}

function leading(text: string): number {
  return text.length - text.trimStart().length
}

function onlyTypes(names: string): boolean {
  const list = /^\{([^}]*)\}$/.exec(names.trim())?.[1]
  if (list === undefined) return false
  const parts = list.split(',').filter((part) => part.trim() !== '')
  return parts.length > 0 && parts.every((part) => part.trim().startsWith('type '))
}

function resolved(path: string, target: string): string {
  return target.startsWith('.')
    ? normalize(join(dirname(path), target)).replaceAll('\\', '/')
    : target
}

/** On which line does this place of the text stand? The first is 1. */
export function lineOf(text: string, index: number): number {
  if (text !== lastText) {
    lastText = text
    lastBreaks = [...text.matchAll(/\n/g)].map((match) => match.index)
  }
  let low = 0
  let high = lastBreaks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lastBreaks[middle] ?? 0) < index) low = middle + 1
    else high = middle
  }
  return low + 1
}

let lastText = ''
let lastBreaks: number[] = []

/** Where code stands, and nothing that is only said: comments and strings become blanks. */
export function blank(text: string): string {
  const out = text.split('')
  const hide = (from: number, to: number) => {
    for (let at = from; at < to; at++) if (out[at] !== '\n') out[at] = ' '
  }
  // Each `{` of a template waits here for its `}`; the number counts braces between.
  const templates: number[] = []
  let at = 0
  while (at < text.length) {
    const end = skip(text, at)
    if (end !== null) {
      hide(end.from, end.to)
      at = end.next
      if (end.opens) templates.push(0)
      continue
    }
    const depth = templates.at(-1)
    if (text[at] === '{' && depth !== undefined) templates[templates.length - 1] = depth + 1
    if (text[at] === '}' && depth !== undefined) {
      if (depth > 0) templates[templates.length - 1] = depth - 1
      else {
        templates.pop()
        const more = template(text, at + 1)
        hide(more.from, more.to)
        if (more.opens) templates.push(0)
        at = more.next
        continue
      }
    }
    at++
  }
  return out.join('')
}

interface Hidden {
  readonly from: number
  readonly to: number
  readonly next: number
  /** A template that is broken off by `${`. */
  readonly opens?: boolean
}

function skip(text: string, at: number): Hidden | null {
  const two = text.slice(at, at + 2)
  if (two === '//') return upTo(text, at, '\n')
  if (two === '/*') return upTo(text, at, '*/')
  if (text[at] === "'" || text[at] === '"') return quoted(text, at)
  if (text[at] === '`') return template(text, at + 1)
  if (text[at] === '/' && startsRegex(text, at)) return regex(text, at)
  return null
}

function upTo(text: string, at: number, end: string): Hidden {
  const found = text.indexOf(end, at + 2)
  const to = found === -1 ? text.length : found + end.trim().length
  return { from: at, to, next: to }
}

function quoted(text: string, at: number): Hidden {
  let to = at + 1
  // A string never runs over its line, so a stray quote spoils no more than that.
  while (to < text.length && text[to] !== text[at] && text[to] !== '\n')
    to += text[to] === '\\' ? 2 : 1
  return { from: at + 1, to, next: to + 1 }
}

function template(text: string, from: number): Hidden {
  let to = from
  while (to < text.length && text[to] !== '`') {
    if (text[to] === '$' && text[to + 1] === '{')
      return { from, to: to + 1, next: to + 2, opens: true }
    to += text[to] === '\\' ? 2 : 1
  }
  return { from, to, next: to + 1 }
}

function startsRegex(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at).trimEnd()
  return (
    /(?:^|[(,=:[!&|?{};]|=>|\breturn|\bof|\bin)$/.test(line) && !/^\s*$/.test(text[at + 1] ?? '')
  )
}

function regex(text: string, at: number): Hidden {
  let to = at + 1
  let inClass = false
  while (to < text.length && text[to] !== '\n' && (inClass || text[to] !== '/')) {
    if (text[to] === '[') inClass = true
    if (text[to] === ']') inClass = false
    to += text[to] === '\\' ? 2 : 1
  }
  return { from: at + 1, to, next: to + 1 }
}
