/**
 * Who knocks at a door? Each plays against the same two sides of two trades: `own` is what is
 * theirs, `other` what is another's, `none` what is not there.
 */
export const roles = [
  'nobody',
  'link',
  'buyer',
  'buyerKey',
  'seller',
  'sellerKey',
  'carrier',
  'courier',
  'mediator',
  'operator',
  'regulator',
  'association',
] as const
export type Role = (typeof roles)[number]

export const roleWords: Readonly<Record<Role, { readonly zh: string; readonly en: string }>> = {
  nobody: { zh: '路人', en: 'nobody: a fresh browser' },
  link: { zh: '持链接', en: 'holds the secret link of an order' },
  buyer: { zh: '买家', en: 'buyer, signed in' },
  buyerKey: { zh: '买家程序', en: 'the buyer’s own program, by its key' },
  seller: { zh: '卖家', en: 'seller, signed in; to another’s shop: another seller' },
  sellerKey: { zh: '卖家程序', en: 'the seller’s own program, by its key' },
  carrier: { zh: '物流密钥', en: 'a carrier’s program, by its key' },
  courier: { zh: '快递员', en: 'a courier with a phone, signed in' },
  mediator: { zh: '调解员', en: 'mediator' },
  operator: { zh: '平台', en: 'operator at the desk' },
  regulator: { zh: '监管', en: 'regulator' },
  association: { zh: '消协', en: 'consumer association (and auditor)' },
}

export const subjects = ['own', 'other', 'none'] as const
export type Subject = (typeof subjects)[number]

/** `in`: past the door, whatever the rules say then. */
export type Outcome = 'in' | 401 | 403 | 404
