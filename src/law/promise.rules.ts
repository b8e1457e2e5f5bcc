/** 赔偿承诺. What do the seller's own words promise: so many times the price, or so much? */
import type { Fen } from '../kernel/money.ts'
import { type Facts, text } from './reading.ts'
import type { Reasoning } from './reasoning.ts'
import { normalise } from './terms.ts'

const digits = '零一二三四五六七八九'

/** 赔十, 罚500元, 赔偿三倍; or the other way round, 十倍赔偿. */
const shape =
  /[赔罚]偿?付?给?([\d零一二三四五六七八九十百千万两]{1,9})(倍|元|块)?|([\d零一二三四五六七八九十百千万两]{1,9})倍(?:价款)?赔/g

/** `不承诺假一赔十`: the words are there, the promise is not. */
const notPromised = /[不未无没]有?(承诺|支持|保证|提供|参与|参加)/

/** From here on a promised number is as likely an amount as a multiple: `假一罚万`. */
const unlikelyTimes = 100n

/** Which number do these Chinese or Arabic numerals name, up to 9999万? Null when none. */
export function readNumeral(written: string): bigint | null {
  if (/^\d{1,9}$/.test(written)) return BigInt(written)
  if (/^\d{1,8}万$/.test(written)) return BigInt(written.slice(0, -1)) * 10_000n
  const text = written.replaceAll('两', '二')
  const units: Readonly<Record<string, bigint>> = { 十: 10n, 百: 100n, 千: 1_000n }
  let total = 0n
  let section = 0n
  let digit: bigint | null = null
  for (const each of text) {
    if (each === '万') {
      const before = section + (digit ?? 0n)
      total += (before === 0n ? 1n : before) * 10_000n
      section = 0n
      digit = null
    } else if (units[each] !== undefined) {
      section += (digit ?? 1n) * units[each]
      digit = null
    } else {
      const at = digits.indexOf(each)
      if (at < 0) return null
      digit = BigInt(at)
    }
  }
  return total + section + (digit ?? 0n)
}

/**
 * How much does “假一赔十” or “假一罚500元” promise at this price? Null when nothing is promised,
 * or when the words cannot be read; then the fact is named as missing.
 */
export function promised(reason: Reasoning, facts: Facts, price: Fen): Fen | null {
  const words = text(facts, 'seller_promise')
  if (words === null) return null
  if (notPromised.test(normalise(words))) return null
  let best: Fen | null = null
  for (const [, after, unit, before] of normalise(words).matchAll(shape)) {
    const number = readNumeral(after ?? before ?? '')
    if (number === null || number === 0n) continue
    if (unit === undefined && number >= unlikelyTimes) {
      reason.doubt('interpretive')
      reason.say(
        '可能是指倍数，也可能是指金额；过高的还可能被酌减。',
        'It may mean times or yuan; a court may cut what is far too much.',
        '民法典 第五百八十五条第二款',
      )
    }
    const amount = unit === '元' || unit === '块' ? number * 100n : number * price
    if (best === null || amount > best) best = amount
  }
  if (best === null) {
    reason.miss('seller_promise')
    reason.say('承诺的数额无法读出。', 'How much was promised cannot be read.')
  }
  return best
}
