/**
 * 小额诉讼. Must, may or cannot this claim go by the small claims procedure; what does the court
 * charge; and until when should it decide?
 */
import { type Fen, yuan } from '../kernel/money.ts'
import type { Day } from '../kernel/time.ts'
import type { LegalRefusal, Subject } from './answer.ts'
import { addMonths, dayKind, rollOver } from './calendar.ts'
import { courtFee, procedureOf } from './court-fee.rules.ts'
import { civilPeriodExtension } from './holidays.ts'
import { versionOn } from './provision.ts'
import { count, day, type Facts, fen, flag, refuseFact } from './reading.ts'
import { type Reasoning, reasoning } from './reasoning.ts'
import { type Limits, limitsOf } from './small-claim-limits.rules.ts'
import { smallClaimExclusions, smallClaimShares, trialTerms } from './small-claims.ts'
import { normalise } from './terms.ts'

export const smallClaims: Subject = (question, facts) => {
  const reason = reasoning()
  const asked = asks(question, facts)
  const refusal = refuseYear(facts)
  if (refusal) return refusal
  const answer = {
    ...(asked.mode ? modeOf(reason, facts) : {}),
    ...(asked.fee ? courtFee(reason, facts) : {}),
    ...(asked.term ? termOf(reason, facts) : {}),
  }
  return reason.conclude(answer)
}

/** Which of the three is asked? The question says it; without one, the facts that were given. */
function asks(question: string | null, facts: Facts) {
  const words = question === null ? '' : normalise(question)
  const fee = words.includes('受理费') || words.includes('诉讼费')
  const term = words.includes('审限') || words.includes('审结') || words.includes('审理期限')
  const mode =
    words.includes('是否适用') || words.includes('能否适用') || words.includes('可否适用')
  if (fee || term || mode) return { fee, term, mode }
  const byFee = fen(facts, 'claim_cny') !== null
  const byTerm = day(facts, 'filed_on') !== null
  return { fee: byFee, term: byTerm, mode: fen(facts, 'amount_cny') !== null || !(byFee || byTerm) }
}

function refuseYear(facts: Facts): LegalRefusal | null {
  const year = count(facts, 'this_year')
  if (year === null || (year >= 1949 && year <= 2099)) return null
  return refuseFact('law.year_out_of_range', 'this_year', '超出可答范围', 'is out of range')
}

/** The law of the day of filing decides; without a day, the law as last checked. */
function filedOn(facts: Facts): Day {
  const year = count(facts, 'this_year')
  const told = day(facts, 'filing_date') ?? day(facts, 'filed_on')
  return told ?? (year === null ? smallClaimShares.checkedOn : `${year}-12-31`)
}

type Mode = 'mandatory' | 'by_agreement' | 'excluded' | 'not_applicable'

/** @law 民事诉讼法 第一百六十五条、第一百六十六条 */
function modeOf(reason: Reasoning, facts: Facts): { mode: Mode | null } & Record<string, unknown> {
  const on = filedOn(facts)
  const ground = excludedBy(reason, facts, on)
  if (ground !== null) return { mode: 'excluded', ground }
  const shares = reason.tryUse(smallClaimShares, on)
  if (shares === null) {
    reason.say('立案时尚无小额诉讼程序。', 'There was no such procedure at the time of filing.')
    return { mode: 'not_applicable' }
  }
  const simple = flag(facts, 'simple_money_claim')
  if (simple === false) {
    reason.say(
      '小额诉讼限于事实清楚、争议不大的简单金钱给付案件。',
      'Small claims are simple claims of money with clear facts.',
      shares.cite,
    )
    return { mode: 'not_applicable' }
  }
  const amount = fen(facts, 'amount_cny') ?? fen(facts, 'claim_cny')
  const limits = limitsOf(reason, facts, on)
  if (amount === null) reason.miss('amount_cny')
  if (amount === null || limits === null) return { mode: null }
  if (simple === null) {
    reason.miss('simple_money_claim')
    reason.say('以属简单金钱给付案件为前提。', 'Taken to be a simple claim of money.')
  }
  return { mode: byAmount(reason, amount, limits, shares.cite), ...limits.told }
}

function byAmount(reason: Reasoning, amount: Fen, limits: Limits, cite: string): Mode {
  const { mandatoryFen, agreedFen, estimatedFen } = limits
  const within = amount <= mandatoryFen
  const agreed = agreedFen !== null && amount <= agreedFen
  reason.say(
    `标的额 ${yuan(amount)} 元;应当适用的限额 ${yuan(mandatoryFen)} 元` +
      `${agreedFen === null ? '' : `,可以约定适用的限额 ${yuan(agreedFen)} 元`}(均含本数)。`,
    `The claim is ${yuan(amount)}; the limit is ${yuan(mandatoryFen)}` +
      `${agreedFen === null ? '' : `, by agreement ${yuan(agreedFen)}`}, both inclusive.`,
    cite,
  )
  if (estimatedFen !== undefined && agreedFen !== null) {
    const gap = amount > agreedFen ? amount - agreedFen : agreedFen - amount
    if (gap <= estimatedFen) reason.doubt('interpretive')
  }
  if (within) return 'mandatory'
  return agreed ? 'by_agreement' : 'not_applicable'
}

/** Is it a kind of case that is never a small claim? The first item that holds. */
function excludedBy(reason: Reasoning, facts: Facts, on: Day): string | null {
  const version = versionOn(smallClaimExclusions, on)
  if (version === null) return null
  const { foreign, appraisal, missing, counterclaim } = version.value
  const rows: readonly [string, string | null, string, string][] = [
    ['foreign_related', foreign, '涉外案件', 'A case with a foreign element'],
    ['needs_appraisal', appraisal, '需要评估、鉴定的案件', 'A case that needs an appraisal'],
    [
      'defendant_whereabouts_unknown',
      missing,
      '一方当事人下落不明',
      'A party that cannot be found',
    ],
    ['counterclaim', counterclaim, '当事人提出反诉', 'A counterclaim'],
  ]
  for (const [fact, ground, zh, en] of rows) {
    if (flag(facts, fact) !== true || ground === null) continue
    reason.use(smallClaimExclusions, on)
    const small = '不适用小额诉讼的程序'
    reason.say(`${zh},${small}。`, `${en} is no small claim.`, version.cite)
    return ground
  }
  return null
}

/** By which day should the court decide? The day of filing is not counted. */
function termOf(reason: Reasoning, facts: Facts): Record<string, unknown> {
  const filed = day(facts, 'filed_on') ?? day(facts, 'filing_date')
  if (filed === null) {
    reason.miss('filed_on')
    return { base_deadline: null }
  }
  const version = reason.tryUse(trialTerms, filed)
  if (version === null) return { base_deadline: null }
  const kind = procedureOf(facts, 'small')
  const { months, extension } = version.value[kind === 'unknown' ? 'small' : kind]
  const base = addMonths(filed, months)
  const policy = versionOn(civilPeriodExtension, base)?.value ?? 'rest_days'
  const rolled = rollOver(base, policy)
  reason.say(
    `立案之日起 ${months} 个月,至 ${base};经院长批准可延长 ${extension} 个月。`,
    `${months} months from filing end on ${base}; the president may add ${extension}.`,
    version.cite,
  )
  if (rolled.on !== base) {
    reason.doubt(dayKind(base) === 'weekend' ? 'interpretive' : 'settled')
    reason.say(
      `末日为休假日,顺延至 ${rolled.on}。`,
      `The last day is a day off: it runs to ${rolled.on}.`,
      '民事诉讼法 第八十五条第三款',
    )
  }
  if (!rolled.known) {
    reason.doubt('provisional')
    reason.say(
      `${rolled.missingYears.join('、')} 年放假安排未载入,顺延结果为暂定。`,
      `The holidays of ${rolled.missingYears.join(', ')} are not loaded: provisional.`,
    )
  }
  return {
    base_deadline: base,
    base_deadline_extended: rolled.on,
    max_extension_months: extension,
    latest_deadline: addMonths(base, extension),
  }
}
