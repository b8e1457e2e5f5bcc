import type { IncomingHttpHeaders } from 'node:http'
import type pg from 'pg'
import { assert } from '../kernel/assert.ts'
import { hmac, sha256 } from '../kernel/hash.ts'
import { isRefusal, type Refusal as KernelRefusal, refuse } from '../kernel/refusal.ts'
import { day, type Instant, second } from '../kernel/time.ts'
import { over } from '../platform/db/pool.ts'
import { type Accounts, createAccounts } from './accounts.ts'
import { type CodeSent, type Codes, createCodes, defaultCodeLimits } from './codes.ts'
import { parseName, parsePhone } from './contact.ts'
import { cookieNames, readCookie, setCookie } from './cookies.ts'
import {
  accountEventsOf,
  forgetAccount,
  lostPasskeySince,
  saveAccountEvent,
  seeDevice,
  sweepAccounts,
} from './devices.store.ts'
import { guestDays, guestOf, newGuest } from './guest.ts'
import { personIdOf, type RandomBytes, randomId } from './ids.ts'
import { type ApiKeys, createApiKeys } from './keys.ts'
import {
  type AccountEvent,
  type AccountEventKind,
  type Actor,
  isRole,
  type PersonId,
  type Phone,
  type Refusal,
  type Role,
} from './model.ts'
import { endPasskeysOf } from './passkeys.store.ts'
import { createPasskeys, type Passkeys } from './passkeys.ts'
import { createPeople, type People } from './people.ts'
import { createProving, isRipe, type Proving } from './proving.ts'
import type { SmsSender } from './sms.ts'
import {
  type CodeLimits,
  endApiKeysOf,
  endRole,
  eraseKey,
  loadRoles,
  saveRole,
  sweepSessions,
} from './store.ts'
import { createVerified, type Verified } from './verified.ts'

/** Thirty-two random bytes each, made once per site and kept outside the database. */
export interface IdentitySecrets {
  readonly masterKey: Buffer
  readonly phoneKey: Buffer
  readonly cookieKey: Buffer
  readonly authSecret: Buffer
}

export interface IdentityDeps {
  /** One of `platform/db/pool.ts`: moments come as milliseconds, long integers as bigint. */
  readonly pool: pg.Pool
  /** Of `openAuthPool`. */
  readonly authPool: pg.Pool
  /** Where people reach us, such as `https://example.cn`: decides about `Secure` and origins. */
  readonly baseUrl: string
  readonly secrets: IdentitySecrets
  readonly sms: SmsSender
  readonly now: () => Instant
  readonly randomBytes: RandomBytes
  readonly codeLimits?: CodeLimits
  readonly verifiedTtlMs?: number
  readonly verifiedMax?: number
}

interface Carrying {
  readonly headers: IncomingHttpHeaders
}

interface Answering {
  header(name: string, value: string): unknown
}

export interface Identity {
  /** Who is asking? Null for somebody of whom we know nothing, or whose key or session is over. */
  whoIs(request: Carrying): Promise<Actor | null>
  /** The same, but a newcomer becomes a guest. Null only where a key was shown that is not good. */
  actorOf(request: Carrying, reply: Answering): Promise<Actor | null>
  /** Which guest was this browser before it signed in? Its earlier orders may be shown to it. */
  guestOf(request: Carrying): PersonId | null
  /** Which person is behind this number? */
  personIdOf(phone: Phone): PersonId

  requestCode(phone: string): Promise<(CodeSent & { phone: Phone }) | KernelRefusal<Refusal>>
  signIn(wish: SignIn): Promise<SignedIn | KernelRefusal<Refusal>>
  /** Makes an account and its roles without a code: for the cast of a sandbox and for the CLI. */
  ensureAccount(account: { phone: string; name: string; roles: readonly Role[] }): Promise<PersonId>

  grantRole(personId: PersonId, role: Role, by?: string): Promise<void>
  revokeRole(personId: PersonId, role: Role, by?: string): Promise<void>
  rolesOf(personId: PersonId): Promise<readonly Role[]>

  /** Who holds this telephone, shown by its code? Opens no session. */
  proveNumber(shown: { phone: string; code: string }): Promise<PersonId | KernelRefusal<Refusal>>
  /** Notices in which browser somebody has signed in, and tells the owner of a new one. */
  seeDevice(personId: PersonId, request: Carrying, reply: Answering): Promise<void>
  /** Keeps what was done to an account, and tells its telephone. */
  tell(personId: PersonId, kind: AccountEventKind): Promise<void>
  eventsOf(personId: PersonId): Promise<readonly AccountEvent[]>
  /** 账号被盗: ends all sessions and keys, and the passkeys made since. Out: how many keys. */
  lockOut(personId: PersonId, since: Instant): Promise<number>
  /** Takes a passkey away, and tells the owner if it counted as a proof. Out: was it there? */
  endPasskey(personId: PersonId, credentialId: string): Promise<boolean>
  readonly proving: Proving

  /** Destroys the key of a person, their account, their programs' keys and their roles. */
  erasePerson(personId: PersonId, by?: string): Promise<void>

  /** Clears away sessions and codes that are over. Now and then, say once an hour. */
  sweep(): Promise<void>

  readonly people: People
  readonly accounts: Accounts
  readonly apiKeys: ApiKeys
  readonly passkeys: Passkeys
  readonly cookieNames: { readonly session: string; readonly guest: string }
}

export interface SignIn {
  readonly phone: string
  readonly code: string
  readonly userAgent: string
}

export interface SignedIn {
  readonly personId: PersonId
  readonly roles: readonly Role[]
  readonly cookies: readonly string[]
}

/** 身份. Puts the parts of this room together; everything it needs comes in here. */
export function createIdentity(deps: IdentityDeps): Identity {
  for (const [name, key] of Object.entries(deps.secrets))
    assert(key.length === 32, `the secret ${name} has 32 bytes`)
  const { pool, now, randomBytes, secrets } = deps
  const verified = createVerified({
    now,
    ttlMs: deps.verifiedTtlMs ?? 5 * second,
    entriesMax: deps.verifiedMax ?? 20_000,
  })
  const codes = createCodes({
    pool,
    sms: deps.sms,
    key: hmac(secrets.authSecret, 'sign-in codes'),
    limits: deps.codeLimits ?? defaultCodeLimits,
    now,
    randomBytes,
  })
  const people = createPeople({ pool, masterKey: secrets.masterKey, now, randomBytes })
  const accounts = createAccounts({ ...deps, authSecret: secrets.authSecret, codes, verified })
  const apiKeys = createApiKeys({ pool, verified, now, randomBytes })
  const parts = { deps, verified, codes, people, accounts, apiKeys }
  const passkeys = createPasskeys({
    pool,
    baseUrl: deps.baseUrl,
    key: secrets.authSecret,
    now,
    randomBytes,
  })
  const proving = createProving({
    ...{ passkeys, codes, people, now },
    lostSince: (personId, since) => lostPasskeySince(over(pool), personId, since),
  })
  const rooms = { people, accounts, apiKeys, passkeys, proving }
  return { ...doors(parts), ...membership(parts), ...watching(parts, passkeys), ...rooms }
}

interface Parts {
  readonly deps: IdentityDeps
  readonly verified: Verified
  readonly codes: Codes
  readonly people: People
  readonly accounts: Accounts
  readonly apiKeys: ApiKeys
}

/** Who stands at the door: from a request to an actor. */
function doors({ deps, verified, accounts, apiKeys }: Parts) {
  const secure = deps.baseUrl.startsWith('https:')
  const names = cookieNames(secure)
  const tx = over(deps.pool)
  const { cookieKey } = deps.secrets

  function guest({ headers }: Carrying): PersonId | null {
    const value = readCookie(headers.cookie, names.guest)
    return value === null ? null : guestOf(cookieKey, value, deps.now())
  }

  async function lookUpSession(cookieValue: string) {
    const session = await accounts.session(cookieValue, { prolong: false })
    if (!session) return null
    const { personId } = session
    const roles = (await loadRoles(tx, personId)).filter(isRole)
    return { actor: { kind: 'person', personId, roles } as const, owner: personId }
  }

  async function whoIs(request: Carrying): Promise<Actor | null> {
    const { authorization, cookie } = request.headers
    if (authorization !== undefined) {
      if (!authorization.startsWith('Bearer ')) return null
      const key = authorization.slice('Bearer '.length)
      return verified.check(`key ${digest(key)}`, () => apiKeys.find(key))
    }
    const value = readCookie(cookie, names.session)
    if (value !== null && value.length <= 512) {
      const actor = await verified.check(digest(value), () => lookUpSession(value))
      if (actor) return actor
    }
    const personId = guest(request)
    return personId === null ? null : { kind: 'guest', personId }
  }

  return {
    cookieNames: names,
    whoIs,
    guestOf: guest,
    async actorOf(request: Carrying, reply: Answering): Promise<Actor | null> {
      const actor = await whoIs(request)
      if (actor || request.headers.authorization !== undefined) return actor
      const { personId, value } = newGuest(cookieKey, deps.now(), deps.randomBytes)
      const maxAgeSeconds = (guestDays * day) / second
      reply.header('set-cookie', setCookie(names.guest, value, { secure, maxAgeSeconds }))
      return { kind: 'guest', personId }
    },
  }
}

/** Who belongs here: accounts, roles, leaving. */
function membership({ deps, verified, codes, people, accounts }: Parts) {
  const { now } = deps
  const tx = over(deps.pool)
  const personOf = (phone: Phone) => personIdOf(deps.secrets.phoneKey, phone)
  const rolesOf = async (personId: PersonId) => (await loadRoles(tx, personId)).filter(isRole)

  async function grantRole(personId: PersonId, role: Role, by = 'cli') {
    await saveRole(tx, { personId, role, by, at: now() })
    verified.forget(personId)
  }

  async function revokeRole(personId: PersonId, role: Role, by = 'cli') {
    await endRole(tx, { personId, role, by, at: now() })
    verified.forget(personId)
  }

  return {
    personIdOf: personOf,
    rolesOf,
    grantRole,
    revokeRole,
    async requestCode(text: string) {
      const phone = parsePhone(text)
      if (phone === null) return refuse<Refusal>('contact.phone_invalid')
      const sent = await codes.send(personOf(phone), phone, 'enter')
      return isRefusal(sent) ? sent : { ...sent, phone }
    },
    async signIn({ phone: text, code, userAgent }: SignIn) {
      const phone = parsePhone(text)
      if (phone === null) return refuse<Refusal>('contact.phone_invalid')
      const personId = personOf(phone)
      const cookies = await accounts.signIn(personId, code, userAgent)
      if (cookies === null) return codes.why(personId)
      if (!(await people.openProfile(personId)))
        await people.saveProfile(personId, { name: null, phone, address: null })
      return { personId, roles: await rolesOf(personId), cookies }
    },
    async ensureAccount(account: { phone: string; name: string; roles: readonly Role[] }) {
      const phone = parsePhone(account.phone)
      const name = parseName(account.name)
      assert(phone !== null && name !== null, 'an account has a mobile number and a name')
      const personId = personOf(phone)
      await accounts.ensure(personId)
      await people.saveProfile(personId, { name, phone, address: null })
      for (const role of account.roles) await grantRole(personId, role)
      return personId
    },
    async sweep() {
      await codes.sweep()
      await sweepSessions(tx)
      await sweepAccounts(tx, now())
    },
    async erasePerson(personId: PersonId, by = 'cli') {
      for (const role of await rolesOf(personId)) await revokeRole(personId, role, by)
      for (const keyId of await endApiKeysOf(tx, personId, now())) verified.forget(keyId)
      await endPasskeysOf(tx, personId)
      await forgetAccount(tx, personId)
      await eraseKey(tx, personId, now())
      await accounts.remove(personId)
    },
  }
}

/** 账号安全. Who else might be acting in somebody's name, and what ends it? */
function watching({ deps, verified, codes, people, accounts }: Parts, passkeys: Passkeys) {
  const { now, randomBytes, secrets } = deps
  const tx = over(deps.pool)
  const secure = deps.baseUrl.startsWith('https:')
  const { device: name } = cookieNames(secure)

  /** A browser is known by a random number of its own, signed as a guest's is. */
  function deviceOf({ headers }: Carrying, reply: Answering): PersonId {
    const value = readCookie(headers.cookie, name)
    const known = value === null ? null : guestOf(secrets.cookieKey, value, now())
    if (known !== null) return known
    const fresh = newGuest(secrets.cookieKey, now(), randomBytes)
    const maxAgeSeconds = (guestDays * day) / second
    reply.header('set-cookie', setCookie(name, fresh.value, { secure, maxAgeSeconds }))
    return fresh.personId
  }

  async function tell(personId: PersonId, kind: AccountEventKind) {
    const eventId = randomId(randomBytes)
    await saveAccountEvent(tx, { personId, eventId, kind, at: now() })
    const phone = (await people.openProfile(personId))?.phone
    // What is kept above is the notice; a message that does not arrive changes nothing of it.
    if (phone) await deps.sms.sendWarning(phone, kind).catch(() => {})
  }

  async function endPasskey(personId: PersonId, credentialId: string) {
    const mine = await passkeys.of(personId)
    const found = mine.find((one) => one.credentialId === credentialId)
    // Told before it is done: a code must not take its place for a moment.
    if (found && isRipe(found, now())) await tell(personId, 'passkey.removed')
    return passkeys.end(personId, credentialId)
  }

  return {
    tell,
    endPasskey,
    eventsOf: (personId: PersonId) => accountEventsOf(tx, personId),
    async proveNumber({ phone: text, code }: { phone: string; code: string }) {
      const phone = parsePhone(text)
      if (phone === null) return refuse<Refusal>('contact.phone_invalid')
      const personId = personIdOf(secrets.phoneKey, phone)
      return (await codes.spend(personId, code, 'enter')) ? personId : codes.why(personId)
    },
    async seeDevice(personId: PersonId, request: Carrying, reply: Answering) {
      const device = deviceOf(request, reply)
      const deviceHash = hmac(secrets.cookieKey, `device ${personId} ${device}`)
      const seen = await seeDevice(tx, { personId, deviceHash, at: now() })
      if (seen === 'new') await tell(personId, 'device.new')
    },
    async lockOut(personId: PersonId, since: Instant) {
      await accounts.endSessions(personId)
      const ended = await endApiKeysOf(tx, personId, now())
      for (const keyId of ended) verified.forget(keyId)
      verified.forget(personId)
      for (const one of await passkeys.of(personId))
        if (one.createdAt >= since) await endPasskey(personId, one.credentialId)
      await tell(personId, 'account.stolen')
      return ended.length
    },
  }
}

function digest(token: string): string {
  return sha256(token).toString('base64')
}
