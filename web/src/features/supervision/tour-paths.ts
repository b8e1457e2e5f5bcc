import { type Client, createClient, newKey, randomText } from '../../../../sdk/src/client.ts'
import type { Order } from '../../../../sdk/src/wire.ts'
import { api } from '../../api.ts'
import type { words } from './tour-words.ts'

/** Everybody in the play, each with a way of their own to the real API. */
export interface Cast {
  readonly buyer: Client
  readonly seller: Client
  readonly carrier: Client
  readonly listingId: string
  readonly keyIds: readonly string[]
}

/** One step: who does what, and how. */
export interface Step {
  readonly who: keyof typeof words.who
  readonly does: keyof typeof words.steps
  /** The request that is sent, as a developer would write it. */
  readonly request: string
  act(play: Play): Promise<unknown>
}

/** What a play has come to know on its way. */
export interface Play {
  readonly cast: Cast
  orderId: string
  trackingNo: string
}

/** Sets the stage: the buyer is nobody known, with the secret of an order's link. */
export async function openCast(): Promise<Cast> {
  const { seller, carrier, listingId } = await api.post('/v1/sandbox/tour')
  const alone: typeof fetch = (input, init) => fetch(input, { ...init, credentials: 'omit' })
  const buyer = createClient({ fetch: alone, orderSecret: () => secret })
  return {
    buyer,
    seller: createClient({ fetch: alone, apiKey: seller.key }),
    carrier: createClient({ fetch: alone, apiKey: carrier.key }),
    listingId,
    keyIds: [seller.keyId, carrier.keyId],
  }
}

const secret = randomText(32)

/** The keys were for this play alone. */
export async function closeCast({ keyIds }: Cast): Promise<void> {
  for (const keyId of keyIds)
    await api.post('/v1/api-keys/{keyId}/revoke', { path: { keyId } }).catch(() => null)
}

/** How does the order stand after a step, once the provider has done what it was asked to do? */
export async function look({ cast, orderId }: Play): Promise<Order> {
  for (let asked = 1; ; asked++) {
    const order = await cast.buyer.get('/v1/orders/{orderId}', { path: { orderId } })
    if (order.money.pendingFen === 0 || asked === asksMax) return order
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}

const asksMax = 20
const hour = 3_600_000

const order: Step = {
  who: 'buyer',
  does: 'order',
  request: 'POST /v1/orders',
  async act(play) {
    const { buyer, listingId } = play.cast
    const { listing } = await buyer.get('/v1/listings/{listingId}', { path: { listingId } })
    const { orderId } = await buyer.post('/v1/orders', {
      body: {
        items: [{ listingId, quantity: 1 }],
        expectedTotalFen: listing.priceFen,
        contact: {
          name: '王静怡',
          phone: '13800000001',
          address: {
            province: '湖北省',
            city: '武汉市',
            district: '洪山区',
            street: '珞喻路 1037 号',
          },
        },
        linkSecret: secret,
      },
      key: newKey(),
    })
    play.orderId = orderId
  },
}

const pay: Step = {
  who: 'buyer',
  does: 'pay',
  request: 'POST /v1/sandbox/pay',
  act: ({ orderId }) => api.post('/v1/sandbox/pay', { body: { orderId } }),
}

const ship: Step = {
  who: 'seller',
  does: 'ship',
  request: 'POST /v1/orders/{orderId}/ship',
  act(play) {
    const { orderId, trackingNo } = play
    const body = { itemIds: ['1'], carrierId: 'sudi', trackingNo }
    return play.cast.seller.post('/v1/orders/{orderId}/ship', { path: { orderId }, body })
  },
}

const confirm: Step = {
  who: 'buyer',
  does: 'confirm',
  request: 'POST /v1/orders/{orderId}/confirm',
  act: ({ cast, orderId }) =>
    cast.buyer.post('/v1/orders/{orderId}/confirm', { path: { orderId } }),
}

const claim: Step = {
  who: 'buyer',
  does: 'claim',
  request: 'POST /v1/orders/{orderId}/refund-overdue',
  act: ({ cast, orderId }) =>
    cast.buyer.post('/v1/orders/{orderId}/refund-overdue', { path: { orderId } }),
}

function scan(kind: 'accepted' | 'signed' | 'lost'): Step {
  return {
    who: 'carrier',
    does: kind,
    request: 'POST /v1/carrier/scans',
    async act({ cast, trackingNo }) {
      const { now: at } = await api.get('/v1/sandbox/clock')
      const body = { scans: [{ trackingNo, kind, at, place: '武汉' }] }
      await cast.carrier.post('/v1/carrier/scans', { body })
    },
  }
}

function wait(does: Step['does'], ms: number): Step {
  return {
    who: 'clock',
    does,
    request: 'POST /v1/sandbox/clock',
    async act() {
      const { now } = await api.get('/v1/sandbox/clock')
      const to = new Date(Date.parse(now) + ms).toISOString()
      await api.post('/v1/sandbox/clock', { body: { to } })
    },
  }
}

/** 主要路径. The main ways that a trade can go. */
export const paths = {
  release: [
    ...[order, pay, ship, scan('accepted'), scan('signed'), confirm],
    wait('window', 240 * hour),
  ],
  refund: [order, pay, wait('promise', 49 * hour), claim],
  silence: [order, pay, wait('promise', 49 * hour), wait('grace', 25 * hour)],
  lost: [order, pay, ship, scan('accepted'), scan('lost')],
} as const satisfies Readonly<Record<string, readonly Step[]>>
