import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { isPrivate } from '../kernel/address.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { reachable } from '../platform/outside.ts'
import { nextTry, triesMax } from './schedule.ts'
import { readTarget } from './target.ts'

describe('where a message may go', () => {
  const refusedFor = (url: string, loopback = false) => {
    const read = readTarget(url, loopback)
    return isRefusal(read) ? read.refused : 'taken'
  }

  it('is a public address by https', () => {
    for (const url of [
      'https://erp.example/hook?x=1',
      'https://erp.example:8443/',
      'https://1.1.1.1/',
    ])
      assert.equal(refusedFor(url), 'taken', url)
  })

  it('is never another scheme, a name with a password, an odd port, or no address at all', () => {
    const bad = ['http://erp.example/', 'ftp://erp.example/', 'https://u:p@erp.example/', 'x']
    const odd = [
      'https://erp.example:25/',
      'https://erp.example/#a',
      `https://e.x/${'a'.repeat(500)}`,
    ]
    for (const url of [...bad, ...odd]) assert.equal(refusedFor(url), 'webhook.url_unusable', url)
  })

  it('is never inside, however it is written', () => {
    const inside = [
      'https://localhost/',
      'https://printer.local/',
      'https://metadata.google.internal/',
      'https://127.0.0.1/',
      'https://127.1/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://0/',
      'https://10.0.0.1/',
      'https://169.254.169.254/latest/meta-data/',
      'https://172.31.255.255/',
      'https://192.168.1.1/',
      'https://100.64.0.1/',
      'https://[::1]/',
      'https://[::]/',
      'https://[fe80::1]/',
      'https://[fd00::1]/',
      'https://[::ffff:127.0.0.1]/',
      'https://[::ffff:a00:1]/',
      'https://[64:ff9b::7f00:1]/',
      'https://[2002:7f00:1::]/',
    ]
    for (const url of inside) assert.equal(refusedFor(url), 'webhook.url_private', url)
  })

  it('in a sandbox may be this machine, and still nothing else inside', () => {
    for (const url of ['http://localhost:9000/', 'http://127.0.0.1:9000/', 'http://[::1]:9000/'])
      assert.equal(refusedFor(url, true), 'taken', url)
    assert.equal(refusedFor('https://192.168.1.1/', true), 'webhook.url_private')
    assert.equal(refusedFor('http://erp.example/', true), 'webhook.url_unusable')
  })

  it('no address of the private networks passes, and every other of IPv4 does', () => {
    const byte = fc.integer({ min: 0, max: 255 })
    const privately = fc.oneof(
      fc.tuple(fc.constant(10), byte, byte, byte),
      fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
      fc.tuple(fc.constant(127), byte, byte, byte),
      fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
    )
    fc.assert(fc.property(privately, (bytes) => isPrivate(bytes.join('.'), false)))
    const out = fc.tuple(fc.integer({ min: 11, max: 99 }), byte, byte, byte)
    fc.assert(fc.property(out, (bytes) => !isPrivate(bytes.join('.'), false)))
  })

  it('a name is judged by all that it leads to, at every connection anew', async () => {
    const url = new URL('https://erp.example/')
    const v4 = (address: string) => ({ address, family: 4 as const })
    const led = (...found: string[]) =>
      reachable(url, { resolve: async () => found.map(v4), allowLoopback: false })
    assert.deepEqual(await led('1.1.1.1'), [v4('1.1.1.1')])
    assert.equal(await led('127.0.0.1'), 'private_address')
    assert.equal(await led('1.1.1.1', '10.0.0.1'), 'private_address')
    assert.equal(await led(), 'unresolved')
  })
})

describe('when a message is tried again', () => {
  it('later and later, for about three days, and then never', () => {
    let at = 0
    let tries = 1
    for (;;) {
      const next = nextTry(tries, at, 0.5)
      if (next === null) break
      assert(next > at)
      at = next
      tries += 1
    }
    assert.equal(tries, triesMax)
    const days = at / 86_400_000
    assert(days > 3 && days < 3.5, `${days} days`)
  })
  it('spread by a fifth to either side', () => {
    assert.deepEqual(
      [nextTry(1, 0, 0), nextTry(1, 0, 0.5), nextTry(1, 0, 1)],
      [4_000, 5_000, 6_000],
    )
  })
})
