import type { Decimal } from './decimal.ts'
import type { Provision } from './provision.ts'

/** 化妆品有害物质限值. The most a cosmetic may hold, by substance, in milligrams per kilogram. */
export const cosmeticLimits: Provision<Readonly<Record<string, Decimal>>> = {
  title: { zh: '化妆品中有害物质限值', en: 'limits of harmful substances in cosmetics' },
  unit: 'mg/kg',
  values: [
    {
      from: '2016-12-01',
      value: {
        汞: { value: 1n, scale: 0 },
        铅: { value: 10n, scale: 0 },
        砷: { value: 2n, scale: 0 },
        镉: { value: 5n, scale: 0 },
        二噁烷: { value: 30n, scale: 0 },
        甲醇: { value: 2000n, scale: 0 },
      },
      cite: '化妆品安全技术规范(2015年版) 第一章 有害物质限值',
    },
  ],
  checkedOn: '2026-11-22',
}
