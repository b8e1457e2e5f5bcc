import { createHmac, hash } from 'node:crypto'

export function sha256(data: string | Uint8Array): Buffer {
  return hash('sha256', data, 'buffer')
}

export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex')
}

export function hmac(key: Uint8Array, data: string | Uint8Array): Buffer {
  return createHmac('sha256', key).update(data).digest()
}
