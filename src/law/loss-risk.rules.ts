/** 损失与风险. Who bears money taken without leave, and goods lost on the way? */
import { yuan } from '../kernel/money.ts'
import { conductWords, partyWords } from './party-words.ts'
import type { Found } from './platform-fault.rules.ts'
import {
  carrierLiability,
  stoppingPayment,
  transportRisk,
  unauthorisedPayment,
} from './platform-liability.ts'
import { current } from './provision.ts'
import { type Facts, fen, flag, text } from './reading.ts'
import type { Reasoning } from './reasoning.ts'
import { codesSaid } from './terms.ts'

/** @law 电子商务法 第五十七条 */
export function paymentLoss(reason: Reasoning, facts: Facts): Found {
  const unauthorised = flag(facts, 'unauthorised_payment')
  if (unauthorised === null) return {}
  const { cite } = reason.use(unauthorisedPayment, unauthorisedPayment.checkedOn)
  if (!unauthorised) {
    reason.doubt('interpretive')
    reason.say(
      '经授权的支付不适用该条。',
      'An authorised payment is not what the rule is about.',
      cite,
    )
    return { bearer: 'user' }
  }
  const loss = fen(facts, 'loss_cny')
  const amounts = (share: bigint) => ({ max_cny: yuan(share), payable_cny: yuan(share) })
  if (flag(facts, 'user_fault_proven') !== true) {
    reason.say(
      '未授权支付的损失由电子支付服务提供者承担，除非其证明因用户过错造成。',
      'The provider bears it unless it proves that the user was at fault.',
      cite,
    )
    return { bearer: 'payment_service_provider', ...(loss === null ? {} : amounts(loss)) }
  }
  reason.say('已证明因用户过错造成,提供者不承担。', 'The user’s fault is proven.', cite)
  const idle = codesSaid(text(facts, 'action'), current(conductWords).value).includes('IDLE')
  if (idle) {
    const late = reason.use(stoppingPayment, stoppingPayment.checkedOn)
    reason.doubt('interpretive')
    reason.say(
      '接到通知后未立即采取措施的，对扩大的损失承担责任。',
      'What the loss grew by after an idle notice, the provider bears.',
      late.cite,
    )
    return { bearer: 'user', provider_bears_increase: true }
  }
  return { bearer: 'user', ...(loss === null ? {} : amounts(0n)) }
}

/** @law 电子商务法 第二十条 */
export function transitRisk(reason: Reasoning, facts: Facts): Found {
  const chosen = text(facts, 'carrier_chosen_by')
  const lost = flag(facts, 'lost_in_transit')
  if (chosen === null && lost === null) return {}
  const { cite } = reason.use(transportRisk, transportRisk.checkedOn)
  if (lost === false) {
    reason.say('没有在运输途中毁损、灭失。', 'Nothing was lost on the way.', cite)
    return { risk_bearer: null }
  }
  const party = chosen === null ? null : chooser(chosen)
  if (party === null) {
    reason.miss('carrier_chosen_by')
    reason.say(
      '原则上由经营者承担运输风险；消费者另行选择快递的除外。',
      'As a rule the seller bears it, unless the consumer chose another courier.',
      cite,
    )
    return { risk_bearer: null }
  }
  const buyer = party === 'consumer'
  reason.say(
    buyer
      ? '消费者另行选择快递物流的，运输风险由消费者承担。'
      : '商品运输中的风险和责任由电子商务经营者承担。',
    buyer
      ? 'The consumer chose another courier: the risk is the consumer’s.'
      : 'The seller bears it.',
    cite,
  )
  const carrier = reason.use(carrierLiability, carrierLiability.checkedOn)
  reason.say(
    '承担风险的一方可依法向承运人索赔。',
    'Whoever bears it may turn to the carrier.',
    carrier.cite,
  )
  return { risk_bearer: party }
}

/** Who chose the courier? A buyer who ticked one of the seller's couriers chose no other one. */
function chooser(words: string): 'seller' | 'consumer' | null {
  const said = codesSaid(words, current(partyWords).value)
  if (said.includes('seller') === said.includes('consumer')) return null
  return said.includes('seller') ? 'seller' : 'consumer'
}
