import { type GoodsKind, goodsWords } from './goods.ts'
import { current } from './provision.ts'
import { codesSaid } from './terms.ts'

/**
 * Which kinds of goods do these words name? A category, when given, is words like any other. An
 * empty set means that the words do not tell: then ask, never guess.
 */
export function goodsKinds(...words: readonly (string | null)[]): ReadonlySet<GoodsKind> {
  const classes = current(goodsWords).value
  const codes = words.flatMap((text) => codesSaid(text, classes))
  const kinds = new Set(codes.filter(isGoodsKind))
  // The name of a fruit on a bag or a phone: what the thing itself is named decides.
  const named = somethingElse.some((kind) => kinds.has(kind))
  if (kinds.has('LOOKS_FRESH') && !kinds.has('FRESH') && !named) kinds.add('MAYBE_FRESH')
  return kinds
}

const somethingElse: readonly GoodsKind[] = [
  'COSMETICS',
  'MEDICAL',
  'ELECTRONICS',
  'TEXTILES',
  'DIGITAL',
  'PERIODICAL',
  'DURABLE',
  'VIRTUAL',
]

function isGoodsKind(code: string): code is GoodsKind {
  return current(goodsWords).value.some((known) => known.code === code)
}
