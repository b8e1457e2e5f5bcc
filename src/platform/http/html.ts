import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Language } from '../../kernel/wording.ts'

/** Text that is HTML already. Everything else is escaped on its way into a page. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Value = string | number | Html | readonly Html[] | null | undefined | false

/** A page or a part of one: what is put in is text, unless it was made here itself. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  let text = parts[0] ?? ''
  for (const [place, value] of values.entries()) text += written(value) + (parts[place + 1] ?? '')
  return new Html(text)
}

function written(value: Value): string {
  if (value === null || value === undefined || value === false) return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'object') return value.map(({ text }) => text).join('')
  return String(value).replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
}

const cookieName = 'lang'

/** Which language does this visitor read? Asked for, chosen before, or preferred by the browser. */
export function languageOf(request: FastifyRequest): Language {
  const asked = (request.query as Record<string, unknown> | undefined)?.lang
  const chosen = asked ?? request.cookies?.[cookieName]
  if (chosen === 'zh' || chosen === 'en') return chosen
  const first = (request.headers['accept-language'] ?? 'zh').split(/[,;]/, 1)[0] ?? 'zh'
  return first === '' || first === '*' || first.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

/** Sends a page that depends on who asks: kept by nobody, compressed for whoever can read that. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { page, status = 200 }: { page: Html; status?: number },
): FastifyReply {
  const asked = (request.query as Record<string, unknown> | undefined)?.lang
  if (asked === 'zh' || asked === 'en')
    reply.header('set-cookie', `${cookieName}=${asked}; Max-Age=31536000; Path=/; SameSite=Lax`)
  reply.code(status).headers({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'private, no-cache',
    vary: 'accept-encoding, accept-language, cookie',
  })
  return reply.send(compressed(request, reply, Buffer.from(`<!doctype html>\n${page.text}`)))
}

function compressed(request: FastifyRequest, reply: FastifyReply, bytes: Buffer): Buffer {
  const accepted = String(request.headers['accept-encoding'] ?? '')
  if (/\bbr\b/.test(accepted)) {
    reply.header('content-encoding', 'br')
    return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
  }
  if (!/\bgzip\b/.test(accepted)) return bytes
  reply.header('content-encoding', 'gzip')
  return gzipSync(bytes)
}
