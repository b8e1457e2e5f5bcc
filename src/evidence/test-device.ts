import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { canonicalJson } from '../kernel/canonical.ts'
import { sha256 } from '../kernel/hash.ts'
import type { DeviceSignature } from './model.ts'

/** 样本设备. The key of a device and what it signs, as a browser hands it on: for tests. */
export class TestDevice {
  private readonly algorithm: number
  private readonly publicKey: KeyObject
  private readonly privateKey: KeyObject

  /** COSE: -7, -8 or -257. */
  constructor(algorithm = -7) {
    this.algorithm = algorithm
    const made =
      algorithm === -7
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : algorithm === -8
          ? generateKeyPairSync('ed25519')
          : generateKeyPairSync('rsa', { modulusLength: 2048 })
    this.publicKey = made.publicKey
    this.privateKey = made.privateKey
  }

  /** Signs the receipt of the goods of this order, or whatever `more` says in its place. */
  signs(
    orderId: string,
    more: Partial<Agreed> = {},
  ): DeviceSignature & { step: string; by: string } {
    const { format, step, by, flags, type, challenge } = { ...usual, ...more }
    const agreed = { says: { zh: '我已收到这些商品。', en: 'I have received these goods.' } }
    const document = canonicalJson({ format, orderId, step, by, agreed })
    const client = Buffer.from(
      JSON.stringify({
        type,
        challenge: challenge ?? sha256(document).toString('base64url'),
        origin: 'https://shop.example',
        crossOrigin: false,
      }),
    )
    const data = Buffer.concat([sha256('shop.example'), Buffer.from([flags, 0, 0, 0, 0])])
    const message = Buffer.concat([data, sha256(client)])
    const hash = this.algorithm === -8 ? null : 'sha256'
    return {
      step: usual.step,
      by: usual.by,
      document,
      credentialId: 'AAAA',
      publicKey: this.publicKey.export({ format: 'der', type: 'spki' }).toString('base64url'),
      algorithm: this.algorithm,
      authenticatorData: data.toString('base64url'),
      clientDataJSON: client.toString('base64url'),
      signature: sign(hash, message, this.privateKey).toString('base64url'),
    }
  }
}

interface Agreed {
  readonly format: string
  readonly step: string
  readonly by: string
  /** What the device says of itself: 1 a person was there, 4 it knows which. */
  readonly flags: number
  readonly type: string
  /** Null: that of the document. */
  readonly challenge: string | null
}

const usual: Agreed = {
  format: 'baozheng-step/v1',
  step: 'confirm',
  by: 'buyer',
  flags: 5,
  type: 'webauthn.get',
  challenge: null,
}
