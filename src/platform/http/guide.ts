import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { Marked } from 'marked'
import type { Language } from '../../kernel/wording.ts'
import { Html } from './html.ts'

/** The folder of the documents, beside the sources that they tell of. */
const folder = join(import.meta.dirname, '..', '..', '..', 'docs')

export interface GuidePage {
  readonly title: string
  readonly content: Html
}

/**
 * 文档页. The documents of this very version, as pages. Only what lies in `docs/` is there to be read:
 * its names are listed once, and nothing else is ever opened.
 */
export class GuidePages {
  private readonly names: ReadonlySet<string>
  private readonly pictures: ReadonlySet<string>
  private readonly read = new Map<string, GuidePage>()

  constructor() {
    const found = existsSync(folder) ? readdirSync(folder, { recursive: true }) : []
    const names = found.map((name) => String(name).replaceAll('\\', '/'))
    this.names = new Set(names.filter((name) => name.endsWith('.md')))
    this.pictures = new Set(names.filter((name) => /^images\/[a-z-]+\.png$/.test(name)))
  }

  /** The bytes of a picture that the documents show; null where there is none of this name. */
  picture(name: string): Buffer | null {
    const path = `images/${name}`
    return this.pictures.has(path) ? readFileSync(join(folder, path)) : null
  }

  /** Null: there is no such document. One that exists in the reader's language comes in it. */
  page(path: string, language: Language): GuidePage | null {
    const base = path.replace(/(?:\.zh)?(?:\.md)?$/, '') || 'README'
    const chosen = [`${base}.zh.md`, `${base}.md`]
    const name = (language === 'zh' ? chosen : chosen.reverse()).find((one) => this.names.has(one))
    if (name === undefined) return null
    const known = this.read.get(name)
    if (known) return known
    const made = render(name, readFileSync(join(folder, name), 'utf8'))
    this.read.set(name, made)
    return made
  }
}

/** Our own documents, so what they say is trusted; links lead to other pages of ours. */
function render(name: string, text: string): GuidePage {
  const marked = new Marked({
    walkTokens(token) {
      if (token.type === 'link') token.href = leadsTo(name, token.href)
      if (token.type === 'image') token.href = `/guide/images/${posix.basename(token.href)}`
    },
  })
  const title = /^# (.+)$/m.exec(text)?.[1] ?? name
  return { title, content: new Html(String(marked.parse(text, { async: false }))) }
}

/** Links to documents become links to pages; what is not served here leads to the index. */
function leadsTo(name: string, href: string): string {
  if (/^(?:https?:|#|\/)/.test(href)) return href
  const [path = '', anchor] = href.split('#')
  const target = posix.normalize(posix.join(posix.dirname(name), path))
  if (target.startsWith('..') || !target.endsWith('.md')) return '/guide'
  const bare = (path: string) => path.replace(/(?:\.zh)?\.md$/, '')
  // The same document in the other language: asked for as whoever reads would change it.
  if (bare(target) === bare(name))
    return `/guide/${bare(target)}?lang=${target.endsWith('.zh.md') ? 'zh' : 'en'}`
  const place = `/guide/${target.replace(/\.md$/, '')}`
  return anchor === undefined ? place : `${place}#${anchor}`
}
