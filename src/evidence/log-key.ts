import { hmac } from '../kernel/hash.ts'
import { formatVkey, keyTypes, makeSigner, type Signer } from './note.ts'

/** The key of a site's first log: its secret seed itself. */
export function firstLogKey(name: string, seed: Uint8Array): Signer {
  return makeSigner({ name, type: keyTypes.signature, seed })
}

/**
 * The key of a log that goes on after another was closed: one of its own, grown from the same
 * secret and the new name. Policies know a log by its key alone (C2SP tlog-policy), so two logs
 * with one key could never stand in one file.
 */
export function nextLogKey(name: string, seed: Uint8Array): Signer {
  return firstLogKey(name, hmac(seed, `baozheng log key\n${name}`))
}

/** The key with which this log was made; null: it does not grow from this secret. */
export function logKeyOf(
  { origin, verifier }: { origin: string; verifier: string },
  seed: Uint8Array,
): Signer | null {
  const keys = [firstLogKey(origin, seed), nextLogKey(origin, seed)]
  return keys.find(({ vkey }) => formatVkey(vkey) === verifier) ?? null
}
