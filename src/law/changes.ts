/** 新旧对照. What changes in the law between two days, for whom, and in which past cases? */
import { canonicalJson } from '../kernel/canonical.ts'
import type { Day } from '../kernel/time.ts'
import type { LegalAnswer, LegalRefusal } from './answer.ts'
import { decide } from './decide.ts'
import { underLawOf, type Version, versionOn } from './provision.ts'
import { registry } from './registry.ts'

export interface Change {
  readonly id: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly change: 'begins' | 'ends' | 'replaced'
  /** The first day on which the newer side holds. */
  readonly effectiveOn: Day | null
  readonly before: Side | null
  readonly after: Side | null
}

export interface Side {
  readonly value: string
  readonly cite: string
}

/** Which provisions read differently on the two days? A new number of the article counts, too. */
export function changesBetween(from: Day, to: Day): Change[] {
  return registry.flatMap(({ id, provision }) => {
    const before = versionOn(provision, from)
    const after = versionOn(provision, to)
    if (before === after) return []
    const change = before === null ? 'begins' : after === null ? 'ends' : 'replaced'
    const effectiveOn = after?.from ?? null
    return [{ id, title: provision.title, change, effectiveOn, ...sides(before, after) }]
  })
}

function sides(before: Version<unknown> | null, after: Version<unknown> | null) {
  return { before: before && side(before), after: after && side(after) }
}

function side({ value, cite }: Version<unknown>): Side {
  return { value: written(value), cite }
}

/** How is a value of law written in one line? Money stays in fen; long lists are cut. */
export function written(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'bigint') return `${value}`
  const text = JSON.stringify(value, (_key, each) =>
    typeof each === 'bigint' ? each.toString() : each,
  )
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text
}

const longestValue = 160

/** One past case, as it was asked. */
export interface PastCase {
  readonly id: string
  readonly category: unknown
  readonly question?: unknown
  readonly facts: unknown
}

export interface DryRun {
  readonly id: string
  readonly before: LegalAnswer['answer'] | LegalRefusal
  readonly after: LegalAnswer['answer'] | LegalRefusal
}

/** Which of these cases would be answered otherwise under the law of the later day? */
export function dryRun(cases: Iterable<PastCase>, from: Day, to: Day): DryRun[] {
  const changed: DryRun[] = []
  for (const { id, category, question, facts } of cases) {
    const before = result(underLawOf(from, () => decide(category, question, facts)))
    const after = result(underLawOf(to, () => decide(category, question, facts)))
    if (canonicalJson(before) !== canonicalJson(after)) changed.push({ id, before, after })
  }
  return changed
}

function result(given: LegalAnswer | LegalRefusal): DryRun['before'] {
  return 'refused' in given ? given : given.answer
}
