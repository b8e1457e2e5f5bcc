import type { Day } from '../kernel/time.ts'
import type { LegalRefusal } from './answer.ts'
import { addYears } from './calendar.ts'
import {
  complaintRules,
  complaintWords,
  complaintYears,
  type RefusalGrounds,
  refusalGrounds,
} from './complaints.ts'
import { current } from './provision.ts'
import { day, type Facts, outOfOrder, text } from './reading.ts'
import type { Reasoning } from './reasoning.ts'
import { codesSaid } from './terms.ts'

type Answer = Record<string, unknown>

/**
 * 不予受理: is there a ground to refuse this complaint? The rule of the day of the complaint counts;
 * without that day, the newest. Checked in the order of the items.
 */
export function refusal(facts: Facts, r: Reasoning): Answer | LegalRefusal | null {
  const names = ['same_dispute_accepted_by', 'same_dispute_handled_by', 'purpose', 'complainant']
  const knownOn = day(facts, 'known_infringement_on')
  if (knownOn === null && names.every((name) => text(facts, name) === null)) return null
  const on = day(facts, 'complained_on') ?? day(facts, 'received_on') ?? complaintRules.checkedOn
  if (knownOn !== null && on < knownOn) return outOfOrder('known_infringement_on', 'complained_on')
  const rule = r.tryUse(refusalGrounds, on)
  if (rule === null) {
    r.say('该日尚无本库所载规则。', 'No rule that this library holds was in force that day.')
    return {}
  }
  const versionName = r.use(complaintRules, on).value
  const asked: Asked = { facts, on, r, grounds: rule.value }
  const checks = [takenUp(asked), notForLife(asked), tooLate(asked, knownOn), badMaterial(asked)]
  const item = checks.find((check) => check !== null) ?? impersonation(asked)
  const answer: Answer = { rule_version: versionName }
  if (item === null && r.isUnclear()) {
    r.doubt('provisional')
    return answer
  }
  if (item === null) {
    r.say('所给事实不构成不予受理的情形。', 'No ground to refuse on these facts.')
    return { ...answer, reject: false }
  }
  return { ...answer, reject: true, ground: `${rule.value.article}(${item})` }
}

interface Asked {
  readonly facts: Facts
  readonly on: Day
  readonly r: Reasoning
  readonly grounds: RefusalGrounds
}

/** 同一争议已被受理或处理. Another mediation body bars the way only under the old rules. */
function takenUp({ facts, r, grounds }: Asked): number | null {
  const told = [text(facts, 'same_dispute_accepted_by'), text(facts, 'same_dispute_handled_by')]
  for (const body of told) {
    if (body === null) continue
    const said = words(body)
    if (said.includes('OTHER_MEDIATOR')) {
      if (said.includes('BARRING_BODY') && !/委托|站内|平台/.test(body)) return sayTaken(r, grounds)
      if (otherMediatorBars(body, grounds, r)) return sayTaken(r, grounds)
      continue
    }
    if (said.includes('BARRING_BODY') && !said.includes('NOT_TAKEN')) return sayTaken(r, grounds)
    if (said.includes('NOT_TAKEN') && !/已受理|已立案/.test(body)) continue
    if (said.includes('NOBODY')) continue
    r.miss('same_dispute_accepted_by')
    r.doubt('interpretive')
    r.say(
      '不能确定该机构是否属于规定所列。',
      'It is not clear whether that body is one the rule names.',
    )
  }
  return null
}

function otherMediatorBars(body: string, grounds: RefusalGrounds, r: Reasoning): boolean {
  if (grounds.otherMediatorBars) {
    // The old rule bars only bodies set up by law; a site's own mediators are arguably none.
    if (/站内|平台|保证|客服/.test(body)) r.doubt('interpretive')
    return true
  }
  r.say(
    '其他调解组织处理过同一争议，现行规定不再因此不予受理。',
    'That another mediation body dealt with it is no ground to refuse any more.',
  )
  return false
}

function sayTaken(r: Reasoning, grounds: RefusalGrounds): number {
  r.say('同一争议已被受理或处理。', 'The same dispute has already been taken up.')
  return grounds.takenUp
}

function notForLife({ facts, r, grounds }: Asked): number | null {
  const purpose = text(facts, 'purpose')
  if (purpose === null) return null
  const said = words(purpose)
  if (said.includes('RESALE')) {
    if (said.includes('LIFE')) r.doubt('interpretive')
    r.say('不是为生活消费需要。', 'It was not bought for daily life.')
    return grounds.notForLife
  }
  if (said.includes('LIFE')) return null
  r.miss('purpose')
  r.doubt('interpretive')
  r.say('购买目的未说清。', 'Why it was bought is not plain.')
  return null
}

/** 超过三年: the same day three years on is still within. */
function tooLate({ facts, on, r, grounds }: Asked, knownOn: Day | null): number | null {
  if (knownOn === null) return null
  if (day(facts, 'complained_on') === null && day(facts, 'received_on') === null) {
    r.miss('complained_on')
    return null
  }
  const rule = r.use(complaintYears, on)
  const lastOn = addYears(knownOn, rule.value)
  r.say(
    `自知道权益受侵害之日起 ${rule.value} 年至 ${lastOn}。`,
    `${rule.value} years from knowing of it end on ${lastOn}.`,
    rule.cite,
  )
  return on > lastOn ? grounds.tooLate : null
}

function badMaterial({ facts, r, grounds }: Asked): number | null {
  if (!words(text(facts, 'complainant') ?? '').includes('FALSE_MATERIAL')) return null
  r.say('未提供所需材料或提供虚假材料。', 'The material needed is missing or false.')
  return grounds.badMaterial
}

function impersonation({ facts, r, grounds }: Asked): number | null {
  const complainant = text(facts, 'complainant')
  if (complainant === null || !words(complainant).includes('IMPERSONATION')) return null
  const item = grounds.impersonation
  if (item === null) {
    r.doubt('interpretive')
    r.say(
      '旧规定未单列此项，归入未提供真实身份材料。',
      'The old rule has no item of its own: it falls under missing identity material.',
    )
    return grounds.badMaterial
  }
  r.say(
    '冒用他人名义，或拒不配合核验真实身份。',
    'Another person was impersonated, or verification was refused.',
  )
  return item
}

function words(told: string): readonly string[] {
  return codesSaid(told, current(complaintWords).value)
}
