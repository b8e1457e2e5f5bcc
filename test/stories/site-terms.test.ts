import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { verifyReceipt as verifiedBySdk } from '../../sdk/src/verify.ts'
import { parseVkey } from '../../src/evidence/note.ts'
import { termsHash } from '../../src/evidence/site-terms.ts'
import { verifyReceipt } from '../../src/evidence/verify.ts'
import { canonicalJson } from '../../src/kernel/canonical.ts'
import { day, iso } from '../../src/kernel/time.ts'
import { terms } from '../../src/orders/terms.ts'
import { Market } from '../market.ts'

describe('R-30, R-72: what were the rules of this site on that day?', () => {
  let market: Market
  let firstDay: number
  const rules = { ...terms, version: '2026-01-01', feePerMille: 6 }
  const later = { ...rules, version: '2026-02-01', overdueGraceMs: 1, feePerMille: 5 }

  async function starts(own: typeof rules) {
    const running = { version: 'test', runtime: 'node', terms: own, termsHash: termsHash(own) }
    await market.app.book.note({ type: 'house.started', ...running })
    await market.settle()
  }
  before(async () => {
    market = await Market.open()
    firstDay = market.app.door.clock.now()
    await starts(rules)
    await market.wait(3 * day)
    await starts(rules)
    await market.wait(3 * day)
    await starts(later)
  })
  after(() => market.close())

  const ask = async (path: string, at?: number) => {
    const query = at === undefined ? '' : `?at=${encodeURIComponent(iso(at))}`
    const answer = await fetch(`${market.url}/v1/${path}${query}`)
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }

  it('says which they are now, and which they were', async () => {
    const { body: now } = await ask('terms')
    assert.deepEqual([now.version, now.terms], ['2026-02-01', later])
    const { body: then } = await ask('terms', firstDay + 4 * day)
    assert.deepEqual(
      [then.version, then.hash, then.since],
      [rules.version, termsHash(rules), iso(firstDay)],
    )
    assert.equal((await ask('terms', firstDay - day)).status, 404)
    assert.equal((await ask('terms/receipt', firstDay - day)).status, 404)
    assert.equal((await fetch(`${market.url}/v1/terms?at=yesterday`)).status, 400)
  })

  it('proves it by a file that needs no site: every later start is in it', async () => {
    const { status, body } = await ask('terms/receipt', firstDay + day)
    assert.equal(status, 200)
    const file = Buffer.from(canonicalJson(body))
    const key = (await (await fetch(`${market.url}/log/vkey`)).text()).trim()
    const log = parseVkey(key) ?? assert.fail(key)
    const verdict = verifyReceipt(file, { logs: [log], policy: null })
    assert.ok('entries' in verdict, JSON.stringify(verdict))
    assert.deepEqual(await verifiedBySdk(file, { logs: [key] }), verdict)
    assert.deepEqual(
      [verdict.kind, verdict.subject, verdict.verdict],
      ['site', 'house', 'unwitnessed'],
    )
    const kinds = verdict.entries.map(({ kind }) => kind)
    assert.deepEqual(kinds, ['house.started', 'house.started', 'house.started'])
    const said = verdict.facts.filter(({ name }) => name === 'terms').map(({ zh }) => zh)
    assert.deepEqual(
      said,
      ['2026-01-01', '2026-01-01', '2026-02-01'].map((v) => `交易规则版本：${v}`),
    )
    const changed = file.toString().replace('2026-02-01', '2026-02-02')
    assert.equal(
      verifyReceipt(Buffer.from(changed), { logs: [log], policy: null }).verdict,
      'invalid',
    )
  })
})
