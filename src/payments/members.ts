import type { Members } from '../kernel/apart.ts'
import type { Event } from './model.ts'

/** How does each member of our events stand in the log's commitment? */
export const members: Members<Event> = {
  payeeRef: 'personal',
  reason: 'personal',
  code: 'guessable',
  how: 'guessable',
  kind: 'guessable',
  status: 'guessable',
  at: 'together',
  dedupeKey: 'together',
  description: 'together',
  expiresAt: 'together',
  fact: 'together',
  holdExpiresAt: 'together',
  instructionNo: 'together',
  no: 'together',
  occurredAt: 'together',
  payUrl: 'together',
  payeeName: 'together',
  paymentNo: 'together',
  providerNo: 'together',
  reportedAt: 'together',
  request: 'together',
  upstreamState: 'together',
}
