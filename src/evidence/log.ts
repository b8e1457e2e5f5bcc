import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { Unfit } from '../platform/config.ts'
import { over, type Tx } from '../platform/db/pool.ts'
import { LogDamaged, makeLog, readLogState } from './log.store.ts'
import { emptyRoot } from './merkle.ts'
import { formatVkey, keyTypes, makeSigner, type Signer } from './note.ts'
import type { Policy } from './policy.ts'
import { lastSignedPath } from './recovery.ts'
import { Sequencer, type SequencerParts } from './sequencer.ts'
import { openTileDisk, type TileDisk } from './tile-files.ts'
import type { Post } from './witness-client.ts'
import { postOverHttp, Witnesses } from './witnesses.ts'

export interface LogSettings {
  /** Where the tree lies in files. Several servers of one site share it. */
  readonly folder: string
  /** 32 secret bytes. */
  readonly seed: Uint8Array
  /** Names the log for ever: used when it is made, and compared afterwards when it is given. */
  readonly origin: string | null
  /** Where the log is served, without scheme: its name when it is made and none is given. */
  readonly address: string
  /** Null: this site has said that it has no witness. */
  readonly policy: Policy | null
}

export interface LogParts extends LogSettings {
  readonly pool: pg.Pool
  readonly reads: Tx
  readonly now: () => number
  readonly wall: () => number
  readonly log: (what: string, about: Record<string, unknown>) => void
  readonly post?: Post
  readonly step?: SequencerParts['step']
  readonly disk?: TileDisk
  readonly leaseMs?: number
}

/** 日志. The open log of a site: who writes it, and where it lies. */
export interface Log {
  readonly origin: string
  readonly signer: Signer
  readonly disk: TileDisk
  readonly policy: Policy | null
  readonly sequencer: Sequencer
  readonly witnesses: Witnesses
}

/**
 * Opens the log of this site, and makes it when there is none. Refuses one that half exists, and
 * one whose name or key is another than it was: both are mistakes in the settings.
 */
export async function openLog(parts: LogParts): Promise<Log> {
  const disk = parts.disk ?? (await openTileDisk(parts.folder))
  const known = await readLogState(parts.reads)
  const origin = known?.origin ?? parts.origin ?? parts.address
  const signer = makeSigner({ name: origin, type: keyTypes.signature, seed: parts.seed })
  const verifier = formatVkey(signer.vkey)
  if (known === null) {
    if ((await disk.read(lastSignedPath)) !== null)
      throw new LogDamaged(`${parts.folder} holds a log that this database does not know`)
    await makeLog(parts.reads, { origin, verifier, emptyRoot })
  } else if (parts.origin !== null && parts.origin !== known.origin)
    throw new Unfit(`the log of this site is named ${known.origin}, not ${parts.origin}`)
  else if (verifier !== known.verifier)
    throw new Unfit(`the log ${origin} was made with another key than the one in the secrets file`)
  const { policy, wall, now, log } = parts
  const witnesses = new Witnesses({ policy, wall, log, post: parts.post ?? postOverHttp })
  const { pool, step, leaseMs } = parts
  const sequencer = new Sequencer({
    pool,
    disk,
    signer,
    origin,
    witnesses,
    holder: randomUUID(),
    now,
    wall,
    log,
    ...(step ? { step } : {}),
    ...(leaseMs === undefined ? {} : { leaseMs }),
  })
  return { origin, signer, disk, policy, sequencer, witnesses }
}
