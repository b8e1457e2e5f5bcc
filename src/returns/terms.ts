/**
 * 退换规则. The site's own rules of returns, published and versioned, never statute: periods of law
 * stand in `law/`. A return keeps the rules of the day it was asked for.
 */
export interface ReturnTerms {
  readonly version: string
  /** 退货地址: without an address for so long, the money goes back and the goods wait. */
  readonly addressHours: number
  /** 寄回: what has not been handed to a carrier so long after the address lapses. */
  readonly sendBackDays: number
  /** 运输: no word from the carrier for so long: a person looks. */
  readonly transitDays: number
  /** 换货、维修: so long the seller has when he promises nothing shorter. */
  readonly mendDays: number
  /** And more than this nobody may promise. */
  readonly mendDaysMax: number
  /** 寄还: so long the seller has to send back what he keeps no right to. */
  readonly giveBackDays: number
  /** 改选: what the buyer does not choose anew after a broken promise is refunded. */
  readonly chooseDays: number
  /** 人工复核: so long a person has; silent, the one who has done his part is right. */
  readonly reviewDays: number
  /** 异议复核: the same where the seller has objected to what came back. */
  readonly objectionDays: number
  /** So long before the hold is settled as it stands, whatever is open goes to a person. */
  readonly escalateDays: number
  /**
   * 频繁退货: so many of the same goods in one shop, or of all goods in one shop or in all of them
   * together, in so many days: a person looks.
   */
  readonly sameGoodsMax: number
  readonly allGoodsMax: number
  readonly habitDays: number
}

export const returnTerms: ReturnTerms = {
  version: '2026-11-22',
  addressHours: 48,
  sendBackDays: 10,
  transitDays: 15,
  mendDays: 15,
  mendDaysMax: 30,
  giveBackDays: 7,
  chooseDays: 3,
  reviewDays: 5,
  objectionDays: 15,
  escalateDays: 5,
  sameGoodsMax: 10,
  allGoodsMax: 30,
  habitDays: 30,
}
