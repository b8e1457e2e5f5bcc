import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { Unfit } from '../platform/config.ts'
import { over } from '../platform/db/pool.ts'
import { resolve } from '../platform/outside.ts'
import { isLed, LogDamaged, makeLog, readLogState } from './log.store.ts'
import { firstLogKey, logKeyOf } from './log-key.ts'
import { emptyRoot } from './merkle.ts'
import { formatVkey, type Signer } from './note.ts'
import { isPolicyFault, type Policy, parsePolicy } from './policy.ts'
import { lastSignedPath } from './recovery.ts'
import { Sequencer, type SequencerParts } from './sequencer.ts'
import { openTileDisk, type TileDisk } from './tile-files.ts'
import type { Post } from './witness-client.ts'
import { postOverHttp, Witnesses } from './witnesses.ts'

export interface LogSettings {
  /** Where the tree lies in files. Several servers of one site share it. */
  readonly folder: string
  /** Signs it; its name is the log's, for ever. */
  readonly signer: Signer
  /** Null: this site has no witness. */
  readonly policy: Policy | null
}

export interface LogParts extends LogSettings {
  readonly pool: pg.Pool
  readonly now: () => number
  readonly wall: () => number
  readonly log: (what: string, about: Record<string, unknown>) => void
  /** How witnesses are asked; unless told, only at public addresses. */
  readonly post?: Post
  readonly step?: SequencerParts['step']
  readonly halted?: SequencerParts['halted']
  readonly disk?: TileDisk
  readonly leaseMs?: number
}

/** 日志. The log of a site: its key, where it lies, and who writes it. */
export interface Log {
  readonly origin: string
  readonly signer: Signer
  readonly disk: TileDisk
  readonly policy: Policy | null
  readonly sequencer: Sequencer
  readonly witnesses: Witnesses
}

/** Puts the log together. Nothing is read or written before the sequencer's first turn. */
export function openLog(parts: LogParts): Log {
  const { folder, signer, policy, post, disk: given, ...rest } = parts
  const disk = given ?? openTileDisk(folder)
  const origin = signer.vkey.name
  const { wall, log } = parts
  const asked = post ?? postOverHttp({ resolve, allowLoopback: false })
  const witnesses = new Witnesses({ policy, wall, log, post: asked })
  const holder = randomUUID()
  const sequencer = new Sequencer({ ...rest, disk, signer, origin, witnesses, holder })
  return { origin, signer, disk, policy, sequencer, witnesses }
}

/**
 * Which log does this site have? Makes an empty one where there is none. Refuses one that half
 * exists, and one whose name or key is another than it was: those are mistakes in the settings.
 */
export async function foundLog(site: {
  databaseUrl: string
  folder: string
  /** 32 secret bytes. */
  seed: Uint8Array
  /** The name that it must have; null: the one that it was made with. */
  origin: string | null
  /** Where it is served: its name when it is made and none is given. */
  baseUrl: string
  /** The text of a policy file. */
  policy: Uint8Array | null
  /** By the machine's clock. */
  now: number
}): Promise<LogSettings> {
  const client = new pg.Client({ connectionString: site.databaseUrl })
  await client.connect()
  try {
    const tx = over(client)
    const known = await readLogState(tx)
    const { host, pathname } = new URL(site.baseUrl)
    const usual = `${host}${pathname.replace(/\/$/, '')}/log`
    const origin = known?.origin ?? site.origin ?? usual
    if (site.origin !== null && site.origin !== origin)
      throw new Unfit(`the log of this site is named ${origin}, not ${site.origin}`)
    const { seed } = site
    const signer = known === null ? firstLogKey(origin, seed) : logKeyOf(known, seed)
    if (signer === null)
      throw new Unfit(`the log ${origin} was made with another key than the one given now`)
    const isThere = (await openTileDisk(site.folder).read(lastSignedPath)) !== null
    // Alone it would write the files again; beside another it would hand out what it does not have.
    if (known !== null && known.signedSize > 0 && !isThere && (await isLed(tx, site.now)))
      throw new Unfit(
        `another server writes the log of this site, and its files are not in ${site.folder}: ` +
          'servers on one database share this folder (if none runs, wait some seconds)',
      )
    if (known === null) {
      if (isThere)
        throw new LogDamaged(`${site.folder} holds a log that this database does not know`)
      await makeLog(tx, { origin, verifier: formatVkey(signer.vkey), emptyRoot })
    }
    return { folder: site.folder, signer, policy: readPolicy(site.policy) }
  } finally {
    await client.end()
  }
}

function readPolicy(text: Uint8Array | null): Policy | null {
  if (text === null) return null
  const policy = parsePolicy(text)
  if (isPolicyFault(policy))
    throw new Unfit(`the file of witnesses, line ${policy.line}: ${policy.fault}`)
  return policy
}
