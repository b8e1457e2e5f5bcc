import { timingSafeEqual } from 'node:crypto'
import { hmac } from '../kernel/hash.ts'
import { day, type Instant } from '../kernel/time.ts'
import { isUuid, type RandomBytes, randomId } from './ids.ts'
import type { PersonId } from './model.ts'

export const guestDays = 365

/**
 * 访客. What does a guest carry? A random id and the day it was made, signed: nobody can make up
 * one, nor turn it into the id of a telephone number.
 */
export function newGuest(
  cookieKey: Buffer,
  now: Instant,
  randomBytes: RandomBytes,
): { personId: PersonId; value: string } {
  const personId = randomId(randomBytes)
  const body = `${personId}.${Math.floor(now / day).toString(36)}`
  return { personId, value: `${body}.${sign(cookieKey, body)}` }
}

/** Which guest is this? Null when we did not sign it, or more than a year ago. */
export function guestOf(cookieKey: Buffer, value: string, now: Instant): PersonId | null {
  const match = /^(([0-9a-f-]{36})\.([0-9a-z]{1,6}))\.([A-Za-z0-9_-]{43})$/.exec(value)
  if (!match) return null
  const [, body = '', personId = '', madeOn = '', signature = ''] = match
  const right = Buffer.from(sign(cookieKey, body))
  if (!timingSafeEqual(right, Buffer.from(signature))) return null
  if (Math.floor(now / day) - Number.parseInt(madeOn, 36) > guestDays) return null
  return isUuid(personId) ? personId : null
}

function sign(cookieKey: Buffer, body: string): string {
  return hmac(cookieKey, `guest:${body}`).toString('base64url')
}
