/** 增加赔偿的构成. What was paid, what fraud adds to it, and what a known defect may cost. */
import { type Fen, yuan } from '../kernel/money.ts'
import type { LegalRefusal } from './answer.ts'
import { defectPunitiveCap, fraudIncrease } from './punitive-damages.ts'
import { count, type Facts, fen, flag, isObject, list, refuseFact, told } from './reading.ts'
import type { Reasoning } from './reasoning.ts'

/** What was paid? Several purchases of boxes at one price are added up. */
export function pricePaid(facts: Facts): Fen | null | LegalRefusal {
  const price = fen(facts, 'price_cny')
  if (price !== null) return price
  const perBox = fen(facts, 'price_per_box_cny')
  const purchases = list(facts, 'purchases')
  if (purchases === null) return perBox
  let total = 0n
  for (const purchase of purchases) {
    const paid = isObject(purchase) ? paidFor(purchase, perBox) : null
    if (paid === 'unknown') return null
    if (paid === null) {
      return refuseFact(
        'law.not_an_amount',
        'purchases',
        '含无法读出数量与价格的一笔',
        'has an entry without amount',
      )
    }
    total += paid
  }
  return total
}

/** Null for an entry that cannot be; `unknown` where nobody told the price of a box. */
function paidFor(purchase: Facts, perBox: Fen | null): Fen | null | 'unknown' {
  if (told(purchase, 'price_cny')) return fen(purchase, 'price_cny')
  const boxes = count(purchase, 'boxes')
  if (boxes === null || !Number.isSafeInteger(boxes) || boxes < 0) return null
  return perBox === null ? 'unknown' : perBox * BigInt(boxes)
}

/** How many boxes in all? Null when the purchases do not say. */
export function boxesBought(facts: Facts): number | null {
  const purchases = list(facts, 'purchases')
  if (purchases === null) return null
  let total = 0
  for (const purchase of purchases) {
    const boxes = isObject(purchase) ? count(purchase, 'boxes') : null
    if (boxes === null) return null
    total += boxes
  }
  return total
}

/** Three times the price, and not less than the floor. */
export function fraudAmount(reason: Reasoning, price: Fen): { amount: Fen; floored: boolean } {
  const { value, cite } = reason.use(fraudIncrease, fraudIncrease.checkedOn)
  const times = price * value.priceTimes
  const floored = times < value.floorFen
  reason.say(
    `欺诈:价款 ${yuan(price)} 元的 ${value.priceTimes} 倍为 ${yuan(times)} 元` +
      `${floored ? `,不足 ${yuan(value.floorFen)} 元,按该数计` : ''}。`,
    `Fraud: ${value.priceTimes} times ${yuan(price)} is ${yuan(times)}` +
      `${floored ? `, below the floor of ${yuan(value.floorFen)}` : ''}.`,
    cite,
  )
  return { amount: floored ? value.floorFen : times, floored }
}

/** How much may be asked for a defect that was known and that killed or gravely hurt? */
export function defectCap(reason: Reasoning, facts: Facts): { crpl55_2_cap_cny?: string | null } {
  const knew = flag(facts, 'seller_knew_defect')
  const harmed = flag(facts, 'severe_health_damage')
  if (knew === null && harmed === null) return {}
  if (knew === false || harmed === false) return { crpl55_2_cap_cny: yuan(0n) }
  const loss = fen(facts, 'loss_cny')
  if (knew === null) reason.miss('seller_knew_defect')
  if (harmed === null) reason.miss('severe_health_damage')
  if (loss === null) reason.miss('loss_cny')
  if (knew === null || harmed === null || loss === null) return { crpl55_2_cap_cny: null }
  const { value: times, cite } = reason.use(defectPunitiveCap, defectPunitiveCap.checkedOn)
  const cap = loss * times
  reason.say(
    `明知缺陷造成死亡或者健康严重损害:除赔偿损失外,惩罚性赔偿不超过损失的 ${times} 倍,即 ${yuan(cap)} 元。`,
    `A known defect did grave harm: besides the loss, up to ${times} times it, ${yuan(cap)}.`,
    cite,
  )
  return { crpl55_2_cap_cny: yuan(cap) }
}
