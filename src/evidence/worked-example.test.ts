import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import tree from '../../test/vectors/rfc6962-tree.json' with { type: 'json' }
import noteVector from '../../test/vectors/signed-note.json' with { type: 'json' }
import witnessVector from '../../test/vectors/tlog-witness-example.json' with { type: 'json' }
import example from '../../test/vectors/tlog-worked-example.json' with { type: 'json' }
import { checkpointText, parseCheckpoint } from './checkpoint.ts'
import { cosign, cosignedBy } from './cosignature.ts'
import {
  consistencyRanges,
  entryHash,
  inclusionRanges,
  nodeHash,
  rootOf,
  verifyInclusion,
} from './merkle.ts'
import {
  formatNote,
  formatVkey,
  keyTypes,
  makeSigner,
  parseLines,
  parseNote,
  parseVkey,
  signedBy,
  signNote,
} from './note.ts'
import { formatProof, parseProof } from './proof.ts'
import {
  edgeRoot,
  emptyEdge,
  encodeBundle,
  growEdge,
  hashRanges,
  partialTiles,
  tilePath,
} from './tiles.ts'
import { parseAddCheckpoint } from './witness.ts'
import { addCheckpointBody } from './witness-client.ts'

const hex = (text: string) => Buffer.from(text, 'hex')
const entries = example.entries.map((entry) => Buffer.from(entry))

function grown(count: number) {
  const edge = emptyEdge()
  for (const entry of entries.slice(0, count)) growEdge(edge, entryHash(entry))
  return edge
}

describe('the worked example, byte for byte', () => {
  const log = makeSigner({
    name: example.origin,
    type: keyTypes.signature,
    seed: hex(example.logSeed),
  })
  const witness = makeSigner({
    name: example.witness,
    type: keyTypes.cosignature,
    seed: hex(example.witnessSeed),
  })
  const edge = grown(3)

  it('keys', () => {
    assert.equal(log.vkey.publicKey.toString('hex'), example.logPublicKey)
    assert.equal(witness.vkey.publicKey.toString('hex'), example.witnessPublicKey)
    assert.equal(formatVkey(log.vkey), example.logVkey)
    assert.equal(formatVkey(witness.vkey), example.witnessVkey)
  })

  it('hashes and tiles', () => {
    const leaves = entries.map(entryHash)
    assert.deepEqual(
      leaves.map((leaf) => leaf.toString('hex')),
      example.leaves,
    )
    const [first, second] = example.leaves.map(hex)
    assert.equal(
      nodeHash(first ?? log.vkey.publicKey, second ?? entryHash(hex(''))).toString('hex'),
      example.node01,
    )
    assert.equal(edgeRoot(edge).toString('hex'), example.root)
    assert.equal(encodeBundle(entries).toString('hex'), example.bundle)
    assert.equal(tilePath({ level: 'entries', index: 0, width: 3 }), example.bundlePath)
    const [tile, ...more] = partialTiles(edge)
    assert.equal(tile && tilePath(tile.tile), example.tilePath)
    assert.equal(tile?.bytes.toString('hex'), example.leaves.join(''))
    assert.deepEqual(more, [])
  })

  it('paths', async () => {
    const read = async () => partialTiles(edge)[0]?.bytes ?? hex('')
    const named = async (ranges: ReturnType<typeof inclusionRanges>) =>
      (await hashRanges(ranges, 3, read)).map((one) => one.toString('hex'))
    const [leaf0, leaf1, leaf2] = example.leaves
    assert.deepEqual(await named(inclusionRanges(1, 3)), [leaf0, leaf2])
    assert.deepEqual(await named(consistencyRanges(2, 3)), [leaf2])
    assert.deepEqual(await named(consistencyRanges(1, 3)), [leaf1, leaf2])
  })

  it('the proof, written and read', () => {
    const text = checkpointText({ origin: example.origin, size: 3, root: edgeRoot(edge) })
    const lines = [signNote(text, log), cosign(text, example.second, witness)]
    const path = [0, 2].map((at) => hex(example.leaves[at] ?? ''))
    const extra = Buffer.from(example.extra)
    const written = formatProof({ index: 1, path, checkpoint: formatNote(text, lines), extra })
    assert.equal(written, example.proof.join('\n'))

    const proof = parseProof(Buffer.from(written))
    const note = parseNote(Buffer.from(proof?.checkpoint ?? ''))
    const checkpoint = parseCheckpoint(note?.text ?? '')
    assert.ok(proof && note && checkpoint)
    assert.deepEqual(signedBy(note, [log.vkey]), [log.vkey])
    assert.deepEqual(cosignedBy(note, [witness.vkey]), [
      { vkey: witness.vkey, second: example.second },
    ])
    const leaf = hex(example.leaves[1] ?? '')
    assert.ok(verifyInclusion({ ...checkpoint, ...proof, leaf }))
  })
})

describe('the example of the signed note', () => {
  const vkey = parseVkey(noteVector.vkey)

  it('opens with its key', () => {
    const note = parseNote(Buffer.from(formatNote(noteVector.text, [noteVector.line])))
    assert.ok(note && vkey)
    assert.equal(note.text, noteVector.text)
    assert.deepEqual(signedBy(note, [vkey]), [vkey])
  })

  it('does not open with another text', () => {
    const note = parseNote(Buffer.from(formatNote('Another message.\n', [noteVector.line])))
    assert.ok(note && vkey)
    assert.equal(signedBy(note, [vkey]), 'bad_signature')
  })
})

describe('the tree of RFC 6962', () => {
  it('has the roots of the reference implementation', () => {
    const leaves = tree.leaves.map((leaf) => entryHash(hex(leaf)))
    for (const [at, root] of tree.roots.entries())
      assert.equal(rootOf(Buffer.concat(leaves.slice(0, at + 1))).toString('hex'), root)
  })
})

describe('the example of the witness protocol', () => {
  it('is read as it is meant, and written the same', () => {
    const { request, response } = witnessVector
    const read = parseAddCheckpoint(Buffer.from(request))
    assert.ok(read)
    assert.deepEqual([read.old, read.proof.length], [20_852_014, 4])
    assert.equal(read.checkpoint.origin, 'example.com/behind-the-sofa')
    assert.equal(read.checkpoint.size, 20_852_163)
    assert.equal(read.note.lines.length, 2)
    const note = request.slice(request.indexOf('\n\n') + 2)
    assert.equal(addCheckpointBody(read.old, read.proof, note), request)
    assert.deepEqual(
      parseLines(response)?.map(({ name, signature }) => [name, signature.length]),
      [
        ['witness.example/w1', 72],
        ['witness.example/w1', 72],
        ['witness.example/w2', 72],
      ],
    )
  })
})
