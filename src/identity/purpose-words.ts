import type { Words } from '../kernel/wording.ts'

/**
 * 用途说明. What a personal field is asked for, said beside the field and kept with the order: who
 * gave a number can always see what it was given for. Raised whenever a text below changes: an
 * order keeps the texts of its own day.
 */
export const purposeVersion = '2026-11-22'

export type PersonalField = 'name' | 'phone' | 'address' | 'signInPhone'

export const purposeWords: Readonly<Record<PersonalField, Words>> = {
  name: {
    zh: '仅用于配送与售后，只给卖家和快递看。',
    en: 'Only for delivery and after-sales; seen by the seller and the carrier.',
  },
  phone: {
    zh: '仅用于配送与售后，交易完成后保存3年。以后用它可以找回订单。',
    en: 'Only for delivery and after-sales, kept 3 years after the trade. It also finds your order again.',
  },
  address: {
    zh: '仅用于把货送到您手里，只给卖家和快递看。',
    en: 'Only to bring the goods to you; seen by the seller and the carrier.',
  },
  signInPhone: {
    zh: '用于登录和找回您的订单，不会给别人看。',
    en: 'To sign in and find your orders; shown to nobody.',
  },
}

/** What an order keeps of it: the texts that stood beside the fields that were filled in. */
export interface Purposes {
  readonly version: string
  readonly texts: Readonly<Partial<Record<PersonalField, string>>>
}

/** The texts of today, in Chinese, for the fields of an order. */
export function purposesOf(hasAddress: boolean): Purposes {
  const { name, phone, address } = purposeWords
  const texts = {
    name: name.zh,
    phone: phone.zh,
    ...(hasAddress ? { address: address.zh } : {}),
  }
  return { version: purposeVersion, texts }
}
