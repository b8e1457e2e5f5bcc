/**
 * PostgreSQL's hash of a `bigint` that is not negative, as a signed number of 32 bits: by it Citus
 * gives a row its shard. (src/backend/access/hash/hashfunc.c, hashint8; common/hashfn.c)
 */
export function hashint8(value: number): number {
  const key = (value ^ Math.floor(value / 2 ** 32)) | 0
  let a = (0x9e3779b9 + 4 + 3923095) | 0
  let b = a
  let c = a
  a = (a + key) | 0
  c = ((c ^ b) - turn(b, 14)) | 0
  a = ((a ^ c) - turn(c, 11)) | 0
  b = ((b ^ a) - turn(a, 25)) | 0
  c = ((c ^ b) - turn(b, 16)) | 0
  a = ((a ^ c) - turn(c, 4)) | 0
  b = ((b ^ a) - turn(a, 14)) | 0
  c = ((c ^ b) - turn(b, 24)) | 0
  return c
}

function turn(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}
