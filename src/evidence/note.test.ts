import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { checkpointText, parseCheckpoint, rootFitsSize, signCheckpoint } from './checkpoint.ts'
import { cosign, cosignedBy } from './cosignature.ts'
import { emptyRoot, entryHash } from './merkle.ts'
import {
  formatNote,
  formatSecret,
  formatVkey,
  keyTypes,
  makeSigner,
  parseNote,
  parseSecret,
  parseVkey,
  signedBy,
  signNote,
} from './note.ts'
import { formatProof, parseProof } from './proof.ts'
import { readBase64, readDecimal, readHash } from './strict.ts'

const seed = (byte: number) => Buffer.alloc(32, byte)
const log = makeSigner({ name: 'log.example/1', type: keyTypes.signature, seed: seed(1) })
const other = makeSigner({ name: 'log.example/1', type: keyTypes.signature, seed: seed(2) })
const witness = makeSigner({ name: 'w.example/1', type: keyTypes.cosignature, seed: seed(3) })
const text = checkpointText({ origin: 'log.example/1', size: 1, root: entryHash(seed(0)) })
const note = (...lines: string[]) => Buffer.from(formatNote(text, lines))
const logLine = signNote(text, log)

describe('numbers and base64', () => {
  it('have one form', () => {
    for (const wrong of [
      '',
      '00',
      '01',
      '+1',
      '-1',
      '1 ',
      ' 1',
      '1.0',
      '1e3',
      '٣',
      '9007199254740992',
    ])
      assert.equal(readDecimal(wrong), null, wrong)
    assert.equal(readDecimal('9007199254740991'), Number.MAX_SAFE_INTEGER)
    assert.equal(readDecimal('0'), 0)
    for (const wrong of ['YQ', 'YQ=', 'YR==', 'Y Q==', 'YQ==\n', '-_==', 'YQ==='])
      assert.equal(readBase64(wrong), null, wrong)
    assert.deepEqual(readBase64('YQ=='), Buffer.from('a'))
    assert.equal(readHash(Buffer.alloc(31).toString('base64')), null)
    assert.equal(readHash(Buffer.alloc(33).toString('base64')), null)
  })
})

describe('keys', () => {
  it('are read as they are written', () => {
    for (const signer of [log, witness]) {
      assert.deepEqual(parseVkey(formatVkey(signer.vkey)), signer.vkey)
      const again = parseSecret(formatSecret(signer))
      assert.deepEqual(again?.vkey, signer.vkey)
    }
  })

  it('with one letter changed are none', () => {
    const line = formatVkey(log.vkey)
    for (let at = 0; at < line.length; at++) {
      const letter = line[at] === 'A' ? 'B' : 'A'
      assert.equal(parseVkey(line.slice(0, at) + letter + line.slice(at + 1)), null)
    }
    for (const wrong of ['', '+', 'a+b', `${line}\n`, ` ${line}`, `${line}+`])
      assert.equal(parseVkey(wrong), null)
  })
})

describe('a note', () => {
  it('opens for its key, and passes over lines of others', () => {
    const parsed = parseNote(note(signNote(text, other), logLine, cosign(text, 5, witness)))
    assert.ok(parsed)
    assert.deepEqual(signedBy(parsed, [log.vkey]), [log.vkey])
    assert.deepEqual(signedBy(parsed, [witness.vkey]), [])
    assert.deepEqual(cosignedBy(parsed, [witness.vkey]), [{ vkey: witness.vkey, second: 5 }])
    assert.deepEqual(cosignedBy(parsed, [log.vkey]), [])
  })

  it('is refused as a whole when a known key is wrong on any line', () => {
    const bytes = Buffer.from(logLine.split(' ')[2] ?? '', 'base64')
    bytes[20] = (bytes[20] ?? 0) ^ 1
    const wrong = `— log.example/1 ${bytes.toString('base64')}\n`
    for (const lines of [[wrong], [logLine, wrong], [wrong, logLine]]) {
      const parsed = parseNote(note(...lines))
      assert.ok(parsed)
      assert.equal(signedBy(parsed, [log.vkey]), 'bad_signature')
    }
  })

  it('is split at the last empty line', () => {
    const two = 'a\n\nb\n'
    const parsed = parseNote(Buffer.from(formatNote(two, [signNote(two, log)])))
    assert.equal(parsed?.text, two)
    assert.deepEqual(parsed && signedBy(parsed, [log.vkey]), [log.vkey])
  })

  it('has no other form', () => {
    const right = formatNote(text, [logLine])
    const wrong: string[] = [
      '',
      '\n\n',
      text,
      `${text}\n`,
      right.slice(0, -1),
      `${right}\n`,
      right.replaceAll('\n', '\r\n'),
      right.replace('—', '-'),
      right.replace('— ', '—'),
      right.replace('— log.example/1 ', '— log.example/1  '),
      right.replace('— log.example/1 ', '— log+example/1 '),
      right.replace('— log.example/1 ', '—  '),
      right.replace('— log.example', '— log\u2003example'),
      right.replace(/=\n$/, '\n'),
      right.replace('log', 'l\tog'),
      `${right}x\n`,
      formatNote(text, ['— a YWJjZA==\n']),
      formatNote(text, Array(101).fill(logLine)),
    ]
    for (const each of wrong) assert.equal(parseNote(Buffer.from(each)), null, JSON.stringify(each))
    assert.equal(parseNote(Buffer.concat([Buffer.from([0xff]), Buffer.from(right)])), null)
    assert.ok(parseNote(Buffer.from(formatNote(text, Array(100).fill(logLine)))))
    const long = 'x'.repeat(500_001)
    assert.equal(parseNote(Buffer.from(formatNote(`${long}\n`, [logLine]))), null)
  })

  it('with one bit turned opens for nobody, or says the same', () => {
    const whole = note(logLine, cosign(text, 5, witness))
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const turned = Buffer.from(whole)
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const parsed = parseNote(turned)
      if (parsed === null) continue
      const [signed, seen] = [signedBy(parsed, [log.vkey]), cosignedBy(parsed, [witness.vkey])]
      const both = signed.length === 1 && Array.isArray(seen) && seen.length === 1
      assert.ok(!both, `bit ${bit}`)
    }
  })
})

describe('a cosignature', () => {
  const parsed = (line: string) => {
    const read = parseNote(note(line))
    assert.ok(read)
    return cosignedBy(read, [witness.vkey])
  }

  it('covers its time', () => {
    const bytes = Buffer.from(cosign(text, 5, witness).split(' ')[2] ?? '', 'base64')
    bytes[11] = 6
    assert.equal(parsed(`— w.example/1 ${bytes.toString('base64')}\n`), 'bad_signature')
  })

  it('is of a time that can be', () => {
    assert.equal(parsed(cosign(text, 0, witness)), 'bad_signature')
    const far = Buffer.from(cosign(text, 5, witness).split(' ')[2] ?? '', 'base64')
    far.fill(0xff, 4, 12)
    assert.equal(parsed(`— w.example/1 ${far.toString('base64')}\n`), 'bad_signature')
  })
})

describe('a checkpoint', () => {
  it('is read as it is written', () => {
    const checkpoint = { origin: 'log.example/1', size: 2 ** 40, root: entryHash(seed(4)) }
    const signed = parseNote(Buffer.from(signCheckpoint(checkpoint, log)))
    assert.deepEqual(parseCheckpoint(signed?.text ?? ''), checkpoint)
  })

  it('may have lines of its own, but no empty one', () => {
    assert.equal(parseCheckpoint(`${text}more\n`)?.size, 1)
    const root = entryHash(seed(0)).toString('base64')
    const wrong = [
      `${text}\n`,
      `${text}a\n\nb\n`,
      text.slice(0, -1),
      `\n1\n${root}\n`,
      `log\n01\n${root}\n`,
      `log\n1\n${root.slice(4)}\n`,
      `log\n1\n`,
      '',
    ]
    for (const each of wrong) assert.equal(parseCheckpoint(each), null, JSON.stringify(each))
  })

  it('of no leaves has one root only', () => {
    assert.ok(rootFitsSize({ origin: 'a', size: 0, root: emptyRoot }))
    assert.ok(!rootFitsSize({ origin: 'a', size: 0, root: entryHash(seed(0)) }))
  })
})

describe('a proof', () => {
  const checkpoint = formatNote(text, [logLine])

  it('is read as it is written', () => {
    const hashes = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 63 })
    const extra = fc.option(fc.uint8Array({ maxLength: 100 }), { nil: undefined })
    fc.assert(
      fc.property(hashes, extra, fc.maxSafeNat(), (list, added, index) => {
        const path = list.map((hash) => Buffer.from(hash))
        const proof = { index, path, checkpoint }
        const whole = added === undefined ? proof : { ...proof, extra: Buffer.from(added) }
        assert.deepEqual(parseProof(Buffer.from(formatProof(whole))), whole)
      }),
      { numRuns: 50 },
    )
  })

  it('has no other form', () => {
    const path = [entryHash(seed(1))]
    const right = formatProof({ index: 1, path, checkpoint, extra: Buffer.from('x') })
    const wrong = [
      right.replace('@v1', '@v2'),
      right.replace('index 1', 'index 01'),
      right.replace('index 1', 'index  1'),
      right.replace('index 1\n', ''),
      right.replace('extra eA==', 'extra eA'),
      right.replace('extra eA==', 'extra eA==\nextra eA=='),
      right.replace('=\n\n', '=\n'),
      ` ${right}`,
      right.replace('\n', '\r\n'),
      formatProof({ index: 1, path: Array(64).fill(path[0]), checkpoint }),
      formatProof({ index: 1, path: [Buffer.alloc(31)], checkpoint }),
    ]
    for (const each of wrong)
      assert.equal(parseProof(Buffer.from(each)), null, JSON.stringify(each))
  })
})
