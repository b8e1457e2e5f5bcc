import type { Members } from '../kernel/apart.ts'
import type { Event } from './model.ts'

/** How does each member of our events stand in the log's commitment? */
export const members: Members<Event> = {
  carrierId: 'personal',
  place: 'personal',
  trackingNo: 'personal',
  consented: 'guessable',
  kind: 'guessable',
  lost: 'guessable',
  scan: 'guessable',
  at: 'together',
  breach: 'together',
  cite: 'together',
  duty: 'together',
  errand: 'together',
  orderId: 'together',
  parcelId: 'together',
  signed: 'together',
}
