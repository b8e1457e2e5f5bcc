import type { Provision } from './provision.ts'

/** A festival by the calendar that fixes it. Days are counted from its first day. */
export interface Festival {
  readonly zh: string
  readonly en: string
  readonly on:
    | { readonly solar: string }
    | { readonly lunar: string }
    /** 除夕: the last day of the lunar year, whatever its number. */
    | { readonly lunarNewYearsEve: true }
    | { readonly solarTerm: 'pure_brightness' }
  readonly days: number
}

const newYear: Festival = { zh: '元旦', en: "New Year's Day", on: { solar: '01-01' }, days: 1 }
const qingming: Festival = {
  zh: '清明节',
  en: 'Tomb-sweeping Day',
  on: { solarTerm: 'pure_brightness' },
  days: 1,
}
const dragonBoat: Festival = {
  zh: '端午节',
  en: 'Dragon Boat Festival',
  on: { lunar: '05-05' },
  days: 1,
}
const midAutumn: Festival = {
  zh: '中秋节',
  en: 'Mid-autumn Festival',
  on: { lunar: '08-15' },
  days: 1,
}
const nationalDay: Festival = {
  zh: '国庆节',
  en: 'National Day',
  on: { solar: '10-01' },
  days: 3,
}

/** 法定节假日: the festivals themselves, without the days off that a yearly notice arranges. */
export const statutoryHolidays: Provision<readonly Festival[]> = {
  title: { zh: '全体公民放假的节日', en: 'festivals on which all citizens have the day off' },
  unit: 'day',
  values: [
    {
      from: '2014-01-01',
      value: [
        newYear,
        { zh: '春节', en: 'Spring Festival', on: { lunar: '01-01' }, days: 3 },
        qingming,
        { zh: '劳动节', en: 'Labour Day', on: { solar: '05-01' }, days: 1 },
        dragonBoat,
        midAutumn,
        nationalDay,
      ],
      cite: '全国年节及纪念日放假办法(2013年修订) 第二条',
    },
    {
      from: '2025-01-01',
      value: [
        newYear,
        { zh: '春节', en: 'Spring Festival', on: { lunarNewYearsEve: true }, days: 4 },
        qingming,
        { zh: '劳动节', en: 'Labour Day', on: { solar: '05-01' }, days: 2 },
        dragonBoat,
        midAutumn,
        nationalDay,
      ],
      cite: '全国年节及纪念日放假办法(2024年修订) 第二条',
    },
  ],
  checkedOn: '2026-11-22',
}

/**
 * How many days off may lie on either side of a festival, at most? The longest arrangement so far
 * put five days beside the festival. Used where a year's notice is not out yet.
 */
export const holidayReachDays: Provision<number> = {
  title: { zh: '节日前后可能连休的最多天数', en: 'most days off that may adjoin a festival' },
  unit: 'day',
  values: [{ from: '2014-01-01', value: 5, cite: '国务院办公厅历年节假日安排通知(2014—2026)' }],
  checkedOn: '2026-11-22',
  source: 'site',
}

/** 期间末日顺延. On which last days does a period run on to the first day after? */
export type Extension = 'rest_days' | 'statutory_holidays' | 'none'

/** 民法典 periods: 法定休假日 is read to include ordinary weekends, not the make-up workdays. */
export const civilPeriodExtension: Provision<Extension> = {
  title: { zh: '民事期间末日为法定休假日的顺延', en: 'civil periods that end on a rest day' },
  unit: 'rule',
  values: [
    { from: '1987-01-01', value: 'rest_days', cite: '民法通则 第一百五十四条第三款' },
    { from: '2017-10-01', value: 'rest_days', cite: '民法总则 第二百零三条' },
    { from: '2021-01-01', value: 'rest_days', cite: '民法典 第二百零三条' },
  ],
  checkedOn: '2026-11-22',
}

/** Does an ordinary weekend day count as a rest day at the end of the return periods? */
export const returnWeekendExtension: Provision<boolean> = {
  title: { zh: '七日期间末日为普通周休日时顺延', en: 'return periods run on past a plain weekend' },
  unit: 'switch',
  values: [{ from: '1949-10-01', value: true, cite: '本站解释规则: 法定休假日含周休日(通行理解)' }],
  checkedOn: '2026-11-22',
  source: 'site',
}
