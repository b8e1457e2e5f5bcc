import { formatNote, type Signer, signNote } from './note.ts'

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
