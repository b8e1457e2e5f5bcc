import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { contractFiles } from '../scripts/contract.ts'
import type { Schema } from './fuzz/shapes.ts'

interface Operation {
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly schema: Schema
  }[]
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> }
}

describe('the contract', () => {
  it('in sdk/ is what the server’s own schemas say; else run `npm run contract`', async () => {
    for (const [file, text] of await contractFiles()) {
      const path = fileURLToPath(new URL(`../${file}`, import.meta.url))
      assert.ok(readFileSync(path, 'utf8') === text, `${file} is out of date`)
    }
  })

  it('bounds everything that is sent: numbers, texts and lists', async () => {
    const text = (await contractFiles()).get('sdk/openapi.json') ?? ''
    const { paths, components } = JSON.parse(text) as {
      paths: Record<string, Record<string, Operation>>
      components: { schemas: Record<string, Schema> }
    }
    const endless: string[] = []
    const visit = (given: Schema, at: string) => {
      const schema = components.schemas[given.$ref?.split('/').at(-1) ?? ''] ?? given
      if (isEndless(schema)) endless.push(at)
      for (const part of [schema.anyOf, schema.oneOf, schema.allOf].flat())
        if (part) visit(part, at)
      for (const [name, part] of Object.entries(schema.properties ?? {}))
        visit(part, `${at}/${name}`)
      if (schema.items) visit(schema.items, `${at}[]`)
    }
    for (const [path, methods] of Object.entries(paths))
      for (const [method, { parameters = [], requestBody }] of Object.entries(methods)) {
        // Headers are bounded together, by the front door.
        for (const { name, in: place, schema } of parameters)
          if (place !== 'header') visit(schema, `${method} ${path} ${name}`)
        for (const { schema } of Object.values(requestBody?.content ?? {}))
          visit(schema, `${method} ${path} body`)
      }
    assert.deepEqual(endless, [])
  })
})

/** May somebody send as much of this as they like? `1e999` is a number, and has no end. */
function isEndless(schema: Schema): boolean {
  if (schema.enum || schema.const !== undefined) return false
  if (schema.type === 'integer' || schema.type === 'number')
    return schema.minimum === undefined || schema.maximum === undefined
  if (schema.type === 'string')
    return (schema.maxLength ?? schema.pattern ?? schema.format) === undefined
  return schema.type === 'array' && schema.maxItems === undefined
}
