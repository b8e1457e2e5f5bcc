import { readFileSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Followed, follow, type Known, strayEntry } from '../src/evidence/follow.ts'
import { formatVkey, parseVkey, type Vkey } from '../src/evidence/note.ts'
import { isPolicyFault, type Policy, parsePolicy } from '../src/evidence/policy.ts'
import { type Tile, tilePath } from '../src/evidence/tiles.ts'
import { closedCode, lookForEnd } from './log-closed.ts'
import { Mirror } from './log-mirror.ts'

/**
 * 旁观日志. Follows a log from outside, with nothing but its address: remembers in a file of its own
 * what it has seen, and says so loudly when the log contradicts itself.
 */

/** What is remembered from one run to the next. */
interface Memory {
  readonly vkey: string
  readonly known: Known | null
}

export interface WatchOptions {
  /** Where the log is served: `https://shop.example/log`. */
  readonly url: string
  /** The file in which it is remembered what was seen. */
  readonly state: string
  /** The folder of a copy of the log, which then is the memory; null: no copy is kept. */
  readonly keep: string | null
  /** Null: as remembered, or, the first time, as the log itself says. */
  readonly vkey: Vkey | null
  readonly policy: Policy | null
  readonly once: boolean
  readonly everySeconds: number
  /** Whether new entries are fetched and compared with their hashes. */
  readonly entries: boolean
}

/**
 * 0: all consistent; 1: the log stands convicted; 3: it could not be read; 4: it went back; 5: it
 * was closed, in order.
 */
export async function watch(options: WatchOptions): Promise<number> {
  for (;;) {
    const code = await look(options).catch((error: Error) => {
      console.error(`读不到 cannot be read: ${error.message}`)
      return 3
    })
    if (options.once || code === 1 || code === closedCode) return code
    await pause(options.everySeconds * 1_000)
  }
}

/** One look at the log; what was learnt is on the disk before it returns. */
async function look(options: WatchOptions): Promise<number> {
  const memory = await recall(options)
  const vkey = parseVkey(memory.vkey)
  if (vkey === null) throw new Error('the key of the log cannot be read')
  const ask = (path: string) => get(`${options.url}/${path}`, checkpointMax)
  const bytes = await ask('checkpoint')
  const read = (tile: Tile) => get(`${options.url}/${tilePath(tile)}`, tileMax)
  const { policy } = options
  const followed = await follow(memory.known, bytes, { vkey, policy, read })
  if (followed.outcome === 'unreadable') {
    const { url, state, keep } = options
    const own = keep === null ? null : new Mirror(keep).tiles
    const beside = keep === null ? `${state}.` : `${keep}/`
    const watched = { url, vkey, known: memory.known, beside, read, own, get: ask }
    const ended = await lookForEnd(watched).catch(() => null)
    if (ended !== null) return ended
  }
  const stray = options.entries ? await strayIn(followed, memory, read) : null
  if (stray !== null) throw new Error(`entry ${stray} is not the one whose hash stands in the tree`)
  if ('known' in followed) {
    const { vkey, known: from } = memory
    if (options.keep !== null)
      await new Mirror(options.keep).take(followed.known, { vkey, from, read })
    else await remember(options.state, { vkey, known: followed.known })
  }
  return report(followed, memory, options)
}

async function strayIn(followed: Followed, memory: Memory, read: (tile: Tile) => Promise<Buffer>) {
  if (followed.outcome !== 'grew' && followed.outcome !== 'first') return null
  const { size } = followed.known
  return strayEntry({ from: memory.known?.size ?? 0, to: size }, size, read)
}

async function report(
  followed: Followed,
  memory: Memory,
  { state, keep }: WatchOptions,
): Promise<number> {
  switch (followed.outcome) {
    case 'first':
    case 'grew':
    case 'same': {
      const { known, vouched } = followed
      const seen =
        vouched && ` · ${vouched.count} 见证 witnesses${vouched.enough ? '' : ' (不足 too few)'}`
      const from = memory.known ? `${memory.known.size} → ` : ''
      const kept = keep === null ? '' : ` · 已存入 kept in ${keep}`
      console.log(
        `一致 consistent: ${from}${known.size} entries, root ${known.root}${seen ?? ''}${kept}`,
      )
      return 0
    }
    case 'behind':
      console.error(
        `倒退 went back: it shows ${followed.size} entries, ${memory.known?.size} were seen`,
      )
      return 4
    case 'unreadable':
      console.error(`读不懂 unreadable: ${followed.why}`)
      return 3
    case 'convicted': {
      const file = `${keep === null ? `${state}.` : `${keep}/`}conviction-${Date.now()}.txt`
      const both = [memory.known?.note ?? '', followed.note].join('\n')
      await writeFile(file, `${followed.why}\n\n${both}`)
      console.error(
        `日志自相矛盾 the log contradicts itself (${followed.why}). Both notes: ${file}`,
      )
      return 1
    }
  }
}

async function recall({ state, keep, vkey, url }: WatchOptions): Promise<Memory> {
  const memory = keep === null ? await remembered(state) : await new Mirror(keep).recall()
  if (memory !== null) {
    if (vkey && memory.vkey !== formatVkey(vkey))
      throw new Error(`${keep ?? state} remembers a log with another key`)
    return memory
  }
  if (vkey) return { vkey: formatVkey(vkey), known: null }
  const own = (await get(`${url}/vkey`, checkpointMax)).toString().trim()
  console.error(
    `首次:采用日志自己给出的公钥 first time: the key is the one the log itself gives\n${own}`,
  )
  return { vkey: own, known: null }
}

async function remembered(state: string): Promise<Memory | null> {
  const text = await readFile(state, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return text === null ? null : (JSON.parse(text) as Memory)
}

/** Whole or not at all: what was seen must not be lost to a crash. */
async function remember(file: string, memory: Memory): Promise<void> {
  await mkdir(dirname(resolve(file)), { recursive: true })
  await writeFile(`${file}.new`, `${JSON.stringify(memory)}\n`, { flush: true })
  await rename(`${file}.new`, file)
}

const checkpointMax = 500_000
const tileMax = 20_000_000
const timeoutMs = 30_000

async function get(url: string, most: number): Promise<Buffer> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) })
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    size += part.length
    if (size > most) throw new Error(`${url} is larger than it can be`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Null when it was called wrongly. */
export function readWatchArgs(args: string[]): WatchOptions | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        vkey: { type: 'string' },
        policy: { type: 'string' },
        state: { type: 'string' },
        keep: { type: 'string' },
        once: { type: 'boolean' },
        every: { type: 'string' },
        entries: { type: 'boolean' },
      },
    })
    const [url, more] = positionals
    const every = Number(values.every ?? 10)
    if (!url || more !== undefined || !/^https?:\/\//.test(url) || !(every >= 1)) return null
    // A copy is its own memory.
    if (values.keep !== undefined && values.state !== undefined) return null
    const vkey = values.vkey === undefined ? null : parseVkey(values.vkey.trim())
    if (values.vkey !== undefined && vkey === null) return null
    return {
      url: url.replace(/\/+$/, ''),
      state: values.state ?? `${new URL(url).host.replace(':', '-')}.log-watch.json`,
      keep: values.keep ?? null,
      vkey,
      policy: values.policy === undefined ? null : readPolicy(values.policy),
      once: values.once ?? false,
      everySeconds: every,
      entries: values.entries ?? false,
    }
  } catch {
    return null
  }
}

function readPolicy(file: string): Policy {
  const policy = parsePolicy(readFileSync(file))
  if (isPolicyFault(policy)) throw new Error(`${file}, line ${policy.line}: ${policy.fault}`)
  return policy
}
