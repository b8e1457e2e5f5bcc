import { isIP } from 'node:net'
import { hostOf, isInsideName, isLoopback, isPrivate } from '../kernel/address.ts'
import { type Refusal, refuse } from '../kernel/refusal.ts'
import type { DoorRefusal } from './model.ts'

export const urlLengthMax = 500

/**
 * 目标地址. May we send to this address? A server that posts wherever it is told can be made to knock
 * at its own neighbours' doors (SSRF), so only public addresses are good: asked when an address is
 * registered, and again of the very address that each connection is made to, since a name may lead
 * elsewhere by then (platform/outside.ts).
 *
 * Where would a message be sent? HTTPS on a usual port, without name or password in the address;
 * plain HTTP only to loopback in a sandbox.
 */
export function readTarget(text: string, allowLoopback: boolean): URL | Refusal<DoorRefusal> {
  if (text.length > urlLengthMax || !URL.canParse(text)) return refuse('webhook.url_unusable')
  const url = new URL(text)
  const host = hostOf(url)
  const address = isIP(host) === 0 ? null : host
  if (url.username !== '' || url.password !== '' || url.hash !== '')
    return refuse('webhook.url_unusable')
  const local = allowLoopback && (host === 'localhost' || (address !== null && isLoopback(address)))
  if (url.protocol !== 'https:' && !(local && url.protocol === 'http:'))
    return refuse('webhook.url_unusable')
  if (!local && !usualPort(url.port)) return refuse('webhook.url_unusable')
  if (!local && isInsideName(host)) return refuse('webhook.url_private')
  if (address !== null && isPrivate(address, allowLoopback)) return refuse('webhook.url_private')
  return url
}

/** Databases, mail and the like speak below 1024 or on ports that no web server has. */
function usualPort(port: string): boolean {
  return port === '' || ['443', '8443'].includes(port)
}
