import { createReadStream, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { type Day, isDay, shanghaiDay } from '../src/kernel/time.ts'
import { applicability } from '../src/law/applicability.rules.ts'
import { changesBetween, dryRun, type PastCase } from '../src/law/changes.ts'
import { checkCitation } from '../src/law/citation.rules.ts'
import { decide } from '../src/law/decide.ts'
import { isObject } from '../src/law/reading.ts'
import { stale } from '../src/law/registry.ts'
import { statusOn } from '../src/law/status.ts'

const usage = `baozheng law <command>

  decide  [FILE]                     questions as JSON Lines in, answers as JSON Lines out
  applies [FILE] [--on DAY]          cases as JSON Lines in: which provisions apply, and why
  cite    TEXT… [--on DAY]           does this article exist in the text in force that day?
  diff    --from DAY --to DAY [--cases FILE]
                                     what changes between two days; which past cases would, too
  stale   [--days N] [--on DAY]      provisions nobody has checked for so many days
  status  [--on DAY]                 what is law by now, and what is only a rule of this site

Without FILE the lines are read from standard input. DAY is today in Shanghai unless told.`

/** 法律. Answers one command; 0 when it could be done, 2 when it was called wrongly. */
export async function law(args: string[]): Promise<number> {
  const [command, ...rest] = args
  const options = readOptions(rest)
  if (typeof options === 'string') return wrong(options)
  switch (command) {
    case 'decide':
      return eachLine(options.words[0], decideLine)
    case 'applies':
      return eachLine(options.words[0], (line) => appliesLine(line, options.on))
    case 'cite':
      if (options.words.length === 0) return wrong('cite what?')
      for (const citation of options.words) print(checkCitation(citation, options.on))
      return 0
    case 'diff':
      return diff(options)
    case 'stale':
      for (const { id, provision } of stale(options.on, options.days)) {
        print({ id, title: provision.title, checkedOn: provision.checkedOn })
      }
      return 0
    case 'status':
      for (const each of statusOn(options.on)) print(each)
      return 0
    default:
      return wrong(command === undefined ? 'which command?' : `no such command: ${command}`)
  }
}

interface Options {
  readonly words: readonly string[]
  readonly on: Day
  readonly from?: Day
  readonly to?: Day
  readonly days: number
  readonly cases?: string
}

/** The options, or what is wrong with them. */
function readOptions(args: string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        on: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        days: { type: 'string', default: '180' },
        cases: { type: 'string' },
      },
    })
    for (const day of [values.on, values.from, values.to]) {
      if (day !== undefined && !isDay(day)) return `not a day: ${day}`
    }
    if (!/^\d{1,5}$/.test(values.days)) return `not a number of days: ${values.days}`
    const on = values.on ?? shanghaiDay(Date.now())
    return { ...values, words: positionals, on, days: Number(values.days) }
  } catch (error) {
    return error instanceof Error ? error.message : 'options that cannot be read'
  }
}

function diff({ from, to, cases }: Options): number {
  if (from === undefined || to === undefined) return wrong('diff needs --from and --to')
  for (const change of changesBetween(from, to)) print(change)
  if (cases === undefined) return 0
  const past: PastCase[] = []
  for (const [i, line] of readFileSync(cases, 'utf8').split('\n').entries()) {
    if (line.trim() === '') continue
    const read = readLine(line)
    if ('error' in read) print({ line: i + 1, ...read })
    else past.push({ ...read.value, id: String(read.value.id ?? i + 1) } as PastCase)
  }
  for (const { id, ...sides } of dryRun(past, from, to)) print({ case: id, ...sides })
  return 0
}

/** One question in, one line out: an answer, or an error that names what was wrong. */
export function decideLine(line: string): Record<string, unknown> {
  const read = readLine(line)
  if ('error' in read) return read
  const { id, category, question, facts } = read.value
  try {
    const answer = decide(category, question, facts)
    const base = id === undefined ? {} : { id }
    if ('refused' in answer) return { ...base, error: answer }
    return { ...base, ...answer }
  } catch {
    // A bug in a rule must not take the other lines with it, nor pass for an answer.
    return {
      id: id ?? null,
      error: { refused: 'law.internal', zh: '内部错误', en: 'internal error' },
    }
  }
}

function appliesLine(line: string, on: Day): Record<string, unknown> {
  const read = readLine(line)
  if ('error' in read) return read
  const { id, facts, date } = read.value
  const factsOf = isObject(facts) ? facts : {}
  const told = date ?? factsOf.date
  const day = typeof told === 'string' && isDay(told) ? told : on
  return { id: id ?? null, on: day, provisions: applicability(factsOf, day) }
}

/** Longest line that is read; a longer one is no question. */
const longestLine = 1_000_000

function readLine(
  line: string,
):
  | { value: Record<string, unknown> }
  | { id: null; error: { refused: string; zh: string; en: string } } {
  const bad = (refused: string, zh: string, en: string) => ({
    id: null,
    error: { refused, zh, en },
  })
  if (line.length > longestLine) return bad('law.too_long', '这一行过长', 'this line is too long')
  try {
    const value: unknown = JSON.parse(line)
    if (isObject(value)) return { value }
  } catch {
    return bad('law.bad_json', '不是 JSON', 'not JSON')
  }
  return bad('law.bad_line', '应为 JSON 对象', 'a line is a JSON object')
}

async function eachLine(
  file: string | undefined,
  answer: (line: string) => Record<string, unknown>,
): Promise<number> {
  const input = file === undefined || file === '-' ? process.stdin : createReadStream(file, 'utf8')
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() !== '') print(answer(line))
    }
    return 0
  } catch (error) {
    return wrong(error instanceof Error ? error.message : 'cannot read')
  }
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

function wrong(why: string): number {
  process.stderr.write(`${why}\n\n${usage}\n`)
  return 2
}
