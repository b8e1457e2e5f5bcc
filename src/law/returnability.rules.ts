/** 七日无理由退货的适用: may these goods go back without a reason, and if not, why not? */
import type { Day } from '../kernel/time.ts'
import type { LegalAnswer, Subject } from './answer.ts'
import { goodsKinds } from './goods.rules.ts'
import type { GoodsKind } from './goods.ts'
import { current } from './provision.ts'
import { type Facts, flag, text, told } from './reading.ts'
import { type Reasoning, reasoning } from './reasoning.ts'
import { type Confirmation, confirmation, confirmedAway } from './return-confirmation.rules.ts'
import { intactness } from './return-intactness.rules.ts'
import { labFails, partyTrack } from './return-parties.rules.ts'
import {
  type AbsoluteExclusion,
  absoluteExclusions,
  noReturnNotice,
  promiseForExcluded,
  qualityReturn,
  returnWords,
} from './returnability.ts'
import { noReasonReturnDays } from './returns.ts'
import { findTerms } from './terms.ts'

/** No fact of this subject is a date: the rules are those of the day they were last checked. */
export const decidedOn: Day = noReasonReturnDays.checkedOn

/** The subject `returnability`. Checked in this order: the first that holds is the answer. */
export const returnability: Subject = (question, facts) => {
  const r = reasoning()
  const party = partyTrack(question, facts, r)
  if (party.answer) return r.conclude(party.answer)
  if (labFails(facts) === true || flag(facts, 'quality_problem') === true) {
    return qualityTrack(r, party.more)
  }
  sayUnreadLab(facts, r)
  const kinds = goodsKinds(text(facts, 'goods'), text(facts, 'category'))
  if (!told(facts, 'goods') && !told(facts, 'category') && Object.keys(facts).length === 0) {
    r.miss('goods')
    return r.conclude({})
  }
  r.use(noReasonReturnDays, decidedOn)
  const answer: Record<string, unknown> = { ...party.more, ...notice(facts, r) }
  const excluded = exclusion(facts, kinds, r)
  if (excluded === 'unclear') return unclear(r, answer)
  const kept = excluded !== null && promised(facts, r)
  if (kept === 'unclear') return unclear(r, answer)
  if (excluded !== null && !kept) {
    return r.conclude({ ...answer, returnable: false, reason: excluded })
  }
  if (excluded !== null) answer.reason = 'SELLER_PROMISE'
  return conclude(facts, kinds, r, answer)
}

function conclude(
  facts: Facts,
  kinds: ReadonlySet<GoodsKind>,
  r: Reasoning,
  answer: Record<string, unknown>,
): LegalAnswer {
  const confirmed: Confirmation = confirmation(facts, r)
  if (answer.reason === undefined && confirmed === 'given') {
    const away = confirmedAway(facts, kinds, r)
    if (away === 'unclear') return unclear(r, answer)
    if (away) return r.conclude({ ...answer, returnable: false, reason: 'CONFIRMED_EXCLUSION' })
  }
  const intact = intactness(facts, kinds, r)
  if (intact !== null) answer.intact = intact
  if (intact === false) return r.conclude({ ...answer, returnable: false, reason: 'NOT_INTACT' })
  if (answer.reason === undefined) {
    if (confirmed === 'default') answer.reason = 'DEFAULT_CONSENT_INVALID'
    if (confirmed === 'none') answer.reason = 'NO_CONFIRMATION'
  }
  if (kinds.has('MAYBE_FRESH') && flag(facts, 'fresh_perishable') === false) {
    r.doubt('interpretive')
    r.say(
      '此类商品也可能被认定为鲜活易腐；这里按所给事实不属于。',
      'Such goods may also be held to be perishable; here the facts say they are not.',
    )
  }
  if (kinds.has('CROSS_BORDER')) crossBorder(r)
  r.say('适用七日无理由退货。', 'The seven-day no-reason return applies.', baseCite())
  return r.conclude({ ...answer, returnable: true })
}

/** A finding nobody could read may be the very flaw: the answer is for goods that are sound. */
function sayUnreadLab(facts: Facts, r: Reasoning): void {
  const unread = told(facts, 'lab') && labFails(facts) === null
  if (!unread || flag(facts, 'quality_problem') !== null) return
  r.miss('quality_problem')
  r.doubt('interpretive')
  r.say('检测结论读不准：若不合格，按质量问题退货。', 'The finding cannot be read for certain.')
}

/** What is known is said; whether the goods may go back waits for the missing fact. */
function unclear(r: Reasoning, answer: Record<string, unknown>): LegalAnswer {
  r.doubt('provisional')
  return r.conclude(answer)
}

function baseCite(): string {
  return current(noReasonReturnDays).cite
}

/** 质量问题: another track. No exclusion and no clause about unsealing stands against it. */
function qualityTrack(r: Reasoning, more: Readonly<Record<string, unknown>>): LegalAnswer {
  r.use(qualityReturn, decidedOn)
  r.say(
    '商品不符合质量要求：按质量问题退货，拆封、定制等除外不适用，运费由经营者承担。',
    'The goods fall short: a quality return; no exclusion counts, the seller bears the freight.',
    '网络购买商品七日无理由退货暂行办法 第三十五条',
  )
  return r.conclude({ ...more, returnable: true, track: 'QUALITY', freight_bearer: 'seller' })
}

/** Is a notice shown that would take the right away? It is void, whatever it says. */
function notice(facts: Facts, r: Reasoning): { clause_valid?: false } {
  const shown = text(facts, 'page_notice')
  if (shown === null) return {}
  const seen = findTerms(shown, current(returnWords).value)
  if (!seen.some((match) => match.code === 'NO_RETURN_NOTICE')) return {}
  r.use(noReturnNotice, decidedOn)
  r.say(
    '以告示排除法定退货权的内容无效。',
    'A notice that takes away the statutory right is void.',
    '网络购买商品七日无理由退货暂行办法 第三十条',
  )
  return { clause_valid: false }
}

/** 四类除外: which of the four holds? `unclear` when only a fact not told could say. */
function exclusion(
  facts: Facts,
  kinds: ReadonlySet<GoodsKind>,
  r: Reasoning,
): AbsoluteExclusion | 'unclear' | null {
  const checks = [customMade, freshPerishable, digitalOpened, periodical]
  for (const check of checks) {
    const found = check(facts, kinds, r)
    if (found === null) continue
    if (found === 'unclear') return found
    const cite = r.use(absoluteExclusions, decidedOn).value[found]
    r.say('属于法定不适用无理由退货的商品。', 'Goods the law excludes from it.', cite)
    return found
  }
  return null
}

type Check = (
  facts: Facts,
  kinds: ReadonlySet<GoodsKind>,
  r: Reasoning,
) => AbsoluteExclusion | 'unclear' | null

const customMade: Check = (facts, kinds, r) => {
  const customised = flag(facts, 'customised_by_consumer')
  if (customised === true) return 'CUSTOM_MADE'
  if (customised === false || !kinds.has('CUSTOM')) return null
  r.miss('customised_by_consumer')
  r.doubt('interpretive')
  r.say(
    '名称像定制，但须是按消费者个性要求制作，仅从现货规格中选择不算。',
    'It sounds made to order, yet choosing among the sizes on offer is no customisation.',
  )
  return 'unclear'
}

const freshPerishable: Check = (facts, kinds, r) => {
  const fresh = flag(facts, 'fresh_perishable')
  if (fresh === true) return 'FRESH_PERISHABLE'
  if (fresh === false) return null
  if (kinds.has('FRESH')) {
    r.say('按商品名称属于鲜活易腐。', 'By its name it is fresh and perishable.')
    return 'FRESH_PERISHABLE'
  }
  // What was confirmed away, or disclosed as near expiry, does not hang on this question.
  if (!kinds.has('MAYBE_FRESH') || flag(facts, 'confirmed_for_this_order') === true) return null
  r.miss('fresh_perishable')
  r.doubt('interpretive')
  r.say('是否鲜活易腐有两种理解。', 'Whether it is fresh and perishable can be read both ways.')
  return 'unclear'
}

const digitalOpened: Check = (facts, kinds, r) => {
  if (flag(facts, 'online_download') === true) return 'DIGITAL_OPENED'
  if (kinds.has('VIRTUAL')) {
    r.doubt('interpretive')
    r.say('虚拟商品是否属于数字化商品有争议。', 'Whether it is a digital product is arguable.')
    r.miss('online_download')
    return 'unclear'
  }
  if (!kinds.has('DIGITAL')) return null
  const opened = flag(facts, 'opened_by_consumer') ?? opposite(flag(facts, 'seal_intact'))
  if (opened === true) return 'DIGITAL_OPENED'
  if (opened === false) return null
  r.miss('opened_by_consumer', 'online_download')
  r.doubt('provisional')
  r.say(
    '数字化商品一经拆封或下载即不适用；这里按未拆封回答。',
    'Opened or downloaded it would be excluded: answered as for goods still sealed.',
  )
  return null
}

const periodical: Check = (facts, kinds, r) => {
  if (!kinds.has('LOOKS_PERIODICAL') && !kinds.has('PERIODICAL')) return null
  if (!kinds.has('PERIODICAL')) {
    r.miss('goods')
    r.say('看不出是否报纸、期刊。', 'Whether this is a newspaper or periodical is not plain.')
    return 'unclear'
  }
  if (flag(facts, 'delivered') !== false) return 'NEWSPAPER_PERIODICAL'
  r.doubt('interpretive')
  r.say('尚未交付的不在除外之列。', 'Only what has been delivered is excluded.')
  return null
}

/** Did the seller promise to take even such goods back? */
function promised(facts: Facts, r: Reasoning): boolean | 'unclear' {
  // What the page promises is promised, too.
  const promise = text(facts, 'seller_promise') ?? text(facts, 'page_notice')
  if (promise === null) return false
  const all = findTerms(promise, current(returnWords).value)
  const said = all.filter(({ code }) => code === 'RETURN_PROMISE')
  // `不支持七天无理由退货` holds `无理由退`, too: one denial speaks for the whole promise.
  if (said.length === 0 || said.some(({ denied }) => denied)) return false
  if (all.some(({ code, denied }) => code === 'EXCEPTION' && !denied)) {
    r.miss('seller_promise')
    r.say('承诺有例外，是否包括该商品未说清。', 'The promise has an exception: for these goods?')
    return 'unclear'
  }
  r.use(promiseForExcluded, decidedOn)
  r.say('商家已作出无理由退货承诺，应遵守。', 'The seller promised to take them back: it binds.')
  return true
}

function crossBorder(r: Reasoning): void {
  r.doubt('interpretive')
  r.say(
    '跨境购买是否适用，视销售主体、模式与告知而定，需由人判断。',
    'For cross-border purchases it depends on seller, mode and notice: a person must judge.',
  )
}

function opposite(value: boolean | null): boolean | null {
  return value === null ? null : !value
}
