import { type Decision, refuse } from '../kernel/refusal.ts'
import { day } from '../kernel/time.ts'
import type { Command, Event, Facts, NudgeCode, Opened, Refusal } from './model.ts'
import { live } from './sums.ts'

/** One sentence of each kind a day, and never more than so many: it is a word, not a siege. */
const nudgesMax = 10

/**
 * 带句话. May the house hand this sentence to the seller? Only one that fits how far the goods are:
 * nobody asks to swap what has not come.
 */
export function nudge(
  order: Opened,
  { words }: Extract<Command, { type: 'nudge' }>,
  { at }: Facts,
): Decision<Event, Refusal> {
  if (!fits(words, order)) return refuse('order.nudge_unfitting')
  const before = order.nudged ?? []
  const lately = before.some((one) => one.words === words && at < one.at + day)
  if (lately || before.length >= nudgesMax) return refuse('order.nudged_already')
  return [{ type: 'order.nudged', words, at }]
}

function fits(words: NudgeCode, order: Opened): boolean {
  if (order.phase !== 'paid') return false
  const items = live(order)
  return words === 'when'
    ? items.some(({ status }) => status === 'awaiting' || status === 'overdue')
    : items.some(({ status }) => status === 'delivered')
}
