import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter, Route, Routes } from 'react-router'
import { LanguageProvider, useSay } from './language.tsx'
import { Page, Safety, Skeleton } from './ui/page.tsx'
import { Toasts } from './ui/toast.tsx'
import { words } from './words.ts'

/** The buyer's pages come at once; each other face is a part of its own. */
const Buy = lazy(() => import('./features/orders/buy.tsx').then((part) => ({ default: part.Buy })))
const OrderPage = lazy(() =>
  import('./features/orders/order.tsx').then((part) => ({ default: part.OrderPage })),
)
const My = lazy(() => import('./features/orders/my.tsx').then((part) => ({ default: part.My })))
const Check = lazy(() =>
  import('./features/check/check.tsx').then((part) => ({ default: part.Check })),
)
const AccountSafety = lazy(() =>
  import('./features/identity/safety.tsx').then((part) => ({ default: part.AccountSafety })),
)
const ReturnDesk = lazy(() =>
  import('./features/returns/reviews.tsx').then((part) => ({ default: part.ReturnDesk })),
)
const Sell = lazy(() =>
  import('./features/network/sell.tsx').then((part) => ({ default: part.Sell })),
)
const Desk = lazy(() =>
  import('./features/supervision/desk.tsx').then((part) => ({ default: part.Desk })),
)
const Courier = lazy(() =>
  import('./features/logistics/courier.tsx').then((part) => ({ default: part.Courier })),
)
const Developers = lazy(() =>
  import('./features/notices/developers.tsx').then((part) => ({ default: part.Developers })),
)
const Verify = lazy(() =>
  import('./features/evidence/verify.tsx').then((part) => ({ default: part.Verify })),
)
const LogPage = lazy(() =>
  import('./features/evidence/log.tsx').then((part) => ({ default: part.LogPage })),
)
const AskLaw = lazy(() =>
  import('./features/law/ask.tsx').then((part) => ({ default: part.AskLaw })),
)
const AppliesPage = lazy(() =>
  import('./features/law/applies.tsx').then((part) => ({ default: part.AppliesPage })),
)
const CitePage = lazy(() =>
  import('./features/law/cite.tsx').then((part) => ({ default: part.CitePage })),
)

const CasePage = lazy(() =>
  import('./features/disputes/case-page.tsx').then((part) => ({ default: part.CasePage })),
)
const MediatorDesk = lazy(() =>
  import('./features/disputes/mediator-desk.tsx').then((part) => ({ default: part.MediatorDesk })),
)
const TipPage = lazy(() =>
  import('./features/disputes/tips.tsx').then((part) => ({ default: part.TipPage })),
)
const RedressPage = lazy(() =>
  import('./features/disputes/redress.tsx').then((part) => ({ default: part.RedressPage })),
)

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
                    <Route path="/buy/:listingId" element={<Buy />} />
                    <Route path="/o/:orderId" element={<OrderPage />} />
                    <Route path="/log" element={<LogPage />} />
                    <Route path="/my" element={<My />} />
                    <Route path="/safety" element={<AccountSafety />} />
                    <Route path="/check" element={<Check />} />
                    <Route path="/sell/*" element={<Sell />} />
                    <Route path="/desk/returns" element={<ReturnDesk />} />
                    <Route path="/o/:orderId/case" element={<CasePage />} />
                    <Route path="/desk/cases/*" element={<MediatorDesk />} />
                    <Route path="/redress" element={<RedressPage />} />
                    <Route path="/tip" element={<TipPage />} />
                    <Route path="/desk/*" element={<Desk />} />
                    <Route path="/courier" element={<Courier />} />
                    <Route path="/developers" element={<Developers />} />
                    <Route path="/verify" element={<Verify />} />
                    <Route path="/law" element={<AskLaw />} />
                    <Route path="/law/applies" element={<AppliesPage />} />
                    <Route path="/law/cite" element={<CitePage />} />
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

const place = document.getElementById('app')
if (place) createRoot(place).render(<App />)
