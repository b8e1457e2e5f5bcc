/** 法律问答的唯一入口. One question about one set of facts in, one answer with its reasons out. */
import type { LegalAnswer, LegalRefusal, Subject } from './answer.ts'
import { type Category, isCategory } from './categories.ts'
import { checkDigit } from './check-digit.rules.ts'
import { complaint } from './complaint.rules.ts'
import { dutyDeadline } from './duty-deadline.rules.ts'
import { factKinds } from './facts.ts'
import { jurisdiction } from './jurisdiction.rules.ts'
import { platformLiability } from './platform-liability.rules.ts'
import { NotInForce } from './provision.ts'
import { punitiveDamages } from './punitive-damages.rules.ts'
import { pyramid } from './pyramid.rules.ts'
import { checkFacts, type Facts, isObject } from './reading.ts'
import { refundFreight } from './refund-freight.rules.ts'
import { registration } from './registration.rules.ts'
import { returnWindow } from './return-window.rules.ts'
import { returnability } from './returnability.rules.ts'
import { smallClaims } from './small-claims.rules.ts'
import { unfairTerms } from './unfair-terms.rules.ts'

const subjects: Readonly<Record<Category, Subject>> = {
  return_window: returnWindow,
  returnability,
  refund_freight: refundFreight,
  punitive_damages: punitiveDamages,
  registration,
  jurisdiction,
  small_claims: smallClaims,
  complaint,
  check_digit: checkDigit,
  pyramid,
  platform_liability: platformLiability,
  unfair_terms: unfairTerms,
  duty_deadline: dutyDeadline,
}

/** Longest question that is read; a longer one is no question. */
const longestQuestion = 2_000

/**
 * What does the law say to this question, on these facts? Pure: no clock, so the same input gives
 * the same answer forever. Facts are unchecked JSON; what cannot be is refused, what this category
 * does not know is named in `ignored`.
 */
export function decide(
  category: unknown,
  question: unknown,
  facts: unknown,
): LegalAnswer | LegalRefusal {
  if (!isCategory(category)) {
    return refuse('law.unknown_category', '没有这一类问题', 'no such category of questions')
  }
  if (question !== undefined && question !== null && typeof question !== 'string') {
    return refuse('law.bad_question', '问题应为文字', 'a question is a text')
  }
  if (typeof question === 'string' && question.length > longestQuestion) {
    return refuse('law.bad_question', '问题过长', 'the question is too long')
  }
  if (!isObject(facts)) return refuse('law.bad_facts', '事实应为对象', 'facts are an object')

  const kinds = factKinds[category]
  const refusal = checkFacts(kinds, facts)
  if (refusal) return refusal

  const answer = answerOf(subjects[category], question ?? null, facts)
  if ('refused' in answer) return answer
  return withIgnored(answer, unknownFacts(kinds, facts))
}

/** A day before any rule we hold is refused in plain words; every other throw is a bug. */
function answerOf(
  subject: Subject,
  question: string | null,
  facts: Facts,
): LegalAnswer | LegalRefusal {
  try {
    return subject(question, facts)
  } catch (error) {
    if (!(error instanceof NotInForce)) throw error
    return refuse('law.no_rule_that_day', '该日没有本库所载的规则', 'no rule held for that day')
  }
}

function unknownFacts(kinds: Readonly<Record<string, unknown>>, facts: Facts): string[] {
  return Object.keys(facts).filter((name) => !Object.hasOwn(kinds, name))
}

/** A fact nobody reads may still matter: the asker is told, so that no answer looks surer. */
function withIgnored(answer: LegalAnswer, ignored: readonly string[]): LegalAnswer {
  if (ignored.length === 0) return answer
  const step = {
    zh: `未采用的事实: ${ignored.join('、')}。它们是否影响结论,需由人判断。`,
    en: `Facts not read: ${ignored.join(', ')}. Whether they matter is for a person to judge.`,
  }
  return { ...answer, ignored, trace: [...answer.trace, step] }
}

function refuse(refused: string, zh: string, en: string): LegalRefusal {
  return { refused, zh, en }
}
