import type { Fen } from '../kernel/money.ts'
import { day, hour } from '../kernel/time.ts'

/**
 * 争议规则. The site's own rules of a dispute, published and versioned, never statute. A case keeps
 * the terms of the day it was opened. How long there is to show proof stands with the law.
 */
export interface DisputeTerms {
  readonly version: string
  /** The two sides alone, before a mediator comes in by itself. */
  readonly negotiateMs: number
  readonly offerMs: number
  /** An objection that nobody has decided by then is granted. */
  readonly objectionMs: number
  /** 裁决轮次. Who has not ruled by then loses the case to the next; `rounds` in all. */
  readonly decideMs: number
  /** A draft that no second person confirmed by then falls. */
  readonly confirmMs: number
  /** A decision that nobody appeals by then is carried out. */
  readonly appealMs: number
  /** An appeal that nobody has decided by then leaves the first decision standing. */
  readonly appealDecideMs: number
  readonly inspectMs: number
  /** Each side may object to so many mediators of one case. */
  readonly objectionsMax: number
  /** At least so long for mediation, where the hold would end it early. */
  readonly mediateAtLeastMs: number
  /** 四眼原则: a ruling above this amount needs a second person. */
  readonly fourEyesFen: Fen
  /** 人工复核: so many complaints of one buyer in so many days are looked at by a person. */
  readonly frequentClaims: number
  readonly frequentDays: number
  /** And whoever complains of one order so often. */
  readonly claimsOfOneOrder: number
}

export const disputeTerms: DisputeTerms = {
  version: '2026-11-22',
  negotiateMs: 7 * day,
  offerMs: 72 * hour,
  objectionMs: 72 * hour,
  decideMs: 5 * day,
  confirmMs: 72 * hour,
  appealMs: 72 * hour,
  appealDecideMs: 15 * day,
  inspectMs: 7 * day,
  objectionsMax: 2,
  mediateAtLeastMs: 14 * day,
  fourEyesFen: 500_000n,
  frequentClaims: 10,
  frequentDays: 30,
  claimsOfOneOrder: 3,
}

/**
 * 无人裁决. So many rounds wait for a ruling: one of the roster, another one, then the desk's head
 * as well. When the last is over, the burden of proof decides (`unruled.ts`).
 */
export const rounds = 3

/** 过错价目表. What a fault usually costs, in hundredths of the price: the published starting point. */
export const faultPrices = {
  not_delivered: 100,
  fake: 100,
  unsafe: 100,
  past_date: 100,
  date_altered: 100,
  unlicensed: 100,
  unusable: 100,
  other_goods: 100,
  described_badly: 60,
  flawed: 30,
  part_missing: 30,
  described_loosely: 20,
  late: 10,
  no_fault: 0,
  goods_swapped: 0,
} as const
export type Fault = keyof typeof faultPrices

/** What do these faults come to, of this amount? In fen, rounded down; together never above it. */
export function priceOf(faults: readonly Fault[], amountFen: Fen): Fen {
  const percent = faults.reduce((sum, fault) => sum + faultPrices[fault], 0)
  return (amountFen * BigInt(Math.min(100, percent))) / 100n
}

/** 关系, 用途, 其他受害人, 损失, 途径: what a claim may say of itself. */
export const relations = ['family', 'colleague', 'group_friend', 'stranger'] as const
export type Relation = (typeof relations)[number]

export const purposes = ['life', 'resale', 'business'] as const
export type Purpose = (typeof purposes)[number]

export const kin = ['spouse', 'child', 'parent', 'other_family', 'bystander'] as const
export type Kin = (typeof kin)[number]

export const losses = ['medical', 'care', 'travel', 'lost_income', 'property', 'other'] as const
export type Loss = (typeof losses)[number]

export const ways = ['authority_12315', 'association', 'arbitration', 'court'] as const
export type Way = (typeof ways)[number]

/** 争议点. What is wrong, in the buyer's words. */
export const issues = [
  'not_received',
  'damaged',
  'not_as_described',
  'fake',
  'expired',
  'date_altered',
  'unlicensed',
  'harmful',
  /** Goods went back, and the seller objects to them. */
  'return_refused',
  'other',
] as const
export type Issue = (typeof issues)[number]

/** 待证事实. What the case turns on; the burden of each is frozen when the case opens. */
export const points = [
  'delivered',
  'authentic',
  'quality',
  'described',
  'licensed',
  'within_date',
  'date_intact',
  'harm',
  'came_back',
  'claim',
] as const
export type Point = (typeof points)[number]

export const offerKinds = ['refund_keep', 'return_refund', 'exchange', 'repair', 'split'] as const
export type OfferKind = (typeof offerKinds)[number]

/** 无人裁决时. Why does this side win where nobody has ruled? In the order of the rule. */
export const unruledWhys = [
  'seller_silent',
  'buyer_showed_nothing',
  'seller_showed_nothing',
  'unanswered',
  'unproven',
] as const
export type UnruledWhy = (typeof unruledWhys)[number]

/** What the buyer says of goods that were exchanged or repaired. */
export const steps = ['content', 'not_content'] as const
export type Step = (typeof steps)[number]
