import { createHash } from 'node:crypto'
import { fenJson } from '../../src/kernel/canonical.ts'
import { type Instant, iso } from '../../src/kernel/time.ts'
import type { Clock } from '../../src/platform/clock.ts'
import type { Answer, Command } from '../../src/platform/command.ts'
import type { Answered } from '../../src/platform/run.ts'
import type { Problem } from './tables.ts'

/** An invariant does not hold. Tells where it was seen, and the story of the order concerned. */
export class Broken extends Error {
  override name = 'Broken'
  readonly invariant: string
  readonly what: string
  readonly step: number
  /** All that happened, the last so many lines of it. */
  readonly lines: readonly string[]
  /** And what concerned the one that it was seen on. */
  readonly story: readonly string[]

  constructor(
    { seed, step }: { seed: number; step: number },
    problem: Problem,
    told: { story: readonly string[]; lines: readonly string[] },
  ) {
    const story = told.story.map((line) => `\n    ${line}`).join('')
    const { invariant, what, orderId } = problem
    const of = orderId ? `\n  the story of ${orderId}:` : ''
    super(`seed ${seed} broke at step ${step}: ${invariant}: ${what}${of}${story}`)
    this.story = told.story
    this.invariant = invariant
    this.what = what
    this.step = step
    this.lines = told.lines
  }
}

/** The clock of the house, which somebody may set wrong, beside the time as it is. */
export class SimulatedClock implements Clock {
  /** The time as it is: provider and carriers go by it. */
  at: Instant = Date.parse('2026-03-08T10:00:00+08:00')
  /** So far behind it is the clock of the house; ahead of it where negative. */
  behindMs = 0
  readonly real: Clock = { now: () => this.at }

  now(): Instant {
    return this.at - this.behindMs
  }
}

/** So many lines of an order's story are kept: the last ones tell most. */
const storyMax = 120
const notesMax = 6
const linesMax = 150

const briefMax = 160
/** What says nothing to whoever reads a story. */
const untold = ['type', 'linkHash', 'contactId', 'trackingNo', 'hash', 'sealed', 'shopId']

/** What was asked for, in few words. */
function brief(body: object): string {
  const told = Object.entries(body).filter(([name]) => !untold.includes(name))
  if (told.length === 0) return ''
  const text = fenJson(Object.fromEntries(told)).replaceAll(
    /\b([a-z]{3}_[0-9a-z]{4})[0-9a-z]{22}/g,
    '$1',
  )
  return ` ${text.length > briefMax ? `${text.slice(0, briefMax)}…` : text}`
}

/** 纪事. What has happened so far, for whoever has to find out what went wrong. */
export class Chronicle {
  /** The step that is under way. */
  step = 0
  /** Every command that was answered, with its first answer. */
  readonly answered: { command: Command; answer: Answer }[] = []
  /** How often each answer was given. */
  readonly answers = new Map<string, number>()
  private readonly seed: number
  private readonly clock: Clock
  private readonly stories = new Map<string, string[]>()
  private readonly notes: string[] = []
  private readonly lines: string[] = []
  private readonly orderOfParcel = new Map<string, string>()
  private readonly hash = createHash('sha256')

  constructor(seed: number, clock: Clock) {
    this.seed = seed
    this.clock = clock
  }

  keep(command: Command, { answer }: Answered, name: string): void {
    this.answered.push({ command, answer })
    const code = answer.ok ? 'ok' : answer.refused
    this.answers.set(`${name}: ${code}`, (this.answers.get(`${name}: ${code}`) ?? 0) + 1)
    const { target, body } = command
    if (body.type === 'ship' && 'parcelId' in body)
      this.orderOfParcel.set(String(body.parcelId), target)
    const what = `${name} by ${command.actor}${brief(body)}`
    this.tell(this.orderOfParcel.get(target) ?? target, what, code)
    this.mark(`${name} ${target} ${code}`)
  }

  /** Makes this part of what a seed stands for. */
  mark(what: string): void {
    this.hash.update(`${this.step} ${what}\n`)
  }

  tell(subject: string, what: string, answer: string): void {
    const story = this.stories.get(subject) ?? []
    const line = this.line(`${what}: ${answer}`)
    story.push(line)
    this.remember(`${line}  (${subject.slice(0, 8)})`)
    if (story.length > storyMax) story.shift()
    this.stories.set(subject, story)
  }

  /** What concerns everybody. */
  note(what: string): void {
    this.notes.push(this.line(`(${what})`))
    this.remember(this.line(`(${what})`))
    if (this.notes.length > notesMax) this.notes.shift()
  }

  private remember(line: string): void {
    // Shops and shelves stand before the first step.
    if (this.step === 0) return
    this.lines.push(line)
    if (this.lines.length > linesMax) this.lines.shift()
  }

  private line(what: string): string {
    return `${this.step}  ${iso(this.clock.now())}  ${what}`
  }

  fail(problem: Problem): never {
    const own = this.stories.get(problem.orderId ?? '') ?? []
    const story = own.length > 0 ? [...own, ...this.notes] : []
    const { seed, step, lines } = this
    throw new Broken({ seed, step }, problem, { story, lines })
  }

  /** The same for the same seed, as long as nothing depends on timing. */
  digest(): string {
    return this.hash.copy().digest('hex').slice(0, 16)
  }
}
