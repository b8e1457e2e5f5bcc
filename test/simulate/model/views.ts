import { type Quarrel, quarrelClocks } from './case-file.ts'
import type { Market } from './market.ts'
import { type GivenBack, isOpen, penaltyClock, returnClock } from './return-state.ts'
import { clocksOf, escrowOf, statusOf, type Trade } from './trade.ts'

/** How something stands, in words that the model and the house's rows can both be put into. */
export type View = Readonly<Record<string, unknown>>

/** How must this order stand, with its money, its returns, its case and its moments? */
export function orderView(market: Market, trade: Trade): View {
  const payment = market.payments.get(trade.id)
  const list = market.returnsOf(trade.id)
  const quarrel = market.quarrels.get(trade.id)
  return {
    status: statusOf(trade),
    phase: trade.phase,
    ending: trade.ending?.reason ?? null,
    paidFen: trade.paidFen,
    totalFen: trade.totalFen,
    prices: trade.things.map(({ fen }) => fen),
    items: trade.things.map(({ id, status, readyBy, parcelId, deliveredAt, hours }) => [
      ...[id, status, readyBy, parcelId, deliveredAt, hours],
    ]),
    parcels: trade.bundles.map(({ id, wordAt, doubted, deliveredAt }) => [
      ...[id, wordAt, doubted, deliveredAt, market.parcels.get(id)?.status ?? null],
    ]),
    receivedAt: trade.receivedAt,
    locks: [...trade.locks].sort(),
    moves: trade.moves.map(({ no, kind, fen, status }) => [no, kind, fen, status]),
    owed: trade.owed.map(({ kind, fen, retryAt }) => [kind, fen, retryAt]),
    holdEnded: trade.holdEnded && [trade.holdEnded.fen, trade.holdEnded.fromEscrow],
    escrow: accountView(trade.shop.books.accounts.get(escrowOf(trade))),
    payment: payment?.status ?? null,
    payee: trade.payee,
    disownedAt: trade.disownedAt,
    notice: payment?.notice ?? null,
    nudges: trade.nudges.map(({ words, at }) => [words, at]),
    instructions: [...(payment?.instructions ?? [])].map(([no, { status }]) => [no, status]),
    returns: list.map((one) => returnView(one)),
    case: quarrel ? caseView(quarrel) : null,
    deadlines: deadlinesOf({ trade, list, quarrel }),
  }
}

function returnView(one: GivenBack): unknown[] {
  const { no, stage, remedy, refundFen, lockFen, dueAt, escalateAt, endedBy, goodsWait } = one
  const why = isOpen(one) ? one.why : []
  const { worthFen, reducedFen, deductedFen, pieces } = one
  return [
    ...[no, stage, remedy, refundFen, lockFen, dueAt, escalateAt, endedBy, goodsWait, why],
    ...[worthFen, reducedFen, deductedFen, pieces],
  ]
}

function caseView(one: Quarrel): View {
  const { outcome, decision } = one
  return {
    ...{ id: one.id, stage: one.stage, stageAt: one.stageAt, fen: one.fen },
    ...{ mediator: one.mediator, barred: one.barred, noticeAt: one.noticeAt },
    ...{ shown: one.shown.length, messages: one.messages, ways: one.ways },
    offers: one.offers.map(({ id, kind, fen, status, accepted, named }) => [
      ...[id, kind, fen, status, accepted, named.itemIds, named.pieces],
    ]),
    draft: one.draft && [one.draft.by, one.draft.fen],
    decision: decision && [decision.by, decision.fen, decision.damagesFen, decision.named.pieces],
    outcome: outcome && [outcome.by, outcome.fen, outcome.fromHold, outcome.owed, outcome.human],
    settled: one.settled,
  }
}

function deadlinesOf({
  trade,
  list,
  quarrel,
}: {
  trade: Trade
  list: readonly GivenBack[]
  quarrel: Quarrel | undefined
}): unknown[] {
  const named = (room: string, clocks: Iterable<[string, number]>) =>
    [...clocks].map(([kind, dueAt]) => [`${room} ${kind}`, dueAt])
  return [
    ...named('orders', clocksOf(trade)),
    ...named(
      'returns',
      list.flatMap((one) =>
        [returnClock(one), penaltyClock(one)].filter((clock) => clock !== null),
      ),
    ),
    ...named('complaints', quarrel ? quarrelClocks(quarrel) : []),
  ].sort()
}

interface Balance {
  readonly debit: bigint
  readonly credit: bigint
  readonly debitWaits: bigint
  readonly creditWaits: bigint
}

export function accountView(one: Balance | undefined): unknown {
  const { debit = 0n, credit = 0n, debitWaits = 0n, creditWaits = 0n } = one ?? {}
  return [debit, credit, debitWaits, creditWaits]
}

export const houseAccounts = [
  ...['psp.held', 'psp.settled', 'psp.suspense'],
  ...['seller.settled', 'buyer.refunded', 'platform.fee'],
]

/** How must the shop's shelf and its books stand? */
export function shopView(market: Market, shopId: number): View {
  const shop = market.shops.get(shopId)
  return {
    name: shop?.name ?? null,
    payee: shop?.payee ?? null,
    frozen: shop?.frozen?.since ?? null,
    sweep: shop?.sweep?.dueAt ?? null,
    wish: shop?.wish ? [shop.wish.ref, shop.wish.dueAt] : null,
    accounts: houseAccounts.map((id) => [id, accountView(shop?.books.accounts.get(id))]),
    listings: [...(shop?.listings.values() ?? [])]
      .map(({ id, status, stock, revision, priceFen, promotion, warrantyMonths }) => [
        ...[id, status, stock, revision, priceFen, promotion, warrantyMonths],
      ])
      .sort(),
  }
}
