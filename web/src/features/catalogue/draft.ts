import type { Aftersales, Listing } from '../../../../sdk/src/wire.ts'
import { parseYuan } from '../../../../src/kernel/money.ts'
import { plainAftersales } from '../returns/promise-fields.tsx'

export type Kind = Listing['fulfilment']['kind']
type Passport = NonNullable<Listing['passport']>

/** 草稿. An offer as it is typed. */
export interface Draft {
  readonly title: string
  readonly text: string
  readonly price: string
  readonly stock: string
  readonly hours: string
  readonly kind: Kind
  readonly place: string
  readonly photos: readonly string[]
  readonly category: Passport['category']
  readonly facts: Passport['facts']
  readonly batchNo: string
  readonly factory: string
  readonly principalName: string
  readonly uscc: string
  readonly afterSales: string
  readonly promises: Passport['promises']
  readonly aftersales: Aftersales
  readonly promotion: string
}

export const emptyDraft: Draft = {
  title: '',
  text: '',
  price: '',
  stock: '1',
  hours: '48',
  kind: 'parcel',
  place: '',
  photos: [],
  category: 'other',
  facts: {},
  batchNo: '',
  factory: '',
  principalName: '',
  uscc: '',
  afterSales: '',
  promises: [],
  aftersales: plainAftersales,
  promotion: '',
}

/** The offer that a draft means; null while something in it is no number or no amount. */
export function offerOf(draft: Draft) {
  const priceFen = parseYuan(draft.price)
  const passport = passportOf(draft)
  if (priceFen === null || priceFen <= 0n || passport === null) return null
  const { kind, place } = draft
  const fulfilment: Listing['fulfilment'] =
    kind === 'pickup' || kind === 'service' ? { kind, place } : { kind }
  return {
    title: draft.title,
    text: draft.text,
    priceFen: Number(priceFen),
    photos: draft.photos,
    shipWithinHours: Number(draft.hours),
    fulfilment,
    passport,
    aftersales: draft.aftersales,
    ...(draft.promotion.trim() === '' ? {} : { promotion: draft.promotion.trim() }),
    stock: Number(draft.stock),
  }
}

function passportOf(draft: Draft): Passport | null {
  const factoryFen = draft.factory.trim() === '' ? null : parseYuan(draft.factory)
  if (draft.factory.trim() !== '' && (factoryFen === null || factoryFen <= 0n)) return null
  const { principalName: name, uscc, afterSales } = draft
  return {
    category: draft.category,
    facts: Object.fromEntries(
      Object.entries(draft.facts).filter(([, value]) => value && value.trim() !== ''),
    ),
    batchNo: draft.batchNo.trim() || null,
    factoryPriceFen: factoryFen === null ? null : Number(factoryFen),
    principal: name.trim() === '' ? null : { name: name.trim(), uscc, afterSales },
    promises: draft.promises,
  }
}

/** A listing that is up, as its form shows it. */
export function draftOf(listing: Listing): Draft {
  const { title, text, photos, fulfilment, stock, shipWithinHours, priceFen, passport } = listing
  const { principal } = passport ?? { principal: null }
  const factoryFen = passport?.factoryPriceFen ?? null
  return {
    title,
    text,
    photos,
    price: yuan(priceFen),
    stock: String(stock),
    hours: String(shipWithinHours),
    kind: fulfilment.kind,
    place: 'place' in fulfilment ? fulfilment.place : '',
    category: passport?.category ?? 'other',
    facts: passport?.facts ?? {},
    batchNo: passport?.batchNo ?? '',
    factory: factoryFen === null ? '' : yuan(factoryFen),
    principalName: principal?.name ?? '',
    uscc: principal?.uscc ?? '',
    afterSales: principal?.afterSales ?? '',
    promises: passport?.promises ?? [],
    aftersales: listing.aftersales ?? plainAftersales,
    promotion: listing.promotion ?? '',
  }
}

function yuan(amountFen: number): string {
  return `${Math.floor(amountFen / 100)}.${String(amountFen % 100).padStart(2, '0')}`
}
