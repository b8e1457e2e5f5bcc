/** Between this page and the provider's: who has gone there to pay, and may be back? */
const keyOf = (orderId: string) => `paying ${orderId}`

/** Notes that the buyer is on the way to the provider, for the moment of coming back. */
export function leaveToPay(orderId: string): void {
  try {
    sessionStorage.setItem(keyOf(orderId), '1')
  } catch {
    // Then the order is asked for more slowly, and tells the same.
  }
}

export function cameFromPaying(orderId: string): boolean {
  try {
    return sessionStorage.getItem(keyOf(orderId)) !== null
  } catch {
    return false
  }
}
