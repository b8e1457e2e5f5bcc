import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Market } from '../../test/market.ts'
import type { Person } from '../../test/person.ts'
import { openShop } from '../../test/trade.ts'

describe('the keys of one’s own programs', () => {
  let market: Market
  let seller: Person
  let shopId: string
  before(async () => {
    market = await Market.open()
    ;({ seller, shopId } = await openShop(market))
  })
  after(() => market.close())
  const by = (key: string) => ({ authorization: `Bearer ${key}` })

  it('open what their person may, but make no keys and play no part', async () => {
    const made = await seller.does('/v1/me/api-keys', { label: 'ERP' })
    const stranger = await market.person('程序')
    const orders = await stranger.get(`/v1/shops/${shopId}/orders`, by(made.key))
    assert.equal(orders.status, 200)
    const more = await stranger.post('/v1/me/api-keys', { label: 'x' }, by(made.key))
    assert.equal(more.body.code, 'actor.not_allowed')
    assert.equal((await stranger.get('/v1/desk/orders', by(made.key))).status, 403)
    const { body } = await seller.get('/v1/me/api-keys')
    assert.deepEqual(
      body.keys.map(({ label, revokedAt }: { label: string; revokedAt: null }) => [
        label,
        revokedAt,
      ]),
      [['ERP', null]],
    )
    assert(!JSON.stringify(body).includes(made.key))
    const other = await market.person('路人', '13800000007')
    const theirs = await other.post(`/v1/me/api-keys/${made.keyId}/revoke`)
    assert.equal(theirs.body.code, 'api_key.unknown')
    await seller.does(`/v1/me/api-keys/${made.keyId}/revoke`)
    const ended = await stranger.get(`/v1/shops/${shopId}/orders`, by(made.key))
    assert.equal(ended.status, 401)
  })

  it('in force cannot be hidden behind many that were made and ended', async () => {
    const { keyId } = await seller.does('/v1/me/api-keys', { label: '小偷的' })
    const { apiKeys } = market.app.identity
    const { actor } = (await seller.get('/v1/auth/me')).body
    const holder = { kind: 'person', personId: actor.personId } as const
    for (let made = 0; made < 200; made++) {
      market.clock.set(market.clock.now() + 1_000)
      await apiKeys.revoke((await apiKeys.create({ holder, label: 'x', by: 'test' })).keyId)
    }
    const [first] = (await seller.get('/v1/me/api-keys')).body.keys
    assert.equal(first.keyId, keyId)
    await seller.does(`/v1/me/api-keys/${keyId}/revoke`)
  })

  it('are twenty at most', async () => {
    for (let made = 0; made < 20; made++) await seller.does('/v1/me/api-keys', { label: 'x' })
    const { body } = await seller.post('/v1/me/api-keys', { label: 'x' })
    assert.equal(body.code, 'api_key.too_many')
  })
})
