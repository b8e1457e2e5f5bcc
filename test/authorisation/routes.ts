import { readFileSync } from 'node:fs'
import type { Schema } from '../fuzz/shapes.ts'

/** One route of the contract. */
export interface Route {
  /** `POST /v1/orders/{orderId}/confirm`. */
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly tag: string
  readonly query: readonly { readonly name: string; readonly schema: Schema }[]
  readonly body: { readonly type: string; readonly schema: Schema } | null
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema: Schema
}

interface Raw {
  readonly tags?: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> }
}

interface Document {
  readonly paths: Record<string, Record<string, Raw>>
  readonly components: { readonly schemas: Record<string, Schema> }
}

const file = new URL('../../sdk/openapi.json', import.meta.url)

/** Every route that the contract promises, in its order. */
export function contractRoutes(): { routes: Route[]; named: Record<string, Schema> } {
  const { paths, components } = JSON.parse(readFileSync(file, 'utf8')) as Document
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]): Route => {
      const [type, content] = Object.entries(raw.requestBody?.content ?? {})[0] ?? []
      const parameters = raw.parameters ?? []
      return {
        name: `${method.toUpperCase()} ${path}`,
        method: method === 'get' ? 'GET' : 'POST',
        path,
        tag: raw.tags?.[0] ?? '',
        query: parameters.filter(({ in: place, required }) => place === 'query' && required),
        body: type && content ? { type, schema: content.schema } : null,
      }
    }),
  )
  const inOrder = routes.toSorted((a, b) => endsOf(a) - endsOf(b))
  return { routes: inOrder, named: components.schemas }
}

/** What ends a thing is asked last, so that all others still find it open. */
const ending = /\/(?:withdraw|remove|agree|accept-ruling|cancel|refund|revoke)$/

/** And what ends every session of somebody comes last of all. */
function endsOf({ path }: Route): number {
  if (path.endsWith('/end-others')) return 2
  return ending.test(path) ? 1 : 0
}

/** Texts for the patterns of the contract: a body must be good, so that the door answers. */
const samples = [
  '1',
  'sudi',
  '138001',
  'SD0000000001',
  '0'.repeat(64),
  '0'.repeat(32),
  'A'.repeat(43),
  `${'A'.repeat(86)}==`,
  `${'A'.repeat(43)}=`,
  'A',
  '王',
  '0000',
  '000000',
  '00000000',
  '1:1',
]

const formats: Readonly<Record<string, string>> = {
  uuid: '00000000-0000-4000-8000-000000000000',
  date: '2026-03-08',
  'date-time': '2026-03-08T00:00:00.000Z',
}

/** The least that a schema allows: required fields only, each as short as it may be. */
export function least(given: Schema, named: Record<string, Schema>): unknown {
  const schema = given.$ref ? (named[given.$ref.split('/').at(-1) ?? ''] ?? {}) : given
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const [choice] = schema.anyOf ?? schema.oneOf ?? []
  if (choice) return least(choice, named)
  switch ([schema.type ?? 'object'].flat()[0]) {
    case 'string':
      return text(schema)
    case 'integer':
    case 'number':
      return schema.minimum ?? 1
    case 'boolean':
      return true
    case 'null':
      return null
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => least(schema.items ?? {}, named))
    default: {
      const needed = Object.entries(schema.properties ?? {}).filter(([name]) =>
        schema.required?.includes(name),
      )
      return Object.fromEntries(needed.map(([name, part]) => [name, least(part, named)]))
    }
  }
}

function text({ format, pattern, minLength = 0 }: Schema): string {
  if (format) return formats[format] ?? ''
  const fits = pattern ? samples.find((one) => new RegExp(pattern, 'u').test(one)) : '好'
  return (fits ?? '').padEnd(minLength, '1')
}
