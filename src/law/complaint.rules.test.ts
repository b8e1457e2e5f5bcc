import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { answerTo, refusalOf, rows } from '../../test/law/ask.ts'
import { addDays } from '../kernel/time.ts'

const subject = 'complaint'

describe('the clocks of the authority', () => {
  rows(subject, [
    [
      'seven working days over Spring Festival (20号令 第十四条)',
      { received_on: '2026-02-10' },
      { deadline: '2026-02-26', rule_version: '20号令' },
    ],
    [
      'the last day of the old order (20号令 第十四条)',
      { received_on: '2026-04-14' },
      { deadline: '2026-04-23', rule_version: '20号令' },
    ],
    [
      'the first day of the new one (121号令 第十五条)',
      { received_on: '2026-04-15' },
      { deadline: '2026-04-24', rule_version: '121号令' },
    ],
    [
      'into a year without its notice',
      { received_on: '2026-12-28' },
      { deadline: undefined, deadline_estimated: '2027-01-07' },
      'provisional',
    ],
    [
      'mediation under the old order: working days (20号令 第二十一条)',
      { accepted_on: '2026-04-14' },
      { unit: '45 working days', rule_version: '20号令', limit_by_regulation: '2026-06-13' },
      'interpretive',
    ],
    [
      'and under the new: natural days (121号令 第二十三条)',
      { accepted_on: '2026-04-15' },
      { unit: '60 natural days', deadline_literal: '2026-06-14' },
      'disputed',
    ],
    [
      'the sixtieth day on National Day moves (第四十五条)',
      { accepted_on: '2026-08-02' },
      { deadline: '2026-10-08' },
    ],
    [
      'on a day off beside it, by the usual reading (第四十五条)',
      { accepted_on: '2026-08-06' },
      { deadline: '2026-10-08' },
      'interpretive',
    ],
    [
      'on a plain Saturday both are given (第四十五条)',
      { accepted_on: '2026-06-30' },
      {
        deadline: undefined,
        deadline_literal: '2026-08-29',
        deadline_if_weekend_extended: '2026-08-31',
      },
      'disputed',
    ],
    [
      'an appraisal does not count (第二十二条第三款)',
      { accepted_on: '2026-05-11', appraisal: { days: 20 } },
      { deadline: '2026-07-30' },
    ],
    [
      'an appraisal told by its ends',
      { accepted_on: '2026-05-11', appraisal: { from: '2026-06-01', to: '2026-06-20' } },
      { deadline: '2026-07-30' },
      'interpretive',
    ],
    [
      'checking a clue: fifteen, and fifteen more (第二十七条)',
      { found_on: '2026-06-01' },
      { deadline: '2026-06-23', extendable_working_days: 15 },
    ],
    [
      'judicial confirmation (民事诉讼法 第二百零五条)',
      { agreement_effective_on: '2026-06-01' },
      { last_calendar_day: '2026-07-01', deadline: '2026-07-01' },
    ],
    [
      'judicial confirmation on a Sunday (民事诉讼法 第八十五条)',
      { agreement_effective_on: '2026-06-05' },
      { last_calendar_day: '2026-07-05', deadline: '2026-07-06' },
    ],
  ])
})

describe('grounds to refuse', () => {
  const on = { complained_on: '2026-05-06' }
  rows(subject, [
    [
      '第十六条第四项: three years to the day are still in time',
      { ...on, known_infringement_on: '2023-05-06' },
      { reject: false },
    ],
    [
      '第十六条第四项: a day more is not',
      { ...on, known_infringement_on: '2023-05-05' },
      { reject: true, ground: '16(4)' },
    ],
    [
      '第十六条第四项: 29 February',
      { complained_on: '2027-02-28', known_infringement_on: '2024-02-29' },
      { reject: false },
    ],
    [
      '第十六条第二项: the consumers’ association',
      { ...on, same_dispute_accepted_by: '消费者协会' },
      { reject: true, ground: '16(2)' },
    ],
    [
      '第十六条第二项: mediation here no longer bars it',
      { ...on, same_dispute_handled_by: '站内调解组织' },
      { reject: false, rule_version: '121号令' },
    ],
    [
      '20号令 第十五条第二项: but it did',
      { complained_on: '2026-04-14', same_dispute_handled_by: '人民调解委员会' },
      { reject: true, ground: '15(2)', rule_version: '20号令' },
    ],
    [
      'a body nobody knows',
      { ...on, same_dispute_accepted_by: '某机构' },
      { reject: undefined },
      ['same_dispute_accepted_by'],
    ],
    [
      'the day of the complaint is not told',
      { known_infringement_on: '2019-05-06' },
      { reject: undefined },
      'provisional',
    ],
    [
      '第十六条第三项: to resell',
      { ...on, purpose: '批发转卖' },
      { reject: true, ground: '16(3)' },
    ],
    ['第十六条第三项: for daily life', { ...on, purpose: '家人食用,生活消费' }, { reject: false }],
    [
      '第十六条第六项: impersonation',
      { ...on, complainant: '冒用他人名义' },
      { reject: true, ground: '16(6)' },
    ],
    [
      '第十六条第六项: refusing to be verified',
      { ...on, complainant: '拒不配合核验身份' },
      { reject: true, ground: '16(6)' },
    ],
    [
      '第十六条第五项: false material',
      { ...on, complainant: '提供虚假材料' },
      { reject: true, ground: '16(5)' },
    ],
  ])
})

describe('which office (121号令 第十三条)', () => {
  const shop = { respondent: '平台内经营者', platform_domicile: '深圳市南山区' }
  rows(subject, [
    [
      'unreachable at the address: the platform’s',
      { ...shop, published_address: '义乌市', reachable_at_published_address: false },
      { authorities: ['深圳市南山区'] },
    ],
    ['no address published: the platform’s', shop, { authorities: ['深圳市南山区'] }],
    [
      'another network service: the domicile',
      { respondent: '其他网络服务经营者(微信)', domicile: '杭州市余杭区' },
      { authorities: ['杭州市余杭区'] },
    ],
    [
      'a shop: its domicile',
      { respondent: '实体店', domicile: '武汉市洪山区' },
      { authorities: ['武汉市洪山区'] },
    ],
    ['domicile unknown', { respondent: '自建网站' }, { authorities: undefined }, ['domicile']],
  ])
})

describe('what holds for every day', () => {
  const day = fc.integer({ min: 0, max: 2300 }).map((n) => addDays('2020-01-01', n))
  it('no deadline lies before its event, and later events end no earlier', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 30 }), (on, later) => {
        const end = (received_on: string) =>
          String(answerTo(subject, { received_on }).answer.deadline)
        assert.ok(end(on) > on)
        assert.ok(end(addDays(on, later)) >= end(on))
      }),
    )
  })

  it('refuses an order of days that cannot be', () => {
    const facts = { received_on: '2026-05-06', accepted_on: '2026-05-05' }
    assert.equal(refusalOf(subject, facts).refused, 'law.out_of_order')
    const known = { known_infringement_on: '2026-05-06', complained_on: '2026-05-05' }
    assert.equal(refusalOf(subject, known).refused, 'law.out_of_order')
    assert.equal(
      refusalOf(subject, { accepted_on: '2026-05-11', appraisal: {} }).refused,
      'law.bad_appraisal',
    )
  })
})
