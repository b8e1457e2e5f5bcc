import { useQuery } from '@tanstack/react-query'
import type { AnswerTo } from '../../../../sdk/src/client.ts'
import { api } from '../../api.ts'

export type Case = AnswerTo<'GET', '/v1/orders/{orderId}/complaint'>

/** How is the case of an order asked for? */
export function caseQuery(orderId: string) {
  return {
    queryKey: ['order', orderId, 'case'],
    queryFn: () => api.get('/v1/orders/{orderId}/complaint', { path: { orderId } }),
  }
}

/** The case of an order, asked for again while it is open. */
export function useCase(orderId: string, enabled = true) {
  return useQuery({
    ...caseQuery(orderId),
    enabled,
    refetchInterval: ({ state: { data } }) => (data && data.status !== 'closed' ? 15_000 : false),
  })
}

/** What the mediator sees of it. */
export function useDeskCase(orderId: string) {
  return useQuery({
    queryKey: ['desk case', orderId],
    queryFn: () => api.get('/v1/desk/complaints/{orderId}', { path: { orderId } }),
    refetchInterval: 15_000,
  })
}

/** An amount in yuan as somebody typed it, in fen; NaN where it is none, null where empty. */
export function fenOf(text: string): number | null {
  if (text.trim() === '') return null
  return /^\d{1,9}(\.\d{1,2})?$/.test(text.trim()) ? Math.round(Number(text) * 100) : Number.NaN
}

/** Which goods are named, in words: the title, and how many where a number was named. */
export function goodsNamed(
  { items }: Pick<Case, 'items'>,
  goods: readonly { readonly itemId: string; readonly quantity: number | null }[],
): string {
  return goods
    .map(({ itemId, quantity }) => {
      const title = items.find((one) => one.itemId === itemId)?.title ?? `#${itemId}`
      return quantity === null ? title : `${title} × ${quantity}`
    })
    .join('、')
}
