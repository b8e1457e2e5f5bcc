import { Component, type ReactNode, useEffect, useSyncExternalStore } from 'react'
import { Link } from 'react-router'
import type { Words } from '../../../src/kernel/wording.ts'
import { useLanguage, useSay } from '../language.tsx'
import { words } from '../words.ts'

/** The frame of a page: brand, the other language, and word when the network is gone. */
export function Page({
  title,
  links = [],
  wide = false,
  withBar = false,
  children,
}: {
  title: string
  links?: readonly { readonly to: string; readonly words: Words }[]
  wide?: boolean
  withBar?: boolean
  children: ReactNode
}) {
  const { language, say, change } = useLanguage()
  const online = useOnline()
  useEffect(() => {
    document.title = `${title} · ${say(words.brand)}`
  }, [title, say])
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <div className={wide ? 'wide' : undefined}>
      <header className="top">
        <a className="brand" href="/">
          <span className="seal" aria-hidden="true">
            保证
          </span>
          <span>{say(words.brand)}</span>
        </a>
        <nav>
          {links.map((link) => (
            <Link key={link.to} to={link.to}>
              {say(link.words)}
            </Link>
          ))}
          <button type="button" lang={other} onClick={() => change(other)}>
            {say(words.other)}
          </button>
        </nav>
      </header>
      {!online && (
        <p className="offline" role="status">
          {say(words.offline)}
        </p>
      )}
      <main className={withBar ? 'page with-bar' : 'page'}>{children}</main>
    </div>
  )
}

export const myLinks = [{ to: '/my', words: words.myOrders }] as const
/** Where somebody comes from who both buys and sells. */
export const bothLinks = [...myLinks, { to: '/sell', words: words.sell }] as const

function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      addEventListener('online', changed)
      addEventListener('offline', changed)
      return () => {
        removeEventListener('online', changed)
        removeEventListener('offline', changed)
      }
    },
    () => navigator.onLine,
  )
}

/** Shapes of what is coming, instead of a spinner. */
export function Skeleton() {
  const say = useSay()
  return (
    <div className="page" role="status" aria-label={say(words.loading)} style={{ padding: 0 }}>
      <p className="skeleton" />
      <p className="skeleton tall" />
      <p className="skeleton tall" />
    </div>
  )
}

/** Catches what no page has foreseen, says so, and offers the way on. */
export class Safety extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    return this.state.failed ? <Failed /> : this.props.children
  }
}

function Failed() {
  const say = useSay()
  return (
    <Page title={say(words.failed)}>
      <section className="card center">
        <h1>{say(words.failed)}</h1>
        <p>{say(words.failedMore)}</p>
        <button className="button" type="button" onClick={() => location.reload()}>
          {say(words.reload)}
        </button>
      </section>
    </Page>
  )
}
