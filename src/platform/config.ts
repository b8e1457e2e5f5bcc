import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** How this server was told to run. Everything comes from the environment, and is checked once. */
export interface Config {
  readonly production: boolean
  /** Where everything that lasts is kept, unless it is in the database. */
  readonly folder: string
  readonly databaseUrl: string | null
  readonly host: string
  readonly port: number
  readonly baseUrl: string
  readonly lanes: number
  readonly overdueGraceHours: number | null
  readonly secrets: Secrets
  readonly logLevel: string
  /** Behind a proxy that sets X-Forwarded-For, whose word is taken for the caller's address. */
  readonly trustProxy: boolean
  /** One network may ask so often; above it is told to wait. */
  readonly requestsPerMinute: number
  readonly signInsPerHour: number
}

/** Keys of this site, 32 bytes each. Whoever has them can read contacts and forge ids. */
export interface Secrets {
  readonly masterKey: Buffer
  readonly phoneKey: Buffer
  readonly cookieKey: Buffer
  readonly authSecret: Buffer
  readonly idKey: Buffer
}

const secretNames = ['masterKey', 'phoneKey', 'cookieKey', 'authSecret', 'idKey'] as const

/** A start that would be unsafe or impossible. Says what to set. */
export class Unfit extends Error {
  override name = 'Unfit'
}

export function readConfig(env: NodeJS.ProcessEnv): Config {
  const production = env.NODE_ENV === 'production'
  const folder = resolve(env.BAOZHENG_DATA ?? 'data')
  const port = number(env, 'PORT', 8080, 0, 65_535)
  const host = env.HOST ?? '127.0.0.1'
  const baseUrl = (env.BAOZHENG_URL ?? `http://localhost:${port}`).replace(/\/$/, '')
  if (!URL.canParse(baseUrl)) throw new Unfit(`BAOZHENG_URL is not an address: ${baseUrl}`)
  const grace = env.BAOZHENG_OVERDUE_GRACE_HOURS
  return {
    production,
    folder,
    databaseUrl: env.DATABASE_URL ?? null,
    host,
    port,
    baseUrl,
    lanes: number(env, 'BAOZHENG_LANES', 4, 1, 64),
    overdueGraceHours:
      grace === undefined ? null : number(env, 'BAOZHENG_OVERDUE_GRACE_HOURS', 24, 0, 24 * 30),
    secrets: production
      ? readSecrets(env.BAOZHENG_SECRETS_FILE ?? '', true)
      : openSecrets(join(folder, 'secrets.json')),
    logLevel: env.BAOZHENG_LOG ?? 'warn',
    trustProxy: env.BAOZHENG_TRUST_PROXY === '1',
    requestsPerMinute: number(env, 'BAOZHENG_REQUESTS_PER_MINUTE', 1_200, 60, 100_000_000),
    signInsPerHour: number(env, 'BAOZHENG_SIGN_INS_PER_HOUR', 60, 1, 1_000_000),
  }
}

function number(
  env: NodeJS.ProcessEnv,
  name: string,
  usual: number,
  least: number,
  most: number,
): number {
  const text = env[name]
  if (text === undefined || text === '') return usual
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Unfit(`${name} must be a whole number from ${least} to ${most}`)
  return value
}

/** The sandbox's keys: made at the first start and kept beside its data. */
function openSecrets(file: string): Secrets {
  if (!existsSync(file)) makeSecrets(file, 'sandbox')
  return readSecrets(file, false)
}

/** Writes a file of new keys that only its owner can read. Never over an old one. */
export function makeSecrets(file: string, purpose: 'sandbox' | 'production'): void {
  if (existsSync(file)) throw new Unfit(`${file} exists; keys are never replaced`)
  mkdirSync(dirname(resolve(file)), { recursive: true })
  const keys = Object.fromEntries(
    secretNames.map((name) => [name, randomBytes(32).toString('hex')]),
  )
  // Whole or not at all: a start that is killed here must not leave half a file of keys.
  writeFileSync(`${file}.new`, `${JSON.stringify({ purpose, ...keys }, null, 2)}\n`, {
    mode: 0o600,
  })
  renameSync(`${file}.new`, file)
}

function readSecrets(file: string, production: boolean): Secrets {
  const found = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  if (production && found.purpose !== 'production')
    throw new Unfit(`${file} holds the keys of a sandbox; production wants its own`)
  const read = (name: (typeof secretNames)[number]): Buffer => {
    const text = found[name]
    if (typeof text !== 'string' || !/^[0-9a-f]{64}$/.test(text) || /^(.)\1+$/.test(text))
      throw new Unfit(`${file}: ${name} must be 32 random bytes in hex`)
    return Buffer.from(text, 'hex')
  }
  return {
    masterKey: read('masterKey'),
    phoneKey: read('phoneKey'),
    cookieKey: read('cookieKey'),
    authSecret: read('authSecret'),
    idKey: read('idKey'),
  }
}
