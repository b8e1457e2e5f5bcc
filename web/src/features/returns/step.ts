import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'

type Plain = 'withdraw' | 'receive' | 'sign' | 'refund' | 'contest' | 'mend-in-person'

/** A step of a return that needs nothing but the wish. */
export function useStep(orderId: string, no: number) {
  return useCommand((step: Plain, key) =>
    api.post(`/v1/orders/{orderId}/returns/{no}/${step}`, { path: { orderId, no }, key }),
  )
}
