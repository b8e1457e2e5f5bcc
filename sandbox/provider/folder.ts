import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Keys } from './signature.ts'

/** The provider's folder: its keys, its merchant's, and the tokens. Made on the first start. */
export interface Folder {
  readonly path: string
  readonly keys: Keys
  readonly controlToken: string
  readonly tokenSecret: Buffer
  /** Only when the provider made the merchant's key itself, as a sandbox portal does. */
  readonly merchantKeyFile: string | null
}

export interface Given {
  readonly path: string
  readonly merchantId: string
  /** The merchant's public key (PEM); null lets the provider make the pair. */
  readonly merchantPublicKey: string | null
  readonly controlToken: string | null
}

export function openFolder({ path, merchantId, merchantPublicKey, controlToken }: Given): Folder {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const providerPrivateKey = keyIn(join(path, 'provider.key.pem'))
  const ownFile = join(path, 'merchant.key.pem')
  const merchantKey =
    merchantPublicKey === null
      ? createPublicKey(keyIn(ownFile))
      : createPublicKey(merchantPublicKey)
  const providerPublicKey = createPublicKey(providerPrivateKey)
  return {
    path,
    keys: { merchantId, merchantPublicKey: merchantKey, providerPrivateKey, providerPublicKey },
    controlToken: controlToken ?? textIn(join(path, 'control.token'), token),
    tokenSecret: Buffer.from(textIn(join(path, 'pay.secret'), token)),
    merchantKeyFile: merchantPublicKey === null ? ownFile : null,
  }
}

const token = () => randomBytes(24).toString('base64url')

function keyIn(file: string): KeyObject {
  const make = () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return createPrivateKey(textIn(file, make))
}

function textIn(file: string, make: () => string): string {
  if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600 })
  return readFileSync(file, 'utf8')
}
