import { timingSafeEqual } from 'node:crypto'
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type pg from 'pg'
import { hmac } from '../kernel/hash.ts'
import { isRefusal, type Refusal as KernelRefusal, refuse } from '../kernel/refusal.ts'
import { type Instant, minute } from '../kernel/time.ts'
import { over } from '../platform/db/pool.ts'
import type { RandomBytes } from './ids.ts'
import type { PersonId, Refusal } from './model.ts'
import {
  countPasskey,
  endPasskey,
  findPasskey,
  type Passkey,
  passkeysOf,
  savePasskey,
  spendChallenge,
} from './passkeys.store.ts'

/** EdDSA, ES256 and RS256: what devices have. */
const algorithms = [-8, -7, -257]

/** So long may somebody take to find their finger. */
const patience = 5 * minute
const passkeysMax = 10

type Answer<Value> = Promise<Value | KernelRefusal<Refusal>>

/** What a browser is asked, and the token that says that we have asked it. */
interface Asked<Options> {
  readonly options: Options
  readonly token: string
}

interface Shown {
  readonly token: string
  readonly response: AuthenticationResponseJSON
}

export interface Passkeys {
  askToMake(
    personId: PersonId,
    name: string,
  ): Promise<Asked<PublicKeyCredentialCreationOptionsJSON>>
  make(
    personId: PersonId,
    made: { token: string; response: RegistrationResponseJSON; label: string },
  ): Answer<Passkey>
  askToEnter(): Promise<Asked<PublicKeyCredentialRequestOptionsJSON>>
  /** Whose passkey has signed? */
  enter(shown: Shown): Answer<PersonId>
  /** Asks this person, who is signed in, to sign once more with one of these. */
  askToProve(
    personId: PersonId,
    with_: readonly Passkey[],
  ): Promise<Asked<PublicKeyCredentialRequestOptionsJSON>>
  prove(personId: PersonId, shown: Shown): Answer<PersonId>
  of(personId: PersonId): Promise<Passkey[]>
  end(personId: PersonId, credentialId: string): Promise<boolean>
}

interface Deps {
  readonly pool: pg.Pool
  readonly baseUrl: string
  readonly key: Buffer
  readonly now: () => Instant
  readonly randomBytes: RandomBytes
}

/**
 * 通行密钥. Signing in with what a phone keeps and a finger or a face opens. What was asked travels
 * with the browser, signed by us, and can be answered once: any server may take the answer.
 */
export function createPasskeys(deps: Deps): Passkeys {
  const tx = over(deps.pool)
  const { hostname: rpID, origin } = new URL(deps.baseUrl)
  const expected = { expectedOrigin: origin, expectedRPID: rpID, requireUserVerification: true }
  const tokens = createTokens(deps)
  const spend = async (token: string, purpose: string): Promise<string | null> => {
    const asked = tokens.read(token, purpose)
    return asked && (await spendChallenge(tx, { ...asked, now: deps.now() }))
      ? asked.challenge
      : null
  }

  return {
    of: (personId) => passkeysOf(tx, personId),
    end: (personId, credentialId) => endPasskey(tx, personId, credentialId),
    async askToMake(personId, name) {
      const known = await passkeysOf(tx, personId)
      const options = await generateRegistrationOptions({
        rpName: '保证 Baozheng',
        rpID,
        userName: name,
        userID: new Uint8Array(Buffer.from(personId)),
        challenge: new Uint8Array(deps.randomBytes(32)),
        attestationType: 'none',
        supportedAlgorithmIDs: algorithms,
        excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      })
      return { options, token: tokens.write(options.challenge, `make ${personId}`) }
    },
    async make(personId, { token, response, label }) {
      if ((await passkeysOf(tx, personId)).length >= passkeysMax) return refuse('passkey.too_many')
      const expectedChallenge = await spend(token, `make ${personId}`)
      if (expectedChallenge === null) return refuse('passkey.expired')
      const seen = await verifyRegistrationResponse({
        response,
        expectedChallenge,
        supportedAlgorithmIDs: algorithms,
        ...expected,
      }).catch(() => null)
      if (!seen?.verified || !seen.registrationInfo) return refuse('passkey.not_good')
      const { id: credentialId, publicKey, counter } = seen.registrationInfo.credential
      if (await findPasskey(tx, credentialId)) return refuse('passkey.not_good')
      const createdAt = deps.now()
      const key = Buffer.from(publicKey)
      const made = { personId, credentialId, publicKey: key, counter, label, createdAt }
      await savePasskey(tx, made)
      return made
    },
    ...entering({ deps, tx, rpID, expected, tokens, spend }),
  }
}

interface Entering {
  readonly deps: Deps
  readonly tx: ReturnType<typeof over>
  readonly rpID: string
  readonly expected: {
    readonly expectedOrigin: string
    readonly expectedRPID: string
    readonly requireUserVerification: boolean
  }
  readonly tokens: ReturnType<typeof createTokens>
  readonly spend: (token: string, purpose: string) => Promise<string | null>
}

/** Signing in with a passkey that was made before. */
function entering(
  parts: Entering,
): Pick<Passkeys, 'askToEnter' | 'enter' | 'askToProve' | 'prove'> {
  const { deps, tx, rpID, tokens } = parts
  const ask = async (purpose: string, known: readonly Passkey[]) => {
    const options = await generateAuthenticationOptions({
      rpID,
      challenge: new Uint8Array(deps.randomBytes(32)),
      userVerification: 'required',
      allowCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
    })
    return { options, token: tokens.write(options.challenge, purpose) }
  }
  const answered = answering(tx, parts)
  return {
    askToEnter: () => ask('enter', []),
    enter: (shown) => answered('enter', shown),
    askToProve: (personId, known) => ask(`prove ${personId}`, known),
    async prove(personId, shown) {
      const found = await answered(`prove ${personId}`, shown)
      return found === personId || isRefusal(found) ? found : refuse('passkey.not_good')
    },
  }
}

/** Whose passkey has signed what was asked for this purpose? */
function answering(tx: Entering['tx'], { expected, spend }: Entering) {
  return async (purpose: string, { token, response }: Shown): Answer<PersonId> => {
    const expectedChallenge = await spend(token, purpose)
    if (expectedChallenge === null) return refuse('passkey.expired')
    const known = await findPasskey(tx, response.id)
    if (!known) return refuse('passkey.not_good')
    const { credentialId: id, counter } = known
    const credential = { id, publicKey: new Uint8Array(known.publicKey), counter }
    const seen = await verifyAuthenticationResponse({
      response,
      expectedChallenge,
      credential,
      ...expected,
    }).catch(() => null)
    if (!seen?.verified) return refuse('passkey.not_good')
    await countPasskey(tx, { ...known, counter: seen.authenticationInfo.newCounter })
    return known.personId
  }
}

/** What we asked, when, and for what: signed, so that it can travel with whoever was asked. */
function createTokens({ key, now }: Deps) {
  const sign = (text: string) => hmac(key, `passkey ${text}`).toString('base64url')
  return {
    write(challenge: string, purpose: string): string {
      const expiresAt = now() + patience
      return `${challenge}.${expiresAt}.${sign(`${challenge}.${expiresAt}.${purpose}`)}`
    },
    read(token: string, purpose: string): { challenge: string; expiresAt: Instant } | null {
      const [challenge = '', expiry = '', signature = ''] = token.split('.')
      const own = Buffer.from(sign(`${challenge}.${expiry}.${purpose}`))
      const shown = Buffer.from(signature)
      if (own.length !== shown.length || !timingSafeEqual(own, shown)) return null
      const expiresAt = Number(expiry)
      return expiresAt > now() ? { challenge, expiresAt } : null
    },
  }
}
