import type { Words } from '../kernel/wording.ts'

/**
 * 商品资料. What the structured part of an offer is called; pages and the contract read it here.
 *
 * 商品类别: kinds of goods by what must stand beside them; `law/offer-facts.ts` says what. */
export type GoodsCategory =
  | 'cosmetics'
  | 'food'
  | 'health_food'
  | 'fresh'
  | 'clothing'
  | 'electronics'
  | 'daily'
  | 'other'

/** What a seller states about goods: each can be checked against a label. */
export type FactName =
  | 'filing_no'
  | 'licence_no'
  | 'producer'
  | 'origin'
  | 'ingredients'
  | 'net_content'
  | 'standard_no'
  | 'conformity'
  | 'produced_on'
  | 'use_by'

export const categoryWords: Readonly<Record<GoodsCategory, Words>> = {
  cosmetics: { zh: '化妆品', en: 'cosmetics' },
  food: { zh: '食品', en: 'food' },
  health_food: { zh: '保健食品', en: 'health food' },
  fresh: { zh: '生鲜农产品', en: 'fresh produce' },
  clothing: { zh: '服装鞋包', en: 'clothing, shoes, bags' },
  electronics: { zh: '数码电器', en: 'electronics' },
  daily: { zh: '日用品', en: 'household goods' },
  other: { zh: '其他', en: 'other' },
}

export const factWords: Readonly<Record<FactName, Words>> = {
  filing_no: { zh: '注册或备案编号', en: 'registration or filing no.' },
  licence_no: { zh: '生产许可证编号', en: 'production licence no.' },
  producer: { zh: '生产厂名和厂址', en: 'producer and address' },
  origin: { zh: '产地', en: 'origin' },
  ingredients: { zh: '成分或配料', en: 'ingredients or material' },
  net_content: { zh: '净含量或规格', en: 'net content or size' },
  standard_no: { zh: '执行标准编号', en: 'product standard no.' },
  conformity: { zh: '合格证明', en: 'certificate of conformity' },
  produced_on: { zh: '生产日期', en: 'produced on' },
  use_by: { zh: '使用期限或保质期', en: 'use by, or shelf life' },
}

/** 高于法律的承诺. What a seller may promise beyond the law; it becomes part of the order. */
export type GoodsPromise =
  | 'return_postage'
  | 'breakage'
  | 'exchange'
  | 'fake_tenfold'
  | 'fresh_replaced'

export const promiseWords: Readonly<Record<GoodsPromise, Words>> = {
  return_postage: { zh: '无理由退货，运费由卖家出', en: 'the seller pays the postage of a return' },
  breakage: { zh: '运输破损包赔', en: 'broken on the way: made good' },
  exchange: { zh: '尺码颜色不合适，可以换货', en: 'wrong size or colour: exchanged' },
  fake_tenfold: { zh: '假一赔十', en: 'if fake, ten times the price' },
  fresh_replaced: { zh: '坏果坏品包赔', en: 'spoilt pieces are made good' },
}

/** What a buyer is warned of, and has to confirm, before an order can be placed. */
export type OfferWarning = 'facts_missing' | 'below_factory_price' | 'far_below_others'

export const warningWords: Readonly<Record<OfferWarning, Words>> = {
  facts_missing: {
    zh: '缺少 {n} 项依法应当公开的商品信息',
    en: '{n} facts are missing that must stand beside such goods',
  },
  below_factory_price: {
    zh: '低于出厂价：出厂价 {factory}，现价 {price}',
    en: 'Below the factory price: {factory} there, {price} here',
  },
  far_below_others: {
    zh: '远低于同批次的其他卖家：多数卖 {median}',
    en: 'Far below other sellers of the same batch: most ask {median}',
  },
}

/** 交付方式: how goods reach the buyer. */
export const waysOfFulfilment: Readonly<
  Record<'parcel' | 'pickup' | 'digital' | 'service', Words>
> = {
  parcel: { zh: '快递到家', en: 'sent by parcel' },
  pickup: { zh: '到店自提', en: 'collected in person' },
  digital: { zh: '数字商品，在线交付', en: 'digital, delivered online' },
  service: { zh: '到店服务', en: 'a service at a place' },
}
