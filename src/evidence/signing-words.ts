import type { RefusalWords, Words } from '../kernel/wording.ts'
import type { Event, Refusal, SignedStep } from './model.ts'

/** Why a device's signature or key is not taken. The step itself never waits for one. */
export const signingRefusals: Readonly<Record<Refusal, RefusalWords>> = {
  'signature.not_yours': {
    zh: '只有订单的双方可以签名。',
    en: 'Only the two sides of the order can sign.',
    status: 403,
  },
  'signature.nothing_to_sign': {
    zh: '这一步现在没有可签名的内容。',
    en: 'There is nothing to sign for this step now.',
  },
  'signature.agreement_changed': {
    zh: '内容已经变化，请刷新后看清楚再签名。没有记录任何签名。',
    en: 'What you would sign has changed: reload, read it and sign again. Nothing was recorded.',
  },
  'signature.already_signed': { zh: '您已经签过了。', en: 'You have signed this already.' },
  'signature.device_unknown': {
    zh: '这台设备还没有登记签名密钥。',
    en: 'This device has no registered key.',
    status: 422,
  },
  'signature.invalid': {
    zh: '设备签名核对不上，没有记录。不签名也可以继续办理。',
    en: 'The device’s signature does not hold and was not recorded. You can go on without one.',
    status: 422,
  },
  'signature.key_invalid': {
    zh: '设备密钥无法登记：已登记过、太多，或设备的回答不对。',
    en: 'This key cannot be registered: known already, too many, or a wrong answer of the device.',
    status: 422,
  },
}

/** 可签名的步骤. */
export const signedStepWords: Readonly<Record<SignedStep, Words>> = {
  purchase: { zh: '购买：价格与交易规则', en: 'Purchase: price and terms' },
  confirm: { zh: '确认收货', en: 'Receipt of the goods' },
  settle: { zh: '和解：退款金额', en: 'Settlement: what is refunded' },
}

export const signingEvents: Readonly<Record<Event['type'], Words>> = {
  'step.signed': { zh: '用本人设备签名', en: 'Signed with the party’s own device' },
}
