import type { Instant } from '../kernel/time.ts'
import type { Event, Shop } from './model.ts'
import { evolve, initial } from './rules.ts'

/** One entry of a shop's stream; the event is null where its payload has been erased. */
export interface ShopEntry {
  readonly recordedAt: Instant
  readonly event: Event | null
}

/** 当时的店铺. How did this shop stand at that moment? `none` where it was not open yet. */
export function shopAt(entries: readonly ShopEntry[], at: Instant): Shop {
  return entries
    .filter(({ recordedAt }) => recordedAt <= at)
    .reduce((shop, { event }) => (event === null ? shop : evolve(shop, event)), initial)
}
