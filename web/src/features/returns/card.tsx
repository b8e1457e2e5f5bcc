import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Order, Returns } from '../../../../sdk/src/wire.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Card } from '../../ui/parts.tsx'
import { Ask } from './ask.tsx'
import { ReturnPart } from './one.tsx'
import { words } from './words.ts'

/** 退换. What may go back today, and how every return stands; on the page of its order. */
export function ReturnCard({ order }: { order: Order }) {
  const arrived = order.items.some(({ deliveredAt }) => deliveredAt !== null)
  const found = useQuery({
    queryKey: ['order', order.orderId, 'returns'],
    queryFn: () => api.get('/v1/orders/{orderId}/returns', { path: { orderId: order.orderId } }),
    enabled: arrived,
    refetchInterval: 20_000,
  })
  if (!found.data) return null
  const { returns, options, role } = found.data
  const hasChoices = options.some(({ choices }) => choices.length > 0)
  return (
    <>
      {role === 'buyer' && hasChoices && <Offer order={order} found={found.data} />}
      {returns.map((one) => (
        <ReturnPart key={one.no} one={one} order={order} role={role} />
      ))}
    </>
  )
}

/** One tap opens all that applies to this order today. */
function Offer({ order, found }: { order: Order; found: Returns }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  return (
    <Card title={say(words.title)}>
      {open ? (
        <Ask order={order} found={found} close={() => setOpen(false)} />
      ) : (
        <button type="button" className="button quiet" onClick={() => setOpen(true)}>
          {say(words.open)}
        </button>
      )}
    </Card>
  )
}
