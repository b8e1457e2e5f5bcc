import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { sha256 } from '../src/kernel/hash.ts'

/** A device with one key, as WebAuthn has it: enough of CBOR to say so. */
export class Device {
  readonly id = randomBytes(16)
  private readonly pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  private readonly origin: string
  private readonly rpId = 'localhost'

  constructor(origin: string) {
    this.origin = origin
  }

  create(challenge: string) {
    const { x = '', y = '' } = this.pair.publicKey.export({ format: 'jwk' })
    const cose = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ])
    const length = Buffer.from([0, this.id.length])
    const data = Buffer.concat([this.data(0x45), Buffer.alloc(16), length, this.id, cose])
    const object = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
      Buffer.from([0x58, data.length]),
      data,
    ])
    const clientDataJSON = this.client('webauthn.create', challenge).toString('base64url')
    return this.answer({ attestationObject: object.toString('base64url'), clientDataJSON })
  }

  get(challenge: string) {
    const client = this.client('webauthn.get', challenge)
    const data = this.data(0x05)
    const signature = sign('sha256', Buffer.concat([data, sha256(client)]), this.pair.privateKey)
    return this.answer({
      authenticatorData: data.toString('base64url'),
      clientDataJSON: client.toString('base64url'),
      signature: signature.toString('base64url'),
    })
  }

  private data(flags: number): Buffer {
    return Buffer.concat([sha256(this.rpId), Buffer.from([flags, 0, 0, 0, 0])])
  }
  private client(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }))
  }
  private answer<Response>(response: Response) {
    const id = this.id.toString('base64url')
    return { id, rawId: id, type: 'public-key', response }
  }
}
