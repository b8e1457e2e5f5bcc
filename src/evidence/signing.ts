import type { Complaint } from '../disputes/model.ts'
import { canonicalJson } from '../kernel/canonical.ts'
import { sha256Hex } from '../kernel/hash.ts'
import { type Decision, refuse } from '../kernel/refusal.ts'
import { money } from '../kernel/wording.ts'
import type { Opened, Sold } from '../orders/model.ts'
import type { Command, Event, Facts, Party, Refusal, Signatures, SignedStep } from './model.ts'

/** May this signature stand in the log? Whether it is genuine was checked on arrival. Pure. */
export const initial: Signatures = { signed: [] }

export function decide(
  state: Signatures,
  command: Command,
  facts: Facts,
): Decision<Event, Refusal> {
  const { role } = facts
  if (role !== 'buyer' && role !== 'seller') return refuse('signature.not_yours')
  if (facts.document === null) return refuse('signature.nothing_to_sign')
  if (facts.document !== command.document) return refuse('signature.agreement_changed')
  const { step } = command
  const again = state.signed.some(
    (one) => one.step === step && one.by === role && one.documentHash === facts.documentHash,
  )
  if (again) return refuse('signature.already_signed')
  return [{ ...command, type: 'step.signed', by: role, at: facts.at }]
}

export function evolve(state: Signatures, event: Event): Signatures {
  const { step, by, at } = event
  const documentHash = sha256Hex(event.document)
  return { signed: [...state.signed, { step, by, documentHash, at }] }
}

/** What is known of an order when a document is written. */
export interface Matter {
  readonly order: Opened
  readonly sold: Sold
  readonly complaint: Complaint
}

/**
 * Which text does a party agree to by this step? Canonical JSON, the same whenever nothing has
 * changed; null where the step is not on the table. `says` is what the person reads beforehand.
 */
export function documentOf(matter: Matter, step: SignedStep, by: Party): string | null {
  const agreed = agreedTo(matter, step, by)
  if (agreed === null) return null
  return canonicalJson({
    format: 'baozheng-step/v1',
    orderId: matter.order.orderId,
    step,
    by,
    agreed,
  })
}

function agreedTo(matter: Matter, step: SignedStep, by: Party): object | null {
  switch (step) {
    case 'purchase':
      return purchase(matter, by)
    case 'confirm':
      return by === 'buyer' ? receipt(matter) : null
    case 'settle':
      return settlement(matter)
  }
}

/** 价格与条款: what is bought, for how much, under which terms. Both sides may sign this deal. */
function purchase({ order, sold }: Matter, by: Party): object | null {
  if (order.phase !== 'opened' && order.phase !== 'paid') return null
  const price = money(Number(order.totalFen))
  const { version } = order.terms
  const [zh, en] = by === 'buyer' ? ['购买', 'buy'] : ['出售', 'sell']
  return {
    says: {
      zh: `我同意以 ${price} ${zh}本订单的商品，适用 ${version} 版交易规则。`,
      en: `I ${en} the goods of this order for ${price} under the trade rules of ${version}.`,
    },
    shop: { shopId: sold.shop.shopId, name: sold.shop.name, standing: sold.shop.standing },
    items: sold.items.map(({ text, ...item }) => ({ ...item, textHash: sha256Hex(text) })),
    totalFen: order.totalFen,
    terms: order.terms,
    feePerMille: order.feePerMille,
  }
}

/** 确认收货: everything that was to come has been sent, and the buyer is content with it. */
function receipt({ order }: Matter): object | null {
  const live = order.items.filter(({ status }) => status !== 'refunded')
  const waiting = live.some(({ status }) => status === 'awaiting' || status === 'overdue')
  if (order.phase !== 'paid' || live.length === 0 || waiting) return null
  return {
    says: {
      zh: '我已收到这些商品，确认收货；货款可以付给卖家。',
      en: 'I have received these goods and am content; the seller may be paid.',
    },
    items: live.map(({ id, title, quantity, amountFen }) => ({ id, title, quantity, amountFen })),
  }
}

/** 和解: the offer that is on the table or was accepted last, word for word. */
function settlement({ complaint }: Matter): object | null {
  if (complaint.status === 'none') return null
  const offer = complaint.offers.findLast(
    ({ status }) => status === 'open' || status === 'accepted',
  )
  if (!offer) return null
  const sum = money(Number(offer.refundFen))
  return {
    says: {
      zh: `我同意这份和解：退还买家 ${sum}。`,
      en: `I agree to this settlement: ${sum} goes back to the buyer.`,
    },
    complaintId: complaint.complaintId,
    offerId: offer.id,
    kind: offer.kind,
    refundFen: offer.refundFen,
    days: offer.days,
    text: offer.text,
    settlementHash: offer.hash,
  }
}
