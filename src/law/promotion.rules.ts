/** 满减与套装. What do these things cost together under the promotion a seller wrote? */
import { type Fen, minFen, parseYuan, sumFen } from '../kernel/money.ts'
import { normalise } from './terms.ts'

/** One line of an order: so many pieces at one price each. */
export interface Line {
  readonly name: string
  readonly unitFen: Fen
  readonly pieces: number
}

/** Reads a promotion. Null when its words are none of the common forms: ask, never guess. */
export type Promotion = (lines: readonly Line[]) => Fen

/** Which promotion do these words describe? */
export function readPromotion(words: string | null, pieces: number): Promotion | null {
  const said = words === null ? '' : normalise(words).replaceAll(/[元¥￥]|rmb|cny/g, '')
  const text = said.replace(wholeShop, '')
  if (said === '' || /^(无|没有|none|无优惠|无活动)$/.test(text)) return total
  const readers = [everyFull, fullMinus, fullOff, piecesOff, bundle, secondHalf]
  const found = readers.map((read) => read(text, pieces)).filter((promotion) => promotion !== null)
  return found.length === 1 ? (found[0] ?? null) : null
}

/** 全店: before the words of a promotion it counts all that was bought under the same words. */
const wholeShop = /^全店/

/**
 * 全店活动. Does this promotion count over several things of one purchase? Those that carry the same
 * words then are one basket; null where each thing stands for itself.
 */
export function basketOf(words: string | undefined): string | null {
  const said = normalise(words ?? '')
  return wholeShop.test(said) ? said : null
}

/** One thing of a purchase, with the words of its promotion. */
export interface Wanted {
  readonly priceFen: Fen
  readonly quantity: number
  readonly promotion?: string | undefined
}

/**
 * 应付. What does each of these cost, with the promotion that stands beside it? One that counts over
 * the whole shop is reckoned over all that carry its words, and shared out by their prices.
 */
export function pricesOf(items: readonly Wanted[]): Fen[] {
  return items.map((item) => {
    const words = basketOf(item.promotion)
    const basket =
      words === null ? [item] : items.filter((one) => basketOf(one.promotion) === words)
    const lines = basket.map((one) => ({ name: '', unitFen: one.priceFen, pieces: one.quantity }))
    const reckon = readPromotion(item.promotion ?? null, piecesOf(lines)) ?? total
    const weights = basket.map(({ priceFen, quantity }) => priceFen * BigInt(quantity))
    return shared(reckon(lines), weights)[basket.indexOf(item)] ?? 0n
  })
}

/** 分摊. This sum in shares of these weights; what is left over goes fen by fen to the first. */
export function shared(sumOf: Fen, weights: readonly Fen[]): Fen[] {
  const all = sumFen(weights)
  if (all === 0n) return weights.map(() => 0n)
  const shares = weights.map((weight) => (sumOf * weight) / all)
  let left = sumOf - sumFen(shares)
  return shares.map((share, place) => {
    const more = left > 0n && (weights[place] ?? 0n) > 0n ? 1n : 0n
    left -= more
    return share + more
  })
}

/** What do these lines cost without any promotion? */
export const total: Promotion = (lines) => sumFen(lines.map(lineFen))

function lineFen({ unitFen, pieces }: Line): Fen {
  return unitFen * BigInt(pieces)
}

export function piecesOf(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.pieces, 0)
}

/** 每满 X 减 Y. */
function everyFull(text: string): Promotion | null {
  const match = /每满(\d+(?:\.\d+)?)(?:立?减|-)(\d+(?:\.\d+)?)/.exec(text)
  const [fullFen, offFen] = [parseYuan(match?.[1] ?? ''), parseYuan(match?.[2] ?? '')]
  if (fullFen === null || offFen === null || fullFen === 0n) return null
  return (lines) => {
    const sum = total(lines)
    return sum - minFen(sum, (sum / fullFen) * offFen)
  }
}

/** 满 X 减 Y, one or several steps: the highest step reached counts. */
function fullMinus(text: string): Promotion | null {
  if (text.includes('每满')) return null
  const steps: { fullFen: Fen; offFen: Fen }[] = []
  for (const match of text.matchAll(/满(\d+(?:\.\d+)?)(?:立?减|-)(\d+(?:\.\d+)?)/g)) {
    const [fullFen, offFen] = [parseYuan(match[1] ?? ''), parseYuan(match[2] ?? '')]
    if (fullFen === null || offFen === null) return null
    steps.push({ fullFen, offFen })
  }
  if (steps.length === 0) return null
  return (lines) => {
    const sum = total(lines)
    const reached = steps.filter((step) => sum >= step.fullFen).map((step) => step.offFen)
    const off = reached.reduce((most, each) => (each > most ? each : most), 0n)
    return sum - minFen(sum, off)
  }
}

/** 满 X 打 Y 折. */
function fullOff(text: string): Promotion | null {
  const match = /满(\d+(?:\.\d+)?)(?:打|享)(\d(?:\.\d)?|\d\d)折/.exec(text)
  const fullFen = parseYuan(match?.[1] ?? '')
  const tenths = discount(match?.[2])
  if (fullFen === null || tenths === null) return null
  return (lines) => {
    const sum = total(lines)
    return sum >= fullFen ? share(sum, tenths) : sum
  }
}

/** 满 N 件 Y 折 and 满 N 件减 Y. */
export function piecesOff(text: string): Promotion | null {
  const match = /(\d+)件(?:打|享)?(?:(\d(?:\.\d)?|\d\d)折|(?:立?减|-)(\d+(?:\.\d+)?))/.exec(text)
  if (!match) return null
  const wanted = Number(match[1])
  const tenths = discount(match[2])
  const offFen = parseYuan(match[3] ?? '')
  if (wanted === 0 || (tenths === null && offFen === null)) return null
  return (lines) => {
    const sum = total(lines)
    if (piecesOf(lines) < wanted) return sum
    return tenths === null ? sum - minFen(sum, offFen ?? 0n) : share(sum, tenths)
  }
}

/** 套装价: N 件 X, or one price for all that was bought together. Fewer pieces lose it. */
function bundle(text: string, bought: number): Promotion | null {
  const counted =
    /(?:任选)?(\d+|两|三|四)件(?:套装?|套价|共|一共|合计|仅售|只要)价?(\d+(?:\.\d+)?)$/
  const match = counted.exec(text)
  const named = /^套装价?:?(\d+(?:\.\d+)?)$/.exec(text)
  const bundleFen = parseYuan(match?.[2] ?? named?.[1] ?? '')
  if (bundleFen === null) return null
  const wanted = match ? (chineseNumber[match[1] ?? ''] ?? Number(match[1])) : bought
  return (lines) => (piecesOf(lines) === wanted ? bundleFen : total(lines))
}

/** 第二件半价, for pieces of one price; of different prices the words do not say which. */
function secondHalf(text: string): Promotion | null {
  if (!/^第(二|2)件半价$/.test(text)) return null
  return (lines) => {
    const units = lines.flatMap((line) => Array.from({ length: line.pieces }, () => line.unitFen))
    const sorted = units.toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0))
    return sumFen(sorted.map((unitFen, i) => (i % 2 === 1 ? (unitFen + 1n) / 2n : unitFen)))
  }
}

const chineseNumber: Readonly<Record<string, number>> = { 两: 2, 三: 3, 四: 4 }

/** How many hundredths are left: `8` folds are 80, `8.5` and `85` are 85. */
function discount(written: string | undefined): bigint | null {
  if (written === undefined) return null
  const digits = written.replace('.', '')
  return digits.length === 1 ? BigInt(digits) * 10n : BigInt(digits)
}

/** A share in hundredths, rounded half up to a whole fen. */
function share(amountFen: Fen, hundredths: bigint): Fen {
  return (amountFen * hundredths + 50n) / 100n
}
