import { useQuery } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Order } from '../../../../sdk/src/wire.ts'
import { api, problemOf } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { takeSecret } from '../../secrets.ts'
import { myLinks, Page, Skeleton } from '../../ui/page.tsx'
import { part } from '../../ui/part.ts'
import { LoadFailed } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { caseQuery } from '../disputes/case.ts'
import { DisputeCard } from '../disputes/remedies.tsx'
import { TermCard } from '../disputes/term-card.tsx'
import { ReturnCard } from '../returns/card.tsx'
import { BuyerActions } from './buyer-actions.tsx'
import { DisownCard } from './disown.tsx'
import { ComeBack, ContactCard, Items, MoneyCard, Parcels } from './order-parts.tsx'
import { inDispute, NextSteps, StatusHead } from './order-status.tsx'
import { cameFromPaying } from './paying.ts'
import { RightsCard } from './rights-card.tsx'
import { SoftWords } from './soft-words.tsx'
import { Timeline } from './timeline.tsx'
import { orderWords as words } from './words.ts'

const ReceiptsCard = part(() => import('../evidence/receipts.tsx').then((one) => one.ReceiptsCard))
const SellerActions = part(() => import('./seller-actions.tsx').then((one) => one.SellerActions))
// While the order itself is on its way.
void ReceiptsCard.preload().catch(() => undefined)

/** 订单页. How it stands, what happens next and who gains, what has happened, what I can do. */
export function OrderPage() {
  const say = useSay()
  const { orderId = '' } = useParams()
  useState(() => takeSecret(orderId))
  const found = useOrder(orderId)
  const order = found.data
  const links = order?.role === 'seller' ? [{ to: '/sell', words: frameWords.sell }] : myLinks
  const unknown = found.isError && problemOf(found.error).code === 'order.not_found'
  return (
    <Page title={say(words.title)} links={links}>
      {found.isPending && <Skeleton />}
      {unknown && <Unknown />}
      {found.isError && !unknown && !order && (
        <LoadFailed error={found.error} retry={() => found.refetch()} />
      )}
      {order && <OrderView order={order} />}
    </Page>
  )
}

function OrderView({ order }: { order: Order }) {
  const seller = order.role === 'seller'
  return (
    <>
      <StatusHead order={order} />
      {seller ? (
        <Suspense fallback={<p className="skeleton tall" />}>
          <SellerActions order={order} />
        </Suspense>
      ) : (
        <BuyerActions order={order} />
      )}
      <NextSteps order={order} />
      {!seller && <RightsCard order={order} />}
      <SoftWords order={order} />
      <ReturnCard order={order} />
      <DisputeCard order={order} />
      <TermCard order={order} />
      <Parcels order={order} />
      <Items order={order} />
      <MoneyCard order={order} />
      <ContactCard order={order} />
      <Timeline order={order} />
      <Suspense fallback={<p className="skeleton tall" />}>
        <ReceiptsCard order={order} />
      </Suspense>
      {!seller && <DisownCard order={order} />}
      {!seller && <ComeBack order={order} />}
    </>
  )
}

function Unknown() {
  const say = useSay()
  return (
    <section className="card center">
      <p role="alert">{say(words.lost)}</p>
      <Link className="button" to="/my">
        {say(words.signIn)}
      </Link>
    </section>
  )
}

const waiting = new Set<Order['status']>(['opened', 'closing'])

/**
 * The order, asked for again while something is under way; unpaid, the provider is asked as well.
 */
function useOrder(orderId: string) {
  const path = { orderId }
  return useQuery({
    queryKey: ['order', orderId],
    queryFn: async ({ client, queryKey }) => {
      const before = client.getQueryData<Order>(queryKey)
      const ask = before ? before.paymentStatus === 'payable' && cameFromPaying(orderId) : true
      if (ask && (!before || waiting.has(before.status)))
        await api.post('/v1/orders/{orderId}/check-payment', { path }).catch(() => null)
      const order = await api.get('/v1/orders/{orderId}', { path })
      if (order.role === 'seller') await SellerActions.preload().catch(() => undefined)
      // Its clocks stand above most of the page: they come with it, not after it.
      if (inDispute(order) && !before) await client.prefetchQuery(caseQuery(orderId))
      return order
    },
    refetchInterval: ({ state: { data } }) => {
      if (!data) return false
      if (!waiting.has(data.status)) return data.money.pendingFen > 0 ? 4_000 : 20_000
      const soon = data.paymentStatus !== 'payable' || cameFromPaying(orderId)
      return soon ? 2_500 : 15_000
    },
  })
}
