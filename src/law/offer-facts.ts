import type { Provision } from './provision.ts'

/** The facts that this file speaks of. */
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

/** 商品类别. Kinds of goods of which something is demanded. */
export type GoodsCategory =
  | 'cosmetics'
  | 'food'
  | 'health_food'
  | 'fresh'
  | 'clothing'
  | 'electronics'
  | 'daily'

export type FactsByCategory = Readonly<Partial<Record<GoodsCategory, readonly FactName[]>>>

/** What every label names; goods that spoil or age name their days too. */
export const labelFacts: Provision<FactsByCategory> = {
  title: { zh: '产品标识应当标明的信息', en: 'what the label of a product names' },
  unit: 'facts',
  values: [
    {
      from: '2000-09-01',
      value: {
        clothing: ['producer', 'conformity', 'ingredients'],
        electronics: ['producer', 'conformity', 'standard_no'],
        daily: ['producer', 'conformity'],
      },
      cite: '产品质量法 第二十七条',
    },
  ],
  checkedOn: '2026-11-22',
}

/** What stands on packed food; health food has a registration or filing besides. */
export const foodFacts: Provision<FactsByCategory> = {
  title: { zh: '预包装食品标签应当标明的信息', en: 'what the label of packed food names' },
  unit: 'facts',
  values: [
    {
      from: '2015-10-01',
      value: {
        food: ['producer', 'licence_no', 'ingredients', 'net_content', 'produced_on', 'use_by'],
        health_food: [
          'filing_no',
          'producer',
          'licence_no',
          'ingredients',
          'net_content',
          'produced_on',
          'use_by',
        ],
      },
      cite: '食品安全法 第六十七条第一款',
    },
  ],
  checkedOn: '2026-11-22',
}

/** What stands on a cosmetic. */
export const cosmeticFacts: Provision<FactsByCategory> = {
  title: { zh: '化妆品标签应当标注的信息', en: 'what the label of a cosmetic names' },
  unit: 'facts',
  values: [
    {
      from: '2021-01-01',
      value: {
        cosmetics: [
          'filing_no',
          'producer',
          'licence_no',
          'standard_no',
          'ingredients',
          'net_content',
          'use_by',
        ],
      },
      cite: '化妆品监督管理条例 第三十六条',
    },
  ],
  checkedOn: '2026-11-22',
}

/** What a buyer has a right to know of goods that carry no label. */
export const knownFacts: Provision<FactsByCategory> = {
  title: { zh: '消费者有权知悉的商品情况', en: 'what a buyer may know of the goods' },
  unit: 'facts',
  values: [
    { from: '2014-03-15', value: { fresh: ['origin'] }, cite: '消费者权益保护法 第八条第二款' },
  ],
  checkedOn: '2026-11-22',
}
