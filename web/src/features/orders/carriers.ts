import type { Words } from '../../../../src/kernel/wording.ts'

/** The carrier of the sandbox: made up, and no choice anywhere else. */
const sandboxCarrier = { id: 'sudi', zh: '速达快递', en: 'Suda Express' } as const

const known = [
  { id: 'sf', zh: '顺丰速运', en: 'SF Express' },
  { id: 'zto', zh: '中通快递', en: 'ZTO Express' },
  { id: 'yto', zh: '圆通速递', en: 'YTO Express' },
  { id: 'yunda', zh: '韵达快递', en: 'Yunda Express' },
  { id: 'sto', zh: '申通快递', en: 'STO Express' },
  { id: 'jtsd', zh: '极兔速递', en: 'J&T Express' },
  { id: 'jd', zh: '京东物流', en: 'JD Logistics' },
  { id: 'ems', zh: '中国邮政 EMS', en: 'China Post EMS' },
  { id: 'post', zh: '邮政快递包裹', en: 'China Post parcel' },
  { id: 'deppon', zh: '德邦快递', en: 'Deppon Express' },
  { id: 'danniao', zh: '丹鸟快递', en: 'Danniao' },
  { id: 'kye', zh: '跨越速运', en: 'KYE Express' },
  { id: 'ane', zh: '安能物流', en: 'ANE Logistics' },
] as const

/** 物流公司. By the id that stands in a carrier's key; those that most parcels go with come first. */
export const carriers: readonly {
  readonly id: string
  readonly zh: string
  readonly en: string
}[] = document.querySelector('meta[name=sandbox]') ? [sandboxCarrier, ...known] : known

/** How is this carrier called? One that we do not know keeps its id. */
export function carrierWords(carrierId: string): Words {
  return (
    [sandboxCarrier, ...known].find(({ id }) => id === carrierId) ?? {
      zh: carrierId,
      en: carrierId,
    }
  )
}

const lastKey = 'last carrier'

/** With whom did this device ship last? Most sellers always go with the same. */
export function lastCarrier(): string {
  try {
    const last = localStorage.getItem(lastKey)
    return carriers.find(({ id }) => id === last)?.id ?? carriers[0]?.id ?? ''
  } catch {
    return carriers[0]?.id ?? ''
  }
}

export function rememberCarrier(carrierId: string): void {
  try {
    localStorage.setItem(lastKey, carrierId)
  } catch {
    // Then the first one is offered next time.
  }
}

/** A number as a scanner or a person gives it: no spaces, capital letters. */
export function trackingNoOf(text: string): string {
  return text.replace(/\s/g, '').toUpperCase()
}
