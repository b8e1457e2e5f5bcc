import type { Members } from '../kernel/apart.ts'
import type { Event, HouseEvent } from './model.ts'

/** How does each member of our events stand in the log's commitment? */
export const members: Members<Event> = {
  by: 'guessable',
  algorithm: 'together',
  at: 'together',
  authenticatorData: 'together',
  clientDataJSON: 'together',
  credentialId: 'together',
  document: 'together',
  publicKey: 'together',
  signature: 'together',
  step: 'together',
}

/** The same of what the house says of itself. */
export const houseMembers: Members<HouseEvent> = {
  feePerMille: 'guessable',
  check: 'together',
  confirmAfterDays: 'together',
  doubtAfterDays: 'together',
  finding: 'together',
  holdMarginDays: 'together',
  overdueGraceMs: 'together',
  payWithinMs: 'together',
  retryAfterMs: 'together',
  runtime: 'together',
  terms: 'together',
  termsHash: 'together',
  undeliveredAfterDays: 'together',
  version: 'together',
}
