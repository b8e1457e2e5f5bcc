import { addDays, type Instant, shanghaiDay, startOfDay } from '../kernel/time.ts'
import { isLegalRefusal, type LegalAnswer, type Step } from '../law/answer.ts'
import { goodsKinds } from '../law/goods.rules.ts'
import type { GoodsKind } from '../law/goods.ts'
import { current } from '../law/provision.ts'
import { noReasonWindowEnd, qualityReturnEnd, returnWindow } from '../law/return-window.rules.ts'
import { returnability } from '../law/returnability.rules.ts'
import { manySalesCount } from '../law/returnability.ts'
import { warrantyEnd } from '../law/warranty.rules.ts'
import type { Item, Sold } from '../orders/model.ts'
import type { Condition, Refusal, Remedy, Returns, Track } from './model.ts'
import { exchangesOf, repairsOf } from './pieces.ts'

type Frozen = Sold['items'][number]

/** What is known of one thing that somebody wants to give back. */
export interface Case {
  readonly item: Item
  readonly frozen: Frozen
  readonly sold: Sold
  readonly returns: Returns
  /** How much the shop sold in the last year, as far as it was counted. */
  readonly sellerSold: number
  readonly condition: Condition
  readonly at: Instant
}

/** The answer of the rules for one thing on one track. */
export interface Judgement {
  /** Null: it may go back. */
  readonly refused: Refusal | null
  readonly cite: string | null
  /** The exclusion rests on the seller's word alone: a person can be asked. */
  readonly contestable: boolean
  /** Until when may it be asked for; null where no period counts. */
  readonly until: Instant | null
  readonly citations: readonly string[]
  readonly trace: readonly Step[]
}

/** Nothing has been done to the goods. */
export const asDelivered: Condition = {
  sealBroken: false,
  activated: false,
  tagCut: false,
  soiled: false,
  incomplete: false,
}

/** 要问的状况: what can make goods of this kind no longer intact? All of it where that is unknown. */
export function conditionsOf({ title, passport }: Frozen): (keyof Condition)[] {
  const kinds = goodsKinds(title, passport?.category ?? null)
  const asked = intactAsks.filter(([, of]) => kinds.size === 0 || of.some((one) => kinds.has(one)))
  return [...asked.map(([name]) => name), 'incomplete']
}

const intactAsks: readonly (readonly [keyof Condition, readonly GoodsKind[]])[] = [
  ['sealBroken', ['FOOD', 'COSMETICS', 'MEDICAL', 'DIGITAL']],
  ['activated', ['ELECTRONICS', 'DIGITAL']],
  ['tagCut', ['TEXTILES']],
  ['soiled', ['TEXTILES']],
]

/** May this thing go back on this track for this remedy, and if not, why not? */
export function judge(about: Case, track: Track, remedy: Remedy): Judgement {
  const { item } = about
  if (item.kind === 'service') return no('return.not_goods')
  if (item.status !== 'delivered' || item.deliveredAt === null) return no('return.not_delivered')
  return track === 'no_reason' ? withoutReason(about, remedy) : withFault(about, remedy)
}

/** 无理由退货: a consumer, a trader, returnable goods, intact, in time; in this order. */
function withoutReason(about: Case, remedy: Remedy): Judgement {
  const { item, frozen, at } = about
  const exchanged = frozen.passport?.promises.includes('exchange') === true
  if (remedy === 'repair' || (remedy === 'exchange' && !exchanged))
    return no('return.remedy_needs_fault')
  const signedOn = shanghaiDay(item.deliveredAt ?? at)
  const end = noReasonWindowEnd(signedOn, item.returnDays)
  const until = startOfDay(addDays(end.deadlineOn, 1))
  const window = windowAnswer(signedOn, item.returnDays)
  const answer = returnableAnswer(about, 'claimed')
  const citations = [...new Set([...answer.citations, ...(window?.citations ?? []), end.cite])]
  const known = { until, citations, trace: [...answer.trace, ...(window?.trace ?? [])] }
  const refused = refusalOf(answer)
  if (refused !== null) {
    const contestable =
      refused === 'return.excluded' && refusalOf(returnableAnswer(about, 'seen')) === null
    return { ...known, refused, cite: lastCite(answer), contestable }
  }
  if (at >= until) return { ...known, refused: 'return.window_over', cite: end.cite, ...plain }
  return { ...known, refused: null, cite: end.cite, ...plain }
}

const plain = { contestable: false } as const

/** 质量问题: no exclusion stands against it; the money back within days, later mended. */
function withFault(about: Case, remedy: Remedy): Judgement {
  const { item, frozen, at } = about
  const signedOn = shanghaiDay(item.deliveredAt ?? at)
  const end = qualityReturnEnd(signedOn)
  const seven = startOfDay(addDays(end.deadlineOn, 1))
  const answer = returnability(null, { goods: frozen.title, quality_problem: true })
  const track = isLegalRefusal(answer) ? null : answer
  const known = {
    citations: [...new Set([end.cite, ...(track?.citations ?? [])])],
    trace: track?.trace ?? [],
    ...plain,
  }
  if (remedy === 'refund') {
    const refused = at >= seven ? 'return.quality_refund_over' : null
    return { ...known, until: seven, refused, cite: end.cite }
  }
  const months = frozen.aftersales?.warrantyMonths ?? 0
  const { endsOn, cites } = warrantyEnd({
    deliveredOn: signedOn,
    months,
    exchangedOn: exchangesOf(about.returns, item.id),
    repairs: repairsOf(about.returns, item.id),
  })
  const until = Math.max(seven, startOfDay(addDays(endsOn, 1)))
  const citations = [...new Set([...known.citations, ...(months > 0 ? cites : [])])]
  const refused = at >= until ? 'return.warranty_over' : null
  return { ...known, citations, until, refused, cite: cites[0] ?? end.cite }
}

/**
 * What does the law say of these goods? `claimed` takes the exclusion that the seller claims for
 * true, `seen` only what the words of the offer themselves show.
 */
function returnableAnswer(about: Case, how: 'claimed' | 'seen'): LegalAnswer {
  const facts = factsOf(about, how)
  const answer = returnability(null, facts)
  if (isLegalRefusal(answer)) return nothingSaid
  if (typeof answer.answer.returnable === 'boolean' || how === 'seen') return answer
  // The name leaves it open and the seller has marked nothing: what is not marked can go back.
  const unmarked = {
    customised_by_consumer: false,
    fresh_perishable: false,
    online_download: false,
  }
  const again = returnability(null, { ...unmarked, ...facts })
  return isLegalRefusal(again) ? nothingSaid : again
}

const nothingSaid: LegalAnswer = {
  answer: {},
  citations: [],
  rules: [],
  trace: [],
  certainty: 'provisional',
  missing: [],
}

/** The facts of a purchase in the words that the law's questions are asked in. */
function factsOf(about: Case, how: 'claimed' | 'seen'): Record<string, unknown> {
  const { frozen, sold, condition, item } = about
  const exclusion = how === 'claimed' ? (frozen.aftersales?.exclusion ?? null) : null
  const confirmed = frozen.confirmedExclusion === true
  const claimed: Record<string, unknown> = {
    ...(exclusion === 'custom_made' ? { customised_by_consumer: true } : {}),
    ...(exclusion === 'fresh_perishable' ? { fresh_perishable: true } : {}),
    ...(exclusion === 'digital_opened' ? { online_download: true } : {}),
    ...(exclusion === 'periodical' ? { goods: `${frozen.title} 期刊`, delivered: true } : {}),
    ...(exclusion === 'disclosed' ? { near_expiry_disclosed_at_sale: true } : {}),
    ...(needsTick(exclusion) ? { confirmed_for_this_order: confirmed } : {}),
  }
  return {
    goods: frozen.title,
    ...(frozen.passport ? { category: frozen.passport.category } : {}),
    buyer_purpose: purposeTold[sold.boughtFor ?? 'life'],
    ...sellerTold(about),
    page_notice: frozen.text,
    ...(item.kind === 'digital' ? { online_download: true } : {}),
    opened_by_consumer: condition.sealBroken,
    necessary_disposable_seal_broken: condition.sealBroken,
    activated: condition.activated,
    tag_cut: condition.tagCut,
    soiled: condition.soiled,
    body_and_accessories_complete: !condition.incomplete,
    ...claimed,
  }
}

function needsTick(exclusion: string | null): boolean {
  return exclusion === 'opened' || exclusion === 'activated' || exclusion === 'disclosed'
}

const purposeTold = { life: '生活消费', resale: '转售', business: '经营使用' } as const

/** A licensed seller is a trader; somebody's own used thing is none, unless many are sold. */
function sellerTold({ frozen, sold, sellerSold }: Case): Record<string, unknown> {
  const { standing } = sold.shop
  if (standing === 'company' || standing === 'household') return { registered: true }
  const now = frozen.aftersales?.occasional === true
  const many = sellerSold >= current(manySalesCount).value
  return { seller: now && !many ? '偶尔转让自用闲置' : '网店持续销售' }
}

function refusalOf({ answer }: LegalAnswer): Refusal | null {
  if (answer.returnable !== false) return null
  if (answer.reason === 'NOT_CONSUMER') return 'return.not_consumer'
  if (answer.track === 'CIVIL_CODE') return 'return.not_operator'
  if (answer.reason === 'NOT_INTACT') return 'return.not_intact'
  return answer.reason === 'CONFIRMED_EXCLUSION' ? 'return.confirmed_away' : 'return.excluded'
}

/** The article that a refusal rests on: the last one that was said before it. */
function lastCite({ trace, citations, rules }: LegalAnswer): string | null {
  const said = trace.findLast(({ cite }) => cite !== undefined)?.cite
  return rules.at(-1)?.cite ?? said ?? citations[0] ?? null
}

function windowAnswer(signedOn: string, promisedDays: number | undefined): LegalAnswer | null {
  const promise = promisedDays === undefined ? {} : { seller_promise_days: promisedDays }
  const answer = returnWindow(null, { signed_on: signedOn, ...promise })
  return isLegalRefusal(answer) ? null : answer
}

function no(refused: Refusal): Judgement {
  return { refused, cite: null, contestable: false, until: null, citations: [], trace: [] }
}
