import { lookup as resolveName } from 'node:dns/promises'
import { isIP } from 'node:net'
import { hostOf, isInsideName, isPrivate } from '../kernel/address.ts'

export interface Address {
  readonly address: string
  readonly family: 4 | 6
}
/** From a name to its addresses; a test may say where names lead. */
export type Resolve = (host: string) => Promise<readonly Address[]>

export const resolve: Resolve = async (host) => {
  const found = await resolveName(host, { all: true, verbatim: true })
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))
}

/** How far do we go? Loopback is let through in a sandbox and nowhere else. */
export interface Reach {
  readonly resolve: Resolve
  readonly allowLoopback: boolean
}

/**
 * Where does this name lead, and may we go there? All its addresses must be public, not only one:
 * a name that leads to a neighbour now and then is no name to trust.
 */
export async function reachable(
  url: URL,
  { resolve: find, allowLoopback }: Reach,
): Promise<readonly [Address, ...Address[]] | 'unresolved' | 'private_address'> {
  const host = hostOf(url)
  const version = isIP(host)
  const found: readonly Address[] =
    version === 0
      ? await find(host).catch(() => [])
      : [{ address: host, family: version === 6 ? 6 : 4 }]
  const [first, ...others] = found
  if (!first) return 'unresolved'
  const inside = found.some(({ address }) => isPrivate(address, allowLoopback))
  return inside ? 'private_address' : [first, ...others]
}

/**
 * What is wrong with an address that the operator has set, and that money or codes go through? Null
 * when it is https, carries no password, and every address of its name is public.
 */
export async function faultOf(text: string, find: Resolve = resolve): Promise<string | null> {
  if (!URL.canParse(text)) return 'is no address (不是网址)'
  const url = new URL(text)
  if (url.protocol !== 'https:') return 'must begin with https:// (须为 https)'
  if (url.username !== '' || url.password !== '')
    return 'must not carry a password (网址里不能带密码)'
  const there = isInsideName(hostOf(url))
    ? 'private_address'
    : await reachable(url, { resolve: find, allowLoopback: false })
  if (there === 'unresolved') return 'has a name that leads nowhere (域名解析不了)'
  return there === 'private_address' ? 'leads inside this network (指向内网地址)' : null
}
