import type { Members } from '../kernel/apart.ts'
import type { Event } from './model.ts'

/** How does each member of our events stand in the log's commitment? */
export const members: Members<Event> = {
  name: 'personal',
  ownerId: 'personal',
  payeeRef: 'personal',
  reason: 'personal',
  by: 'guessable',
  feePerMille: 'guessable',
  standing: 'guessable',
  askedAt: 'together',
  at: 'together',
  because: 'together',
  check: 'together',
  dueAt: 'together',
  factor: 'together',
  freedIds: 'together',
  freeze: 'together',
  from: 'together',
  listingIds: 'together',
  orderIds: 'together',
  registeredName: 'together',
  seen: 'together',
  shopId: 'together',
  since: 'together',
  tail: 'together',
  uscc: 'together',
  validUntilOn: 'together',
  webhookIds: 'together',
  wish: 'together',
}
