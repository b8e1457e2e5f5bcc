import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import packageJson from '../package.json' with { type: 'json' }
import { clockRoutes } from '../sandbox/house.ts'
import { createApp } from '../src/app.ts'
import { photoRoutes } from '../src/catalogue/photos.routes.ts'
import { firstLogKey } from '../src/evidence/log-key.ts'
import { sandboxSms } from '../src/identity/sms.ts'
import { terms } from '../src/orders/terms.ts'
import { sandboxProvider } from '../src/payments/adapters/sandbox.ts'
import { type OpenApi, type Shape, wireTypes } from './wire.ts'

/**
 * `npm run contract`: what does the server promise? Writes the OpenAPI document and the types of
 * the SDK from the schemas that the routes themselves check with. Needs no database.
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Every generated file of the contract, by its path in the repository. */
export async function contractFiles(): Promise<Map<string, string>> {
  const document = await openApi()
  return new Map([
    ['sdk/openapi.json', `${JSON.stringify(document, null, 2)}\n`],
    ['sdk/src/wire.ts', wireTypes(document)],
  ])
}

/** The document as the server serves it at `/docs/json`, with each shape named once. */
async function openApi(): Promise<OpenApi> {
  const nothing = Buffer.alloc(32, 1)
  const sms = sandboxSms()
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const app = await createApp({
    // Pools connect when they are first asked, and nobody asks.
    databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing',
    baseUrl: 'http://localhost',
    log: {
      folder: '/nothing',
      signer: firstLogKey('localhost/log', nothing),
      policy: null,
      tsa: null,
    },
    clock: { now: () => 0 },
    secrets: {
      masterKey: nothing,
      phoneKey: nothing,
      cookieKey: nothing,
      authSecret: nothing,
      idKey: nothing,
      logKey: nothing,
    },
    provider: sandboxProvider({
      baseUrl: 'http://localhost',
      merchantId: 'nobody',
      merchantKey: privateKey,
      providerPublicKey: publicKey,
      timeoutMs: 1,
      holdDays: 180,
    }),
    terms,
    feePerMille: 6,
    sms,
    sandboxSms: sms,
    lanes: 1,
    logLevel: 'silent',
    trustProxy: false,
    version: packageJson.version,
    payOrigins: [],
    limits: { requestsPerMinute: 1 },
    more: async (http, house) => {
      await photoRoutes(http, { blobs: {} as never, person: async () => null })
      clockRoutes(http, { house, clock: {}, process: {}, settle: async () => {} } as never)
    },
  })
  await app.http.ready()
  const document = app.http.swagger() as unknown as OpenApi
  await app.stop()
  return named(structuredClone(document))
}

/** Where else may a shape be seen for the first time? Its name there. */
const firstSeen: Readonly<Record<string, readonly [path: string, method: string]>> = {
  Order: ['/v1/orders/{orderId}', 'get'],
  Returns: ['/v1/orders/{orderId}/returns', 'get'],
}

/** The same document, where every shape that has a name is written once and then referred to. */
function named(document: OpenApi): OpenApi {
  const schemas = document.components.schemas
  for (const [name, [path, method]] of Object.entries(firstSeen)) {
    const shape = document.paths[path]?.[method]?.responses?.['200']?.content
    const found = shape?.['application/json']?.schema
    if (found) schemas[name] = found
  }
  const names = new Map(Object.entries(schemas).map(([name, shape]) => [textOf(shape), name]))
  const replace = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replace)
    if (typeof value !== 'object' || value === null) return value
    const name = names.get(textOf(value))
    if (name !== undefined) return { $ref: `#/components/schemas/${name}` }
    return inside(value)
  }
  const inside = (value: object): object =>
    Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replace(part)]))
  const own = Object.entries(schemas).map(([name, shape]) => [name, inside(shape)] as const)
  return {
    ...document,
    paths: inside(document.paths) as OpenApi['paths'],
    components: {
      ...document.components,
      schemas: Object.fromEntries(own.toSorted(([a], [b]) => (a < b ? -1 : 1))) as Record<
        string,
        Shape
      >,
    },
  }
}

function textOf(value: object): string {
  const { title: _title, $id: _id, ...rest } = value as Record<string, unknown>
  return JSON.stringify(rest)
}

if (import.meta.main) {
  for (const [file, text] of await contractFiles()) {
    const path = join(root, file)
    const before = (() => {
      try {
        return readFileSync(path, 'utf8')
      } catch {
        return null
      }
    })()
    if (before !== text) writeFileSync(path, text)
    console.log(`${before === text ? '未变 unchanged' : '已写 written'}  ${file}`)
  }
}
