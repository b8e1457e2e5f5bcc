import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { dayWords } from '../../../../src/kernel/wording.ts'
import { citationIn } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useLanguage } from '../../language.tsx'
import { LoadFailed } from '../../ui/parts.tsx'
import { citeStatusWords, pageWords as words } from './page-words.ts'

/** One citation; opened, it shows what its articles say. */
export function Cited({ cite }: { cite: string }) {
  const { language } = useLanguage()
  const [open, setOpen] = useState(false)
  const written = citationIn(language, cite)
  return (
    <details className="cited" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary lang={written === cite ? 'zh-CN' : 'en'}>{written}</summary>
      {open && <Articles cite={cite} />}
    </details>
  )
}

/** 条文. The official words where they are held; otherwise our own summary, named as such. */
export function Articles({ cite, on }: { cite: string; on?: string }) {
  const { say, language } = useLanguage()
  const found = useQuery({
    queryKey: ['law', 'articles', cite, on],
    queryFn: () => api.get('/v1/law/articles', { query: { text: cite, ...(on ? { on } : {}) } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  if (!found.data) return <p className="hint">{say(words.loading)}</p>
  if (found.data.articles.length === 0) return <p className="hint">{say(words.noText)}</p>
  return found.data.articles.map(({ citation, status, successor, official, summary }) => (
    <section key={citation}>
      <p>
        <strong lang="zh-CN">{citation}</strong>{' '}
        {status !== 'in_force' && (
          <span className="badge warn">{say(citeStatusWords[status].name)}</span>
        )}
      </p>
      {successor && (
        <p className="hint">
          {say(words.successor)}: <span lang="zh-CN">{successor}</span>
        </p>
      )}
      {official.map(({ from, to, words: paragraphs }) => (
        <blockquote key={from} className="statute" lang="zh-CN">
          {paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          <footer className="hint" lang={language === 'zh' ? 'zh-CN' : 'en'}>
            {to === undefined
              ? say(words.official, { from: dayWords(from, language, true) })
              : say(words.officialOnce, {
                  from: dayWords(from, language, true),
                  to: dayWords(to, language, true),
                })}
          </footer>
        </blockquote>
      ))}
      {summary && (
        <p>
          <span className="badge warn">{say(words.ownSummary)}</span> {say(summary)}
        </p>
      )}
      {official.length === 0 && !summary && <p className="hint">{say(words.noText)}</p>}
    </section>
  ))
}
