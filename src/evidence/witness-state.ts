import { hash } from 'node:crypto'
import { mkdir, open, readFile, rename, unlink } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts'
import { cosignedBy } from './cosignature.ts'
import { parseNote, type Vkey } from './note.ts'

/**
 * What a witness has signed last, one file a log: the checkpoint with both signatures, which is
 * also what it shows to whoever asks. Whoever can change these files can make the witness sign a
 * second history, so the folder belongs to the witness alone.
 */
export interface Signed {
  readonly checkpoint: Checkpoint
  /** The file, byte for byte. */
  readonly note: Buffer
}

export function originHash(origin: string): string {
  return hash('sha256', origin, 'hex')
}

/**
 * What was signed last? Null when nothing ever was. Throws when there is a file that the witness
 * has not signed: to go on as if there were none could sign a second history.
 */
export async function readSigned(
  folder: string,
  named: string,
  witness: Vkey,
): Promise<Signed | null> {
  const file = join(folder, named)
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (bytes === null) return null
  const note = parseNote(bytes)
  const checkpoint = parseCheckpoint(note?.text ?? '')
  const signed = note === null ? 'bad_signature' : cosignedBy(note, [witness])
  if (checkpoint === null || signed === 'bad_signature' || signed.length === 0)
    throw new Error(`${file} is damaged: it holds no checkpoint that this witness has signed`)
  if (originHash(checkpoint.origin) !== named) throw new Error(`${file} is of another log`)
  return { checkpoint, note: bytes }
}

/** Keeps it; when this returns, it is on disk, and either the old file or the new one is whole. */
export async function writeSigned(folder: string, named: string, note: string): Promise<void> {
  const file = join(folder, named)
  const draft = await open(`${file}.new`, 'w', 0o600)
  try {
    await draft.writeFile(note)
    await draft.sync()
  } finally {
    await draft.close()
  }
  await rename(`${file}.new`, file)
  const around = await open(folder, 'r')
  try {
    await around.sync()
  } finally {
    await around.close()
  }
}

/**
 * Takes the folder for this process alone, as long as the answer is open: two witnesses with
 * one key could sign two histories. The lock is a socket: it goes with the process however that
 * ends.
 */
export async function lockFolder(folder: string): Promise<Server> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'lock')
  const first = await listen(path)
  if (first !== null) return first
  if (await isAnswered(path)) throw new Error(`another witness works in ${folder}`)
  await unlink(path)
  const second = await listen(path)
  if (second === null) throw new Error(`another witness works in ${folder}`)
  return second
}

function listen(path: string): Promise<Server | null> {
  const server = createServer((socket) => socket.destroy())
  return new Promise((done, failed) => {
    server.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? done(null) : failed(error),
    )
    server.listen(path, () => done(server))
  })
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(path)
    socket.on('connect', () => {
      socket.destroy()
      done(true)
    })
    socket.on('error', () => done(false))
  })
}
