import type pg from 'pg'
import { hmac } from '../kernel/hash.ts'
import { type Refusal as KernelRefusal, refuse } from '../kernel/refusal.ts'
import { hour, type Instant, minute, second } from '../kernel/time.ts'
import { over } from '../platform/db/pool.ts'
import type { RandomBytes } from './ids.ts'
import type { CodePurpose, PersonId, Phone, Refusal } from './model.ts'
import type { SmsSender } from './sms.ts'
import { type CodeLimits, loadCode, saveCode, spendCode, sweepCodes } from './store.ts'

export const defaultCodeLimits: CodeLimits = {
  codeMs: 5 * minute,
  sendGapMs: minute,
  triesPerCode: 5,
  sendsPerWindow: 5,
  wrongPerWindow: 15,
  windowMs: hour,
}

export interface CodeSent {
  readonly expiresAt: Instant
  /** From then on another code may be asked for. */
  readonly againAt: Instant
}

export interface Codes {
  /** Sends a new code; the old one is dead from then on. */
  send(
    personId: PersonId,
    phone: Phone,
    purpose: CodePurpose,
  ): Promise<CodeSent | KernelRefusal<Refusal>>
  /** Spends the code when it is right and was sent for this, a try when it is not. */
  spend(personId: PersonId, code: string, purpose: CodePurpose): Promise<boolean>
  /** Why was a code not taken? */
  why(personId: PersonId): Promise<KernelRefusal<Refusal>>
  /** Clears away codes that are over. */
  sweep(): Promise<void>
}

/**
 * 验证码. Who proves to hold this telephone? Six digits, one live code a number, kept only as an
 * HMAC; all counting is done by single statements in the database.
 */
export function createCodes(deps: {
  readonly pool: pg.Pool
  readonly sms: SmsSender
  readonly key: Buffer
  readonly limits: CodeLimits
  readonly now: () => Instant
  readonly randomBytes: RandomBytes
}): Codes {
  const { limits } = deps
  const tx = over(deps.pool)
  const codeHash = (personId: PersonId, code: string, purpose: CodePurpose) =>
    hmac(deps.key, `${purpose === 'enter' ? 'code' : purpose}:${personId}:${code}`)

  return {
    async send(personId, phone, purpose) {
      const at = deps.now()
      const code = sixDigits(deps.randomBytes)
      const made = { personId, codeHash: codeHash(personId, code, purpose), at }
      const saved = await saveCode(tx, made, limits)
      if (!saved) return whyNotSent(await loadCode(tx, personId), at, limits)
      try {
        await deps.sms.sendCode(phone, code, purpose)
      } catch {
        // The sender's own words may name the number, so they end here.
        return refuse('sign_in.sms_unavailable')
      }
      return { expiresAt: at + limits.codeMs, againAt: at + limits.sendGapMs }
    },
    async spend(personId, code, purpose) {
      const asked = { personId, codeHash: codeHash(personId, code, purpose), at: deps.now() }
      return (await spendCode(tx, asked, limits)) === true
    },
    sweep: () => sweepCodes(tx, deps.now(), limits),
    async why(personId) {
      const state = await loadCode(tx, personId)
      if (!state) return refuse('sign_in.code_expired')
      if (state.tries >= limits.triesPerCode || state.wrong >= limits.wrongPerWindow)
        if (state.live) return refuse('sign_in.too_many_tries')
      if (!state.live || state.expiresAt <= deps.now()) return refuse('sign_in.code_expired')
      return refuse('sign_in.code_wrong', { params: { left: limits.triesPerCode - state.tries } })
    },
  }
}

function whyNotSent(
  state: Awaited<ReturnType<typeof loadCode>>,
  at: Instant,
  limits: CodeLimits,
): KernelRefusal<Refusal> {
  const againAt = (state?.sentAt ?? at) + limits.sendGapMs
  if (againAt > at) return refuse('sign_in.code_too_soon', { params: waitFor(againAt, at) })
  const windowEndsAt = (state?.windowAt ?? at) + limits.windowMs
  return refuse('sign_in.too_many_codes', { params: waitFor(windowEndsAt, at) })
}

function waitFor(until: Instant, at: Instant): { seconds: number } {
  return { seconds: Math.max(1, Math.ceil((until - at) / second)) }
}

/** Evenly drawn from a million: a draw from the uneven rest is thrown away. */
function sixDigits(randomBytes: RandomBytes): string {
  for (;;) {
    const drawn = randomBytes(4).readUInt32BE()
    if (drawn < 4_294_000_000) return String(drawn % 1_000_000).padStart(6, '0')
  }
}
