import { listings } from './catalogue/store.ts'
import type { Command as CaseCommand } from './disputes/model.ts'
import { complaints } from './disputes/store.ts'
import type { ShopId } from './kernel/ids.ts'
import { accounts, transfers } from './ledger/store.ts'
import { parcels } from './logistics/store.ts'
import { shopRow, shops } from './network/store.ts'
import type { Command as OrderCommand } from './orders/model.ts'
import { numberOf } from './orders/refunding.ts'
import { orders, sold } from './orders/store.ts'
import type { Command as PaymentCommand } from './payments/model.ts'
import { payments } from './payments/store.ts'
import type { Command } from './platform/command.ts'
import { streams } from './platform/journal.ts'
import type { World } from './platform/world.ts'
import { returnsTable } from './returns/store.ts'

/**
 * 预见. Which rows will a command need, with all that follows from it in other rooms? Only a hint:
 * what is not foreseen is loaded in a second pass, what is foreseen in vain costs one key in a
 * list.
 */
export function foresee(world: World, { domain, shopId, target, body }: Command): void {
  switch (domain) {
    case 'orders': {
      const command = body as OrderCommand
      aroundOrder(world, shopId, target)
      if (command.type === 'open') forSale(world, shopId, target, command)
      if (command.type === 'ship') world.want(parcels, shopId, command.parcelId)
      for (const no of movementsOf(target, command)) moneyOf(world, shopId, target, no)
      return
    }
    case 'returns':
      aroundOrder(world, shopId, target)
      world.want(complaints, shopId, target)
      return
    case 'signatures':
      aroundOrder(world, shopId, target)
      return
    case 'payments':
      aroundOrder(world, shopId, target)
      for (const no of answered(body as PaymentCommand)) moneyOf(world, shopId, target, no)
      return
    case 'complaints':
      aroundOrder(world, shopId, target)
      world.want(complaints, shopId, target)
      world.want(returnsTable, shopId, target)
      if (endsCase(body as CaseCommand)) moneyOf(world, shopId, target, numberOf(target, 'r', 1))
      return
    case 'parcels': {
      const { orderId } = body as { orderId?: string }
      if (orderId) aroundOrder(world, shopId, orderId)
      return
    }
  }
}

function aroundOrder(world: World, shopId: ShopId, orderId: string): void {
  world.want(shops, shopId, shopRow)
  world.want(orders, shopId, orderId)
  world.want(payments, shopId, orderId)
  world.want(streams, shopId, `order:${orderId}`)
}

/** Opening an order freezes what is sold and takes it from the shelf. */
function forSale(
  world: World,
  shopId: ShopId,
  orderId: string,
  command: Extract<OrderCommand, { type: 'open' }>,
): void {
  world.want(sold, shopId, orderId)
  for (const { listingId } of command.items) {
    world.want(listings, shopId, listingId)
    world.want(streams, shopId, `listing:${listingId}`)
  }
}

/** The rows of a movement of money: its accounts and its two halves. */
function moneyOf(world: World, shopId: ShopId, orderId: string, no: string | 'paid'): void {
  for (const account of ['psp.held', `order.escrow/${orderId}`])
    world.want(accounts, shopId, account)
  if (no === 'paid') {
    world.want(transfers, shopId, `${orderId}/paid`)
    return
  }
  for (const account of ['psp.settled', 'seller.settled', 'buyer.refunded', 'platform.fee'])
    world.want(accounts, shopId, account)
  for (const half of ['a', 'b'])
    for (const step of ['', '/post', '/void']) world.want(transfers, shopId, `${no}/${half}${step}`)
}

/** Which numbers will it give to money? Those of an order whose money has not moved yet. */
function movementsOf(orderId: string, command: OrderCommand): string[] {
  if (command.type !== 'time') return []
  switch (command.kind) {
    case 'release':
      return [numberOf(orderId, 's', 1), numberOf(orderId, 'f', 2)]
    case 'overdue':
    case 'undelivered':
      return [numberOf(orderId, 'r', 1)]
    default:
      return []
  }
}

/** Which steps of a case may move money by themselves? */
function endsCase(command: CaseCommand): boolean {
  const { type } = command
  if (type === 'time') return ['final', 'appeal', 'last'].includes(command.kind)
  return ['open', 'agree', 'accept_offer', 'accept_ruling', 'bid', 'rule'].includes(type)
}

function answered(command: PaymentCommand): (string | 'paid')[] {
  if (command.type === 'outcome') return command.outcome === 'refused' ? [command.no] : []
  if (command.type !== 'fact') return []
  const { kind, instructionNo } = command.fact
  if (kind === 'payment') return ['paid']
  return instructionNo === null ? [] : [instructionNo]
}
