import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { connectionsUsual } from './http/connections.ts'

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
  /** Where the keys lie. */
  readonly secretsFile: string
  readonly logLevel: string
  /** Behind a proxy that sets X-Forwarded-For, whose word is taken for the caller's address. */
  readonly trustProxy: boolean
  /** One network may ask so often; above it is told to wait. */
  readonly requestsPerMinute: number
  readonly signInsPerHour: number
  /** So many lines may be open, in all and from one network. */
  readonly connections: { readonly most: number; readonly perNetwork: number }
  /** So many days an Idempotency-Key gets the same answer again. */
  readonly keepKeysDays: number
  readonly log: LogConfig
}

/** The transparency log: its name, who witnesses it, and who puts the time under it. */
export interface LogConfig {
  /** Where the tree lies in files. */
  readonly folder: string
  /** Null: named after the address when it is made, and after that as it was made. */
  readonly origin: string | null
  /** The text of a policy file; null: this site has said, or not yet said, that it has none. */
  readonly policy: Buffer | null
  /** A timestamp authority (RFC 3161), and how often it is asked. */
  readonly tsaUrl: string | null
  readonly tsaMinutes: number
}

/** Keys of this site, 32 bytes each. Whoever has them can read contacts and forge ids. */
export interface Secrets {
  readonly masterKey: Buffer
  readonly phoneKey: Buffer
  readonly cookieKey: Buffer
  readonly authSecret: Buffer
  readonly idKey: Buffer
  /** The seed of the key that signs the log. It never changes: the log is known by it. */
  readonly logKey: Buffer
}

/** Fewer lanes make larger batches; never one, or a shop that is stuck holds up all. */
export const lanesByCores = Math.max(2, Math.min(4, availableParallelism()))

const secretNames = ['masterKey', 'phoneKey', 'cookieKey', 'authSecret', 'idKey', 'logKey'] as const

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
  const secretsFile = secretsFileOf(env)
  const grace = env.BAOZHENG_OVERDUE_GRACE_HOURS
  return {
    production,
    folder,
    databaseUrl: env.DATABASE_URL ?? null,
    host,
    port,
    baseUrl,
    lanes: number(env, 'BAOZHENG_LANES', lanesByCores, 1, 64),
    overdueGraceHours:
      grace === undefined ? null : number(env, 'BAOZHENG_OVERDUE_GRACE_HOURS', 24, 0, 24 * 30),
    secrets: production ? readSecrets(secretsFile, true) : openSecrets(secretsFile),
    secretsFile,
    logLevel: env.BAOZHENG_LOG ?? 'warn',
    trustProxy: env.BAOZHENG_TRUST_PROXY === '1',
    requestsPerMinute: number(env, 'BAOZHENG_REQUESTS_PER_MINUTE', 1_200, 60, 100_000_000),
    signInsPerHour: number(env, 'BAOZHENG_SIGN_INS_PER_HOUR', 60, 1, 1_000_000),
    connections: {
      most: number(env, 'BAOZHENG_CONNECTIONS', connectionsUsual.most, 16, 100_000),
      perNetwork: number(
        ...([env, 'BAOZHENG_CONNECTIONS_PER_NETWORK', connectionsUsual.perNetwork] as const),
        ...([8, 100_000] as const),
      ),
    },
    keepKeysDays: number(env, 'BAOZHENG_KEEP_KEYS_DAYS', 30, 1, 3_650),
    log: readLogConfig(env, folder),
  }
}

/** Where do the keys of this site lie, or where will they be made? */
export function secretsFileOf(env: NodeJS.ProcessEnv): string {
  if (env.NODE_ENV === 'production') return env.BAOZHENG_SECRETS_FILE ?? ''
  return join(resolve(env.BAOZHENG_DATA ?? 'data'), 'secrets.json')
}

function readLogConfig(env: NodeJS.ProcessEnv, folder: string): LogConfig {
  const { BAOZHENG_LOG_ORIGIN: origin, BAOZHENG_TSA_URL: tsaUrl } = env
  if (origin !== undefined && !/^[^\s+]{1,200}$/u.test(origin))
    throw new Unfit('BAOZHENG_LOG_ORIGIN: a name without spaces and without "+"')
  if (tsaUrl !== undefined && !URL.canParse(tsaUrl))
    throw new Unfit(`BAOZHENG_TSA_URL is not an address: ${tsaUrl}`)
  return {
    folder: resolve(env.BAOZHENG_LOG_FOLDER ?? join(folder, 'log')),
    origin: origin ?? null,
    policy: readPolicyFile(env.BAOZHENG_WITNESS_POLICY),
    tsaUrl: tsaUrl ?? null,
    tsaMinutes: number(env, 'BAOZHENG_TSA_MINUTES', 60, 1, 24 * 60),
  }
}

/** The file that names the witnesses; `none` says aloud that there are none. */
function readPolicyFile(file: string | undefined): Buffer | null {
  if (file === undefined || file === '' || file === 'none') return null
  if (!existsSync(file)) throw new Unfit(`BAOZHENG_WITNESS_POLICY: there is no file ${file}`)
  return readFileSync(file)
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
  else addMissing(file)
  return readSecrets(file, false)
}

/** A sandbox of an earlier version has fewer keys; its new ones are made beside the old. */
function addMissing(file: string): void {
  const found = parseSecrets(file)
  const missing = secretNames.filter((name) => found[name] === undefined)
  if (found.purpose !== 'sandbox' || missing.length === 0) return
  for (const name of missing) found[name] = randomBytes(32).toString('hex')
  writeWhole(file, found)
}

/** Writes a file of new keys that only its owner can read. Never over an old one. */
export function makeSecrets(file: string, purpose: 'sandbox' | 'production'): void {
  if (existsSync(file)) throw new Unfit(`${file} exists; keys are never replaced`)
  mkdirSync(dirname(resolve(file)), { recursive: true })
  const keys = Object.fromEntries(
    secretNames.map((name) => [name, randomBytes(32).toString('hex')]),
  )
  writeWhole(file, { purpose, ...keys })
}

/** Whole or not at all: a start that is killed here must not leave half a file of keys. */
function writeWhole(file: string, content: object): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

function parseSecrets(file: string): Record<string, unknown> {
  const text = readFileSync(file, 'utf8')
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    throw new Unfit(
      `${file}: 密钥文件已损坏,请放回它的副本 this is no file of keys any more: put its copy back`,
    )
  }
}

function readSecrets(file: string, production: boolean): Secrets {
  const found = parseSecrets(file)
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
    logKey: read('logKey'),
  }
}
