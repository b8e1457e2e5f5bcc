import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { openDatabase, type PrivateDatabase } from './embedded.ts'
import { isAlive } from './embedded-cluster.ts'

/** A folder that is gone after the test, and its server with it. */
async function temporary(t: TestContext, below = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(below, 'baozheng-db-'))
  t.after(async () => {
    const pid = await serverPid(folder)
    if (pid !== null) await kill(pid, 'SIGQUIT')
    await rm(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 20 })
  })
  return folder
}

async function serverPid(folder: string): Promise<number | null> {
  const file = join(folder, 'data', 'postmaster.pid')
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0])
  return pid > 1 && pid !== process.pid ? pid : null
}

/** Waits until something is so, for a minute at most. */
async function until(what: () => unknown): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!(await what())) {
    assert(Date.now() < deadline, `still not so: ${what}`)
    await pause(5)
  }
}

async function kill(pid: number, signal: NodeJS.Signals): Promise<void> {
  if (isAlive(pid)) process.kill(pid, signal)
  // A killed process that nobody collects stays a zombie, which works in no folder.
  await until(() => !isAlive(pid) || !existsSync(`/proc/${pid}/cwd`))
}

async function query(db: PrivateDatabase, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: db.url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const write = 'create table kept as select 42 as answer'
const read = 'select answer from kept'

/** Another process that opens the folder, writes a row if told so, and stays. */
function another(t: TestContext, folder: string): ChildProcess {
  const code = `
    import { openDatabase } from '${new URL('./embedded.ts', import.meta.url)}'
    await openDatabase({ folder: process.argv[1], durable: false })
    console.log('open')
    setInterval(() => undefined, 60_000)`
  const flags = ['--input-type=module-typescript', '--eval', code, folder]
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  return child
}

async function opened({ stdout }: ChildProcess): Promise<void> {
  await new Promise((said) => stdout?.once('data', said))
}

describe('a private database', () => {
  it('is durable, in UTF-8 and UTC, and closed to others', async (t) => {
    const folder = await temporary(t)
    const db = await openDatabase({ folder })
    const settings = ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums']
    for (const name of settings)
      assert.deepEqual(await query(db, `show ${name}`), [{ [name]: 'on' }], name)
    assert.deepEqual(await query(db, 'show server_encoding'), [{ server_encoding: 'UTF8' }])
    assert.deepEqual(await query(db, 'show timezone'), [{ TimeZone: 'UTC' }])
    assert.deepEqual(await query(db, 'show is_superuser'), [{ is_superuser: 'off' }])
    assert.equal((await stat(join(folder, 'password'))).mode & 0o777, 0o600)
    assert.equal((await stat(join(folder, 'data'))).mode & 0o777, 0o700)
    await db.stop()
  })

  it('is reached by TCP too, but not without its password', async (t) => {
    const db = await openDatabase({ folder: await temporary(t), durable: false })
    const url = new URL(db.url)
    url.searchParams.delete('host')
    const byTcp = new pg.Client({ connectionString: url.href })
    await byTcp.connect()
    await byTcp.end()
    url.password = 'wrong'
    const stranger = new pg.Client({ connectionString: url.href })
    await assert.rejects(stranger.connect(), { code: '28P01' })
    await db.stop()
  })

  it('works where the path is too long for a socket', async (t) => {
    const folder = join(await temporary(t), 'x'.repeat(100))
    const db = await openDatabase({ folder, durable: false })
    const socketFolder = new URL(db.url).searchParams.get('host') ?? ''
    assert.deepEqual(await query(db, 'select 1 as one'), [{ one: 1 }])
    await db.stop()
    assert(!existsSync(socketFolder))
  })

  const skip = process.getuid?.() !== 0 && 'only root has folders closed to the server'
  it('works below a folder that only root may enter', { skip }, async (t) => {
    const folder = await temporary(t) // mode 700
    const db = await openDatabase({ folder: join(folder, 'data', 'postgres'), durable: false })
    assert.deepEqual(await query(db, 'select 1 as one'), [{ one: 1 }])
    await db.stop()
  })
})

describe('after a crash', () => {
  it('of the server, it comes back by itself at the same url', async (t) => {
    const db = await openDatabase({ folder: await temporary(t) })
    await query(db, write)
    const before = db.pid
    await kill(before, 'SIGKILL')
    await until(() => query(db, read).catch(() => false))
    assert.deepEqual(await query(db, read), [{ answer: 42 }])
    await until(() => db.pid !== before)
    await db.stop()
  })

  it('of a server that cannot start at once, it comes back when it can', async (t) => {
    const folder = await temporary(t)
    const db = await openDatabase({ folder, durable: false })
    const said = t.mock.method(console, 'error', () => undefined)
    const settings = join(folder, 'data', 'postgresql.conf')
    const before = await readFile(settings)
    await writeFile(settings, 'shared_buffers = nonsense\n')
    await kill(db.pid, 'SIGKILL')
    await until(() => said.mock.callCount() > 1)
    await writeFile(settings, before)
    await until(() => query(db, 'select 42').catch(() => false))
    await db.stop()
  })

  it('of ours, the orphan is adopted', async (t) => {
    const folder = await temporary(t)
    const first = another(t, folder)
    await opened(first)
    const orphan = await serverPid(folder)
    await kill(Number(first.pid), 'SIGKILL')
    const db = await openDatabase({ folder, durable: false })
    assert.equal(db.pid, orphan)
    await db.stop()
    assert.equal(await serverPid(folder), null)
  })

  it('of both, a second start finds what was written', async (t) => {
    const folder = await temporary(t)
    const first = another(t, folder)
    await opened(first)
    const db = await openDatabase({ folder, durable: false })
    await query(db, write)
    await db.stop()
    const server = Number(await serverPid(folder))
    await kill(Number(first.pid), 'SIGKILL')
    await kill(server, 'SIGKILL')
    const again = await openDatabase({ folder, durable: false })
    assert.notEqual(again.pid, server)
    assert.deepEqual(await query(again, read), [{ answer: 42 }])
    await again.stop()
  })

  it('a number that now belongs to a stranger does not block the start', async (t) => {
    const folder = await temporary(t)
    const first = another(t, folder)
    await opened(first)
    const server = Number(await serverPid(folder))
    await kill(Number(first.pid), 'SIGKILL')
    await kill(server, 'SIGKILL')
    const file = join(folder, 'data', 'postmaster.pid')
    const stale = await readFile(file, 'utf8')
    await writeFile(file, stale.replace(/^\d+/, `${process.ppid}`))
    const db = await openDatabase({ folder, durable: false })
    assert.deepEqual(await query(db, 'select 1 as one'), [{ one: 1 }])
    await db.stop()
  })
})

describe('one folder', () => {
  it('has one server, which the last to leave shuts down', async (t) => {
    const folder = await temporary(t)
    const both = () => openDatabase({ folder, durable: false })
    const [one, other] = await Promise.all([both(), both()])
    assert.equal(one.pid, other.pid)
    await one.stop()
    assert.deepEqual(await query(other, 'select 1 as one'), [{ one: 1 }])
    await other.stop()
    assert.equal(await serverPid(folder), null)
  })

  it('is made again when the first try was killed', async (t) => {
    const folder = await temporary(t)
    const unfinished = async () =>
      (await readdir(folder)).filter((name) => name.startsWith('making-'))
    const first = another(t, folder)
    await until(async () => (await unfinished()).length > 0)
    await kill(Number(first.pid), 'SIGKILL')
    assert(!existsSync(join(folder, 'data')))
    const db = await openDatabase({ folder, durable: false })
    assert.deepEqual(await query(db, 'select 1 as one'), [{ one: 1 }])
    await db.stop()
  })

  it('is left alone when it holds something else', async (t) => {
    const folder = await temporary(t)
    await mkdir(join(folder, 'data'))
    await writeFile(join(folder, 'data', 'photo.jpg'), 'mine')
    await assert.rejects(openDatabase({ folder, durable: false }), /holds files but no database/)
    assert.equal(await readFile(join(folder, 'data', 'photo.jpg'), 'utf8'), 'mine')
  })

  it('says why when its server cannot start', async (t) => {
    const folder = await temporary(t)
    await (await openDatabase({ folder, durable: false })).stop()
    await writeFile(join(folder, 'data', 'postgresql.conf'), 'shared_buffers = nonsense\n')
    await assert.rejects(openDatabase({ folder, durable: false }), /shared_buffers/)
  })
})
