import type { FastifyInstance } from 'fastify'
import { checkRoutes } from './catalogue/check.routes.ts'
import { historyRoutes } from './catalogue/history.routes.ts'
import { priceRoutes } from './catalogue/price.routes.ts'
import { listingRoutes } from './catalogue/routes.ts'
import { caseDeskRoutes } from './disputes/desk.routes.ts'
import { caseRoutes } from './disputes/routes.ts'
import { tipRoutes } from './disputes/tips.routes.ts'
import { auditRoutes } from './evidence/audit.routes.ts'
import { deviceKeyRoutes } from './evidence/device-keys.routes.ts'
import { logDeskRoutes } from './evidence/log.desk.routes.ts'
import { logRoutes } from './evidence/log.routes.ts'
import { logHealth } from './evidence/log-health.ts'
import { logViewRoutes } from './evidence/log-view.routes.ts'
import { receiptRoutes } from './evidence/receipts.routes.ts'
import { signingRoutes } from './evidence/signing.routes.ts'
import { termsRoutes } from './evidence/terms.routes.ts'
import { Devices } from './evidence/webauthn.ts'
import type { AppParts, House } from './house.ts'
import { ownKeyRoutes } from './identity/own-keys.routes.ts'
import { guardCommands, identityRoutes } from './identity/routes.ts'
import { lawRoutes } from './law/routes.ts'
import { ledgerRoutes } from './ledger/routes.ts'
import { verifyRoutes } from './ledger/verify.routes.ts'
import { carrierKeyRoutes } from './logistics/keys.routes.ts'
import { carrierRoutes } from './logistics/routes.ts'
import { shopCheckRoutes } from './network/check.routes.ts'
import { declareStolen } from './network/declaring.ts'
import { payoutRoutes } from './network/payout.routes.ts'
import { shopRoutes } from './network/routes.ts'
import { stolenRoutes } from './network/stolen.routes.ts'
import { deliveryRoutes } from './notices/deliveries.routes.ts'
import { noticeRoutes } from './notices/notices.routes.ts'
import { webhookRoutes } from './notices/routes.ts'
import { earningRoutes } from './orders/earnings.routes.ts'
import { orderListRoutes } from './orders/lists.routes.ts'
import { orderRoutes } from './orders/routes.ts'
import { readStatus } from './orders/store.ts'
import { unauthorisedRoutes } from './orders/unauthorised.routes.ts'
import { type Reserved, UnpaidOrders } from './orders/unpaid.ts'
import { paymentRoutes } from './payments/routes.ts'
import type { Door } from './platform/http/door.ts'
import { houseRoutes } from './platform/http/house.routes.ts'
import { sendProblem } from './platform/http/problem.ts'
import { resolve } from './platform/outside.ts'
import { answerWithinMs } from './platform/run.ts'
import { returnDeskRoutes } from './returns/desk.routes.ts'
import { returnRoutes } from './returns/routes.ts'
import { bidKeyOf, webhookKey } from './secrets.ts'
import { approvalRoutes } from './supervision/approvals.routes.ts'
import { deskRoutes } from './supervision/desk.routes.ts'
import { deskHealthRoutes } from './supervision/health.routes.ts'
import { deskListRoutes } from './supervision/lists.routes.ts'
import { deskPeopleRoutes } from './supervision/people.routes.ts'
import { reconciliationRoutes } from './supervision/reconciliation.routes.ts'
import { suspenseRoutes } from './supervision/suspense.routes.ts'

/** 门面. Every route of the house, each room's behind its own door. */
export async function mount(http: FastifyInstance, parts: AppParts, house: House): Promise<void> {
  const { door, identity } = house
  const ownOrigins = originsOf(parts.baseUrl)
  const health = () => logHealth(house.log, door.reads, door.clock.now())
  await http.register(async (scope) => houseRoutes(scope, { ...house, health }))
  await http.register(async (scope) => logRoutes(scope, { log: house.log, reads: door.reads }))
  await http.register(async (scope) => paymentRoutes(scope, { ...house, provider: parts.provider }))
  await http.register(async (scope) => lawRoutes(scope, { clock: parts.clock }))
  await http.register(async (scope) =>
    identityRoutes(scope, {
      identity,
      ownOrigins,
      now: () => parts.clock.now(),
      sendRefusal: sendProblem,
      ...signInLimits(parts.limits.signInsPerHour),
      ...(parts.sandboxSms ? { sandboxSms: parts.sandboxSms } : {}),
    }),
  )
  await http.register(async (scope) => {
    guardCommands(scope, ownOrigins, { send: sendProblem })
    await tradeRoutes(scope, parts, house)
    await evidenceRoutes(scope, house, devicesOf(parts))
    await deskDoors(scope, house)
  })
  await http.register(async (scope) => {
    guardCommands(scope, ownOrigins, { send: sendProblem, forms: true })
    await parts.more?.(scope, house)
  })
}

/** Buying, selling, carrying, and what follows when something goes wrong. */
async function tradeRoutes(scope: FastifyInstance, parts: AppParts, house: House): Promise<void> {
  const { door, lanes, identity, watch } = house
  const { payWithinMs } = parts.terms
  const unpaid = new UnpaidOrders((one) => isUnpaid(door, one, payWithinMs))
  // Who may ask more often stands for more buyers: 20 as long as nothing is set.
  const networkMax = Math.ceil(parts.limits.requestsPerMinute / 60)
  await carrierRoutes(scope, { door, lanes })
  await carrierKeyRoutes(scope, { door })
  await shopRoutes(scope, { door, feePerMille: parts.feePerMille })
  await payoutRoutes(scope, { door, lanes, identity })
  const triesPerHour = 4 * (parts.limits.signInsPerHour ?? 60)
  await stolenRoutes(scope, { door, lanes, identity, triesPerHour })
  await listingRoutes(scope, { door })
  await priceRoutes(scope, { door })
  await checkRoutes(scope, { door, identity })
  await historyRoutes(scope, { door })
  await orderRoutes(scope, { door, identity, watch, unpaid, payWithinMs, networkMax })
  await unauthorisedRoutes(scope, { door })
  await orderListRoutes(scope, { door, identity })
  await returnRoutes(scope, { door, identity })
  await caseRoutes(scope, { door, bidKey: bidKeyOf(parts.secrets) })
  await earningRoutes(scope, { door })
  await webhookRoutes(scope, {
    door,
    siteKey: webhookKey(parts.secrets),
    allowLoopback: parts.tellLoopback ?? false,
    resolve,
  })
  await deliveryRoutes(scope, { door })
  await noticeRoutes(scope, { door })
  await ownKeyRoutes(scope, { door, identity })
}

/** Signatures of people's own devices, receipts, and the log as people read it. */
async function evidenceRoutes(
  scope: FastifyInstance,
  house: House,
  devices: Devices,
): Promise<void> {
  const { door, log } = house
  await deviceKeyRoutes(scope, { door, devices })
  await signingRoutes(scope, { door, devices })
  await logViewRoutes(scope, { door, log })
  await receiptRoutes(scope, house)
  await termsRoutes(scope, house)
  await auditRoutes(scope, house)
}

/** The desk: every route asks for a role. */
async function deskDoors(scope: FastifyInstance, house: House): Promise<void> {
  const { door, lanes, identity, snapshot } = house
  await caseDeskRoutes(scope, { door })
  await tipRoutes(scope, { door })
  await returnDeskRoutes(scope, { door, identity })
  await ledgerRoutes(scope, { door })
  await logDeskRoutes(scope, house)
  await deskRoutes(scope, { door, identity })
  await deskListRoutes(scope, { door })
  await shopCheckRoutes(scope, { door })
  await deskPeopleRoutes(scope, { door, identity })
  await approvalRoutes(scope, {
    door,
    identity,
    declareStolen: async (theft) => void (await declareStolen(house, { ...theft, by: 'desk' })),
  })
  await reconciliationRoutes(scope, { door })
  await suspenseRoutes(scope, { door, lanes })
  await deskHealthRoutes(scope, house)
  await verifyRoutes(scope, { door, snapshot })
}

function devicesOf({ baseUrl, secrets, clock }: AppParts): Devices {
  return new Devices({
    baseUrl,
    origins: originsOf(baseUrl),
    key: secrets.idKey,
    now: () => clock.now(),
  })
}

/** Does it still wait for its money? One that is only now being opened does, too. */
async function isUnpaid(door: Door, order: Reserved, payWithinMs: number): Promise<boolean> {
  const { orderId, until } = order
  const shopId = door.shopOf(orderId, 'ord')
  const found = shopId === null ? null : await readStatus(door.reads, shopId, orderId)
  if (!found) return door.clock.now() < until - payWithinMs + answerWithinMs
  return found.status === 'opened' || found.status === 'closing'
}

/** From which addresses do our own pages speak? This machine has two names for itself. */
function originsOf(baseUrl: string): string[] {
  const { origin, hostname } = new URL(baseUrl)
  return hostname === 'localhost' ? [origin, origin.replace('localhost', '127.0.0.1')] : [origin]
}

function signInLimits(perHour: number | undefined) {
  return perHour === undefined ? {} : { sendsPerHour: perHour, triesPerHour: 4 * perHour }
}
