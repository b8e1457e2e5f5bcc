import { createPublicKey, type JsonWebKey } from 'node:crypto'
import {
  type AuthenticationResponseJSON,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { decodeCredentialPublicKey } from '@simplewebauthn/server/helpers'
import { hmac, sha256 } from '../kernel/hash.ts'
import { type Instant, minute } from '../kernel/time.ts'
import type { DeviceSignature } from './model.ts'
import type { DeviceKey } from './signing.store.ts'

/** Ed25519, ECDSA on P-256, RSA: what phones and computers have. COSE numbers. */
const algorithms = [-8, -7, -257]

/** How long may a person think before the device's dialogue is answered? */
const patience = 10 * minute

/** 设备. Registers the keys of devices, and checks what they have signed (WebAuthn level 2). */
export class Devices {
  private readonly parts: DeviceParts
  /** The name that a device binds its key to: the site's host, without port. */
  readonly rpId: string

  constructor(parts: DeviceParts) {
    this.parts = parts
    this.rpId = new URL(parts.baseUrl).hostname
  }

  /** What a browser needs to make a key on this device for this person. */
  async registration(
    personId: string,
    known: readonly DeviceKey[],
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    return generateRegistrationOptions({
      rpName: '保证 Baozheng',
      rpID: this.rpId,
      // The device shows it in its own lists: nothing there says who the person is.
      userName: '保证 Baozheng',
      userID: new Uint8Array(hmac(this.parts.key, `device user ${personId}`)),
      challenge: new Uint8Array(this.challengeFor(personId, this.parts.now())),
      timeout: patience,
      attestationType: 'none',
      excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
      authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
      supportedAlgorithmIDs: algorithms,
    })
  }

  /** The new key, if the device made it for this person, here and just now; else null. */
  async registered(
    personId: string,
    response: RegistrationResponseJSON,
  ): Promise<DeviceKey | null> {
    const now = this.parts.now()
    const due = [now, now - patience].map((at) => this.challengeFor(personId, at))
    try {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge: (given) => due.some((one) => one.toString('base64url') === given),
        expectedOrigin: [...this.parts.origins],
        expectedRPID: this.rpId,
        requireUserVerification: false,
        supportedAlgorithmIDs: algorithms,
      })
      if (!verified) return null
      const { id, publicKey, counter } = registrationInfo.credential
      return { credentialId: id, publicKey: Buffer.from(publicKey), counter, createdAt: now }
    } catch {
      // The library throws what it finds wrong in a stranger's answer: no failure of ours.
      return null
    }
  }

  /** The signature of this key over this document, ready for the log; null when it is not one. */
  async signed(
    key: DeviceKey,
    document: string,
    response: AuthenticationResponseJSON,
  ): Promise<{ signature: DeviceSignature; counter: number } | null> {
    const { credentialId, publicKey, counter } = key
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge: challengeOf(document),
        expectedOrigin: [...this.parts.origins],
        expectedRPID: this.rpId,
        credential: { id: credentialId, publicKey: new Uint8Array(publicKey), counter },
        requireUserVerification: false,
      })
      if (!verified) return null
      const { authenticatorData, clientDataJSON, signature } = response.response
      const given = { authenticatorData, clientDataJSON, signature }
      const own = { document, credentialId, ...spkiOf(publicKey), ...given }
      return { signature: own, counter: authenticationInfo.newCounter }
    } catch {
      return null
    }
  }

  /** Follows from person and time, so that nothing is kept for dialogues nobody finishes. */
  private challengeFor(personId: string, at: Instant): Buffer {
    return hmac(this.parts.key, `device key ${personId} ${Math.floor(at / patience)}`)
  }
}

export interface DeviceParts {
  readonly baseUrl: string
  /** Where our own pages stand. */
  readonly origins: readonly string[]
  readonly key: Uint8Array
  readonly now: () => Instant
}

/** What does a device sign for this document? Its hash, so the signature says what was agreed. */
export function challengeOf(document: string): string {
  return sha256(document).toString('base64url')
}

/** A device's public key as everybody's tools read it. */
function spkiOf(cose: Uint8Array): Pick<DeviceSignature, 'publicKey' | 'algorithm'> {
  const key = decodeCredentialPublicKey(new Uint8Array(cose)) as unknown as ReadonlyMap<
    number,
    unknown
  >
  const algorithm = Number(key.get(3))
  const part = (name: number) => Buffer.from(key.get(name) as Uint8Array).toString('base64url')
  const jwk: JsonWebKey =
    algorithm === -7
      ? { kty: 'EC', crv: 'P-256', x: part(-2), y: part(-3) }
      : algorithm === -8
        ? { kty: 'OKP', crv: 'Ed25519', x: part(-2) }
        : { kty: 'RSA', n: part(-1), e: part(-2) }
  const spki = createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'der', type: 'spki' })
  return { publicKey: spki.toString('base64url'), algorithm }
}
