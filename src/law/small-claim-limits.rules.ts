/** 小额诉讼限额. Up to which amount must, and up to which may, a claim go by small claims? */
import type { Fen } from '../kernel/money.ts'
import type { Day } from '../kernel/time.ts'
import { versionOn } from './provision.ts'
import { count, day, type Facts, fen, readFen, text } from './reading.ts'
import type { Reasoning } from './reasoning.ts'
import { publishedThresholds, smallClaimShares, wageYear } from './small-claims.ts'
import { normalise } from './terms.ts'

export interface Limits {
  readonly mandatoryFen: Fen
  readonly agreedFen: Fen | null
  /** The agreed limit was worked out, not announced: near it, a rounding may decide. */
  readonly estimatedFen?: Fen
  readonly told: Readonly<Record<string, unknown>>
}

/** Where are the two limits: as announced, as told, or worked out from a wage? */
export function limitsOf(reason: Reasoning, facts: Facts, on: Day): Limits | null {
  const { value: shares } = reason.use(smallClaimShares, on)
  const { mandatoryPercent, agreedPercent } = shares
  const told = fen(facts, 'published_threshold_cny')
  const announced = announcedFor(reason, facts)
  if (announced !== null && (told === null || told === announced.mandatoryFen)) {
    return { ...announced, told: {} }
  }
  if (told !== null) {
    const agreedFen = agreedPercent === null ? null : (told * agreedPercent) / mandatoryPercent
    // A court rounds each limit for itself, so the second may differ by the ratio of the two.
    const estimatedFen = agreedPercent === null ? 0n : (agreedPercent / mandatoryPercent) * 100n
    return { mandatoryFen: told, agreedFen, estimatedFen, told: {} }
  }
  const wage = wageOf(reason, facts, on)
  if (wage === null) return null
  const part = (percent: bigint): Fen => (wage.fen * percent) / 100n
  const agreedFen = agreedPercent === null ? null : part(agreedPercent)
  const year = wage.year === null ? {} : { wage_year_used: wage.year }
  return { mandatoryFen: part(mandatoryPercent), agreedFen, told: year }
}

function announcedFor(reason: Reasoning, facts: Facts): Omit<Limits, 'told'> | null {
  const province = text(facts, 'province')
  const filed = day(facts, 'filing_date') ?? day(facts, 'filed_on')
  if (province === null || filed === null) return null
  const name = normalise(province)
  const found = versionOn(publishedThresholds, filed)?.value.find(({ province: known }) =>
    name.startsWith(known),
  )
  if (!found) return null
  const { cite } = reason.use(publishedThresholds, filed)
  reason.say('采用高级人民法院公布的限额。', 'The High Court’s own figures are used.', cite)
  return { mandatoryFen: found.mandatoryFen, agreedFen: found.agreedFen }
}

interface Wage {
  readonly fen: Fen
  /** The year whose wage it is, where that was told. */
  readonly year: number | null
}

/**
 * Which average wage counts? That of the year before; until it is published, the latest that is.
 * @law 民诉法解释 第二百七十二条
 */
function wageOf(reason: Reasoning, facts: Facts, on: Day): Wage | null {
  const told = fen(facts, 'province_prior_year_avg_wage_cny')
  if (told !== null) return { fen: told, year: null }
  const thisYear = count(facts, 'this_year') ?? Number(on.slice(0, 4))
  const years = wageFacts(facts).filter(({ year }) => year < thisYear)
  const prior = years.find(({ year }) => year === thisYear - 1)
  if (prior?.fact === true) {
    // Published, but nobody said how much: an older wage would be the wrong one.
    reason.miss('province_prior_year_avg_wage_cny')
    return null
  }
  const latest = years.find(({ published }) => published !== null)
  if (!latest || latest.published === null) {
    reason.miss('province_prior_year_avg_wage_cny')
    return null
  }
  if (latest.year < thisYear - 1) {
    if (prior === undefined) reason.miss(`wage_${thisYear - 1}_published`)
    const { cite } = reason.use(wageYear, on)
    reason.say(
      `${thisYear - 1} 年平均工资公布前,以已公布的 ${latest.year} 年为准。`,
      `Until the wage of ${thisYear - 1} is published, that of ${latest.year} counts.`,
      cite,
    )
  }
  return { fen: latest.published, year: latest.year }
}

/** The wages told by year, `wage_2024_published`, latest first. */
function wageFacts(facts: Facts) {
  return Object.entries(facts)
    .flatMap(([name, fact]) => {
      const year = /^wage_(\d{4})_published$/.exec(name)?.[1]
      if (year === undefined) return []
      return [{ year: Number(year), fact, published: readFen(fact) }]
    })
    .sort((a, b) => b.year - a.year)
}
