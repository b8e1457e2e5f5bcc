import type { Day } from '../kernel/time.ts'
import { shanghaiDay } from '../kernel/time.ts'
import { type Item, returnLock } from '../orders/model.ts'
import type { Return, Returns, Stage } from './model.ts'

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
export function countsAsReturned(one: Return): boolean {
  return one.stage === 'refunded' || (isOpen(one) && one.remedy === 'refund')
}

/** How many pieces of this item are neither given back nor in a return? */
export function piecesLeft(returns: Returns, item: Item): number {
  if (item.status === 'refunded') return 0
  const gone = listOf(returns)
    .filter((one) => isOpen(one) || one.stage === 'refunded')
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

/** Which lock ends with this return? Null where nothing was held back. */
export function lockOf({ no, lockFen }: Return): string | null {
  return lockFen > 0n ? lockIdOf(no) : null
}

/** 锁定号: under which name the order holds the money of this return back. */
export function lockIdOf(no: number | ''): string {
  return `${returnLock}${no}`
}
