import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import type { Order } from '../../../../sdk/src/wire.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Skeleton } from '../../ui/page.tsx'
import { LoadFailed } from '../../ui/parts.tsx'
import { DisputeCard } from '../disputes/remedies.tsx'
import { ReceiptsCard } from '../evidence/receipts.tsx'
import { Transfers } from '../ledger/transfers.tsx'
import { Items, MoneyCard, Parcels } from '../orders/order-parts.tsx'
import { NextSteps, StatusHead } from '../orders/order-status.tsx'
import { Clock } from './clock.tsx'
import { Journal } from './journal.tsx'
import { words } from './words.ts'

/** One order as the desk sees it: how it stands, then its journal entry by entry. */
export function DeskOrder() {
  const { orderId = '' } = useParams()
  const path = { orderId }
  const found = useQuery({
    queryKey: ['desk order', orderId],
    queryFn: () => api.get('/v1/desk/orders/{orderId}', { path }),
  })
  if (found.isPending) return <Skeleton />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  return <DeskOrderView order={found.data} />
}

function DeskOrderView({ order }: { order: Order }) {
  const say = useSay()
  return (
    <>
      <StatusHead order={order} />
      <p className="mono">{order.orderId}</p>
      <Link to={`/desk/shops/${order.shop.shopId}`}>{say(words.balanceOf)}</Link>
      <NextSteps order={order} />
      <Journal orderId={order.orderId} />
      <Clock />
      <Transfers orderId={order.orderId} />
      <MoneyCard order={order} />
      <DisputeCard order={order} />
      <Parcels order={order} />
      <Items order={order} />
      <ReceiptsCard order={order} />
    </>
  )
}
