import { BlockList, isIP } from 'node:net'

/**
 * 外面的地址. Is this address somebody outside? A server that connects to wherever it is told can
 * be made to knock at its own neighbours' doors (SSRF), so only public ones are good. RFC 6890 and
 * its registries. Pure: names are resolved in platform/outside.ts.
 */
const forbidden = new BlockList()
const networks: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['240.0.0.0', 4, 'ipv4'],
  ['::', 96, 'ipv6'],
  // Ways of writing an IPv4 address: whoever means one shall write it plainly.
  ['64:ff9b::', 96, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['100::', 64, 'ipv6'],
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['3fff::', 20, 'ipv6'],
  ['5f00::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
]
for (const network of networks) forbidden.addSubnet(...network)

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Is nobody outside at this address? Loopback is let through where a sandbox says so. */
export function isPrivate(address: string, allowLoopback: boolean): boolean {
  const version = isIP(address)
  if (version === 0) return true
  // An IPv4 address in IPv6 clothes is judged by what it is; anything odd in it is refused.
  const mapped = /^::ffff:(.+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return isIP(mapped) === 4 ? isPrivate(mapped, allowLoopback) : true
  const family = version === 4 ? 'ipv4' : 'ipv6'
  if (allowLoopback && loopback.check(address, family)) return false
  return forbidden.check(address, family)
}

/** The name or address without the brackets of IPv6. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '')
}

export function isLoopback(address: string): boolean {
  return loopback.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6')
}

/** Is this name one of the inside, whatever it resolves to? */
export function isInsideName(host: string): boolean {
  return host === '' || /(?:^|\.)(?:localhost|local|internal|home\.arpa)\.?$/i.test(host)
}

/** Which network is this address counted as? The address itself, or the first 64 bits in IPv6. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped) return mapped[1] ?? address
  if (!address.includes(':')) return address
  const [head = '', tail = ''] = address.split('::')
  const left = head.split(':').filter((part) => part !== '')
  const right = tail.split(':').filter((part) => part !== '')
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  const groups = address.includes('::') ? [...left, ...zeros, ...right] : left
  return groups
    .slice(0, 4)
    .map((part) => part.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')
}
