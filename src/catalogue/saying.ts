import { fill, type Language, type Words } from '../kernel/wording.ts'

/** Says words in one language; `{…}` stands for a value. */
export type Say = (words: Words, values?: Record<string, string | number>) => string

export function sayIn(language: Language): Say {
  return (words, values) => fill(words[language], values)
}
