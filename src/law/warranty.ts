import type { Provision } from './provision.ts'

const regulation = '消费者权益保护法实施条例'

/** From when does the period of the duty to exchange and repair count? */
export const warrantyStart: Provision<'delivery'> = {
  title: { zh: '更换、修理义务期限的起算', en: 'when a warranty begins' },
  unit: 'rule',
  values: [{ from: '2024-07-01', value: 'delivery', cite: `${regulation} 第十八条` }],
  checkedOn: '2026-11-22',
}

/** After an exchange the period begins again, from the day the exchange was done. */
export const warrantyAfterExchange: Provision<'begins_again'> = {
  title: { zh: '更换后期限重新计算', en: 'the warranty after an exchange' },
  unit: 'rule',
  values: [{ from: '2024-07-01', value: 'begins_again', cite: `${regulation} 第十八条` }],
  checkedOn: '2026-11-22',
}

/** The time that a repair takes is not part of the period. */
export const warrantyDuringRepair: Provision<'does_not_count'> = {
  title: { zh: '修理时间不计入期限', en: 'the warranty while goods are repaired' },
  unit: 'rule',
  values: [{ from: '2024-07-01', value: 'does_not_count', cite: `${regulation} 第十八条` }],
  checkedOn: '2026-11-22',
}
