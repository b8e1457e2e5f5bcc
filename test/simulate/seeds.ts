import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { faults } from './plants.ts'

/**
 * Every seed that ever failed, what it found, and what was done. They run each time, and once more
 * with the fault planted again: people's wishes have changed since, and a seed whose story does not
 * come to its fault any more shows nothing. Then another seed stands for it.
 */
export interface Failed {
  readonly seed: number
  readonly steps: number
  readonly servers: number
  readonly what: string
  readonly fault: keyof typeof faults
}

export const failedOnce: readonly Failed[] = [
  {
    ...{ seed: 4, steps: 500, servers: 1, fault: 'keptOffer' },
    what: 'an edit kept what the last offer had said (catalogue/rules.ts: nothing of it stays)',
  },
  {
    ...{ seed: 8, steps: 1_500, servers: 1, fault: 'sameNotice' },
    what: 'a second notice had the number of the first (payments/rules.ts: they are counted on)',
  },
]

/** So long seeds run that follow from the commit. */
export const minuteMs = 60_000

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A number that follows from the commit; where there is no git, from what the house is made of. */
export async function commitSeed(): Promise<number> {
  const asked = promisify(execFile)('git', ['rev-parse', 'HEAD'], { cwd: root })
  const name = await asked.then(
    ({ stdout }) => stdout.trim(),
    () => readFile(`${root}CHANGELOG.md`, 'utf8'),
  )
  return createHash('sha256').update(name).digest().readUIntBE(0, 4)
}

/** Answers that one long story comes to: people do all of this, and are refused all of that. */
export const reached: readonly string[] = [
  'complaint.amount_too_high',
  'complaint.four_eyes',
  'complaint.not_assigned',
  'complaint.not_found',
  'complaint.not_open',
  'complaint.not_yours_to_do',
  'complaint.nothing_paid',
  'complaint.nothing_to_meet',
  'complaint.offer_not_found',
  'complaint.offer_unusable',
  'complaint.too_late',
  'complaint.words_missing',
  'complaint.wrong_stage',
  'listing.offer_unusable',
  'listing.shop_frozen',
  'listing.sold_out',
  'order.address_missing',
  'order.already_received',
  'order.amount_too_high',
  'order.code_wrong',
  'order.item_not_awaiting',
  'order.not_found',
  'order.not_paid',
  'order.not_reported',
  'order.not_yours_to_do',
  'order.nothing_held',
  'order.nothing_to_pay',
  'order.nothing_offered',
  'order.nothing_overdue',
  'order.nothing_to_collect',
  'order.nudge_unfitting',
  'order.nudged_already',
  'order.own_goods',
  'order.price_changed',
  'order.reason_missing',
  'order.reported_already',
  'order.term_not_open',
  'order.term_too_late',
  'order.term_unusable',
  'order.too_late_to_cancel',
  'parcel.already_ended',
  'parcel.not_found',
  'parcel.scan_in_future',
  'return.days_too_many',
  'return.excluded',
  'return.items_unknown',
  'return.not_consumer',
  'return.not_delivered',
  'return.not_found',
  'return.not_goods',
  'return.not_intact',
  'return.not_yours_to_do',
  'return.nothing_held',
  'return.quality_refund_over',
  'return.reason_missing',
  'return.remedy_needs_fault',
  'return.say_what_is_wrong',
  'return.warranty_over',
  'return.window_over',
  'return.wrong_stage',
  'shop.frozen',
  'shop.no_payout_wish',
  'shop.not_frozen',
  'shop.payout_same',
  'shop.payout_unusable',
]
