import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { LogHouse } from '../../test/log.ts'
import { latestCheckpoint, timestampCovering } from './checkpoints.store.ts'
import { parseNote } from './note.ts'
import { imprintOf, readTimestampAnswer, timestampRequest } from './rfc3161.ts'
import { Stamper } from './timestamps.ts'

const folder = mkdtempSync(join(tmpdir(), 'tsa-'))
after(() => rmSync(folder, { recursive: true }))

function openssl(...args: string[]): string {
  return execFileSync('openssl', args, { cwd: folder, stdio: 'pipe', timeout: 20_000 }).toString()
}

function hasOpenssl(): boolean {
  try {
    return openssl('version').startsWith('OpenSSL')
  } catch {
    return false
  }
}

/** A timestamp authority of one test: a key, a certificate that signs itself, and a counter. */
function makeAuthority(): (request: Buffer) => Buffer {
  writeFileSync(
    join(folder, 'tsa.cnf'),
    `[req]
distinguished_name = dn
x509_extensions = ext
prompt = no
[dn]
CN = Test TSA
[ext]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
[tsa]
default_tsa = one
[one]
serial = serial
signer_cert = cert.pem
signer_key = key.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
`,
  )
  writeFileSync(join(folder, 'serial'), '01\n')
  const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', 'key.pem', '-out', 'cert.pem']
  openssl('req', '-x509', '-config', 'tsa.cnf', '-days', '2', ...made)
  return (request) => {
    writeFileSync(join(folder, 'request.tsq'), request)
    const ends = ['-queryfile', 'request.tsq', '-out', 'answer.tsr']
    openssl('ts', '-reply', '-config', 'tsa.cnf', ...ends)
    return readFileSync(join(folder, 'answer.tsr'))
  }
}

describe('the time under a checkpoint', { skip: !hasOpenssl() && 'no openssl here' }, () => {
  let authority: (request: Buffer) => Buffer
  let house: LogHouse
  before(async () => {
    authority = makeAuthority()
    house = await LogHouse.open()
  })
  after(() => house.close())

  it('one token covers every entry below it, and openssl confirms it', async () => {
    await house.commit('order:1', 'order:2')
    const log = await house.log()
    await log.sequencer.tick()
    let now = 1_700_000_000_000
    let asked = 0
    const stamper = new Stamper({
      reads: house.tx,
      tsa: { url: 'https://tsa.example', everyMinutes: 60 },
      now: () => now,
      post: async (_url, request) => {
        asked++
        return authority(request)
      },
      log: () => {},
    })
    assert.equal(await stamper.tick(), true)
    assert.equal(await stamper.tick(), false)
    const stamp = await timestampCovering(house.tx, 1)
    assert.equal(stamp?.size, 2)
    assert.equal(await timestampCovering(house.tx, 2), null)

    const text = parseNote(Buffer.from((await latestCheckpoint(house.tx))?.note ?? ''))?.text ?? ''
    writeFileSync(join(folder, 'checkpoint.txt'), text)
    writeFileSync(join(folder, 'token'), stamp.token)
    const trust = ['-CAfile', 'cert.pem', '-untrusted', 'cert.pem']
    const said = openssl(
      'ts',
      '-verify',
      '-data',
      'checkpoint.txt',
      '-in',
      'token',
      '-token_in',
      ...trust,
    )
    assert.match(said, /OK/)

    // Only a log that has grown is stamped again, and not before the interval is over.
    now += 3_600_000
    assert.equal(await stamper.tick(), false)
    await house.commit('order:3')
    await log.sequencer.tick()
    assert.equal(await stamper.tick(), true)
    assert.equal(asked, 2)
  })
})

describe('an answer of the authority', { skip: !hasOpenssl() && 'no openssl here' }, () => {
  it('is not taken when it refuses, is cut off, or is about something else', () => {
    const imprint = imprintOf('a checkpoint\n')
    const nonce = Buffer.from('00f1e2d3c4b5a697', 'hex')
    const answer = makeAuthority()(timestampRequest(imprint, nonce))
    assert(readTimestampAnswer(answer, { imprint, nonce }))
    const other = { imprint: imprintOf('another\n'), nonce }
    assert.equal(readTimestampAnswer(answer, other), null)
    assert.equal(readTimestampAnswer(answer, { imprint, nonce: Buffer.alloc(8, 3) }), null)
    for (const length of [0, 1, 5, 60, answer.length - 1])
      assert.equal(readTimestampAnswer(answer.subarray(0, length), { imprint, nonce }), null)
    assert.equal(readTimestampAnswer(Buffer.concat([answer, nonce]), { imprint, nonce }), null)
    const refused = Buffer.from('30053003020102', 'hex')
    assert.equal(readTimestampAnswer(refused, { imprint, nonce }), null)
  })
})
