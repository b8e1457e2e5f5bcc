import { type Instant, iso } from '../kernel/time.ts'
import type { Readable } from '../platform/world.ts'

/** So many are taken down by one command. */
export const offersMax = 100

/**
 * 待核的商品. Which listings that are up were put up or changed since this moment, in milliseconds? A
 * page of at most `offersMax`, oldest change first; nothing is kept of it.
 */
export const listingsEditedSince: Readable<readonly string[]> = {
  name: 'listings_since',
  initial: [],
  load: (tx, keys) =>
    Promise.all(
      keys.map(async ({ shopId, id }) => {
        const since: Instant = Number(id)
        const { rows } = await tx.query<{ id: string }>(
          'listings.since',
          `select id from app.listings
           where shop_id = $1 and edited_at >= $2 and status = 'published'
           order by edited_at, id limit ${offersMax}`,
          [shopId, iso(since)],
        )
        return { shopId, id, row: rows.map((one) => one.id), version: 0 }
      }),
    ),
  save: async () => {},
}
