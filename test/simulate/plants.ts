import type { Offer } from '../../src/catalogue/model.ts'
import { listings } from '../../src/catalogue/store.ts'
import { sold } from '../../src/orders/store.ts'
import type { Rooms } from '../../src/platform/batch.ts'
import type { Body, Domain } from '../../src/platform/command.ts'

/** One domain decides otherwise than it should. */
export const handled =
  (name: string, handle: (domain: Domain) => Domain['handle']) =>
  (rooms: Rooms): Rooms => ({
    ...rooms,
    domains: new Map(
      [...rooms.domains].map(([key, domain]) => [
        key,
        key === name ? { ...domain, handle: handle(domain) } : domain,
      ]),
    ),
  })
let asked = 0

/** What is planted, which invariant must see it, and how. */
export const modelPlants: readonly [string, string, (rooms: Rooms) => Rooms][] = [
  [
    'a rule that lets the wrong one act',
    'answers_equal_model',
    handled('orders', (domain) => (world, order) => {
      const told = order.body.type === 'confirm' ? { ...order, actor: 'reaction' } : order
      return domain.handle(world, told)
    }),
  ],
  [
    'a complaint that holds back a fen too little',
    'money_equals_model',
    (rooms) => ({
      ...rooms,
      react: (world, happened) =>
        rooms.react(world, happened).map((one) => {
          const { amountFen = 0n, ...body } = one.body as { type: string; amountFen?: bigint }
          return one.body.type === 'lock'
            ? { ...one, body: { ...body, amountFen: amountFen - 1n } as Body }
            : one
        }),
    }),
  ],
  [
    'a payment that is disowned and goes to the seller all the same',
    'money_equals_model',
    handled('orders', (domain) => (world, order) => {
      const decision = domain.handle(world, order)
      const isReport = order.body.type === 'report_unauthorised' && Array.isArray(decision)
      return isReport ? decision.slice(0, 1) : decision
    }),
  ],
  [
    'a theft that lets what was sold be paid out',
    'money_equals_model',
    (rooms) => ({
      ...rooms,
      react: (world, happened) =>
        rooms.react(world, happened).filter(({ body }) => body.type !== 'suspect'),
    }),
  ],
  [
    'a payout account that is changed without a day to object',
    'states_equal_model',
    handled('shops', (domain) => (world, order) => {
      const decision = domain.handle(world, order)
      if (order.body.type !== 'change_payout' || !Array.isArray(decision)) return decision
      const { payeeRef, tail } = order.body as unknown as { payeeRef: string; tail: string }
      return [{ type: 'shop.payout_changed', payeeRef, tail, at: order.at }]
    }),
  ],
  [
    'a return that waits a day too long',
    'states_equal_model',
    handled('returns', (domain) => (world, order) => {
      const decision = domain.handle(world, order)
      if (!Array.isArray(decision)) return decision
      return decision.map((event) =>
        'dueAt' in event ? { ...event, dueAt: event.dueAt + 86_400_000 } : event,
      )
    }),
  ],
  [
    'a deadline that stays when it has been decided',
    'every_deadline_is_decided',
    handled('complaints', (domain) => (world, order) => {
      if (order.body.type === 'time') return []
      return domain.handle(world, order)
    }),
  ],
  [
    'a command that throws',
    'no_command_is_poisoned',
    handled('returns', (domain) => (world, order) => {
      if (order.body.type === 'address') throw new Error('planted')
      return domain.handle(world, order)
    }),
  ],
  [
    'goods that are named and not looked at',
    'states_equal_model',
    (rooms) => ({
      ...rooms,
      react: (world, happened) =>
        rooms.react(world, happened).map((one) => {
          const all = { ...one.body, itemIds: [], pieces: [] }
          return one.body.type === 'agree' ? { ...one, body: all as Body } : one
        }),
    }),
  ],
  [
    'a promotion of the whole shop that each thing has for itself',
    'money_equals_model',
    handled('orders', (domain) => (world, order) => {
      const items = (order.body as { items?: { listingId: string }[] }).items ?? []
      const back = items.map(({ listingId: id }) => {
        const row = world.read(listings, order.shopId, id)
        if (row.status === 'none') return () => {}
        const promotion = row.promotion?.replace('全店', '') || '无'
        world.write(listings, order.shopId, id, { ...row, promotion })
        return () => world.write(listings, order.shopId, id, row)
      })
      const decision = domain.handle(world, order)
      for (const undo of back) undo()
      return decision
    }),
  ],
  [
    'a warranty of which nobody knows',
    'answers_equal_model',
    handled('returns', (domain) => (world, order) => {
      const row = world.read(sold, order.shopId, order.target)
      if (order.body.type !== 'request' || !row) return domain.handle(world, order)
      const items = row.items.map(({ aftersales, ...one }) => {
        return aftersales ? { ...one, aftersales: { ...aftersales, warrantyMonths: 0 } } : one
      })
      world.write(sold, order.shopId, order.target, { ...row, items })
      const decision = domain.handle(world, order)
      world.write(sold, order.shopId, order.target, row)
      return decision
    }),
  ],
  [
    'a rule that draws lots',
    'answers_equal_model',
    handled('complaints', (domain) => (world, order) => {
      if (order.body.type === 'say' && asked++ % 3 === 2) return { refused: 'complaint.not_found' }
      return domain.handle(world, order)
    }),
  ],
]

/** What once was wrong: the seed that found it must break again when it is planted again. */
export const faults = {
  /** An edit kept what the last offer had said and the new one does not. */
  keptOffer: handled('listings', (domain) => (world, order) => {
    const before = world.read(listings, order.shopId, order.target)
    const decision = domain.handle(world, order)
    if (before.status === 'none' || !Array.isArray(decision)) return decision
    const { promotion, aftersales } = before
    return decision.map((event) =>
      event.type === 'listing.edited'
        ? { ...event, offer: { promotion, aftersales, ...(event as unknown as Edit).offer } }
        : event,
    )
  }),
  /** The second notice of a payment had the number of the first. */
  sameNotice: handled('payments', (domain) => (world, order) => {
    const decision = domain.handle(world, order)
    if (!Array.isArray(decision)) return decision
    return decision.map((event) =>
      'no' in event && event.type === 'payment.notice_due'
        ? { ...event, no: `${String(event.no).slice(0, -5)}00001` }
        : event,
    )
  }),
} as const

interface Edit {
  readonly offer: Offer
}
