import { execFile } from 'node:child_process'
import { chown, lchown, lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** How a program of PostgreSQL is started, and whom its files must belong to. */
export interface Runner {
  /** Words before the program's own. */
  readonly prefix: readonly string[]
  /** Given to `spawn`; absent when the program keeps our user or `prefix` changes it. */
  readonly uid?: number
  readonly gid?: number
  /** Null: whoever runs this process. */
  readonly owner: { readonly uid: number; readonly gid: number } | null
}

/** A program and a folder that the server must be able to reach. */
export interface Needs {
  readonly program: string
  readonly folder: string
}

/**
 * As whom does PostgreSQL run? It refuses root, so root gives it, in this order:
 * a user namespace, where root's own files belong to an ordinary user; a system user of its own;
 * that user with the right to pass closed folders (a container without namespaces, below /root).
 */
export async function chooseRunner(needs: Needs, ways = allWays): Promise<Runner> {
  if (process.getuid?.() !== 0) return { prefix: [], owner: null }
  for (const way of ways) {
    const runner = await way(needs)
    if (runner) return runner
  }
  throw new Error(
    [
      'PostgreSQL 不能以 root 运行,这里也无法换用别的用户:请用普通用户启动,或设置 DATABASE_URL。',
      'PostgreSQL does not run as root, and no other user can be had here. Start Baozheng as an',
      'ordinary user, or name a PostgreSQL server in DATABASE_URL.',
    ].join('\n'),
  )
}

/** Root's own files, seen by a process that is not root: nothing on the machine has to change. */
export async function namespace(needs: Needs): Promise<Runner | null> {
  const someone = (await passwd()).find(({ uid }) => uid !== 0 && uid !== nobody)
  if (!someone) return null
  const prefix = ['unshare', '--user', `--map-user=${someone.uid}`, '--']
  const owner = { uid: 0, gid: 0 }
  return (await reaches({ prefix, owner }, needs)) ? { prefix, owner } : null
}

/** A system user `baozheng`, made when there is none. */
export async function systemUser(needs: Needs): Promise<Runner | null> {
  const user = await findOrMakeUser()
  if (!user) return null
  const runner = { prefix: [], ...user, owner: user }
  await own(needs.folder, runner)
  return (await reaches(runner, needs)) ? runner : null
}

/** That user, able to pass folders that are closed to it. */
export async function systemUserInClosedFolder(needs: Needs): Promise<Runner | null> {
  const user = await findOrMakeUser()
  if (!user) return null
  const change = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups']
  const rights = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  const runner = { prefix: ['setpriv', ...change, ...rights, '--'], owner: user }
  await own(needs.folder, runner)
  return (await reaches(runner, needs)) ? runner : null
}

const allWays = [namespace, systemUser, systemUserInClosedFolder]

/** Makes everything below a folder belong to the runner's user, where it does not yet. */
export async function own(path: string, { owner }: Runner): Promise<void> {
  if (!owner) return
  const now = await lstat(path)
  // One look at each of the two top levels: only a change of ways makes a difference below.
  const entries = now.isDirectory() ? await readdir(path) : []
  const below = await Promise.all(entries.map((entry) => lstat(join(path, entry))))
  if ([now, ...below].every(({ uid }) => uid === owner.uid)) return
  await chownAll(path, owner)
}

async function chownAll(path: string, owner: { uid: number; gid: number }): Promise<void> {
  const isDirectory = (await lstat(path)).isDirectory()
  await (isDirectory ? chown : lchown)(path, owner.uid, owner.gid)
  for (const entry of isDirectory ? await readdir(path) : [])
    await chownAll(join(path, entry), owner)
}

/** Owns whatever belongs to no user of a namespace, so it cannot stand for one of them. */
const nobody = 65534

async function reaches({ prefix, ...user }: Runner, needs: Needs): Promise<boolean> {
  const look = ['sh', '-c', 'cd "$1" && test -w . && test -x "$2"', 'sh']
  const [command = '', ...args] = [...prefix, ...look, needs.folder, needs.program]
  return run(command, args, { uid: user.uid, gid: user.gid, cwd: '/' }).then(
    () => true,
    () => false,
  )
}

async function findOrMakeUser(): Promise<{ uid: number; gid: number } | null> {
  const find = async () => (await passwd()).find(({ name }) => name === 'baozheng')
  const ways = [
    [
      'useradd',
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/bin/false',
      'baozheng',
    ],
    ['adduser', '-S', '-D', '-H', '-s', '/bin/false', 'baozheng'], // BusyBox
  ]
  for (const [command = '', ...args] of ways) {
    const user = await find()
    if (user) return { uid: user.uid, gid: user.gid }
    await run(command, args).catch(() => undefined)
  }
  const user = await find()
  return user ? { uid: user.uid, gid: user.gid } : null
}

async function passwd(): Promise<{ name: string; uid: number; gid: number }[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
}
