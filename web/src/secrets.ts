/**
 * 订单密钥. The secret of an order's link stands only in the part of the address that browsers never
 * send, and then in this device's own storage. It goes to the server in a header.
 */
const prefix = 'order-secret '

export function secretOf(orderId: string): string | null {
  return read(`${prefix}${orderId}`)
}

export function keepSecret(orderId: string, secret: string): void {
  try {
    localStorage.setItem(`${prefix}${orderId}`, secret)
  } catch {
    // A browser that keeps nothing still has its cookie for this visit.
  }
}

/** Takes the secret out of the address, so that sharing the page does not share the order. */
export function takeSecret(orderId: string): void {
  const secret = location.hash.slice(1)
  if (!/^[A-Za-z0-9_-]{43}$/.test(secret)) return
  keepSecret(orderId, secret)
  history.replaceState(history.state, '', location.pathname + location.search)
}

/** The address that opens this order again, on any device. Null when the secret is not here. */
export function secretLink(orderId: string): string | null {
  const secret = secretOf(orderId)
  return secret === null ? null : `${location.origin}/o/${orderId}#${secret}`
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

const signedInKey = 'signed in'

/** Has somebody signed in on this device, and not signed out? Says nothing of who. */
export function wasSignedIn(): boolean {
  return read(signedInKey) !== null
}

export function noteSignedIn(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(signedInKey, 'yes')
    else localStorage.removeItem(signedInKey)
  } catch {
    // Then an ended session is told as a stranger is told.
  }
}
