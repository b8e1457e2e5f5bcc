import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** The built web application: where its parts are, as they are called on the wire. */
export interface Web {
  readonly folder: string
  /** The page in which the application starts. */
  readonly indexHtml: string
  readonly styleHref: string
  /** The tags that fetch this source file of the application, and what it needs, at once. */
  ahead(source: string): string
  /** The fallback font, and the script that knows whether it is needed. */
  readonly fonts: { readonly sheet: string; readonly script: string }
}

/** Opens what `vite build` has left in this folder. Null when nothing has been built. */
export function openWeb(folder: string): Web | null {
  const manifestFile = join(folder, '.vite', 'manifest.json')
  const indexFile = join(folder, 'index.html')
  if (!existsSync(manifestFile) || !existsSync(indexFile)) return null
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Record<
    string,
    { file: string; imports?: string[] } | undefined
  >
  const href = (source: string) => `/${manifest[source]?.file ?? ''}`
  const fonts = { sheet: href('src/ui/fonts.css'), script: href('src/ui/fonts.ts') }
  // Only a device without a Chinese font fetches what it names.
  const tags =
    `<meta name="fallback-font" content="${fonts.sheet}">` +
    `<script type="module" src="${fonts.script}"></script>`
  const indexHtml = readFileSync(indexFile, 'utf8').replace('</head>', `${tags}</head>`)
  const needs = (source: string, known = new Set<string>()): Set<string> => {
    if (known.has(source)) return known
    known.add(source)
    for (const one of manifest[source]?.imports ?? []) needs(one, known)
    return known
  }
  const ahead = (source: string) => {
    return [...needs(source)]
      .map((one) => manifest[one]?.file)
      .filter((file) => file !== undefined && !indexHtml.includes(file))
      .map((file) => `<link rel="modulepreload" crossorigin href="/${file}">`)
      .join('')
  }
  return { folder, indexHtml, ahead, styleHref: href('src/ui/style.css'), fonts }
}

/** Files whose names change with their contents: kept for ever by whoever has them. */
export async function assetRoutes(app: FastifyInstance, { folder }: Web): Promise<void> {
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, rateLimit: false } as typeof route.config
    route.schema = { ...route.schema, hide: true }
  })
  await app.register(fastifyStatic, {
    root: assetFolders(folder),
    prefix: '/assets/',
    preCompressed: true,
    index: false,
    immutable: true,
    maxAge: '365d',
    decorateReply: false,
  })
}

/** Our own build first, then those beside it: a page that was open before finds its parts. */
function assetFolders(folder: string): string[] {
  const beside = readdirSync(dirname(folder)).map((name) => join(dirname(folder), name))
  const folders = [folder, ...beside.filter((other) => other !== folder)]
  return folders.map((one) => join(one, 'assets')).filter((one) => existsSync(one))
}
