import type { ShopId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db/pool.ts'
import { stateTable } from '../platform/db/rows.ts'
import type { Readable } from '../platform/world.ts'
import type { Known, Webhook } from './model.ts'
import { initial } from './rules.ts'

export const webhooks = stateTable<Webhook>({
  name: 'webhooks',
  initial,
  columns: { status: { type: 'text', of: (webhook) => webhook.status } },
})

/** A shop has no more addresses than this. */
export const webhooksMax = 10

/** Which addresses of a shop are told now? Asked by the name `on`; nothing is kept of it. */
export const addressesOn: Readable<readonly string[]> = {
  name: 'addresses_on',
  initial: [],
  load: (tx, keys) =>
    Promise.all(
      keys.map(async ({ shopId, id }) => {
        const { rows } = await tx.query<{ id: string }>(
          'webhooks.on',
          `select id from app.webhooks where shop_id = $1 and status = 'on' order by id
           limit ${webhooksMax}`,
          [shopId],
        )
        return { shopId, id, row: rows.map((one) => one.id), version: 0 }
      }),
    ),
  save: async () => {},
}

/** The addresses of these shops that are not removed. */
export async function webhooksOf(
  tx: Tx,
  shopIds: readonly ShopId[],
): Promise<{ shopId: ShopId; webhook: Known }[]> {
  const { rows } = await tx.query<{ shop_id: bigint; state: Known }>(
    'webhooks.of',
    `select shop_id, state from app.webhooks
     where shop_id = any($1::bigint[]) and status in ('on', 'off')
     order by shop_id, (state->>'createdAt')::bigint, id limit 10000`,
    [shopIds],
  )
  return rows.map(({ shop_id, state }) => ({ shopId: Number(shop_id), webhook: state }))
}

/** Null when there is none, or no longer. */
export async function readWebhook(tx: Tx, shopId: ShopId, id: string): Promise<Known | null> {
  const { rows } = await tx.query<{ state: Known }>(
    'webhooks.read',
    `select state from app.webhooks
     where shop_id = $1 and id = $2 and status in ('on', 'off')`,
    [shopId, id],
  )
  return rows[0]?.state ?? null
}
