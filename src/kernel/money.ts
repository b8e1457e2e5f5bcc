import { assert } from './assert.ts'

/** Money in fen (分, 1/100 yuan). Never a float. */
export type Fen = bigint

/** How is this amount written for people? `16800n` → `168.00`. */
export function yuan(amountFen: Fen): string {
  const sign = amountFen < 0n ? '-' : ''
  const digits = (amountFen < 0n ? -amountFen : amountFen).toString().padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Which amount does `168`, `168.5` or `168.00` name? Null when it is not an amount in yuan. */
export function parseYuan(text: string): Fen | null {
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.trim())
  if (!match) return null
  return BigInt(match[1] ?? '0') * 100n + BigInt((match[2] ?? '').padEnd(2, '0'))
}

/** What is so many per mille of an amount, rounded down to a whole fen? */
export function perMille(amountFen: Fen, rate: number): Fen {
  assert(Number.isInteger(rate) && rate >= 0 && rate <= 1000, 'a rate is 0 to 1000 per mille')
  assert(amountFen >= 0n, 'a share is taken of no less than zero')
  return (amountFen * BigInt(rate)) / 1000n
}

export function minFen(a: Fen, b: Fen): Fen {
  return a < b ? a : b
}

export function sumFen(amounts: Iterable<Fen>): Fen {
  let total = 0n
  for (const amount of amounts) total += amount
  return total
}
