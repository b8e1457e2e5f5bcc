import type { Day } from '../../kernel/time.ts'

/** 条文. The words of one article in one text, paragraph by paragraph, items on their own. */
export interface ArticleText {
  /** The title of its instrument, as `instruments.ts` has it. */
  readonly title: string
  readonly article: number
  /** First and last day of the text that reads so. */
  readonly from: Day
  readonly to?: Day
  readonly words: readonly string[]
}

/** 摘要. What an article says, in our own words: for those whose official words are not held. */
export interface Summary {
  readonly title: string
  readonly article: number
  readonly zh: string
  readonly en: string
}
