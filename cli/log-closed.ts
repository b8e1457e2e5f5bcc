import { writeFile } from 'node:fs/promises'
import { parseCheckpoint } from '../src/evidence/checkpoint.ts'
import { type ClosingRead, closingOf } from '../src/evidence/closing.ts'
import { closingFault, type Known } from '../src/evidence/follow.ts'
import { parseNote, parseVkey, signedBy, type Vkey } from '../src/evidence/note.ts'
import type { ReadTile } from '../src/evidence/tiles.ts'

/** What somebody outside has at hand when the log that he follows is not there any more. */
export interface Watched {
  readonly url: string
  readonly vkey: Vkey
  readonly known: Known | null
  /** Where files of the watcher begin: a folder with a slash, or a file's name with a dot. */
  readonly beside: string
  readonly get: (path: string) => Promise<Buffer>
  /** Of whatever log is served now. */
  readonly read: ReadTile
  /** Of the copy that is kept here; null: none is. */
  readonly own: ReadTile | null
}

/** The exit code of a watch whose log has been closed in order. */
export const closedCode = 5

/**
 * 日志已关闭. Has the log that is watched said that it ended, and is that told truthfully? Null: it
 * has not said so. 5: it has, and all that can be checked from here agrees; 1: it convicts itself.
 */
export async function lookForEnd(watched: Watched): Promise<number | null> {
  const { vkey, known, get, beside } = watched
  const closing = closingOf((await get('closings')).toString(), vkey)
  if (closing === null) return null
  const next = await nextLog(closing, watched)
  const fault = await closingFault(closing, known, { next, own: watched.own })
  if (fault !== null) {
    const file = `${beside}conviction-${Date.now()}.txt`
    await writeFile(file, `${fault}\n\n${known?.note ?? ''}\n${closing.note}`)
    console.error(
      `日志的关闭声明不实 what the log says of its end is not true (${fault}). Both notes: ${file}`,
    )
    return 1
  }
  const file = `${beside}closing.note`
  await writeFile(file, closing.note)
  tellEnd(closing, watched, { file, next: next?.vkey ?? null })
  return closedCode
}

interface NextLog {
  readonly size: number
  readonly read: ReadTile
  readonly vkey: string
}

/** The log that goes on, if it is the one served now and its key has signed the end too. */
async function nextLog(closing: ClosingRead, { get, read }: Watched): Promise<NextLog | null> {
  const key = (await get('vkey')).toString().trim()
  const vkey = parseVkey(key)
  const said = parseNote(Buffer.from(closing.note))
  const note = parseNote(await get('checkpoint'))
  const head = note && parseCheckpoint(note.text)
  if (vkey?.name !== closing.next || !said || !note || head?.origin !== vkey.name) return null
  const signed = [said, note].map((one) => signedBy(one, [vkey]))
  if (signed.some((by) => by === 'bad_signature' || by.length === 0)) return null
  return { size: head.size, read, vkey: key }
}

function tellEnd(
  closing: ClosingRead,
  { known, url, vkey, own }: Watched,
  { file, next }: { file: string; next: string | null },
): void {
  const lost = closing.known.size - closing.size
  const seen = known === null ? 0 : Math.max(0, known.size - closing.size)
  console.log(
    `日志已关闭 closed: ${vkey.name} 止于 ends at ${closing.known.size}，` +
      `前 ${closing.size} 条由 the first ${closing.size} go on as ${closing.next}` +
      `\n丢失 lost: ${lost}${seen > 0 ? ` (本机见过其中 ${seen} 条 seen here: ${seen})` : ''}` +
      `\n原因 why: ${closing.reason}\n声明 the statement: ${file}`,
  )
  if (next === null) {
    console.log(
      '新日志此刻读不到，或已不是这一份 the next log cannot be read now, or is another by now',
    )
    return
  }
  const checked = seen > 0 && own === null ? '声明的根未能对照 not compared' : '已核对 compared'
  console.log(
    `旧条目与新日志 old entries and the next log: ${checked}\n接着看 go on with:\n` +
      `  baozheng log watch ${url} --vkey ${next} ${own === null ? '--state' : '--keep'} ANOTHER`,
  )
}
