import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { specify } from '../../test/given.ts'
import { day, hour, minute } from '../kernel/time.ts'
import type { Command, Event, Facts, Refusal, Scan, ScanKind } from './model.ts'
import * as rules from './rules.ts'

const given = specify(rules)
const now = Date.parse('2026-03-10T10:00:00+08:00')
const house: Facts = { at: now, parcelId: 'pcl_1', by: { type: 'house' } }
const carrier: Facts = { ...house, by: { type: 'carrier', id: 'sudi' } }
const parcel = { orderId: 'ord_1', carrierId: 'sudi', trackingNo: 'SD0000000001' }
const register: Command = { type: 'register', ...parcel }
const registered: Event = { type: 'parcel.registered', parcelId: 'pcl_1', ...parcel, at: now }
const scanned = (scan: Scan): Event => ({ type: 'parcel.scanned', orderId: 'ord_1', scan })
const cite = '电子商务法 第五十二条'
const breached: Event = {
  ...{ type: 'parcel.breached', orderId: 'ord_1', carrierId: 'sudi' },
  breach: { duty: 'consent', at: now, cite },
}
const signedAt = (at: number): Event => ({ type: 'parcel.signed', orderId: 'ord_1', at })

function scan(kind: ScanKind, more: Partial<Scan> = {}): Extract<Command, { type: 'scan' }> {
  return { type: 'scan', scan: { kind, at: now, place: '武汉', consented: false, ...more } }
}

describe('a scan', () => {
  for (const kind of ['accepted', 'out_for_delivery'] as const)
    it(`${kind} starts no clock`, () => {
      const command = scan(kind)
      given(registered).when(command, carrier).then(scanned(command.scan))
    })
  it('signed starts the receiving clock', () => {
    const command = scan('signed')
    given(registered).when(command, carrier).then(scanned(command.scan), signedAt(now))
  })
  it('R-16: left at a station without consent does not, and is on record against its carrier', () => {
    const command = scan('left_at_station')
    const when = given(registered).when(command, carrier)
    when.then(scanned(command.scan), breached)
    assert(when.state.status === 'at_station')
    assert.deepEqual(when.state.breaches, [{ duty: 'consent', at: now, cite }])
  })
  it('left at a station with consent does, and so does the signature later', () => {
    const command = scan('left_at_station', { consented: true })
    given(registered).when(command, carrier).then(scanned(command.scan), signedAt(now))
    const left = scan('left_at_station')
    const taken = scan('signed')
    given(registered, scanned(left.scan))
      .when(taken, carrier)
      .then(scanned(taken.scan), signedAt(now))
  })
  for (const kind of ['returned', 'lost'] as const)
    it(`${kind} ends the journey`, () => {
      const when = given(registered).when(scan(kind), carrier)
      assert.equal(when.state.status, kind)
      const ends: Event = { type: 'parcel.came_back', orderId: 'ord_1', lost: kind === 'lost' }
      when.then(scanned(scan(kind).scan), ends)
    })
  it('of consent that is not about a station changes nothing', () => {
    const command = scan('accepted', { consented: true })
    given(registered).when(command, carrier).then(scanned(command.scan))
  })
})

describe('when the clock starts', () => {
  const starts = (at: number, counts: number) => {
    const command = scan('signed', { at })
    given(registered).when(command, carrier).then(scanned(command.scan), signedAt(counts))
  }
  it('at the signature, when it is reported within a day', () =>
    starts(now - 23 * hour, now - 23 * hour))
  it('a day before the report, when it is reported later: nobody shortens a buyer’s time', () =>
    starts(now - 9 * day, now - day))
  it('never in the future, however the carrier’s clock goes', () => starts(now + 4 * minute, now))
})

describe('refusals, in order of precedence', () => {
  const future = scan('signed', { at: now + 6 * minute })
  const ended = [registered, signedAt(now)]
  const rows: [Event[], Command, Facts, Refusal][] = [
    [[registered], register, carrier, 'parcel.not_found'],
    [[registered], register, house, 'parcel.exists'],
    [[], future, carrier, 'parcel.not_found'],
    [ended, future, { ...carrier, by: { type: 'carrier', id: 'other' } }, 'parcel.not_found'],
    [ended, future, { ...carrier, by: null }, 'parcel.not_found'],
    [ended, future, house, 'parcel.not_found'],
    [ended, future, carrier, 'parcel.already_ended'],
    [[registered], future, carrier, 'parcel.scan_in_future'],
  ]
  for (const [past, command, facts, code] of rows)
    it(`${command.type}: ${code}`, () =>
      given(...past)
        .when(command, facts)
        .refused(code))
})
