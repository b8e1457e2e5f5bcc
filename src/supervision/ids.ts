import { sha256 } from '../kernel/hash.ts'

/** Which id has the thing that bears this name? The same wish has the same: RFC 9562, version 8. */
export function uuidNamed(name: string): string {
  const hex = sha256(name).toString('hex')
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`]
  return [...parts, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-')
}
