import type { Day } from '../kernel/time.ts'
import { shanghaiDay } from '../kernel/time.ts'
import { type Item, returnLock } from '../orders/model.ts'
import type { Piece, Return, Returns, Stage } from './model.ts'

const ends: readonly Stage[] = ['refunded', 'completed', 'withdrawn', 'lapsed', 'denied', 'settled']

export function isOpen({ stage }: Return): boolean {
  return !ends.includes(stage)
}

export function listOf(returns: Returns): readonly Return[] {
  return returns.status === 'none' ? [] : returns.list
}

export function returnNo(returns: Returns, no: number): Return | undefined {
  return listOf(returns).find((one) => one.no === no)
}

/** Money has come back for these, or will: they count when the next return is reckoned. */
export function goneBack(one: Return): boolean {
  return one.stage === 'refunded' || withSeller(one) || (isOpen(one) && one.remedy === 'refund')
}

/** 已由案件了结: the seller has the goods, and a case has had the last word about them. */
function withSeller({ stage, backAt }: Return): boolean {
  return stage === 'settled' && backAt !== null
}

/** How many pieces of this item are neither given back nor in a return? */
export function piecesLeft(returns: Returns, item: Item): number {
  if (item.status === 'refunded') return 0
  const gone = listOf(returns)
    .filter((one) => isOpen(one) || one.stage === 'refunded' || withSeller(one))
    .flatMap(({ pieces }) => pieces)
    .filter(({ itemId }) => itemId === item.id)
  return gone.reduce((left, { quantity }) => left - quantity, item.quantity)
}

/** On which days was this item exchanged? */
export function exchangesOf(returns: Returns, itemId: string): Day[] {
  return done(returns, itemId, 'exchange').map(({ ended }) => shanghaiDay(ended?.at ?? 0))
}

/** From when to when was it with the seller to be repaired? */
export function repairsOf(returns: Returns, itemId: string): { from: Day; to: Day }[] {
  return done(returns, itemId, 'repair').map(({ backAt, requestedAt, ended }) => ({
    from: shanghaiDay(backAt ?? requestedAt),
    to: shanghaiDay(ended?.at ?? requestedAt),
  }))
}

function done(returns: Returns, itemId: string, remedy: 'exchange' | 'repair'): Return[] {
  return listOf(returns).filter(
    (one) =>
      one.stage === 'completed' &&
      one.remedy === remedy &&
      one.pieces.some((piece) => piece.itemId === itemId),
  )
}

/** 还有钱可退: is money held for this, by its own lock or by that of its case? */
export function secured({ lockFen, forCase }: Return): boolean {
  return lockFen > 0n || forCase !== null
}

/** Can a piece of this be put into a parcel and sent back? */
export function isGoods({ kind }: Item): boolean {
  return kind !== 'service' && kind !== 'digital'
}

/** Which pieces are with the buyer and in no return? */
export function piecesAtBuyer(returns: Returns, items: readonly Item[]): Piece[] {
  return piecesOf(
    returns,
    items.filter((item) => isGoods(item) && item.status === 'delivered'),
  )
}

/** Which pieces of these are in no return, and not given back? */
export function piecesOf(returns: Returns, items: readonly Item[]): Piece[] {
  return items
    .map((item) => ({ itemId: item.id, quantity: piecesLeft(returns, item) }))
    .filter(({ quantity }) => quantity > 0)
}

/** How does an ending name the lock and the case that it ends? */
export function endsOf(one: Return): { lockId: string | null; forCase: string | null } {
  return { lockId: lockOf(one), forCase: one.forCase?.complaintId ?? null }
}

/** Which lock ends with this return? Null where nothing was held back. */
export function lockOf({ no, lockFen }: Return): string | null {
  return lockFen > 0n ? lockIdOf(no) : null
}

/** 锁定号: under which name the order holds the money of this return back. */
export function lockIdOf(no: number | ''): string {
  return `${returnLock}${no}`
}
