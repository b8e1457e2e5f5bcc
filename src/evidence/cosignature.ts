import {
  formatLine,
  isBy,
  keyTypes,
  type Note,
  type SignatureLine,
  type Signer,
  signBytes,
  type Vkey,
  verifyBytes,
} from './note.ts'

/**
 * 见证签名. What a witness says under a checkpoint: at this time, the largest tree of this log that
 * I have seen, and it only ever went on, is this one.
 */
export interface Cosignature {
  readonly vkey: Vkey
  /** Seconds since 1970, as the witness's clock had it. */
  readonly second: number
}

/** The line of a witness under this text. `second` is above zero. */
export function cosign(text: string, second: number, signer: Signer): string {
  const time = Buffer.alloc(8)
  time.writeBigUInt64BE(BigInt(second))
  const signature = Buffer.concat([time, signBytes(message(text, second), signer)])
  return formatLine({ ...signer.vkey, signature })
}

/**
 * Which of these witnesses signed, and when? In the order of `vkeys`; of several lines by one key
 * the first. A line of a known key that is wrong spoils the note.
 */
export function cosignedBy(note: Note, vkeys: readonly Vkey[]): Cosignature[] | 'bad_signature' {
  const found: Cosignature[] = []
  for (const vkey of vkeys.filter(({ type }) => type === keyTypes.cosignature)) {
    const seconds = note.lines
      .filter((line) => isBy(line, vkey))
      .map((line) => secondOf(note.text, line, vkey))
    const [second] = seconds
    if (seconds.includes(null)) return 'bad_signature'
    if (second !== undefined && second !== null) found.push({ vkey, second })
  }
  return found
}

/** When was this line signed? Null when it was not, or at no time that can be. */
function secondOf(text: string, { signature }: SignatureLine, vkey: Vkey): number | null {
  if (signature.length !== 72) return null
  const second = Number(signature.readBigUInt64BE())
  if (!Number.isSafeInteger(second) || second === 0) return null
  return verifyBytes(message(text, second), signature.subarray(8), vkey) ? second : null
}

function message(text: string, second: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${second}\n${text}`)
}
