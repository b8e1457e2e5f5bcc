import type { RefusalWords } from '../kernel/wording.ts'

/** Why a legal question gets no answer. Apart from the rules, since browsers read it, too. */
export type LawRefusal =
  | 'law.unknown_category'
  | 'law.bad_question'
  | 'law.bad_facts'
  | 'law.wrong_kind'
  | 'law.too_long'
  | 'law.negative'
  | 'law.not_an_amount'
  | 'law.not_a_number'
  | 'law.impossible_day'
  | 'law.impossible_instant'
  | 'law.day_out_of_range'
  | 'law.year_out_of_range'
  | 'law.out_of_range'
  | 'law.out_of_order'
  | 'law.bad_item'
  | 'law.bad_payment'
  | 'law.bad_appraisal'
  | 'law.bad_quarter'
  | 'law.two_questions'
  | 'law.no_rule_that_day'

/** What do people read when a question is refused? The answer itself names the fact as well. */
export const lawRefusals: Readonly<Record<LawRefusal, RefusalWords>> = {
  'law.unknown_category': unusable('没有这一类问题。', 'There is no such category of questions.'),
  'law.bad_question': unusable('问题应为不太长的文字。', 'A question is a text, and not too long.'),
  'law.bad_facts': unusable('事实应为一组名称和值。', 'Facts are names with their values.'),
  'law.wrong_kind': unusable('有一项事实的形式不对。', 'One fact is of the wrong kind.'),
  'law.too_long': unusable('有一项事实过长。', 'One fact is too long.'),
  'law.negative': unusable('数额不能小于零。', 'An amount cannot be below zero.'),
  'law.not_an_amount': unusable('应为以元计的金额。', 'This should be an amount in yuan.'),
  'law.not_a_number': unusable('应为十进制数。', 'This should be a decimal number.'),
  'law.impossible_day': unusable('没有这一天。', 'There is no such day.'),
  'law.impossible_instant': unusable('没有这一时刻。', 'There is no such moment.'),
  'law.day_out_of_range': unusable('日期超出可答范围。', 'The day is out of range.'),
  'law.year_out_of_range': unusable('年份超出可答范围。', 'The year is out of range.'),
  'law.out_of_range': unusable('数值超出可能的范围。', 'The value is out of any range.'),
  'law.out_of_order': unusable('日期的先后不可能。', 'The days are in an impossible order.'),
  'law.bad_item': unusable('商品清单有一项读不出。', 'One item of the list cannot be read.'),
  'law.bad_payment': unusable('有一笔付款读不出。', 'One payment cannot be read.'),
  'law.bad_appraisal': unusable('鉴定的起止或天数不对。', 'The days of the appraisal are wrong.'),
  'law.bad_quarter': unusable('季度写得不对。', 'This is not a quarter of a year.'),
  'law.two_questions': unusable('一次只能校验一个号码。', 'One number is checked at a time.'),
  'law.no_rule_that_day': unusable('该日没有本库所载的规则。', 'No rule is held for that day.'),
}

function unusable(zh: string, en: string): RefusalWords {
  return { zh, en, status: 422 }
}
