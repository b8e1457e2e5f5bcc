import type { Day } from '../kernel/time.ts'

/** 规定. One value that law sets, with every version of it that matters. Data only. */
export interface Provision<Value> {
  readonly title: { readonly zh: string; readonly en: string }
  readonly unit: string
  /** Oldest first. `from` is the first day in force, `to` the last (inclusive), if it ended. */
  readonly values: readonly Version<Value>[]
  /** The last day a person compared this with the official text. */
  readonly checkedOn: Day
  /** `site` marks a published rule of this site: it can never be printed as statute. */
  readonly source?: 'statute' | 'site'
}

export interface Version<Value> {
  readonly from: Day
  readonly to?: Day
  readonly value: Value
  /** Title and article, as the official text names them. */
  readonly cite: string
}

/** Which version was in force on this day? Null when none was: before the first, after the last. */
export function versionOn<Value>(provision: Provision<Value>, on: Day): Version<Value> | null {
  return realVersionOn(provision, supposedOn ?? on)
}

/** The same, deaf to the supposition of a dry run: festivals fall where they really fell. */
export function realVersionOn<Value>(provision: Provision<Value>, on: Day): Version<Value> | null {
  for (const version of provision.values.toReversed()) {
    if (version.from > on) continue
    return version.to !== undefined && version.to < on ? null : version
  }
  return null
}

/** A question about a day for which this library holds no rule; `decide` refuses it. */
export class NotInForce extends Error {
  override name = 'NotInForce'
}

/** The same where a version must be in force; throws `NotInForce` when none was. */
export function inForce<Value>(provision: Provision<Value>, on: Day): Version<Value> {
  // A dry run may suppose a day before the rule: what the caller knows to exist then stays real.
  const version = versionOn(provision, on) ?? realVersionOn(provision, on)
  if (!version) throw new NotInForce(`no version of "${provision.title.en}" in force on ${on}`)
  return version
}

/**
 * Which version does a question without a date mean? The one in force when a person last checked
 * the text: no clock is read here, so the answer stays the same until the data changes.
 */
export function current<Value>(provision: Provision<Value>): Version<Value> {
  return inForce(provision, provision.checkedOn)
}

/** The day whose law a dry run supposes; null outside of one. */
let supposedOn: Day | null = null

/**
 * 试算: what would this give under the law of that day, whatever days the facts name? Only for dry
 * runs. `run` must be synchronous; the supposition ends with it, also when it throws.
 */
export function underLawOf<Result>(on: Day, run: () => Result): Result {
  const before = supposedOn
  supposedOn = on
  try {
    return run()
  } finally {
    supposedOn = before
  }
}
