import type { Holder, KeptEntry } from './receipt.ts'

/** 各看各的. Which words of an order's entries may each side take away in its receipt? */

/** Between house and provider, or only book-keeping: their leaves prove that nothing is missing. */
const inside = new Set([
  'ledger.transferred',
  'payment.requested',
  'payment.opened',
  'payment.instructed',
  'payment.accepted',
  'payment.unknown',
  'payment.close_requested',
  'payment.closed',
  'payment.unexplained',
  'order.carrier_spoke',
  // Not published yet, sealed, or somebody else's loss.
  'complaint.drafted',
  'complaint.draft_fell',
  'complaint.bid_placed',
  'complaint.joined',
])

/** Secrets of the order's own working: nobody needs them to prove anything. */
const nobodys = new Set(['linkHash', 'contactId'])

/**
 * What the other side keeps to itself. `actor` is an id that means the same person everywhere; who
 * acted in this stream, the leaf says by a name of the stream's own.
 */
const hidden: Readonly<Record<Holder, ReadonlySet<string>>> = {
  buyer: new Set(['actor', 'payeeRef', 'sellerId']),
  seller: new Set(['actor', 'collectCode', 'buyerId', 'openedBy']),
  desk: new Set(['collectCode', 'content']),
  public: new Set(['actor', 'ownerId', 'payeeRef', 'sellerId']),
}

/** May this holder see this part of this entry of an order? `content` is digital goods, once opened. */
export function mayShowOfOrder(
  holder: Holder,
  { opened }: { opened: boolean },
): (entry: Pick<KeptEntry, 'kind'>, part: string) => boolean {
  return ({ kind }, part) => {
    if (inside.has(kind)) return false
    const name = part.split('.').at(-1) ?? ''
    if (name === 'content' && holder === 'buyer') return opened
    return !nobodys.has(name) && !hidden[holder].has(name)
  }
}

/**
 * 抽查. What may an auditor read of a case that is not his? How much was in dispute and how it ended:
 * nothing of who, what and why.
 */
export function mayShowToAuditor({ kind }: Pick<KeptEntry, 'kind'>, part: string): boolean {
  return audited[kind]?.includes(part) ?? false
}

const audited: Readonly<Record<string, readonly string[]>> = {
  'order.paid': ['event.amountFen'],
  'order.refund_due': ['event.amountFen'],
  'order.release_due': ['event.amountFen'],
  'complaint.opened': ['event.amountFen', 'event.issue'],
  'complaint.closed': ['event.outcome'],
}

/** Everybody has seen what the page said; who bought is nobody's business. */
export function mayShowOfListing({ kind }: Pick<KeptEntry, 'kind'>, part = ''): boolean {
  return visible.has(kind) && !hidden.public.has(part.split('.').at(-1) ?? '')
}

/** Nothing that the house says of its own start is anybody's secret. */
export function mayShowOfSite({ kind }: Pick<KeptEntry, 'kind'>, part = ''): boolean {
  return kind === 'house.started' && part !== 'actor'
}

const visible = new Set(['listing.published', 'listing.edited', 'listing.withdrawn'])
