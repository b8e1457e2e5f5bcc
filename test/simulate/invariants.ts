import { isDeepStrictEqual } from 'node:util'
import type { Account } from '../../src/ledger/model.ts'
import { accounts, transfers } from '../../src/ledger/store.ts'
import { verifyBooks } from '../../src/ledger/verify.ts'
import type { Opened } from '../../src/orders/model.ts'
import { orders } from '../../src/orders/store.ts'
import { sums } from '../../src/orders/sums.ts'
import { timers } from '../../src/orders/timers.ts'
import { open } from '../../src/payments/rules.ts'
import { payments } from '../../src/payments/store.ts'
import type { Rooms } from '../../src/platform/batch.ts'
import type { Answer, Command } from '../../src/platform/command.ts'
import type { Tx } from '../../src/platform/db/pool.ts'
import type { World } from '../../src/platform/world.ts'
import type { Book } from './book.ts'
import { compareTables, replay } from './replay.ts'
import { stockProblems } from './stock.ts'
import type { Problem } from './tables.ts'

export interface Sight {
  readonly tx: Tx
  readonly rooms: Rooms
  readonly book: Book
  /** Every command that was answered, with its first answer. */
  readonly answered: readonly { command: Command; answer: Answer }[]
  /**
   * Everything that could happen has happened: the provider's word is known to us, and ours there.
   */
  readonly settled: boolean
}

/**
 * What must hold whatever has happened? Looks at a house that rests. Empty when all of it holds;
 * the first problem is the most telling one.
 */
export async function problemsOf(sight: Sight): Promise<{ problems: Problem[]; entries: number }> {
  const { tx, rooms } = sight
  sight.book.check()
  const problems: Problem[] = []
  for await (const { faults, shopId } of verifyBooks(tx))
    for (const { check, what, orderId } of faults)
      problems.push({ invariant: check, what: `shop ${shopId}: ${what}`, orderId })
  const told = await replay(tx, rooms)
  problems.push(...told.problems, ...(await compareTables(tx, told.world)))
  problems.push(...orderProblems(told.world))
  problems.push(...providerProblems(sight, told.world))
  problems.push(...stockProblems(told.world, await stockChanges(tx)))
  problems.push(...(await answerProblems(sight)))
  problems.push(...(await deadlineProblems(tx, told.world)))
  problems.push(...(await dispatchProblems(tx, told.world)))
  problems.push(...(await columnProblems(tx)))
  return { problems, entries: told.entries }
}

/** Each order's sums are its accounts, to the fen. */
function orderProblems(world: World): Problem[] {
  const problems: Problem[] = []
  const escrows = new Map<string, Account>()
  for (const { id, row } of world.rows(accounts)) if (row) escrows.set(id, row)
  for (const { id, row: order } of world.rows(orders)) {
    if (order.status === 'none') continue
    const { escrowFen, pendingFen } = sums(order)
    const escrow = escrows.get(`order.escrow/${id}`)
    const postedFen = (escrow?.creditsPostedFen ?? 0n) - (escrow?.debitsPostedFen ?? 0n)
    const awaitedFen = escrow?.debitsPendingFen ?? 0n
    if (postedFen === escrowFen && awaitedFen === pendingFen) continue
    const what = `escrow ${escrowFen} (pending ${pendingFen}), the ledger has ${postedFen} (${awaitedFen})`
    problems.push({ invariant: 'order_equals_ledger', what, orderId: id })
  }
  return problems
}

/**
 * 对账. Each movement at the provider is posted once, and nothing is posted that did not move there.
 * Before all is settled the provider may know of movements that we have yet to hear of.
 */
function providerProblems({ book, settled }: Sight, world: World): Problem[] {
  const posted = new Map<string, bigint>()
  for (const { row } of world.rows(transfers)) {
    const name = row === null ? null : movementName(row)
    if (row === null || name === null) continue
    posted.set(name, (posted.get(name) ?? 0n) + row.amountFen)
  }
  const problems: Problem[] = []
  for (const { kind, paymentNo, instructionNo, amountFen } of book.movements) {
    const name = instructionNo ?? `${kind} ${paymentNo}`
    const ours = posted.get(name)
    posted.delete(name)
    if (ours === amountFen || (ours === undefined && !settled)) continue
    const what = `${kind} ${name}: ${amountFen} fen moved at the provider, ${ours ?? 0n} posted here`
    problems.push({ invariant: 'provider_equals_ledger', what, orderId: `ord_${paymentNo}` })
  }
  for (const [name, amountFen] of posted) {
    const what = `${name}: ${amountFen} fen posted here, nothing moved at the provider`
    const paymentNo = /[0-9a-z]{26}/.exec(name)?.[0]
    problems.push({ invariant: 'provider_equals_ledger', what, orderId: `ord_${paymentNo}` })
  }
  return problems
}

/** Under which name does the provider know what this transfer posts? Null when it posts nothing. */
function movementName(one: {
  id: string
  kind: string
  code: string
  orderId: string
  pendingId: string | null
  debit: string
  credit: string
}): string | null {
  const paymentNo = one.orderId.slice(4)
  if (one.kind === 'post') return one.pendingId?.endsWith('/a') ? one.pendingId.slice(0, -2) : null
  if (one.kind !== 'single') return null
  if (one.code === 'hold_ended') return one.credit === 'psp.held' ? `hold_ended ${paymentNo}` : null
  return one.debit === 'psp.held' ? `payment ${paymentNo}` : null
}

async function stockChanges(tx: Tx) {
  const { rows } = await tx.query<{ payload: string }>(
    'stock.changes',
    `select j.payload from app.journal j
     where j.kind like 'listing.%' and j.payload is not null
     order by j.shop_id, j.stream_id, j.seq`,
    [],
  )
  return rows.map(({ payload }) => JSON.parse(payload) as { target: string; event: never })
}

/** Nothing that was answered is lost: its claim says the same, and its entry is in the journal. */
async function answerProblems({ tx, answered }: Sight): Promise<Problem[]> {
  const claims = await tx.query<{ shop_id: bigint; actor: string; id: string; answer: Answer }>(
    'answers.claims',
    'select shop_id, actor, command_id as id, answer from app.commands',
    [],
  )
  const kept = new Map(
    claims.rows.map((row) => [`${row.shop_id}/${row.actor}/${row.id}`, row.answer]),
  )
  const entries = await tx.query<{ shop_id: bigint; stream_id: string; count: number }>(
    'answers.entries',
    'select shop_id, stream_id, max(seq) as count from app.journal group by shop_id, stream_id',
    [],
  )
  const lengths = new Map(entries.rows.map((row) => [`${row.shop_id}/${row.stream_id}`, row.count]))
  const problems: Problem[] = []
  for (const { command, answer } of answered) {
    const what = `${command.domain} ${command.body.type} ${command.id} of ${command.actor}`
    const claim = kept.get(`${command.shopId}/${command.actor}/${command.id}`)
    if (!claim || !isDeepStrictEqual(JSON.parse(JSON.stringify(answer)), claim))
      problems.push(lost(`${what}: its claim says something else`, command))
    if (!answer.ok || answer.entry.seq === 0) continue
    const length = lengths.get(`${command.shopId}/${answer.entry.stream}`) ?? 0
    if (length < answer.entry.seq) problems.push(lost(`${what}: its entry is missing`, command))
  }
  return problems
}

function lost(what: string, { target }: Command): Problem {
  return { invariant: 'nothing_acknowledged_is_lost', what, orderId: target }
}

/** Every deadline is one that its order waits for, and the other way round. */
async function deadlineProblems(tx: Tx, world: World): Promise<Problem[]> {
  const { rows } = await tx.query<{ id: string; kind: string; due_at: number }>(
    'deadlines.all',
    `select id, kind, due_at from app.deadlines where subject = 'orders'`,
    [],
  )
  const set = new Map(rows.map((row) => [`${row.id} ${row.kind}`, row.due_at]))
  const problems: Problem[] = []
  const tell = (what: string, orderId: string) =>
    problems.push({ invariant: 'deadlines_equal_timers', what, orderId })
  for (const { id, row } of world.rows(orders)) {
    for (const { kind, dueAt } of timers(row)) {
      const at = set.get(`${id} ${kind}`)
      set.delete(`${id} ${kind}`)
      if (at !== dueAt) tell(`${kind} is due at ${dueAt}, the deadline says ${at}`, id)
    }
  }
  for (const name of set.keys()) tell(`${name}: nobody waits for it`, name.split(' ')[0] ?? '')
  return problems
}

/** What waits to be sent is exactly what the provider has not answered. */
async function dispatchProblems(tx: Tx, world: World): Promise<Problem[]> {
  const { rows } = await tx.query<{ payment_id: string; instruction: string }>(
    'dispatches.all',
    'select payment_id, instruction from app.dispatches',
    [],
  )
  const waiting = new Set(rows.map((row) => `${row.payment_id} ${row.instruction}`))
  const problems: Problem[] = []
  const invariant = 'dispatches_equal_instructions'
  for (const { id, row } of world.rows(payments))
    for (const instruction of open(row))
      if (!waiting.delete(`${id} ${instruction}`))
        problems.push({ invariant, what: `${instruction} is never sent`, orderId: id })
  for (const name of waiting)
    problems.push({
      invariant,
      what: `${name}: sent for ever`,
      orderId: name.split(' ')[0] ?? null,
    })
  return problems
}

/** What lists ask for is what the states say. */
async function columnProblems(tx: Tx): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const name of ['shops', 'listings', 'orders', 'payments', 'complaints']) {
    const { rows } = await tx.query<{ id: string }>(
      `columns.${name}`,
      `select id from app.${name} where status <> state->>'status' limit 10`,
      [],
    )
    for (const { id } of rows)
      problems.push({ invariant: 'columns_equal_states', what: `${name} ${id}`, orderId: id })
  }
  return problems
}

/**
 * Which orders have not come to an end although nothing is left to happen, for no stated reason?
 */
export function openEnds(all: Iterable<Opened>): Problem[] {
  const problems: Problem[] = []
  for (const order of all) {
    const { escrowFen, pendingFen } = sums(order)
    const ended = ['expired', 'cancelled', 'refunded', 'settled'].includes(order.status)
    const asked = order.movements.some(({ status }) => status === 'pending')
    const over = ended && escrowFen === 0n && !asked && order.owed.length === 0
    // The provider has given the money away by itself: what is left to decide, a person decides.
    if (over || (order.holdEnded !== null && !asked && pendingFen === 0n)) continue
    const what = `${order.status} for ever: escrow ${escrowFen}, owed ${order.owed.length}`
    problems.push({ invariant: 'every_order_ends', what, orderId: order.orderId })
  }
  return problems
}
