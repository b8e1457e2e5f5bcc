/**
 * 促销: what things cost under the words that stand beside them, by what the words say and by
 * returns/README.md. A reading of its own, of the forms that the people of the market write.
 */
export interface Pile {
  readonly unitFen: bigint
  readonly pieces: number
}

type Reckon = (piles: readonly Pile[]) => bigint

export function plain(piles: readonly Pile[]): bigint {
  return piles.reduce((all, { unitFen, pieces }) => all + unitFen * BigInt(pieces), 0n)
}

function countOf(piles: readonly Pile[]): number {
  return piles.reduce((all, { pieces }) => all + pieces, 0)
}

/** `12.5` yuan are 1250 fen. */
function fenOf(yuan: string): bigint {
  const [whole = '0', part = ''] = yuan.split('.')
  return BigInt(whole) * 100n + BigInt(part.padEnd(2, '0'))
}

function less(fen: bigint, off: bigint): bigint {
  return fen > off ? fen - off : 0n
}

/** 8折 is eighty of a hundred, 8.5折 eighty-five; half a fen is rounded up. */
function folded(fen: bigint, folds: string): bigint {
  return (fen * fenOf(folds) + 500n) / 1000n
}

type Form = readonly [RegExp, (numbers: readonly string[], bought: number) => Reckon]

const forms: readonly Form[] = [
  [
    /^每满([\d.]+)减([\d.]+)$/,
    ([full = '', off = '']) =>
      (piles) =>
        less(plain(piles), (plain(piles) / fenOf(full)) * fenOf(off)),
  ],
  [
    /^满([\d.]+)减([\d.]+)(?:满([\d.]+)减([\d.]+))?$/,
    ([full = '', off = '', more = full, most = off]) =>
      (piles) => {
        const fen = plain(piles)
        if (fen >= fenOf(more)) return less(fen, fenOf(most))
        return fen >= fenOf(full) ? less(fen, fenOf(off)) : fen
      },
  ],
  [
    /^满([\d.]+)打([\d.]+)折$/,
    ([full = '', folds = '']) =>
      (piles) =>
        plain(piles) >= fenOf(full) ? folded(plain(piles), folds) : plain(piles),
  ],
  [
    /^满?(\d+)件([\d.]+)折$/,
    ([count, folds = '']) =>
      (piles) =>
        countOf(piles) >= Number(count) ? folded(plain(piles), folds) : plain(piles),
  ],
  [
    /^满?(\d+)件减([\d.]+)$/,
    ([count, off = '']) =>
      (piles) =>
        countOf(piles) >= Number(count) ? less(plain(piles), fenOf(off)) : plain(piles),
  ],
  [
    /^(\d+)件共([\d.]+)$/,
    ([count, fen = '']) =>
      (piles) =>
        countOf(piles) === Number(count) ? fenOf(fen) : plain(piles),
  ],
  [
    /^套装价([\d.]+)$/,
    ([fen = ''], bought) =>
      (piles) =>
        countOf(piles) === bought ? fenOf(fen) : plain(piles),
  ],
  [
    /^第二件半价$/,
    () => (piles) => {
      const each = piles.flatMap(({ unitFen, pieces }) => Array<bigint>(pieces).fill(unitFen))
      const dearFirst = each.sort((a, b) => Number(b - a))
      return dearFirst.reduce((all, fen, at) => all + (at % 2 === 0 ? fen : (fen + 1n) / 2n), 0n)
    },
  ],
]

const wholeShop = '全店'

/** Null: nobody can say what these words mean. `bought`: so many pieces were bought together. */
export function reckoner(words: string | null, bought: number): Reckon | null {
  if (words === null) return plain
  const said = words.startsWith(wholeShop) ? words.slice(wholeShop.length) : words
  for (const [form, make] of forms) {
    const found = form.exec(said)
    if (found) return make(found.slice(1), bought)
  }
  return null
}

interface Bought {
  readonly unitFen: bigint
  readonly quantity: number
  readonly promotion: string | null
}

/** What counts together: all under the same words of the whole shop, else each for itself. */
export function baskets<Thing extends Bought>(things: readonly Thing[]): Thing[][] {
  const found: Thing[][] = []
  for (const one of things) {
    const together = one.promotion?.startsWith(wholeShop)
    const basket = together && found.find(([first]) => first?.promotion === one.promotion)
    if (basket) basket.push(one)
    else found.push([one])
  }
  return found
}

export function reckonBasket(basket: readonly Bought[], piles: readonly Pile[]): bigint {
  const bought = basket.reduce((all, { quantity }) => all + quantity, 0)
  return (reckoner(basket[0]?.promotion ?? null, bought) ?? plain)(piles)
}

/** What each costs: its share of its basket by its price, the odd fen to the first of them. */
export function prices<Thing extends Bought>(things: readonly Thing[]): Map<Thing, bigint> {
  const found = new Map<Thing, bigint>()
  for (const basket of baskets(things)) {
    const piles = basket.map(({ unitFen, quantity }) => ({ unitFen, pieces: quantity }))
    const fen = reckonBasket(basket, piles)
    const all = plain(piles)
    const share = (one: Thing) => (fen * one.unitFen * BigInt(one.quantity)) / all
    let odd = basket.reduce((left, one) => left - share(one), fen)
    for (const one of basket) {
      found.set(one, share(one) + (odd > 0n ? 1n : 0n))
      odd -= 1n
    }
  }
  return found
}
