/** 填写的事实. What has been typed into the form becomes the facts of a question. */

/** One fact of a category, as the server lists it. */
export interface FactShape {
  readonly fact: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly kinds: readonly string[]
}

/** What stands in each input, by fact, or by `fact.part`. */
export type Typed = Readonly<Record<string, string>>

export type InputKind =
  | 'text'
  | 'long'
  | 'amount'
  | 'count'
  | 'day'
  | 'instant'
  | 'yes_no'
  | 'lines'

interface Part {
  readonly part: string
  readonly input: InputKind
}

/** Facts that consist of several parts, each with an input of its own. */
const parts: Readonly<Record<string, readonly Part[]>> = {
  platform_provides: [
    { part: 'real_name', input: 'yes_no' },
    { part: 'address', input: 'yes_no' },
    { part: 'contact', input: 'yes_no' },
  ],
  lived_continuously: [
    { part: 'place', input: 'text' },
    { part: 'months', input: 'count' },
  ],
  appraisal: [
    { part: 'from', input: 'day' },
    { part: 'to', input: 'day' },
  ],
}

export function partsOf(fact: string): readonly Part[] | null {
  return Object.hasOwn(parts, fact) ? (parts[fact] ?? null) : null
}

const long: ReadonlySet<string> = new Set(['clause', 'text', 'agreement', 'page_notice', 'sales'])

/** Which input fits this fact? */
export function inputOf({ fact, kinds }: FactShape): InputKind {
  const [kind] = kinds
  if (kinds.includes('list') || kind === 'object') return 'lines'
  if (kinds.includes('text')) return long.has(fact) ? 'long' : 'text'
  switch (kind) {
    case 'yuan':
    case 'decimal':
      return 'amount'
    case 'boolean':
      return 'yes_no'
    case 'count':
      return 'count'
    case 'day':
      return 'day'
    case 'instant':
      return 'instant'
    default:
      return 'text'
  }
}

/** The facts that were told: what was left empty is not among them. */
export function factsOf(shapes: readonly FactShape[], typed: Typed): Record<string, unknown> {
  const facts: Record<string, unknown> = {}
  for (const shape of shapes) {
    const value = told(shape, typed)
    if (value !== undefined) facts[shape.fact] = value
  }
  return facts
}

function told(shape: FactShape, typed: Typed): unknown {
  const { fact } = shape
  const several = partsOf(fact)
  if (several) {
    const known = several.flatMap(({ part, input }) => {
      const value = read(input, typed[`${fact}.${part}`] ?? '')
      return value === undefined ? [] : [[part, value] as const]
    })
    return known.length === 0 ? undefined : Object.fromEntries(known)
  }
  const text = typed[fact] ?? ''
  if (text.trim() === '') return undefined
  if (shape.kinds.includes('boolean') && shape.kinds.includes('text')) return yesNoOrText(text)
  const input = inputOf(shape)
  return input === 'lines' ? linesOf(shape, text) : read(input, text)
}

function read(input: InputKind, text: string): unknown {
  const plain = text.trim()
  if (plain === '') return undefined
  switch (input) {
    case 'yes_no':
      return plain === 'yes'
    case 'count':
      // What is no number goes as it is: the server says what is wrong with it.
      return /^\d{1,15}$/.test(plain) ? Number(plain) : plain
    case 'amount':
      return plain.normalize('NFKC').replace(/[¥￥,\s]|元$/g, '')
    case 'instant':
      return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(plain) ? `${plain}:00+08:00` : plain
    default:
      return plain
  }
}

function yesNoOrText(text: string): boolean | string {
  const plain = text.trim()
  if (/^(无|没有|否|不|none|no)$/i.test(plain)) return false
  return /^(有|是|yes)$/i.test(plain) ? true : plain
}

function linesOf({ fact, kinds }: FactShape, text: string): unknown {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (fact === 'price_ladder') return Object.fromEntries(lines.map(nameAndRest))
  if (fact === 'purchases') return lines.map(purchase)
  if (fact === 'calendar_years_loaded') return lines.map((line) => read('count', line))
  if (fact === 'paid') {
    if (lines.length === 1 && /^[¥￥]?[\d.,]+元?$/.test(lines[0] ?? '')) return read('amount', text)
    return lines.map((line) => {
      const [method, amount] = nameAndRest(line)
      return { method, amount }
    })
  }
  return kinds.includes('text') && lines.length === 1 && !kinds.includes('list') ? text : lines
}

/** `品牌 40`: the last word is the value, all before it the name. */
function nameAndRest(line: string): [string, string] {
  const at = Math.max(line.lastIndexOf(' '), line.lastIndexOf(':'), line.lastIndexOf('：'))
  if (at < 0) return [line, '']
  return [line.slice(0, at).trim(), String(read('amount', line.slice(at + 1)) ?? '')]
}

function purchase(line: string): Record<string, unknown> {
  const [date = '', boxes = ''] = line.split(/\s+/)
  return { date, boxes: read('count', boxes) ?? null }
}
