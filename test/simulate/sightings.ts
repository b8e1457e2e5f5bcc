import type pg from 'pg'
import type { Listing } from '../../src/catalogue/model.ts'
import type { CaseFile } from '../../src/disputes/model.ts'
import type { Account } from '../../src/ledger/model.ts'
import type { Present as Shop } from '../../src/network/model.ts'
import type { Opened } from '../../src/orders/model.ts'
import type { Payment } from '../../src/payments/model.ts'
import { over } from '../../src/platform/db/pool.ts'
import type { Return } from '../../src/returns/model.ts'
import type { MemoryStore } from './memory-ground.ts'
import { accountView, houseAccounts, type View } from './model/views.ts'

/** Rows as the house has them, by room and id: `orders/ord_…`, `accounts/psp.held`. */
export interface Rows {
  readonly states: ReadonlyMap<string, unknown>
  /** `[subject kind, due at]` of each thing, by its id. */
  readonly deadlines: ReadonlyMap<string, unknown[]>
}

/** Reads the rows of one shop that belong to these orders, and all of its shelf and books. */
export type Sightings = (
  shopId: number,
  of: { orderIds: readonly string[]; parcelIds: readonly string[] },
) => Promise<Rows>

const rooms = ['orders', 'payments', 'returns', 'complaints']

export function sightingsIn(pool: pg.Pool): Sightings {
  const tx = over(pool)
  const states = rooms
    .map(
      (room) => `select '${room}' as room, id, state from app.${room}
      where shop_id = $1 and id = any($2)`,
    )
    .join(' union all ')
  const sql = `${states}
    union all select room, id, state from (
      select 'shops' as room, id, state from app.shops where shop_id = $1
      union all select 'listings', id, state from app.listings where shop_id = $1
      union all select 'parcels', id, state from app.parcels
        where shop_id = $1 and id = any($4)) as around
    union all select 'accounts', id, jsonb_build_array(debits_posted::text, credits_posted::text,
        debits_pending::text, credits_pending::text) from app.accounts
      where shop_id = $1 and id = any($3)
    union all select 'deadlines', id, jsonb_build_array(subject || ' ' || kind,
        (extract(epoch from due_at) * 1000)::bigint) from app.deadlines
      where shop_id = $1 and id = any($2)`
  return async (shopId, { orderIds, parcelIds }) => {
    const accounts = [...houseAccounts, ...orderIds.map((id) => `order.escrow/${id}`)]
    const { rows } = await tx.query<{ room: string; id: string; state: unknown }>(
      'sightings',
      sql,
      [shopId, orderIds, accounts, parcelIds],
    )
    return gathered(rows)
  }
}

function gathered(rows: readonly { room: string; id: string; state: unknown }[]): Rows {
  const found = new Map<string, unknown>()
  const deadlines = new Map<string, unknown[]>()
  for (const { room, id, state } of rows)
    if (room === 'deadlines') deadlines.set(id, [...(deadlines.get(id) ?? []), state])
    else found.set(`${room}/${id}`, state)
  return { states: found, deadlines }
}

/** The same rows where there is no database. */
export function sightingsOf(store: MemoryStore): Sightings {
  return async (shopId, { orderIds, parcelIds }) => {
    const rows: { room: string; id: string; state: unknown }[] = []
    const { all } = store.world
    const see = (room: string, id: string) => {
      const cell = all.get(`${room}/${shopId}/${id}`)
      if (cell && cell.version > 0) rows.push({ room, id, state: cell.row })
    }
    see('shops', 'shop')
    for (const id of parcelIds) see('parcels', id)
    for (const id of store.idsOf('listings', shopId)) see('listings', id)
    for (const id of orderIds) {
      for (const room of rooms) see(room, id)
      for (const one of store.deadlinesOf(id))
        rows.push({ room: 'deadlines', id, state: [`${one.subject} ${one.kind}`, one.due_at] })
    }
    for (const id of [...houseAccounts, ...orderIds.map((one) => `order.escrow/${one}`)]) {
      const row = all.get(`accounts/${shopId}/${id}`)?.row as Account | null | undefined
      if (row)
        rows.push({
          ...{ room: 'accounts', id },
          state: [
            ...[row.debitsPostedFen, row.creditsPostedFen],
            ...[row.debitsPendingFen, row.creditsPendingFen],
          ],
        })
    }
    return gathered(rows)
  }
}

type Present = Exclude<Payment, { status: 'none' }>
interface Named {
  readonly name: string
  readonly status: string
}

/** How does this order stand in the house's rows? In the words of the model. */
export function orderSeen({ states, deadlines }: Rows, orderId: string): View | null {
  const order = states.get(`orders/${orderId}`) as Opened | undefined
  if (!order) return null
  const payment = states.get(`payments/${orderId}`) as Present | undefined
  const file = states.get(`complaints/${orderId}`) as CaseFile | undefined
  const returns = states.get(`returns/${orderId}`) as { list?: Return[] } | undefined
  const ended = order.holdEnded
  return {
    status: order.status,
    phase: order.phase,
    ending: order.ending?.reason ?? null,
    paidFen: order.paidFen,
    totalFen: order.totalFen,
    prices: order.items.map(({ amountFen }) => amountFen),
    items: order.items.map((one) => [
      ...[one.id, one.status, one.readyBy, one.parcelId, one.deliveredAt, one.shipWithinHours],
    ]),
    parcels: order.parcels.map((one) => [
      ...[one.id, one.wordAt, one.doubted, one.deliveredAt],
      (states.get(`parcels/${one.id}`) as Named | undefined)?.status ?? null,
    ]),
    receivedAt: order.receivedAt,
    locks: order.locks.map((one) => [one.id, one.amountFen]).sort(),
    moves: order.movements.map((one) => [one.no, one.kind, one.amountFen, one.status]),
    owed: order.owed.map((one) => [one.kind, one.amountFen, one.retryAt]),
    holdEnded: ended && [ended.amountFen, ended.fromEscrowFen],
    escrow: states.get(`accounts/order.escrow/${orderId}`) ?? accountView(undefined),
    payment: payment?.status ?? null,
    payee: payment?.request.payeeRef ?? null,
    disownedAt: order.unauthorisedAt ?? null,
    notice: payment?.notice ? (payment.notice.taken ? 'heard' : 'due') : null,
    nudges: (order.nudged ?? []).map((one) => [one.words, one.at]),
    instructions: (payment?.instructions ?? []).map((one) => [one.no, one.status]),
    returns: (returns?.list ?? []).map(returnSeen),
    case: file ? caseSeen(file) : null,
    deadlines: (deadlines.get(orderId) ?? []).toSorted(),
  }
}

function returnSeen(one: Return): unknown[] {
  return [
    ...[one.no, one.stage, one.remedy, one.refundFen, one.lockFen, one.dueAt, one.escalateAt],
    ...[one.ended?.by ?? null, one.goodsWait, one.ended ? [] : (one.review?.why ?? [])],
    ...[one.worthFen, one.reducedFen ?? 0n, one.deductedFen, one.pieces],
  ]
}

function caseSeen(file: CaseFile): View {
  const { outcome, decision, draft } = file
  return {
    ...{ id: file.complaintId, stage: file.status, stageAt: file.stageAt, fen: file.amountFen },
    ...{ mediator: file.mediatorId, barred: file.barred, noticeAt: file.noticeAt },
    ...{ shown: file.evidence.length, messages: file.messages.length },
    ways: file.ways.map((one) => one.way),
    offers: file.offers.map((one) => [
      ...[one.id, one.kind, one.refundFen, one.status, one.accepted],
      ...[one.itemIds ?? [], one.pieces ?? []],
    ]),
    draft: draft && [draft.by, draft.refundFen],
    decision: decision && [
      ...[decision.by, decision.refundFen, decision.damagesFen, decision.pieces ?? []],
    ],
    outcome: outcome && [
      ...[outcome.by, outcome.refundFen, outcome.fromHoldFen, outcome.owedFen, outcome.human],
    ],
    settled: file.settled,
  }
}

export function shopSeen({ states }: Rows): View {
  const shop = states.get('shops/shop') as Shop | undefined
  const listings = [...states].filter(([name]) => name.startsWith('listings/'))
  return {
    name: shop?.name ?? null,
    payee: shop?.payeeRef ?? null,
    frozen: shop?.frozen?.since ?? null,
    sweep: shop?.sweep?.dueAt ?? null,
    wish: shop?.payoutWish ? [shop.payoutWish.payeeRef, shop.payoutWish.dueAt] : null,
    accounts: houseAccounts.map((id) => [
      id,
      states.get(`accounts/${id}`) ?? accountView(undefined),
    ]),
    listings: listings
      .map(([, row]) => row as Exclude<Listing, { status: 'none' }>)
      .map((one) => [
        ...[one.listingId, one.status, one.stock, one.revision, one.priceFen],
        ...[one.promotion ?? null, one.aftersales?.warrantyMonths ?? 0],
      ])
      .sort(),
  }
}
