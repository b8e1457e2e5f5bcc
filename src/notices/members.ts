import type { Members } from '../kernel/apart.ts'
import type { Event } from './model.ts'

/** How does each member of our events stand in the log's commitment? */
export const members: Members<Event> = {
  at: 'together',
  because: 'together',
  description: 'together',
  oldKeyUntil: 'together',
  shop: 'together',
  topics: 'together',
  url: 'together',
  webhookId: 'together',
}
