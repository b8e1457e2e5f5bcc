import { specify } from '../../test/given.ts'
import { Memory, type MemoryOptions } from '../../test/memory.ts'
import { evolve } from './evolve.ts'
import type { Command, Facts, Sold } from './model.ts'
import { decide, initial } from './rules.ts'
import { terms } from './terms.ts'

/** What the tests of this room share: the rules, and facts as they usually are. */
export const given = specify({ initial, decide, evolve })

export const openAt = Date.parse('2026-03-08T10:00:00+08:00')

export function facts(role: Facts['role'], more: Partial<Facts> = {}): Facts {
  return {
    at: openAt,
    role,
    actor: `${role}:1`,
    proven: role === 'buyer',
    orderId: 'ord_00000000000000000000000001',
    random: Buffer.alloc(32, 7),
    partialRelease: true,
    covered: false,
    offered: null,
    sellerId: 'chen',
    terms,
    ...more,
  }
}

export function sold(priceFen: bigint, kind: 'parcel' | 'digital' = 'parcel'): Sold {
  const item = { id: '1', listingId: 'lst_1', revision: 1, title: '手工陶杯', text: '', photos: [] }
  return {
    shop: { shopId: 'shp_1', name: '曼曼美肤', standing: 'unverified', openedAt: 0 },
    items: [{ ...item, priceFen, quantity: 1, shipWithinHours: 48, fulfilment: { kind } }],
    terms,
    feePerMille: 6,
  }
}

export const wish: Extract<Command, { type: 'open' }> = {
  type: 'open',
  items: [{ listingId: 'lst_1', quantity: 1 }],
  expectedTotalFen: 16_800n,
  buyerId: 'wang',
  contactId: 'c1',
  hasAddress: true,
  linkHash: 'hash',
}

/** A market with one order of 168.00 that is paid. */
export function paidOrder(options: MemoryOptions = {}): { market: Memory; id: string } {
  const market = new Memory(options)
  return { market, id: market.paid({ fen: 16_800 }) }
}
