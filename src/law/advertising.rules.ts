import {
  type AdvertisingClass,
  advertisingClasses,
  dutyWords,
  healthFoodNotice,
  timedEffect,
} from './advertising.ts'
import { falsePublicity, paidPraise } from './duties.ts'
import type { DutyPart } from './duty-part.ts'
import { goodsKinds } from './goods.rules.ts'
import type { GoodsKind } from './goods.ts'
import { current, inForce, versionOn } from './provision.ts'
import { day, text } from './reading.ts'
import type { Reasoning } from './reasoning.ts'
import { codesSaid, findTerms, normalise } from './terms.ts'

/** 广告用语: which words of this text are suspect, and under which article? Sorted by code. */
export const advertisement: DutyPart = (facts, r) => {
  const written = text(facts, 'text')
  if (written === null) return null
  const on = day(facts, 'date') ?? advertisingClasses.checkedOn
  const list = r.tryUse(advertisingClasses, on)
  if (list === null) return {}
  const category = text(facts, 'category')
  const kinds = goodsKinds(category, text(facts, 'goods'))
  if (kinds.size === 0) r.miss('category')
  const hits = list.value
    .filter((each) => concerns(each, kinds))
    .flatMap((each) => hitsOf(each, { written, on }, r))
  if (isHealthFood(category, text(facts, 'goods'))) hits.push(...noticeHit(written, on, r))
  // Words alone convict nobody: whether they mislead, or can be proved, a person decides.
  r.doubt('interpretive')
  if (hits.length === 0)
    r.say('未命中词表；这不等于合规。', 'No word of the lists; that proves nothing.')
  return { hits: [...new Set(hits)].toSorted() }
}

function concerns(each: AdvertisingClass, kinds: ReadonlySet<GoodsKind>): boolean {
  switch (each.goods) {
    case 'any':
      return true
    case 'not_medical':
      return !kinds.has('MEDICAL')
    case 'cosmetics':
      return kinds.has('COSMETICS')
    case 'food':
      return kinds.has('FOOD')
  }
}

interface Screened {
  readonly written: string
  readonly on: string
}

function hitsOf(each: AdvertisingClass, { written, on }: Screened, r: Reasoning): string[] {
  const terms = findTerms(written, [each])
    .filter((match) => !match.denied)
    .map((match) => match.term)
  const found = terms.filter((term) => !terms.some((longer) => isWithin(term, longer)))
  const timed = each.code === 'UNPROVEN_EFFICACY' ? timedPromises(written, on) : []
  if (found.length + timed.length === 0) return []
  const seen = [...found, ...timed].join('、')
  r.say(`“${seen}”涉嫌违反。`, `"${seen}" is suspect.`, each.cite)
  return each.perTerm ? found.map((term) => `${each.code}:${term}`) : [each.code]
}

/** `防脱发` says all that `防脱` says. */
function isWithin(term: string, longer: string): boolean {
  return longer !== term && longer.includes(term)
}

function timedPromises(written: string, on: string): string[] {
  const rule = versionOn(timedEffect, on)
  const match = rule && new RegExp(rule.value, 'u').exec(normalise(written))
  return match ? [match[0]] : []
}

function isHealthFood(...told: readonly (string | null)[]): boolean {
  return told.some((each) => each !== null && /保健食品|health_?food/.test(normalise(each)))
}

function noticeHit(written: string, on: string, r: Reasoning): string[] {
  const notice = inForce(healthFoodNotice, on)
  if (normalise(written).includes(normalise(notice.value))) return []
  r.say(`未标明“${notice.value}”。`, 'The sentence it must show is missing.', notice.cite)
  return ['HEALTH_FOOD_NOTICE_MISSING']
}

/** 好评返现: may the seller pay for a good review? */
export const paidReview: DutyPart = (facts, r, question) => {
  const offer = text(facts, 'offer')
  if (offer === null) return null
  const said = new Set(codesSaid(offer, current(dutyWords).value))
  for (const code of codesSaid(question, current(dutyWords).value)) {
    if (code === 'PRAISE' || code === 'REVIEW') said.add(code)
  }
  const on = day(facts, 'date') ?? paidPraise.checkedOn
  if (!said.has('PRAISE') && !said.has('REVIEW')) {
    r.miss('offer')
    r.say('看不出与评价有关。', 'It is not plain that this is about reviews.')
    return {}
  }
  if (!said.has('REWARD')) {
    r.say('没有以利益换取评价。', 'No benefit is given for a review.')
    return { allowed: true }
  }
  const rule = r.tryUse(paidPraise, on)
  if (rule === null) return {}
  if (!said.has('PRAISE')) {
    r.doubt('interpretive')
    r.say(
      '不限好坏的评价奖励一般可以，但不得指定内容或变相诱导好评。',
      'A reward for any honest review is mostly allowed, never one for what it says.',
      rule.cite,
    )
    return { allowed: true }
  }
  r.say('以返现等指定好评,属于虚假宣传。', 'Paying for praise is false publicity.', rule.cite)
  r.tryUse(falsePublicity, on)
  return { allowed: false }
}
