import type pg from 'pg'
import { assert } from '../kernel/assert.ts'
import { sha256 } from '../kernel/hash.ts'
import type { Instant } from '../kernel/time.ts'
import { over } from '../platform/db/pool.ts'
import { type RandomBytes, randomId } from './ids.ts'
import type { KeyHolder } from './model.ts'
import {
  type ApiKeyRow,
  endApiKey,
  findApiKey,
  listApiKeys,
  listApiKeysOf,
  saveApiKey,
} from './store.ts'
import type { Proof, Verified } from './verified.ts'

export interface ApiKeys {
  /** Makes a key. Its text is given this once; only its hash is kept. */
  create(wish: { holder: KeyHolder; label: string; by: string }): Promise<{
    readonly keyId: string
    readonly key: string
  }>
  /** Ends a key, here at once. Out: was there one that still worked? */
  revoke(keyId: string): Promise<boolean>
  list(): Promise<ApiKeyRow[]>
  /** The keys that this person's own programs hold, newest first. */
  listOf(personId: string): Promise<ApiKeyRow[]>
  /** Who holds this key? Null when nobody does, or no longer. */
  find(key: string): Promise<Proof | null>
}

/** 接口密钥. Keys for programs: 256 random bits each, so one round of SHA-256 keeps them. */
export function createApiKeys(deps: {
  readonly pool: pg.Pool
  readonly verified: Verified
  readonly now: () => Instant
  readonly randomBytes: RandomBytes
}): ApiKeys {
  return {
    async create({ holder, label, by }) {
      assert(label.length > 0 && label.length <= 80, 'a key has a label of 1 to 80 characters')
      const key = `bz_${deps.randomBytes(32).toString('base64url')}`
      const keyId = randomId(deps.randomBytes)
      const row: ApiKeyRow = {
        keyId,
        holder,
        label,
        createdAt: deps.now(),
        createdBy: by,
        revokedAt: null,
      }
      await saveApiKey(over(deps.pool), row, sha256(key))
      return { keyId, key }
    },
    async revoke(keyId) {
      const ended = await endApiKey(over(deps.pool), keyId, deps.now())
      deps.verified.forget(keyId)
      return ended
    },
    list: () => listApiKeys(over(deps.pool)),
    listOf: (personId) => listApiKeysOf(over(deps.pool), personId),
    async find(key) {
      if (!/^bz_[A-Za-z0-9_-]{43}$/.test(key)) return null
      const row = await findApiKey(over(deps.pool), sha256(key))
      if (!row) return null
      const { holder, keyId } = row
      if (holder.kind === 'carrier') return { actor: holder, owner: keyId }
      // A program never has the parts its person plays: a lost key must not open the desk.
      return { actor: { kind: 'person', personId: holder.personId, roles: [] }, owner: keyId }
    },
  }
}
