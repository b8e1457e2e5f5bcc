import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import { isRefusal, type Refusal as KernelRefusal, refuse } from '../kernel/refusal.ts'
import { day, type Instant } from '../kernel/time.ts'
import type { CodeSent, Codes } from './codes.ts'
import type { Factor, PersonId, Phone, Proof, Refusal } from './model.ts'
import type { Passkeys } from './passkeys.ts'
import type { People } from './people.ts'

/** A passkey counts as a second proof from a day on: whoever breaks in would add one first. */
export const passkeyRipeMs = day

export function isRipe({ createdAt }: { readonly createdAt: Instant }, at: Instant): boolean {
  return createdAt + passkeyRipeMs <= at
}

export type Question =
  | ({ readonly way: 'passkey' } & Awaited<ReturnType<Passkeys['askToProve']>>)
  | ({ readonly way: 'code'; readonly phone: Phone } & CodeSent)

export interface Proving {
  /** By what must this person show again who they are? A code is sent where it is a code. */
  ask(personId: PersonId): Promise<Question | KernelRefusal<Refusal>>
  /** Was it shown? Each proof is good once. */
  check(personId: PersonId, proof: Proof): Promise<Factor | KernelRefusal<Refusal>>
}

/**
 * 第二重验证. Is it still the same person, here and now? By a passkey where there is one that is old
 * enough; then a code alone is not taken, as a stolen telephone would do. Else by a fresh code, but
 * not for a day after such a passkey was removed: whoever has the telephone would do that first.
 */
export function createProving(deps: {
  readonly passkeys: Passkeys
  readonly codes: Codes
  readonly people: People
  readonly now: () => Instant
  /** Was a passkey that counted taken away since? */
  readonly lostSince: (personId: PersonId, since: Instant) => Promise<boolean>
}): Proving {
  const { passkeys, codes, people, now, lostSince } = deps
  const ripe = async (personId: PersonId) =>
    (await passkeys.of(personId)).filter((one) => isRipe(one, now()))
  const lostLately = (personId: PersonId) => lostSince(personId, now() - passkeyRipeMs)

  return {
    async ask(personId) {
      const able = await ripe(personId)
      if (able.length > 0) {
        const asked = await passkeys.askToProve(personId, able)
        return { way: 'passkey', ...asked }
      }
      if (await lostLately(personId)) return refuse('proof.passkey_removed')
      const phone = (await people.openProfile(personId))?.phone
      if (!phone) return refuse('contact.phone_invalid')
      const sent = await codes.send(personId, phone, 'prove')
      return isRefusal(sent) ? sent : { way: 'code', phone, ...sent }
    },
    async check(personId, proof) {
      const able = await ripe(personId)
      if ('code' in proof) {
        if (able.length > 0) return refuse('proof.passkey_needed')
        if (await lostLately(personId)) return refuse('proof.passkey_removed')
        return (await codes.spend(personId, proof.code, 'prove')) ? 'code' : codes.why(personId)
      }
      if (!able.some(({ credentialId }) => credentialId === proof.response.id))
        return refuse('passkey.not_good')
      const response = proof.response as AuthenticationResponseJSON
      const proved = await passkeys.prove(personId, { token: proof.token, response })
      return isRefusal(proved) ? proved : 'passkey'
    },
  }
}
