import type { Members } from '../kernel/apart.ts'
import type { Event } from './model.ts'

/** How does each member of our events stand in the log's commitment? */
export const members: Members<Event> = {
  photos: 'personal',
  text: 'personal',
  title: 'personal',
  quantity: 'guessable',
  stock: 'guessable',
  aftersales: 'together',
  at: 'together',
  fulfilment: 'together',
  listingId: 'together',
  offer: 'together',
  orderId: 'together',
  passport: 'together',
  promotion: 'together',
  shipWithinHours: 'together',
}
