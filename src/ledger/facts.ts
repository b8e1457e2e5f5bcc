import type { ShopId } from '../kernel/ids.ts'
import type { Domain, DomainEvent, Order } from '../platform/command.ts'
import { streams } from '../platform/journal.ts'
import type { World } from '../platform/world.ts'
import type { Account, AccountId, Book, Command, Event, Transfer } from './model.ts'
import { decide, evolve } from './rules.ts'
import { accounts, transfers } from './store.ts'

/** The ledger as the runner sees it. Its entries stand in the stream of their order. */
export const ledger: Domain = {
  name: 'ledger',
  preload(world, shopId, target) {
    world.want(streams, shopId, `order:${target}`)
  },
  handle(world: World, order: Order) {
    const command = order.body as Command
    const book = gather(world, order.shopId, command)
    return decide(book, command, { at: order.at, orderId: order.target })
  },
  apply(world, shopId, _target, happened: DomainEvent) {
    const event = happened as unknown as Event
    const before = bookOf(world, shopId, touched(event.transfers))
    const after = evolve(before, event)
    for (const [id, account] of after.accounts) world.write(accounts, shopId, id, account)
    for (const [id, transfer] of after.transfers)
      if (transfer !== before.transfers.get(id)) world.write(transfers, shopId, id, transfer)
  },
  stream: (target) => `order:${target}`,
}

/** Which rows may these entries change? Asks for all of them at once before reading any. */
function gather(world: World, shopId: ShopId, command: Command): Book {
  const ids = command.entries.map(({ id }) => id)
  const pendingIds = command.entries.flatMap((entry) =>
    'pendingId' in entry ? [entry.pendingId] : [],
  )
  const named = command.entries.flatMap((entry) =>
    'debit' in entry ? [entry.debit, entry.credit] : [],
  )
  const wantedTransfers = [...ids, ...pendingIds]
  for (const id of wantedTransfers) world.want(transfers, shopId, id)
  for (const id of named) world.want(accounts, shopId, id)
  const pending = pendingIds.map((id) => world.read(transfers, shopId, id))
  const resolvedAccounts = pending.flatMap((one) => (one ? [one.debit, one.credit] : []))
  return bookOf(world, shopId, {
    accounts: [...named, ...resolvedAccounts],
    transfers: wantedTransfers,
  })
}

function touched(list: readonly Transfer[]): { accounts: AccountId[]; transfers: string[] } {
  return {
    accounts: list.flatMap(({ debit, credit }) => [debit, credit]),
    transfers: list.flatMap(({ id, pendingId }) => (pendingId === null ? [id] : [id, pendingId])),
  }
}

function bookOf(
  world: World,
  shopId: ShopId,
  ids: { accounts: readonly AccountId[]; transfers: readonly string[] },
): Book {
  for (const id of ids.accounts) world.want(accounts, shopId, id)
  for (const id of ids.transfers) world.want(transfers, shopId, id)
  const found = new Map<AccountId, Account>()
  for (const id of ids.accounts) {
    const account = world.read(accounts, shopId, id)
    if (account) found.set(id, account)
  }
  return {
    accounts: found,
    transfers: new Map(ids.transfers.map((id) => [id, world.read(transfers, shopId, id)])),
  }
}
