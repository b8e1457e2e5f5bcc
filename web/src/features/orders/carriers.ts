import type { Words } from '../../../../src/vocabulary.ts'

/** 物流公司. Carriers that report to this site, by the id in their key. */
export const carriers = [{ id: 'sudi', zh: '速达快递', en: 'Suda Express' }] as const

/** How is this carrier called? One that we do not know keeps its id. */
export function carrierWords(carrierId: string): Words {
  return carriers.find(({ id }) => id === carrierId) ?? { zh: carrierId, en: carrierId }
}
