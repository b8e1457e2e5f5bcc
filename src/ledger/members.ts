import type { Members } from '../kernel/apart.ts'
import type { Event } from './model.ts'

/** How does each member of our events stand in the log's commitment? */
export const members: Members<Event> = {
  transfers: 'guessable',
}
