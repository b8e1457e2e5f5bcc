import { Suspense, useEffect, useRef } from 'react'
import { Link, NavLink, Route, Routes, useLocation } from 'react-router'
import { useSay } from '../../language.tsx'
import { Page, Skeleton } from '../../ui/page.tsx'
import { part, whenIdle } from '../../ui/part.ts'
import { LoadFailed } from '../../ui/parts.tsx'
import { Together } from '../../ui/together.tsx'
import { words as frameWords } from '../../words.ts'
import { useMe } from '../identity/me.ts'
import { SignedIn, SignIn } from '../identity/sign-in.tsx'
import { words as deskWords } from './desk-words.ts'
import { words as moneyWords } from './money-words.ts'
import { Orders } from './orders.tsx'
import { words } from './words.ts'

const links = [{ to: '/desk', words: frameWords.desk }] as const

/** The first page comes with the desk; each other one when somebody opens it. */
const DeskOrder = part(() => import('./desk-order.tsx').then((one) => one.DeskOrder))
const DeskLaw = part(() => import('../law/desk-law.tsx').then((one) => one.DeskLaw))
const Shops = part(() => import('./shops.tsx').then((one) => one.Shops))
const ShopPage = part(() => import('./shop.tsx').then((one) => one.ShopPage))
const People = part(() => import('./people.tsx').then((one) => one.People))
const PersonPage = part(() => import('./person.tsx').then((one) => one.PersonPage))
const Provider = part(() => import('./provider.tsx').then((one) => one.Provider))
const Money = part(() => import('./money.tsx').then((one) => one.Money))
const Deadlines = part(() => import('./deadlines.tsx').then((one) => one.Deadlines))
const Health = part(() => import('./health.tsx').then((one) => one.Health))
const Roles = part(() => import('./roles.tsx').then((one) => one.Roles))
const Reads = part(() => import('./reads.tsx').then((one) => one.Reads))
const Tour = part(() => import('./tour.tsx').then((one) => one.Tour))

/** What an operator opens from one minute to the next. */
const rooms = [
  ...[DeskOrder, Shops, ShopPage, People, PersonPage, Provider, Money, Deadlines],
  ...[Health, Roles, Reads],
]

/** Fetches, beside this face itself, what stands at this address. */
export async function ready(pathname: string): Promise<void> {
  const [, , place = '', one] = pathname.split('/')
  const known: Readonly<Record<string, { preload(): Promise<void> }>> = {
    ...{ orders: DeskOrder, law: DeskLaw, provider: Provider, money: Money },
    shops: one ? ShopPage : Shops,
    people: one ? PersonPage : People,
    ...{ deadlines: Deadlines, health: Health, roles: Roles, reads: Reads, tour: Tour },
  }
  await known[place]?.preload()
}

/** 工作台. For operators: everything that is under way, and why it is as it is. */
export function Desk() {
  const say = useSay()
  const { person, isPending, isError, error, refetch } = useMe()
  const operator = person?.roles.includes('operator') ?? false
  return (
    <Page title={say(words.title)} links={links} wide>
      {isPending && (
        <div className="desk">
          <span />
          <Skeleton />
        </div>
      )}
      {isError && <LoadFailed error={error} retry={() => refetch()} />}
      {!isPending && !isError && !operator && (
        <>
          <h1>{say(words.title)}</h1>
          {person && <p className="notice warn">{say(words.only)}</p>}
          {person?.roles.includes('mediator') && (
            <p>
              <Link to="/desk/cases">{say(words.toCases)}</Link>
            </p>
          )}
          {person ? <SignedIn /> : <SignIn />}
        </>
      )}
      {operator && <Rooms />}
    </Page>
  )
}

const parts = [
  ['/desk', deskWords.orders],
  ['/desk/shops', deskWords.shops],
  ['/desk/people', deskWords.people],
  ['/desk/provider', deskWords.provider],
  ['/desk/money', moneyWords.title],
  ['/desk/cases', deskWords.cases],
  ['/desk/returns', deskWords.returns],
  ['/desk/deadlines', deskWords.deadlines],
  ['/desk/health', deskWords.health],
  ['/desk/roles', deskWords.roles],
  ['/desk/reads', deskWords.reads],
  ['/desk/law', deskWords.law],
  ['/desk/tour', deskWords.tour],
] as const

function Rooms() {
  const say = useSay()
  const { pathname } = useLocation()
  const bar = useRef<HTMLElement>(null)
  useEffect(() => whenIdle(rooms), [])
  useEffect(() => {
    // On a phone the row is longer than the screen: the part that is open is in sight.
    const open = bar.current?.querySelector(`[href='${pathname}']`)
    open?.scrollIntoView({ inline: 'center', block: 'nearest' })
  }, [pathname])
  return (
    <div className="desk">
      <nav ref={bar} className="desk-parts" aria-label={say(deskWords.sections)}>
        {parts.map(([to, text]) => (
          <NavLink key={to} to={to} end={to === '/desk'} className="chip">
            {say(text)}
          </NavLink>
        ))}
      </nav>
      <div className="desk-page">
        <Together key={pathname}>
          <Suspense fallback={<Skeleton />}>
            <Routes>
              <Route index element={<Orders />} />
              <Route path="orders/:orderId" element={<DeskOrder />} />
              <Route path="shops" element={<Shops />} />
              <Route path="shops/:shopId" element={<ShopPage />} />
              <Route path="people" element={<People />} />
              <Route path="people/:personId" element={<PersonPage />} />
              <Route path="provider" element={<Provider />} />
              <Route path="money" element={<Money />} />
              <Route path="deadlines" element={<Deadlines />} />
              <Route path="health" element={<Health />} />
              <Route path="roles" element={<Roles />} />
              <Route path="reads" element={<Reads />} />
              <Route path="law" element={<DeskLaw />} />
              <Route path="tour" element={<Tour />} />
            </Routes>
          </Suspense>
          <SignedIn />
        </Together>
      </div>
    </div>
  )
}
