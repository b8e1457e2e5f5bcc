import { dutyWords } from './advertising.ts'
import { knowingConsent, retentionBeforeErasure, separateConsent } from './duties.ts'
import type { DutyPart } from './duty-part.ts'
import { current } from './provision.ts'
import { day, flag, text } from './reading.ts'
import { codesSaid } from './terms.ts'

/** 删除请求: must personal data be erased while a law still says to keep it? */
export const erasure: DutyPart = (facts, r) => {
  const untilOn = day(facts, 'statutory_retention_until')
  const requestOn = day(facts, 'request_on')
  if (untilOn === null && requestOn === null) return null
  if (untilOn === null || requestOn === null) {
    r.miss(untilOn === null ? 'statutory_retention_until' : 'request_on')
    return {}
  }
  if (requestOn > untilOn) {
    r.say(
      '法定保存期限已届满，应当删除。',
      'Statutory retention has ended: the data must be erased.',
      '个人信息保护法 第四十七条第一款第二项',
    )
    return { erase: true, action: 'erase' }
  }
  const rule = r.tryUse(retentionBeforeErasure, requestOn)
  r.say(
    '法定保存期限未届满：不删除，但停止除存储和必要安全措施之外的处理。',
    'Retention has not ended: nothing is erased, and only storage and security go on.',
    '电子商务法 第二十四条第二款',
  )
  return rule === null ? { erase: false } : { erase: false, action: rule.value }
}

/** 同意: is this consent valid? */
export const consent: DutyPart = (facts, r) => {
  const ui = text(facts, 'consent_ui')
  const separate = flag(facts, 'separate_consent')
  const data = text(facts, 'data')
  if (ui === null && separate === null && data === null) return null
  const said = codesSaid(ui, current(dutyWords).value)
  if (said.includes('DEFAULT_CONSENT')) {
    const rule = r.use(knowingConsent, knowingConsent.checkedOn)
    r.say('默认、捆绑或概括的同意无效。', 'A default or bundled consent is void.', rule.cite)
    return { valid: false }
  }
  const kinds = codesSaid(data, current(dutyWords).value)
  const sensitive = kinds.includes('SENSITIVE_DATA')
  const treated = kinds.includes('TREATED_AS_SENSITIVE')
  if (sensitive || treated) {
    if (!sensitive) {
      r.doubt('interpretive')
      r.say('证件信息未在条文列举，按敏感信息对待。', 'Not listed by name; treated as sensitive.')
    }
    if (separate === false) {
      r.use(separateConsent, separateConsent.checkedOn)
      r.say('敏感个人信息未取得单独同意。', 'Sensitive data without a consent of its own.')
      return { valid: false }
    }
    if (separate === null) {
      r.miss('separate_consent')
      return {}
    }
    r.use(separateConsent, separateConsent.checkedOn)
  } else if (data === null) r.miss('data')
  if (ui === null || !said.includes('ACTIVE_CONSENT')) {
    r.miss('consent_ui')
    r.doubt('interpretive')
    if (ui !== null || separate !== true) return {}
  }
  r.use(knowingConsent, knowingConsent.checkedOn)
  r.say('同意系自愿、明确作出。', 'The consent was given freely and expressly.')
  return { valid: true }
}
