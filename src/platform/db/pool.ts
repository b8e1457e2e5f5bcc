import pg from 'pg'

/** One connection inside a transaction. Statements are named, so that they are planned once. */
export interface Tx {
  query<Row = Record<string, unknown>>(
    name: string,
    text: string,
    values: readonly unknown[],
  ): Promise<Result<Row>>
}

export interface Result<Row> {
  readonly rows: Row[]
  readonly count: number
}

/** Integers of 64 bits come as bigint, moments as milliseconds. */
const types: pg.CustomTypesConfig = {
  getTypeParser(id: number, format?: 'text' | 'binary') {
    if (id === 20) return (text: string) => BigInt(text)
    if (id === 1184) return (text: string) => Date.parse(text)
    return pg.types.getTypeParser(id, format)
  },
}

/** Plans that never collect rows to sort them out afterwards. */
const byKey = [
  'plan_cache_mode=force_generic_plan',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'enable_bitmapscan=off',
  'enable_material=off',
  'cpu_tuple_cost=1',
  'cpu_index_tuple_cost=0.5',
]
const timeouts = ['statement_timeout=15000', 'idle_in_transaction_session_timeout=20000']

/**
 * Connections for the lanes: every statement goes by a key, so plans that scan a table are ruled
 * out; a plan made while a table was empty would otherwise stay and read all of it later. A row
 * that is read is reckoned as dear as a page: reading a whole shop to find a few never pays.
 */
export function lanePool(connectionString: string, size: number): pg.Pool {
  const options = ['enable_seqscan=off', ...byKey, ...timeouts]
  return openPool(connectionString, size, options, true)
}

/** Connections for the writer of the log and those who read it: by key too, or by its order. */
export function logPool(connectionString: string, size: number): pg.Pool {
  return openPool(connectionString, size, [...byKey, ...timeouts], true)
}

/** Connections for reads: pages, lists, desks. */
export function readPool(connectionString: string, size: number): pg.Pool {
  return openPool(connectionString, size, ['statement_timeout=10000'], false)
}

function openPool(
  connectionString: string,
  size: number,
  settings: readonly string[],
  pipeline: boolean,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: size,
    types,
    options: settings.map((setting) => `-c ${setting}`).join(' '),
    connectionTimeoutMillis: 10_000,
    ...(pipeline ? { pipeline: true } : {}),
  } as pg.PoolConfig)
  // A connection that breaks while idle is replaced at the next use; there is nothing else to do.
  pool.on('error', () => {})
  // One that breaks while somebody has it fails that one's statement, and says so a second time by
  // an event; an event that nobody hears would end the whole server.
  pool.on('connect', (client) => client.on('error', () => {}))
  // Goes first on each new connection; when it fails, so does what comes after it.
  if (pipeline) pool.on('connect', (client) => void client.query(suitCitus).catch(() => {}))
  return pool
}

/**
 * On Citus a plan depends on which shops are asked for, so none can be made beforehand: it refuses
 * to. And it keeps too few connections to its machines. Elsewhere this finds nothing to do.
 */
const suitCitus = `select set_config('plan_cache_mode', 'auto', false),
    set_config('citus.max_cached_conns_per_worker', '16', false)
  from pg_extension where extname = 'citus'`

/** Statements over one connection. */
export function over(client: pg.ClientBase | pg.Pool): Tx {
  const together = 'connection' in client ? gathered(client as Piped) : () => {}
  return {
    async query<Row>(name: string, text: string, values: readonly unknown[]) {
      together()
      const result = await client.query({ name, text, values: values as unknown[] })
      return { rows: result.rows as Row[], count: result.rowCount ?? 0 }
    },
  }
}

type Piped = pg.ClientBase & { connection: { stream: { cork(): void; uncork(): void } } }

/** Statements that are sent in the same turn travel in one write to the server. */
function gathered({ connection: { stream } }: Piped): () => void {
  let corked = false
  return () => {
    if (corked) return
    corked = true
    stream.cork()
    process.nextTick(() => {
      corked = false
      stream.uncork()
    })
  }
}

/** Is it worth trying the whole transaction again? (specs of SQLSTATE: 40001, 40P01, 55P03, 08…) */
export function isTransient(error: unknown): boolean {
  // First: `EPIPE`, from a socket that has gone, looks like five characters of SQLSTATE.
  if (isBroken(error)) return true
  const code = sqlState(error)
  if (code === null) return false
  // 57014: it has waited for a lock as long as a statement may.
  const again = ['40001', '40P01', '55P03', '57014', '57P01', '57P02', '57P03', '53300', 'XX000']
  return again.includes(code) || code.startsWith('08')
}

/** Is there no room, on the disk or in memory? Trying again at once only makes it worse. */
export function isExhausted(error: unknown): boolean {
  const code = sqlState(error) ?? ''
  return code !== '53300' && (code.startsWith('53') || code.startsWith('58'))
}

/** The five characters that say what went wrong; null when it was not the database that spoke. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  const { code } = error
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null
}

/** Did the connection itself break, so that the outcome of a commit is not known? */
export function isBroken(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)) return true
  return /connection (terminated|ended|error|timeout)|not queryable|timeout/i.test(error.message)
}
