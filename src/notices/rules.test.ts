import { describe, it } from 'node:test'
import { specify } from '../../test/given.ts'
import { day } from '../kernel/time.ts'
import type { Command, Event, Facts, OffReason, Refusal } from './model.ts'
import * as rules from './rules.ts'

const given = specify(rules)
const at = Date.parse('2026-03-10T10:00:00+08:00')
const seller: Facts = { at, webhookId: 'whk_1', by: 'seller' }
const house: Facts = { ...seller, by: 'house' }
const what = { url: 'https://erp.example/hook', description: '', topics: ['order'] } as const
const register: Command = { type: 'register', shop: 'shp_1', ...what }
const registered: Event = {
  type: 'webhook.registered',
  webhookId: 'whk_1',
  shop: 'shp_1',
  ...what,
  at,
}
const off = (because: OffReason): Command => ({ type: 'turn_off', because })

describe('an address', () => {
  it('is registered by its seller, and on at once', () =>
    given().when(register, seller).then(registered))
  it('is edited, turned off and on, and removed', () => {
    const edited: Event = { type: 'webhook.edited', ...what, topics: ['parcel'] }
    given(registered)
      .when({ ...edited, type: 'edit' }, seller)
      .then(edited)
    const turnedOff: Event = { type: 'webhook.turned_off', because: 'seller' }
    given(registered).when(off('seller'), seller).then(turnedOff)
    given(registered, turnedOff).when(off('seller'), seller).then()
    given(registered, turnedOff)
      .when({ type: 'turn_on' }, seller)
      .then({ type: 'webhook.turned_on' })
    given(registered).when({ type: 'turn_on' }, seller).then()
    given(registered).when({ type: 'remove' }, seller).then({ type: 'webhook.removed' })
  })
  it('keeps its old key for a day when it gets a new one', () =>
    given(registered)
      .when({ type: 'rotate_key' }, seller)
      .then({ type: 'webhook.key_rotated', oldKeyUntil: at + day }))
  it('is turned off by the house when it only fails, or wants no more', () => {
    for (const because of ['failures', 'gone', 'theft'] as const)
      given(registered).when(off(because), house).then({ type: 'webhook.turned_off', because })
  })
})

describe('refusals, in order of precedence', () => {
  const empty = { ...register, topics: [] }
  const rows: [Event[], Command, Facts, Refusal][] = [
    [[registered], empty, { ...seller, by: null }, 'webhook.not_found'],
    [[registered], empty, house, 'webhook.not_found'],
    [[registered], off('failures'), seller, 'webhook.not_found'],
    [[registered], empty, seller, 'webhook.exists'],
    [[], empty, seller, 'webhook.topics_missing'],
    [[], { ...what, type: 'edit', topics: [] }, seller, 'webhook.not_found'],
    [[registered, { type: 'webhook.removed' }], { type: 'turn_on' }, seller, 'webhook.not_found'],
    [[registered], { ...what, type: 'edit', topics: [] }, seller, 'webhook.topics_missing'],
  ]
  for (const [past, command, facts, code] of rows)
    it(`${command.type}: ${code}`, () =>
      given(...past)
        .when(command, facts)
        .refused(code))
})
