import type { Role, Subject } from './people.ts'
import type { Route } from './routes.ts'

const sellers: readonly Role[] = ['seller', 'sellerKey']
const sides: readonly Role[] = ['link', 'buyer', 'buyerKey', ...sellers]

/** What is it about, that somebody can own? Null where it is about nothing of anybody. */
export function thingOf(path: string): 'order' | 'shop' | 'mine' | 'parcel' | 'desk' | null {
  if (!path.includes('{')) return null
  if (path.startsWith('/v1/desk/') || path.startsWith('/v1/api-keys/')) return 'desk'
  if (path.startsWith('/v1/orders/')) return 'order'
  if (path.startsWith('/v1/shops/') || path.startsWith('/v1/listings/')) return 'shop'
  if (/^\/v1\/(?:me|auth)\//.test(path)) return 'mine'
  return path.startsWith('/v1/carrier/') ? 'parcel' : null
}

/** Which subjects does this route have for this role? One where it is about nothing. */
export function subjectsOf({ path }: Route, role: Role): Subject[] {
  const thing = thingOf(path)
  if (thing === null) return ['own']
  return owns(role, thing) ? ['own', 'other', 'none'] : ['other', 'none']
}

function owns(role: Role, thing: NonNullable<ReturnType<typeof thingOf>>): boolean {
  switch (thing) {
    case 'order':
      return sides.includes(role)
    case 'shop':
      return sellers.includes(role)
    case 'parcel':
      return role === 'carrier' || role === 'courier'
    case 'mine':
      return !['nobody', 'link', 'carrier'].includes(role)
    case 'desk':
      return false
  }
}
