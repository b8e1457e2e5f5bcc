import type { Fulfilment } from '../src/catalogue/model.ts'

/** The shops that one meets in the sandbox. They, their makers and their goods are made up. */
export const demoShops = [
  {
    seed: 'demo',
    owner: 'seller',
    name: '江城小满 · 手作与好物',
    goods: ['cup', 'scarf', 'rice-wine', 'cookbook'],
    /** What an operator has seen. The code is well-formed and nobody's. */
    check: {
      standing: 'household',
      seen: ['business_licence', 'public_register'],
      uscc: '92990000MA0000031B',
      registeredName: '武汉市江城小满手作店（演示）',
    },
  },
  { seed: 'demo new', owner: 'newcomer', name: '小渔家的果园', goods: ['oranges'], check: null },
] as const satisfies readonly DemoShop[]

export interface DemoShop {
  readonly seed: string
  readonly owner: 'seller' | 'newcomer'
  readonly name: string
  readonly goods: readonly GoodsId[]
  /** Null where nobody has looked: what buyers then see. */
  readonly check: object | null
}

export const goodsIds = ['cup', 'oranges', 'scarf', 'rice-wine', 'cookbook'] as const
export type GoodsId = (typeof goodsIds)[number]

export interface DemoGoods {
  readonly goodsId: GoodsId
  readonly title: string
  /** 80 to 200 characters, with what speaks against buying too. */
  readonly text: string
  readonly priceFen: bigint
  readonly stock: number
  readonly shipWithinHours: number
  readonly fulfilment: Fulfilment
}

/** What hangs in the window of the demo shop? In the order in which it is shown. */
export const demoGoods: readonly DemoGoods[] = [
  {
    goodsId: 'cup',
    title: '手工陶杯 · 青釉 320 毫升',
    text:
      '一只一只手拉坯，上青釉，露一圈陶土本色。口径约 8.5 厘米，高约 10 厘米，能装 320 毫升，' +
      '可进洗碗机，不建议放微波炉。每只的釉滴和小黑点都不一样，收到的不会和照片完全相同；' +
      '偶有针眼大的釉孔，不影响使用。泡沫加纸箱包装，路上碎了请拍照，补发或退款都可以。',
    priceFen: 16_800n,
    stock: 24,
    shipWithinHours: 48,
    fulfilment: { kind: 'parcel' },
  },
  {
    goodsId: 'oranges',
    title: '秭归脐橙 5 斤 现摘现发',
    text:
      '自家山坡上种的脐橙，下单后才摘，5 斤装大约 9 到 12 个，净重不少于 4.8 斤。' +
      '没有打蜡，表皮会有风吹的疤和斑点，个头不完全一样。酸甜适中，刚到时略硬，放三五天更好吃。' +
      '鲜果路上难免磕碰，收到请当天开箱，坏果在签收后 48 小时内拍照，按个数退款。',
    priceFen: 4_990n,
    stock: 180,
    shipWithinHours: 48,
    fulfilment: { kind: 'parcel' },
  },
  {
    goodsId: 'scarf',
    title: '羊绒围巾 · 砖红 180×32 厘米',
    text:
      '成分：山羊绒 70%，绵羊毛 30%，附成分检测报告照片。长 180 厘米（不含流苏），宽 32 厘米，' +
      '重约 165 克。颜色是偏暖的砖红，屏幕上看会略有色差。头几次戴会掉少量浮毛，' +
      '请冷水手洗、平铺晾干，机洗会缩。未剪吊牌、不影响再卖，七天内可以退。',
    priceFen: 39_800n,
    stock: 12,
    shipWithinHours: 72,
    fulfilment: { kind: 'parcel' },
  },
  {
    goodsId: 'rice-wine',
    title: '桂花米酿 500 毫升 玻璃瓶',
    text:
      '配料只有水、糯米、酒曲和当年的干桂花，酒精度约 8%vol，瓶底有米粒和桂花沉淀，喝前轻轻摇匀。' +
      '未开封阴凉处放 90 天，开封后冷藏，一周内喝完；生产日期印在瓶颈红纸上。' +
      '含酒精，不卖给未成年人，开车前、怀孕时请不要喝。夏天气温高，会多放一个冰袋。',
    priceFen: 6_800n,
    stock: 60,
    shipWithinHours: 48,
    fulfilment: { kind: 'parcel' },
  },
  {
    goodsId: 'cookbook',
    title: '《四时小食》手绘食谱 电子书',
    text:
      '四季三十六道家常小食，每道一页手绘、一页做法，食材用量都写到克，都是在自家厨房做过的。' +
      'PDF 和 EPUB 两种格式，共 84 页，约 46 MB，手机、平板、电脑都能看，不能改字号的只有 PDF。' +
      '付款后 24 小时内把下载链接发到订单页，没有纸质书。前六页可以先试看，再决定要不要买。',
    priceFen: 2_900n,
    stock: 9_999,
    shipWithinHours: 24,
    fulfilment: { kind: 'digital' },
  },
]
