import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { answerTo, refusalOf, rows } from '../../test/law/ask.ts'
import { addDays } from '../kernel/time.ts'
import { noReasonWindowEnd } from './return-window.rules.ts'

const window = 'return_window'
const late = { exercised_in_time: false }
const inTime = { exercised_in_time: true }

describe('the end of the seven days', () => {
  rows(window, [
    [
      'R-52: Spring Festival moves it (民法典 第二百零三条)',
      { signed_on: '2026-02-10' },
      { last_calendar_day: '2026-02-17', deadline: '2026-02-24' },
    ],
    [
      'New Year: 4 January 2026 is a Sunday that is worked (民法典 第二百零三条)',
      { signed_on: '2025-12-25' },
      { last_calendar_day: '2026-01-01', deadline: '2026-01-04' },
    ],
    [
      'a plain Saturday moves it, on the usual reading only (民法典 第二百零三条)',
      { signed_on: '2026-03-14' },
      { last_calendar_day: '2026-03-21', deadline: '2026-03-23' },
      'interpretive',
    ],
    [
      'a Sunday that is worked does not move it (民法典 第二百零三条)',
      { signed_on: '2026-09-13' },
      { last_calendar_day: '2026-09-20', deadline: '2026-09-20' },
    ],
    [
      '31 December 2026 is plain (消费者权益保护法 第二十五条)',
      { signed_on: '2026-12-24' },
      { last_calendar_day: '2026-12-31', deadline: '2026-12-31' },
    ],
    [
      'into a year without its notice: provisional (民法典 第二百零三条)',
      { signed_on: '2026-12-28' },
      {
        last_calendar_day: '2027-01-04',
        deadline: undefined,
        status: 'provisional',
        deadline_not_after: '2027-01-07',
      },
      'provisional',
    ],
    [
      'a year the asker has not loaded is not known (民法典 第二百零三条)',
      { signed_on: '2026-03-10', calendar_years_loaded: [2025] },
      { status: 'provisional', last_calendar_day: '2026-03-17' },
      'provisional',
    ],
    [
      'before the right existed there is none (消费者权益保护法 第二十五条)',
      { signed_on: '2014-03-14', notice_sent_at: '2014-03-15T10:00:00+08:00' },
      { deadline: undefined, ...late },
    ],
    [
      'on its first day it exists (消费者权益保护法 第二十五条)',
      { signed_on: '2014-03-17' },
      { last_calendar_day: '2014-03-24' },
    ],
    [
      'bought in a shop: no distance sale (消费者权益保护法 第二十五条第一款)',
      { signed_on: '2026-03-10', channel: '线下门店', notice_sent_at: '2026-03-11T10:00:00+08:00' },
      late,
    ],
    ['nothing told: asks for the day', {}, {}, ['signed_on']],
  ])
})

describe('was the notice in time?', () => {
  const signed_on = '2026-03-10'
  rows(window, [
    [
      'in the last second of the last day (民法典 第二百零三条第二款)',
      { signed_on, notice_sent_at: '2026-03-17T23:59:59+08:00' },
      inTime,
    ],
    [
      'at 24:00 it is the next day (民法典 第二百零三条第二款)',
      { signed_on, notice_sent_at: '2026-03-18T00:00:00+08:00' },
      late,
    ],
    [
      'the same moment told in UTC (民法典 第二百零三条第二款)',
      { signed_on, notice_sent_at: '2026-03-17T15:59:59Z' },
      inTime,
    ],
    [
      'sent in time, handed over later (七日无理由退货暂行办法 第十条)',
      {
        signed_on,
        notice_sent_at: '2026-03-16T10:00:00+08:00',
        goods_handed_to_courier_on: '2026-03-20',
      },
      inTime,
    ],
    [
      'within a longer promise (消费者权益保护法实施条例 第十二条)',
      { signed_on, seller_promise_days: 15, notice_sent_at: '2026-03-22T10:00:00+08:00' },
      { ...inTime, source: 'seller_promise', last_calendar_day: '2026-03-25' },
    ],
    [
      'a shorter promise takes nothing away (消费者权益保护法 第二十六条)',
      { signed_on, seller_promise_days: 3, notice_sent_at: '2026-03-16T10:00:00+08:00' },
      { ...inTime, source: 'statute' },
    ],
    [
      'within the weekend: in time only if the weekend counts (民法典 第二百零三条)',
      { signed_on: '2026-04-12', notice_sent_at: '2026-04-20T09:00:00+08:00' },
      inTime,
      'interpretive',
    ],
    [
      'before the weekend: in time on any reading',
      { signed_on: '2026-04-12', notice_sent_at: '2026-04-15T09:00:00+08:00' },
      inTime,
    ],
    [
      'between the earliest and the latest end of an unknown year: not answered',
      { signed_on: '2026-12-28', notice_sent_at: '2027-01-05T09:00:00+08:00' },
      { exercised_in_time: undefined },
      'provisional',
    ],
    [
      'after the latest end of an unknown year: late',
      { signed_on: '2026-12-28', notice_sent_at: '2027-01-09T09:00:00+08:00' },
      late,
    ],
  ])
})

describe('a parcel at a station', () => {
  const placed_in_station_on = '2026-03-10'
  rows(window, [
    [
      'with consent: from the day it was left there (电子商务法 第五十二条第二款)',
      { placed_in_station_on, recipient_consented: true, signed_by_recipient_on: '2026-03-12' },
      { clock_starts_after: '2026-03-10', last_calendar_day: '2026-03-17' },
      'interpretive',
    ],
    [
      'consent unknown: asked for (电子商务法 第五十二条第二款)',
      { placed_in_station_on, signed_by_recipient_on: '2026-03-12' },
      { clock_starts_after: '2026-03-12' },
      ['recipient_consented'],
    ],
    [
      'without consent and never signed for: not begun (电子商务法 第五十一条第一款)',
      { placed_in_station_on, recipient_consented: false },
      { last_calendar_day: undefined },
      ['signed_by_recipient_on'],
    ],
  ])
})

describe('facts that cannot be', () => {
  const refusals: [Record<string, unknown>, string][] = [
    [{ signed_on: '2026-02-30' }, 'law.impossible_day'],
    [{ signed_on: '1900-01-01' }, 'law.day_out_of_range'],
    [{ signed_on: 20260310 }, 'law.wrong_kind'],
    [{ signed_on: '2026-03-10', notice_sent_at: '2026-03-11T10:00:00' }, 'law.impossible_instant'],
    [
      { signed_on: '2026-03-10', notice_sent_at: '2026-02-30T10:00:00+08:00' },
      'law.impossible_instant',
    ],
    [{ signed_on: '2026-03-10', price_cny: '-1.00' }, 'law.negative'],
    [{ signed_on: '2026-03-10', price_cny: '1.005' }, 'law.not_an_amount'],
    [{ signed_on: '2026-03-10', seller_promise_days: 100000 }, 'law.out_of_range'],
    [
      { placed_in_station_on: '2026-03-12', signed_by_recipient_on: '2026-03-10' },
      'law.out_of_order',
    ],
    [{ signed_on: '2026-03-10', calendar_years_loaded: ['soon'] }, 'law.wrong_kind'],
  ]
  for (const [facts, code] of refusals) {
    it(`${JSON.stringify(facts)}: ${code}`, () =>
      assert.equal(refusalOf(window, facts).refused, code))
  }

  it('an unknown category, facts that are no object', () => {
    assert.equal(refusalOf('weather', {}).refused, 'law.unknown_category')
    assert.equal(refusalOf('__proto__', {}).refused, 'law.unknown_category')
    assert.equal(refusalOf(window, []).refused, 'law.bad_facts')
    assert.equal(refusalOf(window, null).refused, 'law.bad_facts')
  })

  it('a fact nobody reads is named, not swallowed', () => {
    const given = answerTo(window, { signed_on: '2026-03-10', moon: 'full' })
    assert.deepEqual(given.ignored, ['moon'])
  })
})

describe('for orders', () => {
  it('holds the money for the longest the period can be', () => {
    const end = noReasonWindowEnd('2026-12-28')
    assert.deepEqual(
      [end.lastDay, end.deadlineOn, end.certainty],
      ['2027-01-04', '2027-01-07', 'provisional'],
    )
  })

  it('never ends before the seventh day, and never earlier for a later day', () => {
    const day = fc.integer({ min: 0, max: 6000 }).map((n) => addDays('2014-03-15', n))
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 30 }), (signedOn, later) => {
        const end = noReasonWindowEnd(signedOn)
        assert.equal(end.lastDay, addDays(signedOn, 7))
        assert.ok(end.deadlineOn >= end.lastDay)
        assert.ok(noReasonWindowEnd(addDays(signedOn, later)).deadlineOn >= end.deadlineOn)
      }),
    )
  })
})
