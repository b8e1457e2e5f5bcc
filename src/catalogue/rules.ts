import type { Fen } from '../kernel/money.ts'
import { type Decision, refuse } from '../kernel/refusal.ts'
import { isUnifiedCode } from '../law/check-digit.rules.ts'
import { readPromotion } from '../law/promotion.rules.ts'
import type {
  Aftersales,
  Command,
  Event,
  Facts,
  Listing,
  Offer,
  Passport,
  Refusal,
} from './model.ts'

/** 上架. May this listing be published, edited, sold? Pure. */
export const initial: Listing = { status: 'none' }

export const limits = {
  titleMax: 60,
  textMax: 5_000,
  photosMax: 9,
  priceFenMax: 500_000_000n,
  stockMax: 1_000_000,
  shipWithinHoursMax: 24 * 30,
  promisedDaysMax: 365,
  promisedMonthsMax: 120,
  factMax: 200,
  promisesMax: 5,
} as const

export function decide(listing: Listing, command: Command, facts: Facts): Decision<Event, Refusal> {
  if (facts.by === 'stranger') return refuse('listing.not_found')
  switch (command.type) {
    case 'publish':
      if (listing.status !== 'none') return refuse('listing.exists')
      if (!facts.shopOpen) return refuse('listing.shop_closed')
      if (facts.shopFrozen) return refuse('listing.shop_frozen')
      if (!usable(command.offer, command.stock)) return refuse('listing.offer_unusable')
      return [{ ...command, type: 'listing.published', at: facts.at }]
    case 'reserve':
      return reserve(listing, command, facts)
    case 'give_back':
      if (listing.status === 'none' || facts.by !== 'house') return refuse('listing.not_found')
      return [{ ...command, type: 'listing.given_back' }]
    case 'freeze':
      if (facts.by !== 'house') return refuse('listing.not_found')
      return listing.status === 'published' ? [{ type: 'listing.withdrawn' }] : []
    default:
      return change(listing, command, facts)
  }
}

/** What the owner may change on a listing that is up. */
function change(
  listing: Listing,
  command: Extract<Command, { type: 'edit' | 'restock' | 'withdraw' }>,
  facts: Facts,
): Decision<Event, Refusal> {
  if (listing.status === 'none') return refuse('listing.not_found')
  if (!facts.shopOpen) return refuse('listing.shop_closed')
  // Whoever has stolen the account may sign in again; taking things down stays possible.
  if (facts.shopFrozen && command.type !== 'withdraw') return refuse('listing.shop_frozen')
  switch (command.type) {
    case 'edit':
      // An edit puts a withdrawn listing up again: its link in old chats then works once more.
      if (!usable(command.offer, listing.stock)) return refuse('listing.offer_unusable')
      return [{ type: 'listing.edited', offer: command.offer, at: facts.at }]
    case 'restock':
      if (!between(command.stock, 0, limits.stockMax)) return refuse('listing.offer_unusable')
      return [{ type: 'listing.restocked', stock: command.stock }]
    case 'withdraw':
      if (listing.status === 'withdrawn') return refuse('listing.withdrawn')
      return [{ type: 'listing.withdrawn' }]
  }
}

/** 最后一件: two buyers of the last item are told apart here, one after the other. */
function reserve(
  listing: Listing,
  { quantity, orderId }: { quantity: number; orderId: string },
  facts: Facts,
): Decision<Event, Refusal> {
  // Its seller may not take from the shelf in the name of an order: only an order does that.
  if (listing.status === 'none' || facts.by !== 'house') return refuse('listing.not_found')
  if (!facts.shopOpen) return refuse('listing.shop_closed')
  if (listing.status === 'withdrawn') return refuse('listing.withdrawn')
  if (quantity < 1 || listing.stock < quantity)
    return refuse('listing.sold_out', { params: { stock: listing.stock } })
  return [{ type: 'listing.reserved', quantity, orderId }]
}

function usable(offer: Offer, stock: number): boolean {
  const title = offer.title.trim()
  return (
    title.length > 0 &&
    title.length <= limits.titleMax &&
    !/\p{Cc}/u.test(title) &&
    offer.text.length <= limits.textMax &&
    offer.photos.length <= limits.photosMax &&
    offer.photos.every((hash) => /^[0-9a-f]{64}$/.test(hash)) &&
    offer.priceFen > 0n &&
    offer.priceFen <= limits.priceFenMax &&
    between(stock, 0, limits.stockMax) &&
    between(offer.shipWithinHours, 1, limits.shipWithinHoursMax) &&
    (offer.passport === undefined || statable(offer.passport)) &&
    (offer.aftersales === undefined || bounded(offer.aftersales)) &&
    (offer.promotion === undefined || (priceOf(offer, 1) ?? 0n) > 0n)
  )
}

/** 商品资料: one line a fact, and codes of whoever it is sold for that can exist. */
function statable({ facts, batchNo, factoryFen, principal, promises }: Passport): boolean {
  const lines = [...Object.values(facts), batchNo ?? '', principal?.name ?? '']
  return (
    [...lines, principal?.afterSales ?? ''].every(
      (line) => line.length <= limits.factMax && !/\p{Cc}/u.test(line),
    ) &&
    (factoryFen === null || (factoryFen > 0n && factoryFen <= limits.priceFenMax)) &&
    (principal === null || (principal.name.trim() !== '' && isUnifiedCode(principal.uscc))) &&
    promises.length <= limits.promisesMax
  )
}

/**
 * 应付. What do so many pieces cost under the promotion of the offer? Null where its words are none
 * of the forms that can be reckoned: then it is no promotion, and the offer is refused.
 */
export function priceOf(
  { priceFen, promotion = '' }: Pick<Offer, 'priceFen' | 'promotion'>,
  pieces: number,
): Fen | null {
  const line = { name: '', unitFen: priceFen, pieces }
  return readPromotion(promotion, pieces)?.([line]) ?? null
}

/** Promises that somebody can mean; what they are worth is the law’s question. */
function bounded({ returnDays, warrantyMonths, freeFreight }: Aftersales): boolean {
  return (
    (returnDays === null || between(returnDays, 1, limits.promisedDaysMax)) &&
    between(warrantyMonths, 0, limits.promisedMonthsMax) &&
    (freeFreight === null ||
      (freeFreight.fromFen > 0n &&
        freeFreight.costFen >= 0n &&
        freeFreight.fromFen <= limits.priceFenMax &&
        freeFreight.costFen <= limits.priceFenMax))
  )
}

function between(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}

export function evolve(listing: Listing, event: Event): Listing {
  if (event.type === 'listing.published') {
    const { listingId, offer, stock, at } = event
    return { status: 'published', listingId, revision: 1, stock, editedAt: at, ...offer }
  }
  if (listing.status === 'none') return listing
  switch (event.type) {
    case 'listing.edited': {
      const { offer, at } = event
      const { listingId, stock } = listing
      const revision = listing.revision + 1
      // What the new offer does not say is no longer said: nothing of the last one stays.
      return { status: 'published', listingId, revision, stock, editedAt: at, ...offer }
    }
    case 'listing.restocked':
      return { ...listing, stock: event.stock }
    case 'listing.withdrawn':
      return { ...listing, status: 'withdrawn' }
    case 'listing.reserved':
      return { ...listing, stock: listing.stock - event.quantity }
    case 'listing.given_back':
      return { ...listing, stock: listing.stock + event.quantity }
  }
}
