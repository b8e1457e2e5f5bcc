/** How numbers, hashes and text stand in the log's files: one form each, every other is refused. */

/** Which whole number is this? Digits without a leading zero, up to 2^53 - 1; else null. */
export function readDecimal(text: string): number | null {
  if (!/^(?:0|[1-9]\d{0,15})$/.test(text)) return null
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : null
}

/** Which bytes are these? Padded base64, only in the form that writing gives; else null. */
export function readBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}

/** The same for a SHA-256 hash: 32 bytes or null. */
export function readHash(text: string): Buffer | null {
  const bytes = text.length === 44 ? readBase64(text) : null
  return bytes?.length === 32 ? bytes : null
}

/** Which text is this? Null when it is not UTF-8 or has a control character other than `\n`. */
export function readText(bytes: Uint8Array): string | null {
  if (bytes.some((byte) => byte < 0x20 && byte !== 0x0a)) return null
  try {
    return utf8.decode(bytes)
  } catch {
    return null
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
