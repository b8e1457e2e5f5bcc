import { useQuery } from '@tanstack/react-query'
import { Suspense, useEffect } from 'react'
import { NavLink, Route, Routes } from 'react-router'
import type { Shop } from '../../../../sdk/src/wire.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Page, Skeleton } from '../../ui/page.tsx'
import { part, whenIdle } from '../../ui/part.ts'
import { LoadFailed } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { useMe } from '../identity/me.ts'
import { SignedIn, SignIn } from '../identity/sign-in.tsx'
import { OpenShop } from './open-shop.tsx'
import { Todo } from './todo.tsx'
import { words } from './words.ts'

const links = [{ to: '/sell', words: frameWords.sell }] as const

/** A seller opens the orders every day, and the rest now and then. */
const Goods = part(() => import('./goods.tsx').then((one) => one.Goods))
const Earnings = part(() => import('./earnings.tsx').then((one) => one.Earnings))
const Account = part(() => import('./account.tsx').then((one) => one.Account))
const ShipMany = part(() => import('../orders/ship-many.tsx').then((one) => one.ShipMany))
const NewListing = part(() => import('../catalogue/listing-form.tsx').then((one) => one.NewListing))
const EditListing = part(() =>
  import('../catalogue/listing-form.tsx').then((one) => one.EditListing),
)
const Share = part(() => import('../catalogue/share.tsx').then((one) => one.Share))

/** Fetches, beside this face itself, what stands at this address. */
export async function ready(pathname: string): Promise<void> {
  const [, , place = ''] = pathname.split('/')
  const known: Readonly<Record<string, { preload(): Promise<void> }>> = {
    ...{ goods: Goods, money: Earnings, me: Account, ship: ShipMany, new: NewListing },
    ...{ l: EditListing, share: Share },
  }
  await known[place]?.preload()
}

/** 卖东西. Signing in, opening a shop, then orders, goods and money. */
export function Sell() {
  const say = useSay()
  const me = useMe()
  return (
    <Page title={say(words.title)} links={links}>
      {me.isPending && <Skeleton />}
      {me.isError && <LoadFailed error={me.error} retry={() => me.refetch()} />}
      {!me.isPending && !me.isError && !me.person && (
        <>
          <h1>{say(words.title)}</h1>
          <p className="hint">{say(words.begin)}</p>
          <SignIn />
        </>
      )}
      {me.person && <Shops key={me.person.personId} />}
    </Page>
  )
}

function Shops() {
  useEffect(() => whenIdle([Goods, Earnings, Account, ShipMany, NewListing, Share]), [])
  const found = useQuery({ queryKey: ['my shops'], queryFn: () => api.get('/v1/me/shops') })
  if (found.isPending) return <Skeleton />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const shop = found.data.shops.find(({ status }) => status === 'open')
  if (!shop)
    return (
      <>
        <OpenShop />
        <SignedIn />
      </>
    )
  return (
    <>
      <Tabs />
      <Suspense fallback={<Skeleton />}>
        <Routes>
          <Route index element={<Todo shop={shop} />} />
          <Route path="ship" element={<ShipMany shopId={shop.shopId} />} />
          <Route path="goods" element={<Goods shopId={shop.shopId} />} />
          <Route path="money" element={<Earnings shop={shop} />} />
          <Route path="me" element={<Account shop={shop} />} />
          <Route path="new" element={<NewListing shopId={shop.shopId} />} />
          <Route path="l/:listingId" element={<EditListing />} />
          <Route path="share/:listingId" element={<Share />} />
        </Routes>
      </Suspense>
    </>
  )
}

export interface OfShop {
  readonly shop: Shop
}

const tabs = [
  ['/sell', words.todoTab],
  ['/sell/goods', words.goods],
  ['/sell/money', words.money],
  ['/sell/me', words.me],
] as const

function Tabs() {
  const say = useSay()
  return (
    <nav className="tabs-row" aria-label={say(words.title)}>
      {tabs.map(([to, label]) => (
        <NavLink key={to} className="chip" to={to} end>
          {say(label)}
        </NavLink>
      ))}
    </nav>
  )
}
