import { civilRemedies } from '../law/burdens.ts'
import { operatorOf } from '../law/operator.rules.ts'
import { current } from '../law/provision.ts'
import { reasoning } from '../law/reasoning.ts'
import { operatorTest } from '../law/registration.ts'
import { consumerOnly } from '../law/returnability.ts'
import type { Facts, Track } from './model.ts'
import type { Purpose } from './terms.ts'

/**
 * 法律轨道. Does consumer law govern this dispute, or the Civil Code alone, and why? An opinion with
 * its reasons, never silent; where the facts do not settle it, the consumer has the benefit.
 */
export function trackOf({
  purpose,
  standing,
  goods,
}: { purpose: Purpose } & Pick<Facts, 'standing' | 'goods'>): Track {
  const remedies = civil()
  if (purpose !== 'life') {
    const { cite } = current(consumerOnly)
    const reason = {
      zh: '为转售或经营而购买，不是消费者。',
      en: 'Bought to resell or for a business: no consumer.',
      cite,
    }
    return { law: 'civil', reasons: [reason, remedies], certain: true }
  }
  const r = reasoning()
  const registered = standing === 'household' || standing === 'company'
  const found = operatorOf(r, { type: registered ? '个体工商户' : '个人', sales: goods })
  if (found.is_operator === null) return { law: 'consumer', reasons: [unclear()], certain: false }
  const { trace, citations } = r.conclude(found)
  const cite = citations[0] ?? ''
  const reasons = trace.map((step) => ({ zh: step.zh, en: step.en, cite: step.cite ?? cite }))
  if (found.is_operator === false)
    return { law: 'civil', reasons: [...reasons, remedies], certain: true }
  return { law: 'consumer', reasons, certain: true }
}

function unclear() {
  return {
    zh: '卖家是不是经营者，现有事实还不能断定；在此之前按消费者权益保护法处理。',
    en: 'Whether the seller trades cannot be told from the facts: until then consumer law is taken.',
    cite: current(operatorTest).cite,
  }
}

function civil() {
  return {
    zh: '仍可依民法典主张撤销合同或者质量违约责任。',
    en: 'The Civil Code still lets you undo the contract or claim for the defect.',
    cite: current(civilRemedies).cite,
  }
}
