import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Checkpoint, parseCheckpoint } from '../src/evidence/checkpoint.ts'
import { parseNote, signedBy, type Vkey } from '../src/evidence/note.ts'
import { isPolicyFault, type Policy, parsePolicy } from '../src/evidence/policy.ts'
import { lastSignedPath } from '../src/evidence/recovery.ts'
import { askWitness } from '../src/evidence/witness-client.ts'
import { postOverHttp } from '../src/evidence/witnesses.ts'
import type { Config } from '../src/platform/config.ts'
import { type Reach, resolve } from '../src/platform/outside.ts'

/** A tree of this log that somebody knows to have been signed. */
export interface Known {
  readonly size: number
  readonly root: Buffer | null
  /** In words, for people. */
  readonly where: string
}

export interface Asked {
  readonly config: Pick<Config, 'log' | 'production'>
  readonly vkey: Vkey
  /** The newest checkpoint that we have. */
  readonly note: string | null
  /** Checkpoints that people outside have kept. */
  readonly files: readonly string[]
}

/** A witness that said nothing of use, and why. */
export interface Silent {
  readonly name: string
  readonly why: string
}

/**
 * The largest tree of this log that anybody knows to have been signed: we, the folder of the log,
 * files of people outside, or the witnesses. Throws when the file of witnesses makes no sense.
 */
export async function knownTree(
  own: Known,
  { config, vkey, note, files }: Asked,
): Promise<{ known: Known; silent: readonly Silent[] }> {
  const policy = config.log.policy === null ? null : parsePolicy(config.log.policy)
  if (policy !== null && isPolicyFault(policy))
    throw new Error(
      `见证人文件第 ${policy.line} 行有误 the file of witnesses, line ${policy.line}: ${policy.fault}`,
    )
  const witnesses = await laterAtWitnesses(policy, note, {
    resolve,
    allowLoopback: !config.production,
  })
  const known = largest([
    own,
    ...(await laterInFolder(config.log.folder, vkey)),
    ...(await laterInFiles(files, vkey)),
    ...witnesses.known,
  ])
  return { known, silent: witnesses.silent }
}

function largest(known: readonly [Known, ...Known[]]): Known {
  return known.reduce((most, one) => (one.size > most.size ? one : most))
}

/** What was signed last as the folder of the log has it: it may have outlived the database. */
export async function laterInFolder(folder: string, vkey: Vkey): Promise<Known[]> {
  const bytes = await readFile(join(folder, lastSignedPath)).catch(() => null)
  const found = bytes === null ? null : signedCheckpoint(bytes, vkey)
  return found === null ? [] : [{ ...found, where: `${folder}/${lastSignedPath}` }]
}

/** Checkpoints that people outside have kept. Throws for a file that holds none of this log. */
export async function laterInFiles(files: readonly string[], vkey: Vkey): Promise<Known[]> {
  return Promise.all(
    files.map(async (file) => {
      const found = signedCheckpoint(await readFile(file), vkey)
      if (found === null) throw new Error(`${file}: no checkpoint that ${vkey.name} has signed`)
      return { ...found, where: file }
    }),
  )
}

export function tellSilent({ name, why }: Silent): string {
  return (
    `注意:见证人 ${name} 没有作证(${why}),它见过什么无从得知 ` +
    `the witness ${name} did not say (${why}); what it has seen is not known`
  )
}

/**
 * How far have the witnesses seen this log? Each is shown the newest checkpoint that we have; one
 * that is ahead of it says so. `silent` are those that did not say: what they know is not known.
 */
export async function laterAtWitnesses(
  policy: Policy | null,
  note: string | null,
  reach: Reach,
): Promise<{ known: Known[]; silent: Silent[] }> {
  const size = note === null ? undefined : parseCheckpoint(`${note.split('\n\n')[0]}\n`)?.size
  if (policy === null || note === null || size === undefined) return { known: [], silent: [] }
  const answers = await Promise.all(
    policy.witnesses
      .filter(({ url }) => url !== null)
      .map((witness) =>
        askWitness(
          {
            note,
            size,
            // One that is behind us is asked for nothing: it cannot know of anything later.
            prove: async (old) => {
              if (old === size) return []
              throw new BehindUs()
            },
            lastSize: () => size,
            post: postOverHttp(reach),
            timeoutMs: 5_000,
          },
          witness,
        ),
      ),
  )
  const known = answers.flatMap((one) =>
    one.outcome === 'ahead'
      ? [{ size: one.size, root: null, where: `the witness ${one.witness.vkey.name}` }]
      : [],
  )
  const silent = answers.flatMap((one) =>
    one.outcome === 'failed' && one.why !== behindUs
      ? [{ name: one.witness.vkey.name, why: one.why }]
      : [],
  )
  return { known, silent }
}

const behindUs = 'it is behind us'
class BehindUs extends Error {
  override message = behindUs
}

function signedCheckpoint(bytes: Buffer, vkey: Vkey): Checkpoint | null {
  const note = parseNote(bytes)
  const checkpoint = note && parseCheckpoint(note.text)
  if (!note || checkpoint?.origin !== vkey.name) return null
  const signers = signedBy(note, [vkey])
  return signers === 'bad_signature' || signers.length === 0 ? null : checkpoint
}
