/** 适用性. Which provisions apply to this case, which do not, and for which is a fact missing? */
import type { Day } from '../kernel/time.ts'
import { type Applicable, applicables, type Condition } from './applicability.ts'
import { goodsKinds } from './goods.rules.ts'
import { current } from './provision.ts'
import { type Facts, flag, text, told } from './reading.ts'
import { labFails } from './return-parties.rules.ts'
import { returnWords } from './returnability.ts'
import { codesSaid } from './terms.ts'

export interface Applicability {
  readonly cite: string
  readonly about: { readonly zh: string; readonly en: string }
  readonly applies: 'applies' | 'does_not' | 'unclear' | 'by_reference'
  readonly zh: string
  readonly en: string
}

/** One line for each provision in force on that day, each with the reason in one sentence. */
export function applicability(facts: Facts, on: Day): Applicability[] {
  return applicables
    .filter((each) => each.from <= on && (each.to === undefined || each.to >= on))
    .map((each) => judge(each, facts))
}

function judge({ cite, about, needs, byReference }: Applicable, facts: Facts): Applicability {
  const read = needs.map((need) => ({ need, holds: readers[need](facts) }))
  const failed = read.find(({ holds }) => holds === false)
  if (failed) {
    const [zh, en] = words[failed.need]
    return { cite, about, applies: 'does_not', zh: `不适用: 不是${zh}。`, en: `No: not ${en}.` }
  }
  const open = read.filter(({ holds }) => holds === null).map(({ need }) => words[need])
  if (open.length > 0) {
    const zh = `待证: ${open.map((each) => each[0]).join('、')}。`
    return {
      cite,
      about,
      applies: 'unclear',
      zh,
      en: `To be shown: ${open.map((e) => e[1]).join(', ')}.`,
    }
  }
  if (byReference) {
    return { cite, about, applies: 'by_reference', zh: '参照适用。', en: 'Applies by reference.' }
  }
  return { cite, about, applies: 'applies', zh: '适用: 条件均具备。', en: 'Applies: all is there.' }
}

type Reader = (facts: Facts) => boolean | null

const readers: Readonly<Record<Condition, Reader>> = {
  consumer: (facts) => isConsumer(facts),
  operator: (facts) => isOperator(facts),
  no_operator: (facts) => not(isOperator(facts)),
  distance_sale: (facts) =>
    told(facts, 'channel') ? !/offline|线下|门店/.test(word(facts, 'channel')) : null,
  food: (facts) => isKind(facts, 'FOOD'),
  cosmetics: (facts) => isKind(facts, 'COSMETICS'),
  cosmetics_or_health_food: (facts) => either(isKind(facts, 'COSMETICS'), isHealthFood(facts)),
  durable: (facts) => isKind(facts, 'DURABLE'),
  medical: (facts) => either(isKind(facts, 'MEDICAL'), flag(facts, 'fake_drug')),
  fraud: (facts) => flag(facts, 'fraud'),
  defect: (facts) => defect(facts),
  unsafe_food: (facts) => flag(facts, 'not_meeting_food_safety_standard'),
  seller_knew: (facts) => flag(facts, 'seller_knew_defect') ?? flag(facts, 'seller_knew'),
  severe_harm: (facts) => flag(facts, 'severe_health_damage'),
  harm: (facts) =>
    flag(facts, 'harm') ?? (flag(facts, 'severe_health_damage') === true ? true : null),
  platform: (facts) =>
    told(facts, 'via_ecommerce_platform')
      ? flag(facts, 'via_ecommerce_platform')
      : told(facts, 'platform_knew') || null,
  platform_knew: (facts) => flag(facts, 'platform_knew'),
  review_missing: (facts) => not(flag(facts, 'qualification_reviewed')),
  unauthorised_payment: (facts) => flag(facts, 'unauthorised_payment'),
  personal_data: (facts) => (told(facts, 'data') ? true : null),
  standard_terms: (facts) => (told(facts, 'clause') || told(facts, 'page_notice') ? true : null),
}

const words: Readonly<Record<Condition, readonly [string, string]>> = {
  consumer: ['为生活消费需要购买', 'bought for daily life'],
  operator: ['经营者所售', 'sold by an operator'],
  no_operator: ['非经营者之间的交易', 'a deal without an operator'],
  distance_sale: ['网络等远程销售', 'a distance sale'],
  food: ['食品', 'food'],
  cosmetics: ['化妆品', 'cosmetics'],
  cosmetics_or_health_food: ['化妆品或保健食品', 'cosmetics or health food'],
  durable: ['耐用商品', 'durable goods'],
  medical: ['药品、医疗器械', 'a drug or medical device'],
  fraud: ['欺诈', 'fraud'],
  defect: ['商品有缺陷或质量问题', 'defective'],
  unsafe_food: ['不符合食品安全标准', 'against food safety standards'],
  seller_knew: ['销售者明知', 'known to the seller'],
  severe_harm: ['死亡或健康严重损害', 'death or severe harm to health'],
  harm: ['造成损害', 'harmful in fact'],
  platform: ['经平台交易', 'traded on a platform'],
  platform_knew: ['平台知道或应当知道', 'known to the platform'],
  review_missing: ['平台未审核资质', 'left without review of qualifications'],
  unauthorised_payment: ['未经授权的支付', 'an unauthorised payment'],
  personal_data: ['涉及个人信息', 'about personal data'],
  standard_terms: ['格式条款', 'a standard term'],
}

function isConsumer(facts: Facts): boolean | null {
  const said = saidOf(facts, 'buyer_purpose', 'buyer_role', 'purpose')
  if (said === null) return null
  if (said.includes('RESALE')) return false
  return said.includes('LIFE') ? true : null
}

function isOperator(facts: Facts): boolean | null {
  const registered = flag(facts, 'registered')
  if (registered === true) return true
  const said = saidOf(facts, 'seller')
  if (said === null) return null
  const regular = said.includes('REGULAR_SELLER')
  return regular === said.includes('OCCASIONAL_SELLER') ? null : regular
}

function isKind(facts: Facts, kind: Parameters<ReadonlySet<string>['has']>[0]): boolean | null {
  const kinds: ReadonlySet<string> = goodsKinds(text(facts, 'category'), text(facts, 'goods'))
  if (kinds.has(kind)) return true
  return kinds.size > 0 ? false : null
}

function isHealthFood(facts: Facts): boolean | null {
  const kind = isKind(facts, 'FOOD')
  if (kind !== true) return kind
  return /保健食品|health_food/.test(`${word(facts, 'category')}${word(facts, 'goods')}`)
}

function defect(facts: Facts): boolean | null {
  return either(flag(facts, 'quality_problem'), labFails(facts))
}

function saidOf(facts: Facts, ...names: readonly string[]): readonly string[] | null {
  const told = names.map((name) => text(facts, name)).filter((each) => each !== null)
  if (told.length === 0) return null
  return told.flatMap((each) => codesSaid(each, current(returnWords).value))
}

function word(facts: Facts, name: string): string {
  return text(facts, name) ?? ''
}

/** True when one is, false when both are known not to be. */
function either(a: boolean | null, b: boolean | null): boolean | null {
  if (a === true || b === true) return true
  return a === null && b === null ? null : a === false || b === false ? false : null
}

function not(value: boolean | null): boolean | null {
  return value === null ? null : !value
}
