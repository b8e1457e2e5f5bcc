import type { Outcome, Role, Subject } from './people.ts'

/** What is answered to this role about this subject? */
type Door = (role: Role, subject: Subject) => Outcome

const strangers: readonly Role[] = ['nobody', 'link', 'carrier']
const programs: readonly Role[] = ['buyerKey', 'sellerKey']
const buyers: readonly Role[] = ['link', 'buyer', 'buyerKey']
const sellers: readonly Role[] = ['seller', 'sellerKey']
const carriers: readonly Role[] = ['carrier', 'courier']
const staff: readonly Role[] = ['mediator', 'operator', 'regulator', 'association']

const ownOnly = (subject: Subject): Outcome => (subject === 'own' ? 'in' : 404)
const signedIn = (role: Role): boolean => !strangers.includes(role)

/** Only these parts of the house; whoever is signed in hears 403, whoever is not 401. */
function parts(...wanted: readonly Role[]): Door {
  return (role) => (wanted.includes(role) ? 'in' : signedIn(role) ? 403 : 401)
}

/** One side of an order: the other side hears that it is not theirs to do, all others 404. */
function side(wanted: readonly Role[]): Door {
  return (role, subject) => {
    if (subject !== 'own') return 404
    return wanted.includes(role) ? 'in' : 403
  }
}

/** 门. The ways in which a route can be closed, each with its answers and in words. */
export const doors = {
  everybody: {
    words: { zh: '任何人', en: 'everybody' },
    answers: () => 'in',
  },
  provider: {
    words: { zh: '仅支付通道,凭签名', en: 'the provider alone, by its signature' },
    answers: () => 401,
  },
  shown: {
    words: { zh: '任何人可看', en: 'everybody may look at what there is' },
    answers: (_role, subject) => (subject === 'none' ? 404 : 'in'),
  },
  visitor: {
    words: {
      zh: '任何人(物流密钥除外)',
      en: 'everybody but a carrier’s program, who acts for nobody',
    },
    answers: (role) => (role === 'carrier' ? 403 : 'in'),
  },
  device: {
    words: { zh: '本人的设备', en: 'one’s own devices, guests’ too' },
    answers: (role, subject) => (role === 'carrier' ? 403 : ownOnly(subject)),
  },
  person: {
    words: { zh: '已登录,或本人的程序', en: 'signed in, or one’s own program' },
    answers: (role) => (signedIn(role) ? 'in' : 401),
  },
  session: {
    words: { zh: '本人在浏览器登录', en: 'signed in at a browser; no program' },
    answers: (role, subject) =>
      signedIn(role) && !programs.includes(role) ? ownOnly(subject) : 401,
  },
  page: {
    words: { zh: '本人在浏览器登录', en: 'signed in at a browser; a program hears 403' },
    answers: (role, subject) => {
      if (role === 'carrier' || programs.includes(role)) return 403
      return signedIn(role) ? ownOnly(subject) : 401
    },
  },
  carrier: {
    words: { zh: '物流,仅自己的包裹', en: 'carriers and couriers, their own parcels and keys' },
    answers: (role, subject) => (carriers.includes(role) ? ownOnly(subject) : 403),
  },
  owner: {
    words: { zh: '店主', en: 'the owner of the shop' },
    answers: (role, subject) => {
      if (!signedIn(role)) return 401
      return sellers.includes(role) ? ownOnly(subject) : 404
    },
  },
  ownerPage: {
    words: {
      zh: '店主在浏览器登录,另加第二重验证',
      en: 'the owner at a browser, with a second proof',
    },
    answers: (role, subject) => {
      if (role === 'carrier' || programs.includes(role)) return 403
      if (!signedIn(role)) return 401
      return role === 'seller' ? ownOnly(subject) : 404
    },
  },
  sides: {
    words: { zh: '订单双方', en: 'the two sides of the order' },
    answers: (_role, subject) => ownOnly(subject),
  },
  buyer: {
    words: { zh: '买家', en: 'the buyer of the order' },
    answers: side(buyers),
  },
  seller: {
    words: { zh: '卖家', en: 'the seller of the order' },
    answers: side(sellers),
  },
  address: {
    words: { zh: '卖家,须已登录', en: 'the seller of the order, signed in' },
    answers: (role, subject) => (role === 'link' ? 404 : side(sellers)(role, subject)),
  },
  file: {
    words: {
      zh: '订单双方;平台可看',
      en: 'the two sides; an operator may look, other staff hear 403',
    },
    answers: (role, subject) => {
      if (subject !== 'other' || !staff.includes(role)) return ownOnly(subject)
      return role === 'operator' ? 'in' : 403
    },
  },
  operator: {
    words: { zh: '平台', en: 'operators' },
    answers: parts('operator'),
  },
  mediator: {
    words: { zh: '调解员', en: 'mediators' },
    answers: parts('mediator'),
  },
  desk: {
    words: { zh: '调解员、平台', en: 'mediators and operators' },
    answers: parts('mediator', 'operator'),
  },
  auditor: {
    words: { zh: '平台、监管、消协', en: 'operators, regulators, associations' },
    answers: parts('operator', 'regulator', 'association'),
  },
} as const satisfies Record<string, { words: { zh: string; en: string }; answers: Door }>
export type DoorName = keyof typeof doors

/** Which door stands before each route? A route that is not here fails the test. */
export const expected: Readonly<Record<DoorName, readonly string[]>> = {
  everybody: [
    'GET /v1/shops/{shopId}/redress',
    'GET /log/closings',
    'GET /v1/terms',
    'GET /v1/terms/receipt',
    'POST /v1/account/stolen',
    'GET /healthz',
    'GET /log/checkpoint',
    'GET /log/tile/{*}',
    'GET /log/vkey',
    'GET /log/policy',
    'GET /log/streams/{stream}/note',
    'GET /log/timestamp/{index}',
    'POST /v1/orders/{orderId}/check-payment',
    'POST /v1/law/decisions',
    'POST /v1/law/applicability',
    'GET /v1/law/categories',
    'GET /v1/law/status',
    'GET /v1/law/citations',
    'GET /v1/law/changes',
    'GET /v1/law/articles',
    'GET /v1/law/stale',
    'POST /v1/law/dry-runs',
    'POST /v1/auth/code',
    'POST /v1/auth/sign-in',
    'POST /v1/auth/sign-out',
    'GET /v1/auth/me',
    'POST /v1/auth/passkey-sign-in/options',
    'POST /v1/auth/passkey-sign-in',
    'POST /v1/sandbox/code',
    'GET /v1/shop-terms',
    'GET /v1/shops/{shopId}/listings',
    'GET /v1/check',
    'POST /v1/check/sellers',
    'GET /v1/returns/rules',
    'GET /v1/redress/rules',
    'GET /v1/redress/figures',
    'GET /v1/log',
    'POST /v1/tips',
    'POST /v1/tips/follow',
    'GET /v1/photos/{hash}',
    'GET /v1/sandbox/clock',
  ],
  provider: ['POST /v1/providers/sandbox/callbacks'],
  shown: [
    'GET /v1/shops/{shopId}',
    'GET /v1/listings/{listingId}',
    'GET /v1/listings/{listingId}/price',
    'GET /v1/listings/{listingId}/history',
    'GET /v1/listings/{listingId}/history/{seq}/receipt',
  ],
  visitor: [
    'POST /v1/orders',
    'GET /v1/me/orders',
    'GET /v1/me/device-keys',
    'POST /v1/me/device-keys',
    'POST /v1/me/device-keys/options',
    'POST /v1/orders/{orderId}/signatures',
    'POST /v1/photos',
  ],
  device: ['POST /v1/me/device-keys/{credentialId}/remove'],
  person: ['POST /v1/shops', 'GET /v1/me/shops', 'GET /v1/me/notices', 'POST /v1/me/notices/read'],
  session: [
    'GET /v1/auth/events',
    'POST /v1/auth/proof',
    'GET /v1/auth/sessions',
    'POST /v1/auth/sessions/{sessionId}/end',
    'POST /v1/auth/sessions/end-others',
    'GET /v1/auth/passkeys',
    'POST /v1/auth/passkeys',
    'POST /v1/auth/passkeys/options',
    'POST /v1/auth/passkeys/{credentialId}/remove',
  ],
  page: ['GET /v1/me/api-keys', 'POST /v1/me/api-keys', 'POST /v1/me/api-keys/{keyId}/revoke'],
  carrier: [
    'POST /v1/carrier/scans',
    'GET /v1/carrier/parcels/{trackingNo}',
    'GET /v1/carrier/me',
    'POST /v1/carrier/keys',
    'POST /v1/carrier/keys/{keyId}/revoke',
  ],
  owner: [
    'GET /v1/shops/{shopId}/payout',
    'POST /v1/shops/{shopId}/payout/stop',
    'POST /v1/shops/{shopId}/rename',
    'POST /v1/shops/{shopId}/listings',
    'POST /v1/listings/{listingId}/edit',
    'POST /v1/listings/{listingId}/restock',
    'POST /v1/listings/{listingId}/withdraw',
    'GET /v1/shops/{shopId}/orders',
    'GET /v1/shops/{shopId}/returns',
    'GET /v1/shops/{shopId}/complaints',
    'GET /v1/shops/{shopId}/earnings',
    'GET /v1/shops/{shopId}/webhooks',
    'POST /v1/shops/{shopId}/webhooks',
    'POST /v1/shops/{shopId}/webhooks/{webhookId}/edit',
    'POST /v1/shops/{shopId}/webhooks/{webhookId}/turn-on',
    'POST /v1/shops/{shopId}/webhooks/{webhookId}/turn-off',
    'POST /v1/shops/{shopId}/webhooks/{webhookId}/rotate-key',
    'POST /v1/shops/{shopId}/webhooks/{webhookId}/remove',
    'GET /v1/shops/{shopId}/webhooks/{webhookId}/secret',
    'POST /v1/shops/{shopId}/webhooks/{webhookId}/test',
    'GET /v1/shops/{shopId}/webhooks/{webhookId}/deliveries',
    'POST /v1/shops/{shopId}/webhooks/{webhookId}/replay',
  ],
  ownerPage: ['POST /v1/shops/{shopId}/payout', 'POST /v1/shops/{shopId}/thaw'],
  sides: [
    'POST /v1/orders/{orderId}/complaint/seen',
    'GET /v1/orders/{orderId}',
    'GET /v1/orders/{orderId}/status',
    'POST /v1/orders/{orderId}/cancel',
    'POST /v1/orders/{orderId}/complaint/evidence',
    'POST /v1/orders/{orderId}/complaint/messages',
    'POST /v1/orders/{orderId}/complaint/offers',
    'POST /v1/orders/{orderId}/complaint/accept-offer/{offerId}',
    'POST /v1/orders/{orderId}/complaint/decline-offer/{offerId}',
    'POST /v1/orders/{orderId}/complaint/bid',
    'POST /v1/orders/{orderId}/complaint/escalate',
    'POST /v1/orders/{orderId}/complaint/object',
    'POST /v1/orders/{orderId}/complaint/appeal',
    'POST /v1/orders/{orderId}/complaint/accept-ruling',
  ],
  buyer: [
    'POST /v1/orders/{orderId}/complaint/steps',
    'POST /v1/orders/{orderId}/returns/{no}/contest',
    'POST /v1/orders/{orderId}/unauthorised',
    'POST /v1/orders/{orderId}/unauthorised/withdraw',
    'POST /v1/orders/{orderId}/open-digital',
    'POST /v1/orders/{orderId}/refund-overdue',
    'POST /v1/orders/{orderId}/terms',
    'POST /v1/orders/{orderId}/nudge',
    'POST /v1/orders/{orderId}/confirm',
    'POST /v1/orders/{orderId}/returns',
    'POST /v1/orders/{orderId}/returns/{no}/withdraw',
    'POST /v1/orders/{orderId}/returns/{no}/send',
    'POST /v1/orders/{orderId}/returns/{no}/choose',
    'POST /v1/orders/{orderId}/returns/{no}/receive',
    'POST /v1/orders/{orderId}/complaint',
    'POST /v1/orders/{orderId}/complaint/withdraw',
    'POST /v1/orders/{orderId}/complaint/claimants',
    'POST /v1/orders/{orderId}/complaint/elsewhere',
  ],
  seller: [
    'POST /v1/orders/{orderId}/returns/{no}/mend-in-person',
    'POST /v1/orders/{orderId}/ship',
    'POST /v1/orders/{orderId}/hand-over',
    'POST /v1/orders/{orderId}/terms/sign',
    'POST /v1/orders/{orderId}/refund',
    'POST /v1/orders/{orderId}/returns/{no}/sign',
    'POST /v1/orders/{orderId}/returns/{no}/refund',
    'POST /v1/orders/{orderId}/returns/{no}/object',
    'POST /v1/orders/{orderId}/returns/{no}/promise',
    'POST /v1/orders/{orderId}/returns/{no}/mend',
    'POST /v1/orders/{orderId}/complaint/agree',
    'POST /v1/orders/{orderId}/complaint/answer',
  ],
  address: ['POST /v1/orders/{orderId}/returns/{no}/address'],
  file: [
    'GET /v1/orders/{orderId}/unauthorised',
    'GET /v1/orders/{orderId}/returns',
    'GET /v1/orders/{orderId}/returns/quote',
    'GET /v1/orders/{orderId}/complaint',
    'GET /v1/orders/{orderId}/remedies',
    'GET /v1/orders/{orderId}/signing',
    'GET /v1/orders/{orderId}/receipts',
    'GET /v1/orders/{orderId}/receipt',
  ],
  operator: [
    'POST /v1/api-keys',
    'GET /v1/api-keys',
    'POST /v1/api-keys/{keyId}/revoke',
    'GET /v1/desk/tips',
    'POST /v1/desk/tips/{tipId}/answer',
    'GET /v1/desk/shops/{shopId}/trial-balance',
    'GET /v1/desk/shops/{shopId}/accounts/history',
    'GET /v1/desk/orders/{orderId}/transfers',
    'GET /v1/desk/log',
    'POST /v1/desk/log/parked/{reader}/{index}/again',
    'GET /v1/desk/shops/{shopId}/check',
    'POST /v1/desk/shops/{shopId}/check',
    'POST /v1/desk/shops/{shopId}/uncheck',
    'GET /v1/desk/orders/{orderId}',
    'GET /v1/desk/orders/{orderId}/journal',
    'GET /v1/desk/callbacks/rejected',
    'GET /v1/desk/orders',
    'GET /v1/desk/shops',
    'GET /v1/desk/deadlines',
    'GET /v1/desk/instructions',
    'GET /v1/desk/reads',
    'POST /v1/desk/people/find',
    'GET /v1/desk/people/{personId}',
    'GET /v1/desk/couriers',
    'POST /v1/desk/people/{personId}/courier',
    'GET /v1/desk/roles',
    'POST /v1/desk/approvals',
    'POST /v1/desk/approvals/{id}/approve',
    'POST /v1/desk/approvals/{id}/decline',
    'GET /v1/desk/reconciliation',
    'POST /v1/desk/reconciliation/{id}/settle',
    'GET /v1/desk/suspense',
    'POST /v1/desk/orders/{orderId}/suspense',
    'POST /v1/desk/orders/{orderId}/suspense/{id}/approve',
    'POST /v1/desk/orders/{orderId}/suspense/{id}/decline',
    'GET /v1/desk/health',
    'GET /v1/desk/shops/{shopId}/verify',
    'POST /v1/sandbox/clock',
    'POST /v1/sandbox/tour',
    'POST /v1/sandbox/pay',
  ],
  mediator: ['POST /v1/desk/orders/{orderId}/returns/{no}/decide'],
  desk: [
    'GET /v1/desk/owed',
    'GET /v1/desk/complaints',
    'GET /v1/desk/complaints/{orderId}',
    'POST /v1/desk/complaints/{orderId}/take',
    'POST /v1/desk/complaints/{orderId}/messages',
    'POST /v1/desk/complaints/{orderId}/propose',
    'POST /v1/desk/complaints/{orderId}/rule',
    'POST /v1/desk/complaints/{orderId}/confirm-ruling',
    'POST /v1/desk/complaints/{orderId}/objection',
    'POST /v1/desk/complaints/{orderId}/notice',
    'GET /v1/desk/returns',
  ],
  auditor: ['GET /v1/audit/entries/{index}'],
}
