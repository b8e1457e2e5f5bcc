import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter, matchPath, Route, Routes } from 'react-router'
import { LanguageProvider, useSay } from './language.tsx'
import { Page, Safety, Skeleton } from './ui/page.tsx'
import { type Part, part } from './ui/part.ts'
import { Toasts } from './ui/toast.tsx'
import { words } from './words.ts'

/** Each face is a part of its own; the first that fits the address is shown. */
const faces: readonly (readonly [path: string, face: Part<object>])[] = [
  ['/buy/:listingId', part(() => import('./features/orders/buy.tsx').then(({ Buy }) => Buy))],
  [
    '/o/:orderId',
    part(() => import('./features/orders/order.tsx').then(({ OrderPage }) => OrderPage)),
  ],
  [
    '/o/:orderId/case',
    part(() => import('./features/disputes/case-page.tsx').then(({ CasePage }) => CasePage)),
  ],
  ['/my', part(() => import('./features/orders/my.tsx').then(({ My }) => My))],
  ['/notices', part(() => import('./features/notices/inbox.tsx').then(({ Inbox }) => Inbox))],
  [
    '/safety',
    part(() => import('./features/identity/safety.tsx').then((one) => one.AccountSafety)),
  ],
  ['/tip', part(() => import('./features/disputes/tips.tsx').then(({ TipPage }) => TipPage))],
  ['/check', part(() => import('./features/check/check.tsx').then(({ Check }) => Check))],
  [
    '/sell/*',
    part(async () => {
      const { ready, Sell } = await import('./features/network/sell.tsx')
      await ready(location.pathname)
      return Sell
    }),
  ],
  [
    '/desk/returns',
    part(() => import('./features/returns/reviews.tsx').then(({ ReturnDesk }) => ReturnDesk)),
  ],
  [
    '/desk/cases/*',
    part(() =>
      import('./features/disputes/mediator-desk.tsx').then(({ MediatorDesk }) => MediatorDesk),
    ),
  ],
  [
    '/desk/*',
    part(async () => {
      const { ready, Desk } = await import('./features/supervision/desk.tsx')
      await ready(location.pathname)
      return Desk
    }),
  ],
  [
    '/redress',
    part(() => import('./features/disputes/redress.tsx').then(({ RedressPage }) => RedressPage)),
  ],
  ['/courier', part(() => import('./features/logistics/courier.tsx').then((one) => one.Courier))],
  [
    '/developers',
    part(() => import('./features/notices/developers.tsx').then((one) => one.Developers)),
  ],
  ['/verify', part(() => import('./features/evidence/verify.tsx').then(({ Verify }) => Verify))],
  ['/log', part(() => import('./features/evidence/log.tsx').then(({ LogPage }) => LogPage))],
  ['/rules', part(() => import('./features/evidence/rules.tsx').then((one) => one.RulesPage))],
  ['/law', part(() => import('./features/law/ask.tsx').then(({ AskLaw }) => AskLaw))],
  [
    '/law/applies',
    part(() => import('./features/law/applies.tsx').then(({ AppliesPage }) => AppliesPage)),
  ],
  ['/law/cite', part(() => import('./features/law/cite.tsx').then(({ CitePage }) => CitePage))],
]

const queries = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: 5_000, refetchOnWindowFocus: true } },
})

function App() {
  return (
    <StrictMode>
      <LanguageProvider>
        <QueryClientProvider client={queries}>
          <BrowserRouter>
            <Toasts>
              <Safety>
                <Suspense fallback={<Waiting />}>
                  <Routes>
                    {faces.map(([path, Face]) => (
                      <Route key={path} path={path} element={<Face />} />
                    ))}
                    <Route path="*" element={<Lost />} />
                  </Routes>
                </Suspense>
              </Safety>
            </Toasts>
          </BrowserRouter>
        </QueryClientProvider>
      </LanguageProvider>
    </StrictMode>
  )
}

function Waiting() {
  const say = useSay()
  return (
    <Page title={say(words.loading)}>
      <Skeleton />
    </Page>
  )
}

function Lost() {
  const say = useSay()
  return (
    <Page title={say(words.lost)}>
      <section className="card center">
        <h1>{say(words.lost)}</h1>
        <a className="button" href="/">
          {say(words.home)}
        </a>
      </section>
    </Page>
  )
}

// A part of an older build is gone: the newer one is fetched, once.
addEventListener('vite:preloadError', () => {
  if (sessionStorage.getItem('reloaded') === location.pathname) return
  sessionStorage.setItem('reloaded', location.pathname)
  location.reload()
})

/** Whoever points at a link will soon tap it: what stands behind it is fetched meanwhile. */
function fetchAhead({ target }: Event): void {
  const link = target instanceof Element ? target.closest('a[href^="/"]') : null
  const pathname = link?.getAttribute('href')?.split(/[?#]/, 1)[0]
  if (!pathname) return
  const face = faces.find(([path]) => matchPath(path, pathname))?.[1]
  void face?.preload().catch(() => undefined)
}
for (const kind of ['pointerover', 'touchstart', 'focusin'] as const)
  addEventListener(kind, fetchAhead, { passive: true })

const place = document.getElementById('app')
// The shapes that stand in the page stay until its first part is there; then all comes at once.
const first = faces.find(([path]) => matchPath(path, location.pathname))?.[1]
const begin = () => place && createRoot(place).render(<App />)
if (first) first.preload().then(begin, begin)
else begin()
