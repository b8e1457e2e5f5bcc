import assert from 'node:assert/strict'
import { createHmac, randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { verifyWebhook, WebhookUntrusted } from './webhook.ts'

const now = Date.parse('2026-03-10T09:00:00Z')
const key = randomBytes(32)
const secret = `whsec_${key.toString('base64')}`
const body = '{"type":"order.paid","timestamp":"2026-03-10T09:00:00Z","data":{"orderId":"ord_1"}}'

function signed(by = key, at = now) {
  const id = 'msg_1'
  const timestamp = String(Math.floor(at / 1000))
  const value = createHmac('sha256', by).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    'Webhook-Id': id,
    'Webhook-Timestamp': timestamp,
    'Webhook-Signature': `v1,${value}`,
  }
}

const refusedFor = (reason: WebhookUntrusted['reason']) => (error: unknown) =>
  error instanceof WebhookUntrusted && error.reason === reason

describe('a receiver of webhooks', () => {
  it('trusts what bears the right signature, in any form of headers', async () => {
    const message = await verifyWebhook(secret, { headers: signed(), body }, { now })
    assert.equal(message.type, 'order.paid')
    assert.equal(message.data.orderId, 'ord_1')
    const headers = new Headers(signed())
    assert.equal((await verifyWebhook(secret, { headers, body }, { now })).type, 'order.paid')
  })

  it('trusts one of two signatures, as after a change of keys', async () => {
    const other = signed(randomBytes(32))['Webhook-Signature']
    const own = signed()
    const both = { ...own, 'Webhook-Signature': `${other} v2,x ${own['Webhook-Signature']}` }
    assert.ok(await verifyWebhook(secret, { headers: both, body }, { now }))
  })

  it('refuses another key, another body, and what is no signature', async () => {
    const wrong = refusedFor('signature_wrong')
    const forged = { headers: signed(randomBytes(32)), body }
    await assert.rejects(verifyWebhook(secret, forged, { now }), wrong)
    const changed = { headers: signed(), body: body.replace('ord_1', 'ord_2') }
    await assert.rejects(verifyWebhook(secret, changed, { now }), wrong)
    const odd = { headers: { ...signed(), 'Webhook-Signature': 'v1,保' }, body }
    await assert.rejects(verifyWebhook(secret, odd, { now }), wrong)
  })

  it('refuses what is old, from the future, or without its headers', async () => {
    for (const at of [now - 301_000, now + 301_000]) {
      const stale = { headers: signed(key, at), body }
      await assert.rejects(verifyWebhook(secret, stale, { now }), refusedFor('too_old_or_new'))
    }
    const bare = { headers: {}, body }
    await assert.rejects(verifyWebhook(secret, bare, { now }), refusedFor('headers_missing'))
  })
})
