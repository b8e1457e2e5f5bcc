import { Type } from 'typebox'
import { aftersalesSchema } from '../catalogue/aftersales.schema.ts'
import { warningWords } from '../catalogue/passport-words.ts'
import { fulfilmentSchema, passportSchema } from '../catalogue/wire.ts'
import { codes } from '../platform/http/schema.ts'
import {
  disputeWords,
  eventWords,
  fulfilmentWords,
  gainWords,
  issueWords,
  itemWords,
  movementStatusWords,
  movementWords,
  scanWords,
  softWords,
  standingWords,
  statuses,
  timerWords,
} from '../vocabulary.ts'
import { type BoughtFor, buyingPurposes } from './model.ts'
import { rightWords } from './right-words.ts'
import { type HeldFor, type Step, steps } from './view.ts'

/** Shapes of orders on the wire. Money in whole fen, moments in ISO 8601 (UTC). */
const moment = Type.String({ format: 'date-time' })
const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()])
const fen = Type.Integer({ description: 'fen (1/100 yuan)' })
/** How does the caller see the order? */
const roles = { buyer: true, seller: true, desk: true } as const
const flexible = Type.Record(Type.String(), Type.Any())

export const openBody = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          listingId: Type.String({ maxLength: 40 }),
          quantity: Type.Integer({ minimum: 1, maximum: 999 }),
          confirmsExclusion: Type.Optional(
            Type.Boolean({
              description:
                'ticked by the buyer for this purchase: what the listing excludes cannot be ' +
                'returned without a reason. Without it the right to return stays.',
            }),
          ),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 20 },
    ),
    expectedTotalFen: Type.Integer({
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'what the buyer saw; refused when the price has changed since',
    }),
    contact: Type.Object(
      {
        name: Type.String({ minLength: 1, maxLength: 40 }),
        phone: Type.String({ minLength: 11, maxLength: 20 }),
        address: Type.Optional(
          Type.Object(
            {
              province: Type.String({ minLength: 1, maxLength: 40 }),
              city: Type.String({ minLength: 1, maxLength: 40 }),
              district: Type.String({ minLength: 1, maxLength: 40 }),
              street: Type.String({ minLength: 1, maxLength: 200 }),
            },
            { additionalProperties: false },
          ),
        ),
      },
      { additionalProperties: false },
    ),
    boughtFor: Type.Optional(
      Type.Unsafe<BoughtFor>(
        Type.String({ enum: buyingPurposes, description: 'life where nothing is said' }),
      ),
    ),
    confirmed: Type.Optional(
      Type.Array(codes(warningWords), {
        maxItems: 3,
        description: 'the warnings of the listing’s sheet that the buyer has seen and accepts',
      }),
    ),
    linkSecret: Type.String({
      pattern: '^[A-Za-z0-9_-]{43}$',
      description: '32 random bytes, base64url, made by the buyer’s device: opens the order again',
    }),
  },
  { additionalProperties: false },
)

export const termBody = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 500 }),
    shipWithinHours: Type.Optional(Type.Integer({ minimum: 1, maximum: 1440 })),
  },
  { additionalProperties: false },
)
export const nudgeBody = Type.Object({ words: codes(softWords) }, { additionalProperties: false })
export const reasonBody = Type.Object(
  { reason: Type.Optional(Type.String({ maxLength: 200 })) },
  { additionalProperties: false },
)
const itemIds = Type.Array(Type.String({ maxLength: 4 }), { minItems: 1, maxItems: 20 })
export const shipBody = Type.Object(
  {
    itemIds,
    carrierId: Type.Optional(Type.String({ pattern: '^[a-z0-9-]{1,40}$' })),
    trackingNo: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9-]{6,40}$' })),
    content: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
  },
  { additionalProperties: false },
)
export const handOverBody = Type.Object(
  { code: Type.String({ pattern: '^[0-9]{8}$' }) },
  { additionalProperties: false },
)
export const refundBody = Type.Object(
  {
    amountFen: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
    itemIds: Type.Optional(itemIds),
    reason: Type.Optional(Type.String({ maxLength: 200 })),
  },
  {
    additionalProperties: false,
    description: 'an amount, or items; with both, nobody could say how much was meant',
    not: { required: ['amountFen', 'itemIds'] },
  },
)
const timer = Type.Object({ kind: codes(timerWords), dueAt: moment, gains: codes(gainWords) })

const item = Type.Object({
  id: Type.String(),
  listingId: Type.String(),
  title: Type.String(),
  text: Type.String(),
  photos: Type.Array(Type.String()),
  priceFen: fen,
  quantity: Type.Integer(),
  amountFen: fen,
  fulfilment: fulfilmentSchema,
  passport: Type.Optional(passportSchema),
  aftersales: Type.Optional(aftersalesSchema),
  confirmedExclusion: Type.Optional(Type.Boolean()),
  shipWithinHours: Type.Integer(),
  status: codes(itemWords),
  readyBy: orNull(moment),
  parcelId: orNull(Type.String()),
  deliveredAt: orNull(moment),
})

const shipment = Type.Object({
  parcelId: Type.String(),
  kind: codes(fulfilmentWords),
  shippedAt: moment,
  wordAt: moment,
  doubted: Type.Boolean(),
  deliveredAt: orNull(moment),
  content: orNull(Type.String()),
  carrierId: orNull(Type.String()),
  trackingNo: orNull(Type.String()),
  status: orNull(Type.String()),
  breaches: Type.Array(
    Type.Object({ duty: codes({ consent: true }), at: moment, cite: Type.String() }),
    { description: 'duties that the carrier broke, by its own scans' },
  ),
  scans: Type.Array(
    Type.Object({
      kind: codes(scanWords),
      at: moment,
      place: Type.String(),
      consented: Type.Boolean(),
      signed: Type.Boolean({ description: 'does the carrier’s own signature stand under it?' }),
    }),
  ),
})

const contact = Type.Object({
  name: orNull(Type.String()),
  phone: orNull(Type.String()),
  address: orNull(
    Type.Object({
      province: Type.String(),
      city: Type.String(),
      district: Type.String(),
      street: Type.String(),
    }),
  ),
})

/** Why the whole payment is held without a complaint. */
const heldFor = Type.Union(
  [Type.Unsafe<HeldFor>(Type.String({ enum: ['disowned', 'theft'] })), Type.Null()],
  {
    description:
      'the money is held: the buyer says the payment was not theirs, or the seller’s account was stolen',
  },
)

export const orderSchema = Type.Object(
  {
    orderId: Type.String(),
    status: codes(statuses),
    role: codes(roles),
    shop: Type.Object({
      shopId: Type.String(),
      name: Type.String(),
      standing: codes(standingWords),
      openedAt: moment,
    }),
    items: Type.Array(item),
    totalFen: fen,
    openedAt: moment,
    payBy: moment,
    payUrl: orNull(Type.String()),
    paymentStatus: Type.String(),
    paidAt: orNull(moment),
    holdExpiresAt: orNull(moment),
    receivedAt: orNull(moment),
    windowEndsAt: orNull(moment),
    ending: orNull(Type.Object({ by: Type.String(), reason: Type.String() })),
    money: Type.Object({
      paidFen: fen,
      heldFen: fen,
      pendingFen: fen,
      lockedFen: fen,
      refundedFen: fen,
      releasedFen: fen,
      feeFen: fen,
    }),
    movements: Type.Array(
      Type.Object({
        no: Type.String(),
        kind: codes(movementWords),
        amountFen: fen,
        status: codes(movementStatusWords),
        reason: Type.String(),
      }),
    ),
    shipments: Type.Array(shipment),
    complaint: orNull(
      Type.Object({
        status: codes(disputeWords.stageWords),
        complaintId: Type.String(),
        lowKey: Type.Boolean(),
        outcome: orNull(codes(disputeWords.outcomeWords)),
        amountFen: fen,
        issue: codes(issueWords),
        text: Type.String(),
        openedAt: moment,
      }),
    ),
    collectCode: orNull(Type.String()),
    contact: orNull(contact),
    purposes: orNull(
      Type.Object({ version: Type.String(), texts: Type.Record(Type.String(), Type.String()) }),
    ),
    rights: Type.Array(
      Type.Object({
        code: codes(rightWords),
        until: orNull(moment),
        days: orNull(Type.Integer()),
        cite: orNull(Type.String()),
      }),
      { description: 'what the buyer may still do, with the dates of this order' },
    ),
    terms: flexible,
    heldFor,
    ownTerm: orNull(
      Type.Object({
        text: Type.String(),
        shipWithinHours: orNull(Type.Integer()),
        at: moment,
        signedAt: orNull(moment),
      }),
    ),
    feePerMille: Type.Integer(),
    next: Type.Array(timer, { description: 'what happens next if nobody acts, and who gains' }),
    can: Type.Array(Type.Unsafe<Step>(Type.String({ enum: steps })), {
      description: 'what the caller may do now',
    }),
    timeline: Type.Array(
      Type.Object({ seq: Type.Integer(), kind: codes(eventWords), at: moment, about: flexible }),
    ),
    timelineNext: Type.Union([Type.Integer(), Type.Null()], {
      description: 'more has happened: ask with `after`',
    }),
    now: moment,
  },
  { $id: 'Order' },
)

export const orderLineSchema = Type.Object(
  {
    orderId: Type.String(),
    status: codes(statuses),
    role: codes(roles),
    title: Type.String(),
    items: Type.Integer(),
    totalFen: fen,
    openedAt: moment,
    locked: Type.Boolean({ description: 'by a complaint, or for what `heldFor` says' }),
    heldFor,
    returning: Type.Boolean({ description: 'a return holds money back' }),
    lapsesInDays: Type.Union([Type.Integer(), Type.Null()], {
      description: 'buyer: so few days are left to return it without a reason',
    }),
    next: orNull(timer),
  },
  { $id: 'OrderLine' },
)

export const statusSchema = Type.Object({
  orderId: Type.String(),
  status: Type.String(),
  payUrl: orNull(Type.String()),
})

/** What a page waits for: somewhere to pay, or the provider's word that it has been paid. */
export const statusQuery = Type.Object(
  {
    until: Type.Optional(Type.Union([Type.Literal('payable'), Type.Literal('paid')])),
    wait: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 25, description: 'at most so many seconds' }),
    ),
  },
  { additionalProperties: false },
)

export const orderParams = Type.Object({ orderId: Type.String({ maxLength: 40 }) })
export const secretHeader = Type.Object({
  'baozheng-order-secret': Type.Optional(
    Type.String({ description: 'the secret of the order’s link; never part of an address' }),
  ),
})
