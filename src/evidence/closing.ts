import { formatNote, parseNote, type Signer, signedBy, signNote, type Vkey } from './note.ts'
import { readDecimal, readHash } from './strict.ts'

/** The end of a log and the beginning of the next one, as both of them sign it. */
export interface Closing {
  readonly origin: string
  /** What goes on under the next name: so many entries, with this root. */
  readonly size: number
  readonly root: Buffer
  /** The largest tree of the old log that is known to have been signed; what is beyond `size` is lost. */
  readonly known: { readonly size: number; readonly root: Buffer | null }
  readonly next: string
  /** One line: why. */
  readonly reason: string
  readonly at: number
}

export const closingHead = 'baozheng log closing v1'

/**
 * 关闭声明. What a site says, and cannot take back, when its log has lost what it had signed: up to
 * where the next log goes on with the same entries, and what the old one had promised beyond that.
 * Signed by the old key and by the new one (spec/log.md).
 */
export function closingNote(closing: Closing, keys: { old: Signer; next: Signer }): string {
  const { origin, size, root, known, next, reason, at } = closing
  const text = [
    closingHead,
    `origin ${origin}`,
    `goes-on ${size} ${root.toString('base64')}`,
    `known ${known.size} ${known.root?.toString('base64') ?? '-'}`,
    `next ${next}`,
    `at ${new Date(at).toISOString()}`,
    `reason ${reason.replaceAll(/\s+/g, ' ').trim()}`,
    '',
  ].join('\n')
  return formatNote(text, [signNote(text, keys.old), signNote(text, keys.next)])
}

/** A statement as somebody outside reads it: only what a log's own key has signed. */
export interface ClosingRead extends Omit<Closing, 'at'> {
  readonly note: string
}

/**
 * Which of these statements has this log signed about its own end? The last one, if there are
 * several; null: none. `text` is what `/log/closings` answers.
 */
export function closingOf(text: string, vkey: Vkey): ClosingRead | null {
  const notes = text.split(new RegExp(`^(?=${closingHead}\n)`, 'm'))
  const read = notes.map((one) => readClosing(one.replace(/\n+$/, '\n'), vkey))
  return read.findLast((one) => one !== null) ?? null
}

function readClosing(text: string, vkey: Vkey): ClosingRead | null {
  const note = parseNote(Buffer.from(text))
  const signed = note ? signedBy(note, [vkey]) : []
  if (!note || signed === 'bad_signature' || signed.length === 0) return null
  const [head, ...lines] = note.text.split('\n')
  const said = (word: string) => {
    const line = lines.find((one) => one.startsWith(`${word} `))
    return line?.slice(word.length + 1) ?? ''
  }
  const [size = '', root = ''] = said('goes-on').split(' ')
  const [knownSize = '', knownRoot = ''] = said('known').split(' ')
  const [goesOn, goesOnRoot, known] = [readDecimal(size), readHash(root), readDecimal(knownSize)]
  if (head !== closingHead || said('origin') !== vkey.name) return null
  if (goesOn === null || goesOnRoot === null || known === null) return null
  return {
    ...{ origin: vkey.name, size: goesOn, root: goesOnRoot, note: text },
    ...{ known: { size: known, root: readHash(knownRoot) } },
    ...{ next: said('next'), reason: said('reason') },
  }
}
