import canonicalize from 'canonicalize'
import { assert } from './assert.ts'

/** What are the one and only bytes of this JSON value? RFC 8785; throws on what JSON cannot hold. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value)
  assert(text !== undefined, 'a value that JSON cannot hold')
  return text
}
