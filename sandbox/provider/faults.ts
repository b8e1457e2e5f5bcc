import type { Fields } from './input.ts'
import type { Store } from './store.ts'

export const faultNames = [
  'callbackLost',
  'callbackDoubled',
  'callbackLate',
  'callbackReordered',
  'timeoutAfterWork',
  'error500ThenSuccess',
  'processing',
  'refundRefused',
  'paidAfterClose',
] as const
export type FaultName = (typeof faultNames)[number]

/**
 * What goes wrong, and for whom? Each draw depends on seed, fault and number only, never on the
 * order in which things arrive: the same seed gives the same faults however the calls interleave.
 */
export interface Faults {
  strikes(fault: FaultName, no: string): boolean
  /** A whole number from `from` to `to`, drawn for this number. */
  between(name: string, no: string, range: { from: number; to: number }): number
  /** Is the provider out of order at this moment of its own clock? */
  down(now: number): boolean
  /** Is this the first time that this number is asked about here? (Forgotten by a restart.) */
  firstTry(no: string): boolean
  /** Takes new settings; false when they cannot be read. */
  set(fields: Fields): boolean
  current(): Settings
}

export interface Settings {
  readonly seed: number
  readonly rates: Partial<Record<FaultName, number>>
  readonly down: boolean
  readonly downUntil: number | null
}

const triesRemembered = 50_000

export function openFaults(store: Store, seed: number): Faults {
  const kept = store.recall('faults')
  let settings: Settings =
    kept === null
      ? { seed, rates: {}, down: false, downUntil: null }
      : (JSON.parse(kept) as Settings)
  const tried = new Set<string>()
  const draw = (name: string, no: string) => unit(`${settings.seed}:${name}:${no}`)

  return {
    strikes: (fault, no) =>
      (settings.rates[fault] ?? 0) > 0 && draw(fault, no) < (settings.rates[fault] ?? 0),
    between: (name, no, { from, to }) => from + Math.floor(draw(name, no) * (to - from + 1)),
    down: (now) => settings.down || (settings.downUntil !== null && now < settings.downUntil),
    firstTry(no) {
      if (tried.has(no)) return false
      if (tried.size >= triesRemembered) tried.clear()
      tried.add(no)
      return true
    },
    set(fields) {
      const next = readSettings(settings, fields)
      if (next === null) return false
      settings = next
      store.remember('faults', JSON.stringify(settings))
      return true
    },
    current: () => settings,
  }
}

/** Which settings hold after this request? Rates replace all former rates; the rest stays. */
function readSettings(before: Settings, fields: Fields): Settings | null {
  const { seed = before.seed, rates, down = before.down, downUntil = before.downUntil } = fields
  if (!Number.isSafeInteger(seed) || typeof down !== 'boolean') return null
  const until = typeof downUntil === 'string' ? Date.parse(downUntil) : downUntil
  if (until !== null && !Number.isSafeInteger(until)) return null
  const read = rates === undefined ? before.rates : readRates(rates)
  if (read === null) return null
  return { seed: seed as number, rates: read, down, downUntil: until as number | null }
}

function readRates(value: unknown): Settings['rates'] | null {
  if (typeof value !== 'object' || value === null) return null
  const rates: Partial<Record<FaultName, number>> = {}
  for (const [name, rate] of Object.entries(value)) {
    if (!(faultNames as readonly string[]).includes(name)) return null
    if (typeof rate !== 'number' || !(rate >= 0 && rate <= 1)) return null
    rates[name as FaultName] = rate
  }
  return rates
}

/** A number in [0, 1) that looks random but is a function of the text (FNV-1a, then mixed). */
function unit(text: string): number {
  let mixed = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    mixed = Math.imul(mixed ^ text.charCodeAt(i), 0x01000193)
  }
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 0x1_0000_0000
}
