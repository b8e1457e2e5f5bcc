/** 协议管辖. Does an agreement on the court hold, and may the consumer refuse a standard clause? */
import type { Day } from '../kernel/time.ts'
import { agreedVenue, standardVenueClause } from './jurisdiction.ts'
import { clauseWords } from './jurisdiction-words.ts'
import { samePlace } from './place.rules.ts'
import { current } from './provision.ts'
import { type Facts, flag, list, text } from './reading.ts'
import type { Reasoning } from './reasoning.ts'
import { clauses, codesSaid } from './terms.ts'

export interface Agreed {
  /** Null where the facts do not tell. */
  readonly valid: boolean | null
  /** The place whose court was agreed on, where it can be read. */
  readonly place: string | null
}

/** @law 民事诉讼法 第三十五条 */
export function agreementOf(reason: Reasoning, facts: Facts, on: Day): Agreed | null {
  const words = text(facts, 'agreement')
  if (words === null) return null
  const { cite } = reason.use(agreedVenue, on)
  const said = codesSaid(words, current(clauseWords).value)
  const place = agreedPlace(facts, words, said)
  const none = { valid: false, place }
  if (said.includes('ARBITRATION')) {
    reason.doubt('interpretive')
    reason.say('约定的是仲裁,不是法院管辖。', 'It agrees on arbitration, not on a court.', cite)
    return { valid: null, place: null }
  }
  if (said.includes('ORAL')) {
    reason.say('协议管辖须采用书面形式。', 'A choice of court is to be in writing.', cite)
    return none
  }
  if (said.includes('ABROAD') || said.includes('HIGHER')) {
    reason.doubt('interpretive')
    reason.say(
      '不得违反级别管辖和专属管辖；约定上级法院或者境外法院的，须另行审查。',
      'Higher and foreign courts: the levels of courts and exclusive venues stand above it.',
      cite,
    )
    return { valid: said.includes('HIGHER') ? false : null, place }
  }
  return { valid: isLinked(reason, facts, { said, place, cite }), place }
}

interface Choice {
  readonly said: readonly string[]
  readonly place: string | null
  readonly cite: string
}

const links = ['DEFENDANT', 'PLAINTIFF', 'RECEIPT', 'OTHER_LINK']

/** Has the chosen place a real link with the dispute? */
function isLinked(reason: Reasoning, facts: Facts, { said, place, cite }: Choice): boolean | null {
  const told = toldLink(facts)
  const named = linkedPlaces(facts)
  const byWords = links.some((each) => said.includes(each))
  const byPlace = place !== null && named.some((each) => samePlace(each, place))
  if (told === true || (told === null && (byWords || byPlace))) {
    reason.say('所选地点与争议有实际联系。', 'The place has a real link with the dispute.', cite)
    return true
  }
  if (told === null && (place === null || named.length < 2)) {
    reason.miss(place === null ? 'agreement' : 'connection')
    reason.say('所选地点与争议有无联系未说明。', 'Whether the place has a link is not told.', cite)
    return null
  }
  reason.say(
    '所选地点不是当事人住所地、履行地等与争议有实际联系的地点，约定无效。',
    'The place is no party’s domicile, nor of performance, nor otherwise linked: void.',
    cite,
  )
  return false
}

function toldLink(facts: Facts): boolean | null {
  const link = facts.connection
  if (typeof link === 'boolean') return link
  if (typeof link !== 'string' || link.trim() === '') return null
  return !codesSaid(link, current(clauseWords).value).includes('NO_LINK')
}

function linkedPlaces(facts: Facts): string[] {
  const single = ['receipt_place', 'defendant_domicile', 'defendant_hukou', 'buyer_domicile']
  const places = single.map((name) => text(facts, name))
  const parties = (list(facts, 'parties_domicile') ?? []).filter((each) => typeof each === 'string')
  return [...places.filter((each) => each !== null), ...parties]
}

/** Which place's court do the words choose? Named, or by what it is to the parties. */
function agreedPlace(facts: Facts, words: string, said: readonly string[]): string | null {
  if (said.includes('DEFENDANT')) return text(facts, 'defendant_domicile')
  if (said.includes('PLAINTIFF')) return text(facts, 'buyer_domicile')
  if (said.includes('RECEIPT')) return text(facts, 'receipt_place')
  for (const clause of clauses(words)) {
    const at = clause.search(/人民法院|互联网法院|法院/)
    if (at > 0) return afterLead(clause.slice(0, at), clause.includes('互联网法院'))
  }
  return null
}

/** Words that stand right before the name of a court. */
const leads = /^.*(?:约定|选择|提交|起诉至|协商|同意|一致|由|向|到|在|归|为)/

function afterLead(before: string, internet: boolean): string | null {
  const place = before.replace(leads, '')
  if (place.length < 2) return null
  return internet ? `${place}互联网法院` : place
}

/**
 * May the consumer have a standard clause on the court set aside?
 * @law 民诉法解释 第三十一条
 */
export function clauseAnswer(
  reason: Reasoning,
  facts: Facts,
  on: Day,
): { consumer_may_invalidate: boolean | null } | null {
  const clause = text(facts, 'clause')
  const notice = flag(facts, 'prominent_notice')
  if (clause === null && notice === null) return null
  const { cite } = reason.use(standardVenueClause, on)
  const form = [text(facts, 'form'), text(facts, 'agreement')].join('。')
  const said = codesSaid(form, current(clauseWords).value)
  if (said.includes('NEGOTIATED') && !said.includes('STANDARD')) {
    reason.say('经协商订立,不是格式条款。', 'Negotiated, so no standard clause.', cite)
    return { consumer_may_invalidate: false }
  }
  if (!said.includes('STANDARD')) reason.miss('form')
  if (notice === null) reason.miss('prominent_notice')
  if (!said.includes('STANDARD') || notice === null) return { consumer_may_invalidate: null }
  reason.say(
    notice
      ? '已以合理方式提请注意，不能仅以此主张无效；内容不合理地加重维权负担的，另依格式条款规则审查。'
      : '经营者未采取合理方式提请消费者注意，消费者主张无效的应予支持。',
    notice
      ? 'It was brought to notice, so not void on this ground; an unreasonable burden is judged apart.'
      : 'It was not reasonably brought to notice: void if the consumer says so.',
    cite,
  )
  return { consumer_may_invalidate: !notice }
}
