import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { refuse } from '../../kernel/refusal.ts'
import { isExhausted, isTransient } from '../db/pool.ts'
import type { Metrics } from '../metrics.ts'
import { Unavailable } from '../run.ts'
import { buildSerializer, buildValidator } from './compilers.ts'
import { type ConnectionLimits, limitConnections } from './connections.ts'
import { contractOnce } from './contract-text.ts'
import { docsTheme } from './docs-theme.ts'
import { isKeepable } from './keepable.ts'
import { sendProblem } from './problem.ts'

export interface HttpParts {
  readonly logLevel: string
  readonly trustProxy: boolean
  readonly version: string
  readonly secure: boolean
  /** Where forms and images may point beside ourselves: the provider's pay page. */
  readonly formTargets: readonly string[]
  readonly requestsPerMinute: number
  readonly connections: ConnectionLimits
  readonly metrics?: Metrics
}

const patience = {
  bodyLimit: 64 * 1024,
  // A phone on a slow line needs its time for a picture of 10 MB.
  requestTimeout: 120_000,
  keepAliveTimeout: 65_000,
  // Headers are short: whoever sends them by drops only holds a line that others need.
  http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_500 },
}

const docsLook = {
  layout: 'BaseLayout',
  docExpansion: 'none',
  filter: true,
  persistAuthorization: true,
} as const

/**
 * The front door: limits, headers, errors as problem documents, and the contract at `/docs`. What
 * it writes to the log names routes, never addresses with ids, bodies, cookies or people.
 */
export async function openHttp(parts: HttpParts): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: parts.logLevel, serializers: { req: logRequest, res: logReply } },
    logController: new LogController({ disableRequestLogging: parts.logLevel !== 'debug' }),
    ...patience,
    trustProxy: parts.trustProxy,
    routerOptions: { maxParamLength: 200 },
    genReqId: () => '',
    frameworkErrors: answerUnreadable,
    schemaController: { compilersFactory: { buildValidator, buildSerializer } },
  }).withTypeProvider<TypeBoxTypeProvider>()
  turnAway(app as unknown as FastifyInstance, parts)
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, refuse('request.not_found')))
  guard(app as unknown as FastifyInstance)
  await app.register(helmet, {
    global: true,
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        scriptSrc: ["'self'"],
        formAction: ["'self'", ...parts.formTargets],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: parts.secure ? [] : null,
      },
    },
    hsts: parts.secure,
    frameguard: { action: 'deny' }, // for browsers that do not read the line about ancestors
    referrerPolicy: { policy: 'same-origin' },
  })
  await app.register(cookie)
  await app.register(rateLimit, {
    global: true,
    max: parts.requestsPerMinute,
    timeWindow: 60_000,
    cache: 20_000,
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false },
    errorResponseBuilder: (_request, { ttl }) =>
      Object.assign(new Error('too many requests'), {
        statusCode: 429,
        seconds: Math.ceil(ttl / 1000),
      }),
  })
  await app.register(swagger, {
    openapi: contractHead(parts.version),
    // In the contract a shape has the name that its schema gives itself.
    refResolver: {
      buildLocalReference: (schema, _base, _fragment, count) =>
        String(schema.$id ?? `def-${count}`),
    },
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    // Without the bar of the page's makers: the house's own seal stands there.
    uiConfig: docsLook,
    theme: docsTheme,
    uiHooks: { preHandler: contractOnce(app as unknown as FastifyInstance) },
  })
  return app as unknown as FastifyInstance
}

/** Whoever comes when too many connections are open is told when to come again. */
function turnAway(app: FastifyInstance, { connections: limits, metrics }: HttpParts): void {
  const connections = limitConnections(app.server, limits)
  metrics?.gauge('open_connections', 'Open connections', () => connections.open)
  app.addHook('onRequest', async ({ raw }, reply) => {
    if (!connections.isTooMany(raw)) return
    reply.header('connection', 'close').header('retry-after', '5')
    return sendProblem(reply, refuse('command.unavailable'))
  })
}

/** For every route: no text that cannot be kept comes in, and no answer is left lying about. */
function guard(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ body, query, params }, reply) => {
    for (const [where, value] of Object.entries({ body, query, params }))
      if (!isKeepable(value))
        return sendProblem(reply, refuse('request.invalid', { params: { where } }))
  })
  // An answer is about somebody, unless it says itself who may keep it.
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
}

/** What somebody reads who opens the contract for the first time. */
const contractText = `微信里买东西，像在好店里买一样有保障。
Buying from a person in a chat app, as safe as in a good shop.

**认证 Authorize.** Programs send \`Authorization: Bearer bz_…\`: make a key at
[/developers](/developers), press *Authorize*, paste it without the word Bearer. Browsers that have
signed in need nothing more.

**命令 Commands** (POST) carry an \`Idempotency-Key\`: 8 to 100 letters, digits, - or _, chosen by
you, one for each wish. When an answer is lost, send the same request under the same key: it is done
once, and the first answer comes again with \`Idempotency-Replayed: true\`. The same key with another
body is refused.

**拒绝 Refusals** are RFC 9457 problem documents. \`code\` never changes its meaning; \`text\` is for
people, in Chinese and English. **503** means there is no answer now: repeat it under the same key,
nothing is done twice.

**金额与时间 Money and time.** Amounts are whole fen (1 yuan = 100 fen); moments are RFC 3339.
**列表 Lists** give a \`cursor\` for the next page, or null.

Webhooks follow Standard Webhooks; a typed client and a verifier are in \`sdk/\`. How-tos and
explanations: [/guide](/guide).`

/** Any one of these; some questions need none at all. */
const anyOf: Record<string, string[]>[] = [{ key: [] }, { session: [] }, { orderSecret: [] }, {}]

function contractHead(version: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Baozheng 保证',
      version,
      description: contractText,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: anyOf,
    components: {
      securitySchemes: {
        session: { type: 'apiKey' as const, in: 'cookie' as const, name: 'baozheng_session' },
        key: { type: 'http' as const, scheme: 'bearer', description: 'bz_…' },
        orderSecret: {
          type: 'apiKey' as const,
          in: 'header' as const,
          name: 'Baozheng-Order-Secret',
        },
      },
    },
  }
}

/** An address that cannot be read is answered like everything else, and is not said back. */
function answerUnreadable(_error: Error, _request: unknown, reply: FastifyReply) {
  return sendProblem(reply, refuse('request.invalid', { params: { where: 'params' } }))
}

function answerError(
  error: FastifyError & { seconds?: number },
  request: FastifyRequest,
  reply: FastifyReply,
) {
  // The database is away, or coming back: whoever reads is told the same as whoever commands.
  const notNow = error instanceof Unavailable || error.name === 'Overloaded'
  if (notNow || isTransient(error) || isExhausted(error)) {
    reply.header('retry-after', '1')
    return sendProblem(reply, refuse('command.unavailable'))
  }
  if (error.validation)
    return sendProblem(reply, refuse('request.invalid', { params: { where: where(error) } }))
  if (error.statusCode === 429)
    return sendProblem(
      reply,
      refuse('request.too_many', { params: { seconds: error.seconds ?? 60 } }),
    )
  if (error.statusCode === 413) return sendProblem(reply, refuse('request.too_large'))
  if (error.statusCode !== undefined && error.statusCode < 500)
    return sendProblem(reply, refuse('request.invalid', { params: { where: 'body' } }))
  // The route and the error's own words; never the body or the address, which may name people.
  request.log.error({ route: request.routeOptions.url, why: error.message, stack: error.stack })
  return sendProblem(reply, refuse('request.failed'))
}

/** Which part of the request is wrong? The path of the field, never its value. */
function where(error: FastifyError): string {
  const first = error.validation?.[0]
  const path = `${error.validationContext ?? ''}${first?.instancePath ?? ''}`
  const missing = first?.params?.missingProperty
  return typeof missing === 'string' ? `${path}/${missing}` : path
}

function logRequest(request: FastifyRequest) {
  return { method: request.method, route: request.routeOptions?.url }
}

function logReply(reply: { statusCode: number }) {
  return { status: reply.statusCode }
}
