import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { Market } from '../market.ts'
import { buyAndPay, openShop, publish, view } from '../trade.ts'

const run = promisify(execFile)
const sdk = join(import.meta.dirname, '..', '..', 'sdk')

/** The first program of the SDK's guide, with its packages where they stand in this tree. */
function example(): string {
  const text = readFileSync(join(sdk, 'README.md'), 'utf8')
  const [, program = ''] = /```ts\n([\s\S]*?)```/.exec(text) ?? []
  return program.replace(/'@baozheng\/sdk\/(\w+)'/g, (_, name: string) =>
    JSON.stringify(pathToFileURL(join(sdk, 'src', `${name}.ts`)).href),
  )
}

describe('the example of the SDK', () => {
  let market: Market
  before(async () => {
    market = await Market.open()
  })
  after(() => market.close())

  it('has about twenty lines, and ships what waits', async () => {
    const program = example()
    assert(program.trim().split('\n').length <= 22)
    const { seller, shopId } = await openShop(market)
    const listingId = await publish(seller, shopId, { priceFen: 1_000 })
    const buyer = await market.person('王静怡', '13800000001')
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: 1_000 }])
    const { key } = await seller.does('/v1/me/api-keys', { label: 'example' })
    const { stdout } = await run(
      process.execPath,
      ['--input-type=module-typescript', '--eval', program],
      { env: { ...process.env, BAOZHENG_URL: market.url, BAOZHENG_KEY: key }, timeout: 30_000 },
    )
    assert.match(stdout, /手工陶杯 → SD/)
    assert.equal((await view(buyer, orderId)).status, 'shipped')
  })
})
