import type { Provision } from './provision.ts'
import type { TermClass } from './terms.ts'

/** Words for a sale that is no distance sale: the buyer stood before the goods. */
export const offlineChannels: Provision<readonly TermClass[]> = {
  title: { zh: '非远程销售的说法', en: 'words for sales that are not at a distance' },
  unit: 'terms',
  values: [
    {
      from: '2014-03-15',
      value: [
        { code: 'OFFLINE', terms: ['线下', '门店', '实体店', '当面交易', 'offline', 'in_store'] },
      ],
      cite: '消费者权益保护法 第二十五条第一款',
    },
  ],
  checkedOn: '2026-11-22',
}
