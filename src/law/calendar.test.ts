import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../kernel/time.ts'
import {
  addMonths,
  addWorkingDays,
  dayKind,
  festivalDays,
  isWorkingDay,
  loadedYears,
  longestRollOver,
  missingYears,
  rollOver,
} from './calendar.ts'

/** The notices of the State Council, written out by hand: blocks off, and days made up. */
const notices: Record<number, { off: [string, string][]; madeUp: string[] }> = {
  2024: {
    off: [
      ['01-01', '01-01'],
      ['02-10', '02-17'],
      ['04-04', '04-06'],
      ['05-01', '05-05'],
      ['06-08', '06-10'],
      ['09-15', '09-17'],
      ['10-01', '10-07'],
    ],
    madeUp: ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
  },
  2025: {
    off: [
      ['01-01', '01-01'],
      ['01-28', '02-04'],
      ['04-04', '04-06'],
      ['05-01', '05-05'],
      ['05-31', '06-02'],
      ['10-01', '10-08'],
    ],
    madeUp: ['01-26', '02-08', '04-27', '09-28', '10-11'],
  },
  2026: {
    off: [
      ['01-01', '01-03'],
      ['02-15', '02-23'],
      ['04-04', '04-06'],
      ['05-01', '05-05'],
      ['06-19', '06-21'],
      ['09-25', '09-27'],
      ['10-01', '10-07'],
    ],
    madeUp: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  },
}

describe('the calendar agrees with the notices on every day', () => {
  for (const [year, { off, madeUp }] of Object.entries(notices)) {
    it(`${year}: days off, working days and days made up`, () => {
      for (let on = `${year}-01-01`; on <= `${year}-12-31`; on = addDays(on, 1)) {
        const date = on.slice(5)
        const free = off.some(([from, to]) => date >= from && date <= to)
        const weekend = [0, 6].includes(new Date(`${on}T00:00:00Z`).getUTCDay())
        assert.equal(isWorkingDay(on), madeUp.includes(date) || (!free && !weekend), on)
      }
    })
  }

  it('festivals themselves (全国年节及纪念日放假办法 第二条): 11 days in 2024, 13 from 2025', () => {
    assert.equal(festivalDays(2024).size, 11)
    assert.equal(festivalDays(2025).size, 13)
    assert.deepEqual([...festivalDays(2026)].slice(0, 6), [
      '2026-01-01',
      '2026-02-16',
      '2026-02-17',
      '2026-02-18',
      '2026-02-19',
      '2026-04-05',
    ])
  })

  it('every festival of 2024 to 2026 is a day off in the data', () => {
    for (const year of [2024, 2025, 2026]) {
      for (const on of festivalDays(year)) assert.equal(isWorkingDay(on), false, on)
    }
  })

  it('tells the kinds of days apart', () => {
    assert.equal(dayKind('2026-10-01'), 'statutory_holiday')
    assert.equal(dayKind('2026-10-05'), 'holiday_rest')
    assert.equal(dayKind('2026-10-10'), 'adjusted_workday')
    assert.equal(dayKind('2026-10-17'), 'weekend')
    assert.equal(dayKind('2026-10-08'), 'workday')
  })
})

describe('a year without its notice', () => {
  it('is not loaded, and says so', () => {
    assert.equal(loadedYears.has(2027), false)
    assert.deepEqual(missingYears('2027-01-04'), [2027])
    assert.equal(rollOver('2027-01-04', 'rest_days').known, false)
    assert.deepEqual(addWorkingDays('2026-12-30', 3).missingYears, [2027])
  })

  it('reaches back into December only when 1 January falls early in the week', () => {
    assert.deepEqual(missingYears('2026-12-31'), [])
    assert.deepEqual(missingYears('2024-12-31', new Set([2024])), [2025])
  })

  it('may move a day as far as the longest block could', () => {
    assert.equal(longestRollOver('2027-01-04'), '2027-01-07')
    assert.equal(longestRollOver('2027-03-10'), '2027-03-10')
  })
})

describe('periods', () => {
  it('of months end on the day of the same number, or the last (民法典 第二百零二条)', () => {
    assert.equal(addMonths('2028-02-29', 36), '2031-02-28')
    assert.equal(addMonths('2026-08-31', 6), '2027-02-28')
    assert.equal(addMonths('2026-03-31', -1), '2026-02-28')
  })

  const days = fc.integer({ min: 0, max: 3650 }).map((days) => addDays('2015-01-01', days))

  it('never end before they begin, and later events never end earlier', () => {
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 40 }),
        (on, n, d) => {
          const end = addWorkingDays(on, n).on
          assert.ok(end > on)
          assert.ok(isWorkingDay(end))
          assert.ok(addWorkingDays(addDays(on, d), n).on >= end)
          for (const extension of ['rest_days', 'statutory_holidays', 'none'] as const) {
            const rolled = rollOver(on, extension).on
            assert.ok(rolled >= on)
            assert.ok(rollOver(addDays(on, d), extension).on >= rolled)
            assert.ok(longestRollOver(on) >= rollOver(on, 'rest_days').on)
          }
        },
      ),
    )
  })
})
