import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'

/**
 * The provider's memory: one SQLite file. Work runs at once; its answer is given after commit, so
 * that nothing acknowledged is lost by `kill -9`. Whatever arrives in one turn of the event loop
 * shares a commit.
 */
export interface Store {
  statement(sql: string): Statement
  /** Changes (and reads) of one operation. It checks first and writes then: throwing is a bug. */
  commit<T>(work: () => T): Promise<T>
  /** A read, answered no earlier than the changes that it may have seen. */
  read<T>(work: () => T): Promise<T>
  /** Called after each commit (true) and after each rollback (false). */
  onEnd(listener: (committed: boolean) => void): void
  /** A setting that outlives the process. */
  recall(key: string): string | null
  remember(key: string, value: string): void
  close(): void
}

export interface Statement {
  one<Row>(...values: SQLInputValue[]): Row | undefined
  all<Row>(...values: SQLInputValue[]): Row[]
  run(...values: SQLInputValue[]): number
}

const schema = `
create table if not exists meta (key text primary key, value text not null) strict, without rowid;

create table if not exists payments (
  payment_no text primary key,
  provider_no text not null,
  token text not null unique,
  amount integer not null check (amount > 0),
  description text not null,
  payee_ref text not null,
  expires_at integer not null,
  notify_url text not null,
  return_url text not null,
  created_at integer not null,
  state text not null check (state in ('OPEN', 'CLOSED', 'PAID', 'ENDED')),
  late integer not null default 0,
  paid_at integer,
  hold_expires_at integer,
  released integer not null default 0 check (released >= 0),
  split integer not null default 0 check (split >= 0),
  refunded integer not null default 0 check (refunded >= 0),
  moving integer not null default 0 check (moving >= 0),
  check (released + split + refunded + moving <= amount),
  check (state in ('PAID', 'ENDED') or released + split + refunded + moving = 0)
) strict, without rowid;
create index if not exists holds on payments (hold_expires_at) where state = 'PAID';

create table if not exists instructions (
  instruction_no text primary key,
  payment_no text not null,
  kind text not null check (kind in ('RELEASE', 'SPLIT', 'SPLIT_RETURN', 'REFUND')),
  provider_no text not null,
  amount integer not null check (amount > 0),
  split_no text,
  reason text,
  state text not null check (state in ('DONE', 'PROCESSING', 'REFUSED')),
  code text,
  at integer not null,
  returned integer not null default 0 check (returned between 0 and amount),
  polls_left integer not null default 0,
  due_at integer
) strict, without rowid;
create index if not exists processing on instructions (due_at) where state = 'PROCESSING';
create index if not exists processing_of on instructions (payment_no) where state = 'PROCESSING';

create table if not exists disowned (
  notice_no text primary key,
  payment_no text not null,
  provider_no text not null,
  reported_at integer not null,
  received_at integer not null
) strict, without rowid;

create table if not exists movements (
  seq integer primary key,
  at integer not null,
  kind text not null,
  payment_no text not null,
  instruction_no text,
  provider_no text not null,
  amount integer not null check (amount > 0)
) strict;
create index if not exists movements_at on movements (at);

create table if not exists callbacks (
  id integer primary key autoincrement, -- never used twice: a nonce is made of it
  url text not null,
  body text not null,
  due_at integer not null,
  tries integer not null default 0
) strict;
create index if not exists callbacks_due on callbacks (due_at, id);
`

/** Another provider works on this folder. */
export class FolderTaken extends Error {
  override name = 'FolderTaken'
}

/** With this a process ends that found its folder taken. */
export const folderTakenCode = 75

export function openStore(folder: string): Store {
  const db = new DatabaseSync(join(folder, 'provider.sqlite'))
  // Exclusive: a second provider on the same folder must fail, not share its sequence.
  try {
    // The one before may just be leaving.
    db.exec(
      'pragma busy_timeout = 3000; pragma locking_mode = exclusive; pragma journal_mode = wal',
    )
    db.exec('pragma synchronous = normal')
  } catch (error) {
    if (/locked/.test(error instanceof Error ? error.message : '')) throw new FolderTaken(folder)
    throw error
  }
  db.exec(schema)
  const columns = db.prepare(`select name from pragma_table_info('payments')`).all()
  if (!columns.some(({ name }) => name === 'payee_name'))
    db.exec(`alter table payments add column payee_name text not null default ''`)
  const recall = db.prepare('select value from meta where key = ?')
  const remember = db.prepare('insert or replace into meta (key, value) values (?, ?)')
  const groups = openGroups(db)
  return {
    ...groups,
    statement: (sql) => statement(db, sql),
    recall: (key) => (recall.get(key) as { value: string } | undefined)?.value ?? null,
    remember: (key, value) => void remember.run(key, value),
    close: () => {
      groups.end()
      db.close()
    },
  }
}

function statement(db: DatabaseSync, sql: string): Statement {
  const prepared = db.prepare(sql)
  return {
    one: <Row>(...values: SQLInputValue[]) => prepared.get(...values) as Row | undefined,
    all: <Row>(...values: SQLInputValue[]) => prepared.all(...values) as Row[],
    run: (...values) => Number(prepared.run(...values).changes),
  }
}

interface Group {
  readonly done: Promise<void>
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
  failure: unknown
}

function openGroups(db: DatabaseSync) {
  const begin = db.prepare('begin immediate')
  const commit = db.prepare('commit')
  const listeners: ((committed: boolean) => void)[] = []
  let open: Group | null = null

  function start(): Group {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    promise.catch(() => {}) // each operation has its own copy of this outcome
    const group: Group = { done: promise, resolve, reject, failure: null }
    begin.run()
    open = group
    setImmediate(end)
    return group
  }

  function end(): void {
    if (open === null) return
    const group = open
    open = null
    try {
      if (group.failure !== null) throw group.failure
      commit.run()
      group.resolve()
    } catch (error) {
      group.failure = error
      if (db.isTransaction) db.exec('rollback')
      group.reject(error)
    }
    for (const listener of listeners) listener(group.failure === null)
  }

  return {
    commit<T>(work: () => T): Promise<T> {
      const group = open ?? start()
      try {
        const result = work()
        return group.done.then(() => result)
      } catch (error) {
        // The writes of its neighbours cannot be told apart from its own: none of them happened.
        group.failure = error
        return Promise.reject(error)
      }
    },
    async read<T>(work: () => T): Promise<T> {
      const result = work()
      if (open !== null) await open.done
      return result
    },
    onEnd: (listener: (committed: boolean) => void) => void listeners.push(listener),
    end,
  }
}
