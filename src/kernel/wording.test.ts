import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dayWords, deadline, fill, moment, money } from './wording.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)

describe('what people read', () => {
  it('money has two digits of fen', () => {
    assert.deepEqual([0, 5, 16_800, -150].map(money), ['¥0.00', '¥0.05', '¥168.00', '-¥1.50'])
  })

  it('a moment has its Shanghai weekday', () => {
    assert.equal(moment(at('2026-03-10T10:05'), 'zh'), '3月10日 周二 10:05')
    assert.equal(moment(at('2026-03-10T00:00'), 'en'), 'Tue, 10 March 00:00')
  })

  it('a limit at midnight is the end of the day before', () => {
    assert.equal(deadline(at('2026-03-18T00:00'), 'zh'), '3月17日 周二 24:00')
    assert.equal(deadline(at('2026-03-18T00:01'), 'zh'), '3月18日 周三 00:01')
  })

  it('a day can say its year', () => {
    assert.equal(dayWords('2026-11-22', 'zh', true), '2026年11月22日 周日')
    assert.equal(dayWords('2026-11-22', 'en', true), 'Sun, 22 November 2026')
  })

  it('a value that is not there leaves no brackets', () => {
    assert.equal(fill('还剩 {stock} 件{more}', { stock: 3 }), '还剩 3 件')
  })
})
