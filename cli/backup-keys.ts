import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { hmac } from '../src/kernel/hash.ts'
import type { Secrets } from '../src/platform/config.ts'

/** Where the sealed keys lie in a backup that has them. */
export const keysFile = 'keys.sealed'

const about = 'baozheng backup keys v1'
/** Some hundred milliseconds and 128 MB for each guess of a passphrase. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }
export const passphraseLeast = 12

/** 密钥备份. The file of keys, sealed by a passphrase: JSON, so that other programs can open it. */
export function sealKeys(file: Buffer, passphrase: string): string {
  const [salt, iv] = [randomBytes(16), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', scryptSync(passphrase, salt, 32, cost), iv)
  cipher.setAAD(Buffer.from(about))
  const sealed = Buffer.concat([cipher.update(file), cipher.final()])
  const text = (bytes: Buffer) => bytes.toString('base64')
  const parts = { salt: text(salt), iv: text(iv), tag: text(cipher.getAuthTag()) }
  const how = { form: about, kdf: 'scrypt N=131072 r=8 p=1', cipher: 'aes-256-gcm' }
  return `${JSON.stringify({ ...how, ...parts, sealed: text(sealed) }, null, 2)}\n`
}

/** Null when the passphrase is not the one, or the file has been changed. */
export function openKeys(text: string, passphrase: string): Buffer | null {
  try {
    const found = JSON.parse(text) as Record<'salt' | 'iv' | 'tag' | 'sealed', string>
    const bytes = (name: keyof typeof found) => Buffer.from(found[name], 'base64')
    const key = scryptSync(passphrase, bytes('salt'), 32, cost)
    const decipher = createDecipheriv('aes-256-gcm', key, bytes('iv'))
    decipher.setAAD(Buffer.from(about))
    decipher.setAuthTag(bytes('tag'))
    return Buffer.concat([decipher.update(bytes('sealed')), decipher.final()])
  } catch {
    return null
  }
}

/** By what are these keys known? Tells nothing of them: each is used as a key over fixed words. */
export function marksOf(secrets: Secrets): Record<string, string> {
  return Object.fromEntries(
    Object.entries(secrets).map(([name, key]: [string, Buffer]) => [
      name,
      hmac(key, 'baozheng backup: which key is this').toString('hex').slice(0, 16),
    ]),
  )
}

/** Which of the keys are not those of the backup? */
export function strangeKeys(
  marks: Readonly<Record<string, string>>,
  secrets: Secrets,
): readonly string[] {
  const ours = marksOf(secrets)
  return Object.keys(marks).filter((name) => marks[name] !== ours[name])
}
