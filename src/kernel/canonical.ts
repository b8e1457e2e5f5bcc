import { AssertionError } from './assert.ts'

/**
 * What are the one and only bytes of this value? RFC 8785: no white space, members sorted by their
 * UTF-16 code units, numbers as ECMAScript writes them. Money (`bigint`) is a string of digits.
 * Members that are `undefined` are left out; throws on what JSON cannot hold.
 */
export function canonicalJson(value: unknown): string {
  return write(value, true)
}

/** The same without sorting: JSON in which money is a string of fen. */
export function fenJson(value: unknown): string {
  return write(value, false)
}

function write(value: unknown, sorted: boolean): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value)
    case 'number':
      if (!Number.isFinite(value)) throw new AssertionError('a number that JSON cannot hold')
      return JSON.stringify(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'bigint':
      return `"${value}"`
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? writeArray(value, sorted) : writeObject(value, sorted)
    default:
      throw new AssertionError(`${typeof value} is nothing that JSON can hold`)
  }
}

function writeArray(list: readonly unknown[], sorted: boolean): string {
  let text = '['
  for (let at = 0; at < list.length; at++) {
    if (at > 0) text += ','
    text += write(list[at], sorted)
  }
  return `${text}]`
}

function writeObject(object: object, sorted: boolean): string {
  const names = Object.keys(object)
  if (sorted) names.sort()
  let text = '{'
  for (const name of names) {
    const value = (object as Record<string, unknown>)[name]
    if (value === undefined) continue
    if (text.length > 1) text += ','
    text += `${JSON.stringify(name)}:${write(value, sorted)}`
  }
  return `${text}}`
}
