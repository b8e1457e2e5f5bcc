import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { answerTo, refusalOf, rows } from '../../test/law/ask.ts'

const subject = 'duty_deadline'

describe('keeping records', () => {
  const completed = { transaction_completed_on: '2026-05-20' }
  rows(subject, [
    [
      '29 February ends on the 28th (民法典 第二百零二条)',
      { transaction_completed_on: '2028-02-29' },
      { retain_until: '2031-02-28' },
    ],
    [
      'food: the three years are longer (网络食品安全违法行为查处办法 第十三条)',
      { ...completed, goods: '腊肠', shelf_life_ends_on: '2027-02-28' },
      { retain_until: '2029-05-20' },
    ],
    [
      'food: the shelf life is longer',
      { ...completed, goods: '白酒', shelf_life_ends_on: '2030-08-31' },
      { retain_until: '2031-02-28' },
    ],
    [
      'food without its shelf life waits',
      { ...completed, goods: '白酒' },
      { retain_until: '2029-05-20' },
      ['shelf_life_ends_on'],
    ],
    [
      'a dress has no shelf life',
      { ...completed, goods: '连衣裙', shelf_life_ends_on: '2035-01-01' },
      { retain_until: '2029-05-20' },
    ],
    [
      'erasure on the last day: not yet (个人信息保护法 第四十七条第二款)',
      { statutory_retention_until: '2029-05-20', request_on: '2029-05-20' },
      { erase: false },
    ],
    [
      'erasure the day after',
      { statutory_retention_until: '2029-05-20', request_on: '2029-05-21' },
      { erase: true },
    ],
  ])
})

describe('publishing, reporting, verifying', () => {
  rows(subject, [
    [
      'rules: fifteen days since 2026-02-01 (平台规则办法 第十二条第二款)',
      { published_on: '2026-02-01', major_change_many_users: true },
      { earliest_effective: '2026-02-16' },
    ],
    [
      'rules: seven the day before (电子商务法 第三十四条)',
      { published_on: '2026-01-31', major_change_many_users: true },
      { earliest_effective: '2026-02-07' },
    ],
    [
      'rules: whether it is major is not told',
      { published_on: '2026-03-02' },
      { earliest_effective: '2026-03-09' },
      ['major_change_many_users'],
    ],
    [
      'a measure decided on a Friday (网络交易监督管理办法 第三十条)',
      { decided_on: '2026-03-20' },
      { deadline: '2026-03-23' },
    ],
    ['a measure before a worked Sunday', { decided_on: '2026-09-19' }, { deadline: '2026-09-20' }],
    [
      'verification from 31 August (第二十四条第一款)',
      { last_verified_on: '2026-08-31' },
      { next_due: '2027-02-28' },
    ],
    [
      'stopping business (电子商务法 第十六条)',
      { stop_on: '2026-03-01' },
      { days: 30, publish_no_later_than: '2026-01-30' },
    ],
    [
      'a dangerous defect (消费品召回管理暂行规定 第八条)',
      { found_on: '2026-04-30' },
      { deadline: '2026-05-07' },
    ],
    [
      'income of a quarter (国务院令810号 第四条)',
      { quarter: '2026年第四季度' },
      { window: ['2027-01-01', '2027-01-31'] },
    ],
    ['a quarter of no year', { quarter: '第三季度' }, { window: undefined }, ['quarter']],
    ['a quarter before the duty', { quarter: '2025Q2' }, { window: undefined }, 'provisional'],
  ])
})

describe('R-62: the recall of food on both sides of 2026-12-01', () => {
  const level = 2
  rows(subject, [
    [
      'the day before: 48 hours (12号令 第十三条)',
      { found_at: '2026-11-30T23:59:59+08:00', level },
      { hours: 48, rule_version: '2015', start_by: '2026-12-02T23:59:59+08:00' },
    ],
    [
      'the day itself: 36 (122号令 第十一条第二款)',
      { found_at: '2026-12-01T00:00:00+08:00', level },
      { hours: 36, rule_version: '2026(122号令)', start_by: '2026-12-02T12:00:00+08:00' },
    ],
    ['the day is counted in Shanghai', { found_at: '2026-11-30T16:00:00Z', level }, { hours: 36 }],
    [
      'level 1: ten natural days (122号令 第十五条)',
      { found_at: '2026-12-03T10:00:00+08:00', level: 1, plan_reported_on: '2026-12-04' },
      { hours: 24, complete_by: '2026-12-14' },
    ],
    [
      'level 1 before: ten working days (12号令 第十八条)',
      { found_at: '2026-11-03T10:00:00+08:00', level: 1, plan_reported_on: '2026-11-04' },
      { hours: 24, complete_by: '2026-11-18' },
      'interpretive',
    ],
    [
      'the level is not told',
      { found_at: '2026-12-03T10:00:00+08:00' },
      { hours: undefined },
      ['level'],
    ],
  ])
  it('there is no fourth level', () => {
    const facts = { found_at: '2026-12-03T10:00:00+08:00', level: 4 }
    assert.equal(refusalOf(subject, facts).refused, 'law.out_of_range')
  })
})

describe('renewals (网络交易监督管理办法 第十八条)', () => {
  const service = '连续包月会员'
  rows(subject, [
    [
      'the last day of the five days',
      { service, date: '2025-04-30' },
      { must_remind_before: true, five_days_required: true },
    ],
    [
      'the first day without',
      { service, date: '2025-05-01' },
      { must_remind_before: true, five_days_required: false },
    ],
    [
      'no renewal at all',
      { service: '一次性购买', date: '2025-05-01' },
      { five_days_required: undefined },
      ['service'],
    ],
  ])
})

describe('who proves what', () => {
  const received_on = '2026-01-15'
  rows(subject, [
    [
      'six months to the day (消费者权益保护法 第二十三条第三款)',
      { goods: '洗衣机', received_on, defect_found_on: '2026-07-15' },
      { burden: 'seller' },
    ],
    [
      'a day later',
      { goods: '洗衣机', received_on, defect_found_on: '2026-07-16' },
      { burden: 'consumer' },
    ],
    [
      'a cover is no washing machine',
      { goods: '洗衣机罩', received_on, defect_found_on: '2026-02-01' },
      { burden: 'consumer' },
      ['goods'],
    ],
    [
      'a dress',
      { goods: '连衣裙', received_on, defect_found_on: '2026-02-01' },
      { burden: 'consumer' },
    ],
    [
      'a phone is not in the list',
      { goods: '手机', received_on, defect_found_on: '2026-02-01' },
      { burden: 'seller' },
      'interpretive',
    ],
    [
      'food standards (食品药品纠纷规定 第六条)',
      { goods: '腊肠', received_on, defect_found_on: '2026-02-01' },
      { burden: 'seller' },
      'interpretive',
    ],
    [
      'shown after all: no inference (民事证据规定 第九十五条)',
      { controls_record: 'seller', refused_without_reason: false },
      { adverse_inference_allowed: false },
    ],
    [
      'a neutral record (民事证据规定 第九十四条)',
      { screenshot: '已付399', platform_record: '已付299' },
      { presumed_authentic: 'platform_record', rebuttable: true },
    ],
    [
      'a platform that sells itself is not neutral',
      { screenshot: '已付399', platform_record: '自营店后台记录已付299' },
      { presumed_authentic: undefined },
      'provisional',
    ],
  ])
  it('a flaw before receipt cannot be', () => {
    const facts = { goods: '洗衣机', received_on, defect_found_on: '2026-01-14' }
    assert.equal(refusalOf(subject, facts).refused, 'law.out_of_order')
  })
})

describe('words of advertisements', () => {
  const category = 'cosmetics'
  rows(subject, [
    [
      'denied words do not fire (广告法 第九条)',
      { category, text: '不是国家级,并非最佳,不能治疗' },
      { hits: [] },
      'interpretive',
    ],
    [
      'hidden words do',
      { category, text: '國 家·級 品质' },
      { hits: ['ADV_ABSOLUTE:国家级'] },
      'interpretive',
    ],
    [
      'full width, and a promise of time (化妆品条例 第二十二条)',
      { category, text: '７天见效' },
      { hits: ['UNPROVEN_EFFICACY'] },
      'interpretive',
    ],
    [
      'a sun hat is no sun cream (化妆品条例 第十六条)',
      { category: '服装', text: '防晒帽,美白皮肤色' },
      { hits: [] },
      'interpretive',
    ],
    [
      'health food must say its sentence (广告法 第十八条)',
      { category: '保健食品', text: '每日两粒' },
      { hits: ['HEALTH_FOOD_NOTICE_MISSING'] },
      'interpretive',
    ],
    [
      'and when it does',
      { category: '保健食品', text: '每日两粒。本品不能代替药物' },
      { hits: [] },
      'interpretive',
    ],
    [
      'food that heals (食品安全法 第七十三条)',
      { category: 'food', text: '适合糖尿病人群,辅助降血糖' },
      { hits: ['DISEASE_CLAIM:糖尿病', 'MEDICAL_TERM:降血糖'] },
      'interpretive',
    ],
    [
      'praise for money (网络反不正当竞争暂行规定 第九条)',
      { offer: '五星好评返2元' },
      { allowed: false },
    ],
    ['any review for points', { offer: '晒单评价送积分' }, { allowed: true }, 'interpretive'],
  ])
})

describe('consent (个人信息保护法 第十四条、第二十九条)', () => {
  rows(subject, [
    ['default', { consent_ui: '默认勾选', data: '手机号' }, { valid: false }],
    [
      'bundled',
      { consent_ui: '一揽子授权', separate_consent: false, data: '银行卡' },
      { valid: false },
    ],
    ['sensitive without its own', { separate_consent: false, data: '人脸照片' }, { valid: false }],
    [
      'sensitive with its own',
      { consent_ui: '单独弹窗,主动勾选', separate_consent: true, data: '人脸照片' },
      { valid: true },
    ],
    [
      'an identity card is treated as sensitive',
      { separate_consent: false, data: '身份证照片' },
      { valid: false },
      'interpretive',
    ],
    [
      'how it was asked is not told',
      { separate_consent: null, data: '银行卡' },
      { valid: undefined },
      ['separate_consent'],
    ],
  ])
})

describe('lead (化妆品安全技术规范)', () => {
  rows(subject, [
    [
      'the limit itself is allowed',
      { lead_mg_per_kg: '10.0', goods: '面膜' },
      { exceeds: false, limit_mg_per_kg: '10' },
    ],
    ['a trace more is not', { lead_mg_per_kg: '10.001', goods: '面膜' }, { exceeds: true }],
    [
      'food has other limits',
      { lead_mg_per_kg: '38', goods: '大米' },
      { exceeds: undefined },
      ['goods'],
    ],
  ])
  it('reads the goods from the question, too', () => {
    const given = answerTo(subject, { lead_mg_per_kg: '38' }, '铅含量38mg/kg的面膜是否超标?')
    assert.deepEqual([given.answer.exceeds, given.certainty], [true, 'settled'])
  })
})
