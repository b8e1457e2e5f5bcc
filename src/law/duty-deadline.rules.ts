/** 经营与平台义务: what must be kept, published, reported, reminded or proved, and until when? */

import { advertisement, paidReview } from './advertising.rules.ts'
import { isLegalRefusal, type Subject } from './answer.ts'
import { consent, erasure } from './duty-data.rules.ts'
import { burden, inference, presumption } from './duty-evidence.rules.ts'
import type { DutyAnswer, DutyPart } from './duty-part.ts'
import { incomeReport, sanction, verification } from './duty-platform.rules.ts'
import { defectReport, leadLimit, recall } from './duty-recall.rules.ts'
import { closing, renewal, retention, rulePublication } from './duty-trade.rules.ts'
import { reasoning } from './reasoning.ts'

const parts: readonly DutyPart[] = [
  retention,
  erasure,
  rulePublication,
  sanction,
  recall,
  defectReport,
  burden,
  inference,
  presumption,
  closing,
  renewal,
  advertisement,
  paidReview,
  consent,
  verification,
  incomeReport,
  leadLimit,
]

/** The subject `duty_deadline`: every duty that the facts speak to is answered. */
export const dutyDeadline: Subject = (question, facts) => {
  const r = reasoning()
  const answer: DutyAnswer = {}
  for (const part of parts) {
    const found = part(facts, r, question)
    if (found === null) continue
    if (isLegalRefusal(found)) return found
    for (const [key, value] of Object.entries(found)) answer[key] ??= value
  }
  if (Object.keys(answer).length === 0) {
    r.say('所给事实不足以回答。', 'The facts told are too few to answer.')
    r.missAnyOf('transaction_completed_on', 'published_on', 'decided_on', 'found_at', 'stop_on')
  }
  return r.conclude(answer)
}
