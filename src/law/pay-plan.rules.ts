/** 计酬结构. What is an agent paid for, what does joining cost, and how large is the structure? */
import { entryWords, organiserWords, payBases, prosecutionThreshold } from './pyramid.ts'
import { count, type Facts, flag, list } from './reading.ts'
import type { Reasoning } from './reasoning.ts'
import { codesSaid, termsOn } from './terms.ts'

/** One ground of the regulation, or none; null where the facts do not tell. */
export interface Marks {
  readonly headcount: boolean | null
  readonly entryFee: boolean | null
  readonly teamSales: boolean | null
}

export function marksOf(reason: Reasoning, facts: Facts): Marks {
  const bases = basesOf(reason, [
    ...(list(facts, 'pay_by') ?? []),
    ...(list(facts, 'reward_basis') ?? []),
  ])
  const known = bases !== null && !bases.includes('unreadable')
  const told = bases ?? []
  if (!known) reason.miss('pay_by')
  const teamSales = told.includes('team_sales') ? true : known ? false : null
  if (teamSales && flag(facts, 'recruit_required') === false) {
    reason.doubt('interpretive')
    reason.say(
      '第三项以要求发展他人加入为要件；事实称不要求，是否仍属该项有不同认识。',
      'Item 3 presupposes that recruiting is required; here it is said not to be: read both ways.',
    )
  }
  return {
    headcount: told.includes('headcount') ? true : known ? false : null,
    teamSales,
    entryFee: entryFeeOf(reason, facts),
  }
}

/**
 * What is pay counted by? `unreadable` for words that no list knows; null when nothing was told.
 */
export function basesOf(reason: Reasoning, told: readonly unknown[]): readonly string[] | null {
  if (told.length === 0) return null
  const words = termsOn(payBases, payBases.checkedOn)
  const bases = new Set<string>()
  for (const each of told) {
    const codes = typeof each === 'string' ? codesSaid(each, words) : []
    for (const code of codes) bases.add(code)
    if (codes.length > 0) continue
    bases.add('unreadable')
    reason.say(`计酬依据“${String(each)}”无法归类。`, 'One basis of pay fits no class.')
  }
  return [...bases]
}

/** Must someone pay or buy to join? A purchase of goods at a fair price may be read as trade. */
export function entryFeeOf(reason: Reasoning, facts: Facts): boolean | null {
  const told = ['entry_fee', 'forced_purchase'].map((name) => costsOf(reason, facts, name))
  if (told.includes(true)) return true
  if (told.every((each) => each === false)) return false
  for (const [i, name] of ['entry_fee', 'forced_purchase'].entries()) {
    if (told[i] === null) reason.miss(name)
  }
  return null
}

function costsOf(reason: Reasoning, facts: Facts, name: string): boolean | null {
  const value = facts[name]
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string') return null
  const said = codesSaid(value, termsOn(entryWords, entryWords.checkedOn))
  if (/(^|[^\d.])0+(\.0+)?(元|$)/.test(value) && !/[1-9]/.test(value)) return false
  if (said.includes('none')) {
    if (!said.includes('paid') || !/[1-9]/.test(value)) return false
    reason.doubt('interpretive')
    reason.say(
      '既称自愿又载明金额，是否实为加入条件需核实。',
      'Said to be voluntary, yet with an amount: whether it is a condition needs checking.',
    )
    return null
  }
  if (said.includes('refundable')) {
    reason.doubt('interpretive')
    reason.say(
      '可退的保证金是否属变相收费有争议。',
      'Whether a refundable deposit is a fee is open.',
    )
    return true
  }
  return said.includes('paid') || /[1-9]/.test(value) ? true : null
}

/** How many people, the organiser included? */
export function membersOf(reason: Reasoning, facts: Facts): number | null {
  const including = count(facts, 'members_including_organizer')
  if (including !== null) return including
  const excluding = count(facts, 'members_excluding_organizer')
  if (excluding === null) return null
  const organisers = count(facts, 'organizer') ?? 1
  const { cite } = reason.use(prosecutionThreshold, prosecutionThreshold.checkedOn)
  reason.say(
    `人数计入组织者:${excluding} + ${organisers} = ${excluding + organisers}。`,
    `The organiser counts: ${excluding} + ${organisers} = ${excluding + organisers}.`,
    cite,
  )
  return excluding + organisers
}

/** How many levels, the organiser's own included? A chain of numbered levels leaves it out. */
export function levelsOf(reason: Reasoning, facts: Facts): number | null {
  const told = count(facts, 'levels')
  if (told !== null) return told
  const chain = list(facts, 'chain')
  if (chain === null || chain.length === 0) return null
  const words = termsOn(organiserWords, organiserWords.checkedOn)
  const said = chain.map((each) => (typeof each === 'string' ? codesSaid(each, words) : []))
  // Who only buys to use is at the end of the chain, and no level of it.
  const levelled = said.filter((codes) => !codes.includes('outside'))
  const first = levelled[0] ?? []
  const leftOut = first.includes('numbered') && !first.includes('organiser')
  const levels = levelled.length + (leftOut ? 1 : 0)
  const { cite } = reason.use(prosecutionThreshold, prosecutionThreshold.checkedOn)
  reason.say(
    `层级计入组织者本人所在层级,共 ${levels} 级。`,
    `The organiser’s own level counts: ${levels} levels.`,
    cite,
  )
  return levels
}
