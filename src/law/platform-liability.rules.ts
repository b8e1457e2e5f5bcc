/** 责任矩阵. Who answers to whom, on these facts: platform, seller, producer, payment, carrier? */
import type { Subject } from './answer.ts'
import { defectClaims, defences, shopTransfer } from './claims.rules.ts'
import { paymentLoss, transitRisk } from './loss-risk.rules.ts'
import { platformFault, platformLiable } from './platform-fault.rules.ts'
import { reasoning } from './reasoning.ts'

export const platformLiability: Subject = (_question, facts) => {
  const reason = reasoning()
  const fault = platformFault(reason, facts)
  const liable = platformLiable(reason, facts)
  // Each ground stands alone: one that makes the platform answer is not undone by another.
  const answers = [fault.platform_liable, liable.platform_liable].includes(true)
  const answer = {
    ...fault,
    ...liable,
    ...(answers ? { platform_liable: true } : {}),
    ...shopTransfer(reason, facts),
    ...defectClaims(reason, facts),
    ...defences(reason, facts),
    ...paymentLoss(reason, facts),
    ...transitRisk(reason, facts),
  }
  if (Object.keys(answer).length === 0) {
    reason.miss('platform_provides', 'platform_knew', 'defect_by', 'carrier_chosen_by')
    reason.say('没有给出可据以判断责任的事实。', 'No fact was told from which liability follows.')
  }
  return reason.conclude(answer)
}
