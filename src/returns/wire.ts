import { Type } from 'typebox'
import { codes } from '../platform/http/schema.ts'
import { gainWords, refusals, scanWords } from '../vocabulary.ts'
import type { Ender, Refusal } from './model.ts'
import {
  clockWords,
  conditionWords,
  objectionWords,
  remedyWords,
  reviewWords,
  stageWords,
  trackWords,
} from './return-words.ts'
import { returnTerms } from './terms.ts'
import { type Step, steps } from './view.ts'

/** Shapes of returns on the wire. Money in whole fen, moments in ISO 8601 (UTC). */
const moment = Type.String({ format: 'date-time' })
const fen = Type.Integer({ description: 'fen (1/100 yuan)' })
const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()])
const bearer = codes({ buyer: true, seller: true } as const)
const endersKnown: Readonly<Record<Ender, true>> = {
  buyer: true,
  seller: true,
  clock: true,
  mediator: true,
  order: true,
}

const photos = Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), { maxItems: 9 })
const piece = Type.Object(
  { itemId: Type.String({ maxLength: 4 }), quantity: Type.Integer({ minimum: 1, maximum: 999 }) },
  { additionalProperties: false },
)
const flags = Object.fromEntries(
  Object.keys(conditionWords).map((name) => [name, Type.Optional(Type.Boolean())]),
)

export const requestBody = Type.Object(
  {
    track: codes(trackWords),
    remedy: codes(remedyWords),
    pieces: Type.Array(piece, { minItems: 1, maxItems: 20 }),
    text: Type.Optional(Type.String({ maxLength: 2000 })),
    photos: Type.Optional(photos),
    condition: Type.Optional(
      Type.Unsafe<Partial<Record<keyof typeof conditionWords, boolean>>>(
        Type.Object(flags, {
          additionalProperties: false,
          description: 'what has been done to the goods; only a return without a reason asks',
        }),
      ),
    ),
    contest: Type.Optional(
      Type.Boolean({
        description: 'the exclusion that the seller claims is not true: ask a person',
      }),
    ),
  },
  { additionalProperties: false },
)

const parcelFields = {
  carrierId: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
  trackingNo: Type.String({ pattern: '^[A-Za-z0-9-]{6,40}$' }),
}
export const parcelBody = Type.Object(parcelFields, { additionalProperties: false })
const place = (maxLength: number) => Type.String({ minLength: 1, maxLength })
export const addressBody = Type.Object(
  {
    name: place(40),
    phone: Type.String({ minLength: 11, maxLength: 20 }),
    address: Type.Object(
      { province: place(40), city: place(40), district: place(40), street: place(200) },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)
export const objectBody = Type.Object(
  {
    kind: codes(objectionWords),
    text: Type.String({ minLength: 1, maxLength: 2000 }),
    photos: Type.Optional(photos),
  },
  { additionalProperties: false },
)
export const promiseBody = Type.Object(
  { days: Type.Integer({ minimum: 1, maximum: returnTerms.mendDaysMax }) },
  { additionalProperties: false },
)
export const chooseBody = Type.Object(
  { remedy: codes({ ...remedyWords, mediation: true } as const) },
  { additionalProperties: false },
)
export const decideBody = Type.Object(
  {
    decision: codes({ go_on: true, refund: true, deny: true } as const),
    refundFen: Type.Optional(
      Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'all by default' }),
    ),
    reason: Type.String({ minLength: 1, maxLength: 2000 }),
  },
  { additionalProperties: false },
)

const next = orNull(
  Type.Object({
    kind: codes(clockWords),
    dueAt: moment,
    gains: codes(gainWords),
  }),
)
const amount = {
  refundFen: fen,
  deductedFen: fen,
  reducedFen: Type.Integer({ description: 'taken off: it had come back before without goods' }),
  freight: bearer,
}
const choice = Type.Object({
  track: codes(trackWords),
  remedy: codes(remedyWords),
  allowed: Type.Boolean(),
  refused: orNull(Type.Unsafe<Refusal>(Type.String({ enum: returnCodes() }))),
  cite: orNull(Type.String()),
  contestable: Type.Boolean(),
  until: orNull(moment),
  ...amount,
  citations: Type.Array(Type.String()),
  trace: Type.Array(
    Type.Object({ zh: Type.String(), en: Type.String(), cite: orNull(Type.String()) }),
  ),
})
const option = Type.Object({
  itemId: Type.String(),
  title: Type.String(),
  left: Type.Integer({ description: 'pieces that are in no return' }),
  conditions: Type.Array(codes(conditionWords), {
    description: 'what matters for such goods when they go back without a reason',
  }),
  warrantyUntil: orNull(Type.String({ description: 'the last day, in Shanghai' })),
  choices: Type.Array(choice),
})
const journey = orNull(
  Type.Object({
    carrierId: Type.String(),
    trackingNo: Type.String(),
    scans: Type.Array(Type.Object({ kind: codes(scanWords), at: moment, place: Type.String() })),
  }),
)

export const returnSchema = Type.Object(
  {
    no: Type.Integer(),
    stage: codes(stageWords),
    track: codes(trackWords),
    remedy: codes(remedyWords),
    pieces: Type.Array(
      Type.Object({ itemId: Type.String(), title: Type.String(), quantity: Type.Integer() }),
    ),
    text: Type.String(),
    photos: Type.Array(Type.String()),
    requestedAt: moment,
    ...amount,
    lockedFen: fen,
    citations: Type.Array(Type.String()),
    termsVersion: Type.String(),
    next,
    penaltyFrom: orNull(
      Type.String({ description: 'from this day on not refunding is deliberate delay' }),
    ),
    forCase: Type.Boolean({ description: 'a case has agreed on it: the case pays' }),
    owedFen: Type.Integer({ description: 'owed by the seller: it was not held any more' }),
    review: orNull(
      Type.Object({
        why: Type.Array(codes(reviewWords)),
        habits: orNull(
          Type.Object({
            sameGoods: Type.Integer(),
            allGoods: Type.Integer(),
            everywhere: Type.Integer({ description: 'in all shops together' }),
          }),
        ),
      }),
    ),
    address: orNull(
      Type.Object({
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
      }),
    ),
    journey,
    outbound: journey,
    backAt: orNull(moment),
    objection: orNull(
      Type.Object({
        kind: codes(objectionWords),
        text: Type.String(),
        photos: Type.Array(Type.String()),
      }),
    ),
    goodsWait: Type.Boolean(),
    denied: orNull(
      Type.Object(
        { reason: Type.String(), cite: orNull(Type.String()) },
        { description: 'not upheld: the goods come to the buyer again' },
      ),
    ),
    ended: orNull(Type.Object({ at: moment, by: codes(endersKnown), reason: Type.String() })),
    can: Type.Array(Type.Unsafe<Step>(Type.String({ enum: steps }))),
  },
  { $id: 'Return' },
)

export const returnsSchema = Type.Object(
  {
    orderId: Type.String(),
    role: codes({ buyer: true, seller: true, desk: true } as const),
    termsVersion: Type.String(),
    options: Type.Array(option),
    returns: Type.Array(returnSchema),
    now: moment,
  },
  { $id: 'Returns' },
)

export const quoteSchema = Type.Object({ ...amount, citations: Type.Array(Type.String()) })

export const returnLineSchema = Type.Object(
  {
    orderId: Type.String(),
    title: Type.String(),
    no: Type.Integer(),
    stage: codes(stageWords),
    track: codes(trackWords),
    remedy: codes(remedyWords),
    refundFen: fen,
    requestedAt: moment,
    next,
  },
  { $id: 'ReturnLine' },
)

export const reviewSchema = Type.Object({
  orderId: Type.String(),
  shopName: Type.String(),
  totalFen: fen,
  orderedAt: moment,
  boughtFor: Type.String(),
  return: returnSchema,
})

/** 本站规则: what the site adds to the law, with its version. Never statute. */
export const rulesSchema = Type.Object(
  Object.fromEntries(
    Object.entries(returnTerms).map(([name, value]) => [
      name,
      typeof value === 'number' ? Type.Integer() : Type.String(),
    ]),
  ),
  { $id: 'ReturnRules', description: 'the site’s own rules of returns, never statute' },
)

export const params = Type.Object({ orderId: Type.String({ maxLength: 40 }) })
export const oneParams = Type.Object({
  orderId: Type.String({ maxLength: 40 }),
  no: Type.Integer({ minimum: 1, maximum: 10_000 }),
})

function returnCodes(): string[] {
  return Object.keys(refusals).filter((code) => code.startsWith('return.'))
}
