import { Type } from 'typebox'
import { iso } from '../kernel/time.ts'
import { codes } from '../platform/http/schema.ts'
import { aftersalesView, toAftersales, type WireAftersales } from './aftersales.schema.ts'
import type { Offer, Passport } from './model.ts'
import {
  categoryWords,
  type FactName,
  factWords,
  promiseWords,
  warningWords,
} from './passport-words.ts'
import { limits } from './rules.ts'
import type { Sheet } from './sheet.ts'
import type { Present } from './store.ts'

/** Shapes of offers on the wire. Money in whole fen, moments in ISO 8601 (UTC). */
const place = Type.String({ minLength: 1, maxLength: 200 })
export const fulfilmentSchema = Type.Union([
  Type.Object({ kind: Type.Literal('parcel') }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('pickup'), place }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('digital') }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('service'), place }, { additionalProperties: false }),
])

const line = Type.String({ maxLength: limits.factMax })
const factFields = Object.fromEntries(
  Object.keys(factWords).map((name) => [name, Type.Optional(line)]),
)
const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()])

/** What is stated in fields that can be checked. */
export const passportSchema = Type.Object(
  {
    category: codes(categoryWords),
    facts: Type.Unsafe<Partial<Record<FactName, string>>>(
      Type.Object(factFields, { additionalProperties: false }),
    ),
    batchNo: orNull(Type.String({ minLength: 1, maxLength: 60 })),
    factoryPriceFen: orNull(Type.Integer({ minimum: 1, maximum: Number(limits.priceFenMax) })),
    principal: orNull(
      Type.Object(
        {
          name: Type.String({ minLength: 1, maxLength: 100 }),
          uscc: Type.String({ pattern: '^[0-9A-Z]{18}$', description: '统一社会信用代码' }),
          afterSales: line,
        },
        { additionalProperties: false },
      ),
    ),
    promises: Type.Array(codes(promiseWords), {
      maxItems: limits.promisesMax,
      description: 'what is promised beyond the law; it becomes part of the order',
    }),
  },
  { additionalProperties: false, $id: 'Passport' },
)

/** What is missing beside an offer, and what must be confirmed before paying. */
export const sheetSchema = Type.Object(
  {
    missing: Type.Array(codes({ subject: true, ...factWords }), {
      description: 'proofs that are not there: `subject` is the check of who sells',
    }),
    cite: orNull(Type.String()),
    warnings: Type.Array(
      Type.Object({
        code: codes(warningWords),
        params: Type.Record(Type.String(), Type.Number()),
      }),
    ),
    prices: orNull(
      Type.Object(
        {
          shops: Type.Integer(),
          lowestFen: Type.Integer(),
          medianFen: orNull(Type.Integer({ description: 'of three shops or more' })),
          highestFen: Type.Integer(),
          factoryFen: orNull(Type.Integer({ description: 'as any of them states it' })),
        },
        { description: 'the same batch in other shops, one price a shop; null: in none' },
      ),
    ),
  },
  { $id: 'Sheet' },
)

/** The sheet as it leaves the house. */
export function sheetView({ missing, cite, warnings, prices }: Sheet) {
  const fen = (one: bigint | null) => (one === null ? null : Number(one))
  return {
    missing: [...missing],
    cite,
    warnings: [...warnings],
    prices: prices && {
      shops: prices.shops,
      lowestFen: Number(prices.lowestFen),
      medianFen: fen(prices.medianFen),
      highestFen: Number(prices.highestFen),
      factoryFen: fen(prices.factoryFen),
    },
  }
}

/** The passport as it leaves the house. */
export function passportView({ factoryFen, ...rest }: Passport) {
  return {
    ...rest,
    factoryPriceFen: factoryFen === null ? null : Number(factoryFen),
    promises: [...rest.promises],
  }
}

/** And as it comes in; `undefined` stays what it is. */
export function toPassport(
  wire: Omit<ReturnType<typeof passportView>, never> | undefined,
): Passport | undefined {
  if (wire === undefined) return undefined
  const { factoryPriceFen, ...rest } = wire
  return { ...rest, factoryFen: factoryPriceFen === null ? null : BigInt(factoryPriceFen) }
}

/** What everybody may know of a listing. */
export function listingView(listing: Present) {
  const { listingId, status, revision, editedAt, title, text, photos, passport } = listing
  const { stock, priceFen, shipWithinHours, fulfilment, aftersales } = listing
  return {
    listingId,
    status,
    revision,
    stock,
    editedAt: iso(editedAt),
    title,
    text,
    priceFen: Number(priceFen),
    photos: [...photos],
    shipWithinHours,
    fulfilment,
    ...(passport ? { passport: passportView(passport) } : {}),
    ...(aftersales ? { aftersales: aftersalesView(aftersales) } : {}),
    ...(listing.promotion ? { promotion: listing.promotion } : {}),
  }
}

export type WireOffer = Omit<Offer, 'priceFen' | 'passport' | 'aftersales'> & {
  readonly priceFen: number
  readonly passport?: ReturnType<typeof passportView>
  readonly aftersales?: WireAftersales
}

export function toOffer({ priceFen, passport, aftersales, ...rest }: WireOffer): Offer {
  const stated = toPassport(passport)
  return {
    ...rest,
    title: rest.title.trim(),
    priceFen: BigInt(priceFen),
    ...(stated ? { passport: stated } : {}),
    ...(aftersales ? { aftersales: toAftersales(aftersales) } : {}),
  }
}
