import { type Decision, refuse } from '../kernel/refusal.ts'
import { addDays, type Day, isDay, startOfDay } from '../kernel/time.ts'
import { addMonths } from '../law/calendar.ts'
import { isUnifiedCode } from '../law/check-digit.rules.ts'
import { verificationMonths } from '../law/duties.ts'
import { inForce } from '../law/provision.ts'
import type { Check, Checked, Command, Event, Facts, Present, Refusal } from './model.ts'

/** 核验. Who sells, as somebody at the desk has seen it; it counts for so long and no longer. */
export type Checking =
  | Extract<Command, { type: 'check' | 'uncheck' }>
  | { readonly type: 'time'; readonly kind: 'check' }

export function isCheck(command: Command): command is Checking {
  if (command.type === 'time') return command.kind === 'check'
  return command.type === 'check' || command.type === 'uncheck'
}

export function decideCheck(
  shop: Present,
  command: Checking,
  facts: Facts,
): Decision<Event, Refusal> {
  switch (command.type) {
    case 'check':
      if (!facts.operator) return refuse('shop.not_found')
      if (shop.status === 'closed') return refuse('shop.closed')
      if (shop.ownerId === facts.personId) return refuse('shop.check_of_own')
      if (!isWhole(command)) return refuse('shop.check_incomplete')
      if (!isInTime(command.validUntilOn, facts.on)) return refuse('shop.check_too_long')
      return [{ type: 'shop.checked', check: checked(command, facts) }]
    case 'uncheck':
      if (!facts.operator) return refuse('shop.not_found')
      if (!shop.check) return refuse('shop.not_checked')
      return [{ type: 'shop.check_ended', because: 'withdrawn', reason: command.reason.trim() }]
    case 'time':
      if (!facts.house) return refuse('shop.not_found')
      if (!shop.check || facts.at < endOf(shop.check)) return refuse('shop.not_checked')
      return [{ type: 'shop.check_ended', because: 'lapsed', reason: '' }]
  }
}

function checked({ type: _, ...seen }: Checked, { personId, at }: Facts): Check {
  return { ...seen, by: personId ?? '', at }
}

/** A licence has a code and a name that everybody may read; a person's are nobody's business. */
function isWhole({ standing, seen, uscc, registeredName }: Checked): boolean {
  if (seen.length === 0) return false
  if (standing === 'person_verified') return uscc === null && registeredName === null
  const name = registeredName?.trim() ?? ''
  return uscc !== null && isUnifiedCode(uscc) && name !== '' && !/\p{Cc}/u.test(name)
}

/** From tomorrow on, and no longer than the law lets a check stand. */
function isInTime(until: Day, on: Day): boolean {
  return isDay(until) && until > on && until <= lastDay(on)
}

/** Until which day can a check of this day count at most? */
export function lastDay(on: Day): Day {
  return addMonths(on, inForce(verificationMonths, on).value)
}

/** When does it count no longer? At the end of its last day. */
export function endOf({ validUntilOn }: Check): number {
  return startOfDay(addDays(validUntilOn, 1))
}
