import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { ReturnPart } from '../returns/one.tsx'
import type { Case } from './case.ts'
import { words } from './words.ts'

/** 依案退换. What was agreed about the goods, as the room of returns carries it out. */
export function CaseGoods({ file }: { file: Case }) {
  const say = useSay()
  const { orderId, status, role } = file
  const path = { orderId }
  const enabled = status === 'returning' || status === 'performing'
  const order = useQuery({
    queryKey: ['order', orderId],
    queryFn: () => api.get('/v1/orders/{orderId}', { path }),
    enabled,
  })
  const found = useQuery({
    queryKey: ['order', orderId, 'returns'],
    queryFn: () => api.get('/v1/orders/{orderId}/returns', { path }),
    enabled,
    refetchInterval: 15_000,
  })
  const one = found.data?.returns.find(({ forCase, ended }) => forCase && ended === null)
  if (!enabled || !one || !order.data) return null
  return (
    <>
      <p className="hint">{say(words.goodsHint)}</p>
      <ReturnPart one={one} order={order.data} role={role === 'mediator' ? 'desk' : role} />
    </>
  )
}
