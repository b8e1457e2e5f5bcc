import { readFileSync } from 'node:fs'
import type { Reply } from './reply.ts'

type FontReply = Omit<Reply, 'body'> & { readonly body: string | Buffer }

/**
 * 备用字体. For a device without a Chinese font: the sheet names many small pieces, of which a
 * browser fetches only those whose characters it cannot draw itself. Where the package is not
 * installed, there is none, and the page does without.
 */
const folder = new URL('../../node_modules/@fontsource/noto-sans-sc/', import.meta.url)
const cached = { 'cache-control': 'public, max-age=86400' }

export function font(path: string): FontReply | null {
  if (path === '/font.css') return sheet()
  const [, name] = /^\/font\/(noto-sans-sc-[a-z0-9-]{1,40}\.woff2)$/.exec(path) ?? []
  const body = name === undefined ? null : read(`files/${name}`)
  return body && { status: 200, body, type: 'font/woff2', headers: cached }
}

function sheet(): FontReply {
  const rules = read('400.css')?.toString('utf8') ?? ''
  const body = rules
    .replace(/, *url\([^)]*\.woff\) *format\(['"]woff['"]\)/g, '')
    .replaceAll('url(./files/', 'url(/font/')
  return { status: 200, body, type: 'text/css; charset=utf-8', headers: cached }
}

function read(name: string): Buffer | null {
  try {
    return readFileSync(new URL(name, folder))
  } catch {
    return null
  }
}
