/** 案件受理费. What does the court charge for a claim of money, in full and as it is paid? */
import { type Fen, yuan } from '../kernel/money.ts'
import { current } from './provision.ts'
import { type Facts, fen, flag, text } from './reading.ts'
import type { Reasoning } from './reasoning.ts'
import { caseFees, halvedFees, procedureWords } from './small-claims.ts'
import { codesSaid } from './terms.ts'

/** Fees are worked out in hundredths of a basis point of a fen, and rounded once. */
const perFen = 10_000n

/** @law 诉讼费用交纳办法 第十三条、第十五条、第十六条、第十八条 */
export function courtFee(reason: Reasoning, facts: Facts): Record<string, unknown> {
  const claim = fen(facts, 'claim_cny') ?? fen(facts, 'amount_cny')
  if (claim === null) {
    reason.miss('claim_cny')
    return { full_fee_cny: null, payable_cny: null }
  }
  const exact = exactFee(claim)
  const full = roundedFen(exact, perFen)
  const { cite } = reason.use(caseFees, caseFees.checkedOn)
  reason.say(
    `请求金额 ${yuan(claim)} 元,分段累计受理费 ${yuan(full)} 元。`,
    `On ${yuan(claim)} the fee, band by band, is ${yuan(full)}.`,
    cite,
  )
  const ground = halvedBy(reason, facts)
  if (ground === 'unknown') return { full_fee_cny: yuan(full), payable_cny: null }
  const payable = ground === null ? full : roundedFen(exact, perFen * 2n)
  return { full_fee_cny: yuan(full), payable_cny: yuan(payable) }
}

/** The fee in ten-thousandths of a fen: the flat part, and a share of each band's part. */
export function exactFee(claim: Fen): bigint {
  const { flatFen, bands } = current(caseFees).value
  let fee = flatFen * perFen
  let from = 0n
  for (const { upToFen, basisPoints } of bands) {
    const to = upToFen === null || claim < upToFen ? claim : upToFen
    if (to > from) fee += (to - from) * basisPoints
    from = upToFen ?? claim
  }
  return fee
}

/** Half a fen and more is a whole one. */
function roundedFen(amount: bigint, unit: bigint): Fen {
  return (amount * 2n + unit) / (unit * 2n)
}

/** Why is half the fee paid? Null: in full. Once only, even where several grounds meet. */
function halvedBy(reason: Reasoning, facts: Facts): string | 'unknown' | null {
  const { value: grounds, cite } = reason.use(halvedFees, halvedFees.checkedOn)
  const said = codesSaid(text(facts, 'procedure'), current(procedureWords).value)
  const joined = flag(facts, 'counterclaim') === true || said.includes('joined')
  const ground = (['simplified', 'small', 'mediation', 'withdrawal'] as const).find((each) =>
    said.includes(each),
  )
  const article = ground ? grounds[ground] : joined ? grounds.joined : null
  if (article !== null) {
    reason.say(
      '减半交纳（不重复减半）。',
      'Half of it is paid, halved only once.',
      `${cite} ${article}`,
    )
    return article
  }
  if (said.includes('ordinary')) return null
  reason.miss('procedure')
  reason.say(
    '适用何种程序未说明；适用简易、小额程序或者调解、撤诉的减半交纳。',
    'Which procedure is not told; simplified and small claims, mediation and withdrawal halve it.',
    cite,
  )
  return 'unknown'
}

/** Which procedure is meant? What is not told is the one the question is about. */
export function procedureOf(
  facts: Facts,
  otherwise: 'small' | 'simplified' | 'ordinary',
): 'small' | 'simplified' | 'ordinary' | 'unknown' {
  const told = text(facts, 'procedure')
  if (told === null) return otherwise
  const said = codesSaid(told, current(procedureWords).value)
  return (
    (['small', 'simplified', 'ordinary'] as const).find((each) => said.includes(each)) ?? 'unknown'
  )
}
