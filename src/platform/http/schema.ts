import { Type } from 'typebox'

/** How does the contract name a code? As one of the keys of its table of words. */
export function codes<Code extends string>(words: Readonly<Record<Code, unknown>>) {
  return Type.Unsafe<Code>(Type.String({ enum: Object.keys(words) }))
}
