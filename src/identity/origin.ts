import type { IncomingHttpHeaders } from 'node:http'
import { type Refusal as KernelRefusal, refuse } from '../kernel/refusal.ts'
import type { Refusal } from './model.ts'

export interface Incoming {
  readonly method: string
  readonly headers: IncomingHttpHeaders
}

/**
 * Could another site have made this browser send this? A command that carries cookies must say
 * that it comes from one of our own pages, and be JSON, which no foreign form can send. A caller
 * with a key carries no cookie, so nothing of it can be borrowed.
 */
export function crossSiteRefusal(
  { method, headers }: Incoming,
  ownOrigins: readonly string[],
  { forms = false }: { forms?: boolean } = {},
): KernelRefusal<Refusal> | null {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return null
  if (headers.authorization !== undefined) return null
  const site = headers['sec-fetch-site']
  const { origin } = headers
  if (site !== undefined && site !== 'same-origin') return refuse('request.origin_foreign')
  if (origin !== undefined && !ownOrigins.includes(origin)) return refuse('request.origin_foreign')
  // Every browser of the last years says at least one of the two with a POST.
  if (headers.cookie !== undefined && site === undefined && origin === undefined)
    return refuse('request.origin_foreign')
  const type = headers['content-type']
  // Pictures come as forms; their origin has been seen above.
  if (forms && type !== undefined && /^multipart\/form-data(;|$)/i.test(type)) return null
  if (type !== undefined && !/^application\/json(;|$)/i.test(type))
    return refuse('request.json_only')
  return null
}
