import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { after, describe, it } from 'node:test'
import { parseCheckpoint } from '../src/evidence/checkpoint.ts'
import { cosignedBy } from '../src/evidence/cosignature.ts'
import { rootOf, verifyConsistency, verifyInclusion } from '../src/evidence/merkle.ts'
import { parseNote, parseVkey, signedBy } from '../src/evidence/note.ts'
import { parseProof } from '../src/evidence/proof.ts'
import { filesOf } from '../src/evidence/test-log.ts'
import { bundleHashes, decodeBundle, parseTilePath } from '../src/evidence/tiles.ts'
import { parseAddCheckpoint } from '../src/evidence/witness.ts'
import { log } from './log.ts'

const folders: string[] = []
const error = console.error
after(() => {
  console.error = error
  for (const folder of folders) rmSync(folder, { recursive: true })
})

async function exported(size: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'log-'))
  folders.push(folder)
  assert.equal(await log(['export', '--size', String(size), folder]), 0)
  return folder
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}

function vkeyIn(folder: string, file: string) {
  const vkey = parseVkey(readFileSync(join(folder, file), 'utf8'))
  assert.ok(vkey)
  return vkey
}

describe('baozheng log export', () => {
  for (const size of [0, 1, 3, 255, 256, 257, 66_000])
    it(`writes a log of ${size} that holds together`, async () => {
      const folder = await exported(size)
      const bytes = readFileSync(join(folder, 'checkpoint'))
      const note = parseNote(bytes)
      const head = parseCheckpoint(note?.text ?? '')
      assert.ok(note && head)
      assert.equal(head.size, size)
      const [signer, witness] = [vkeyIn(folder, 'log.vkey'), vkeyIn(folder, 'witness.vkey')]
      assert.deepEqual(signedBy(note, [signer]), [signer])
      assert.equal(cosignedBy(note, [witness]).length, 1)

      const files = filesIn(folder)
      assert.deepEqual(
        files.filter((file) => file.startsWith('tile/')),
        filesOf(size),
      )
      const leaves = Buffer.concat(
        files.flatMap((file) => {
          const tile = parseTilePath(file)
          if (tile?.level !== 'entries') return []
          const entries = decodeBundle(readFileSync(join(folder, file)), tile.width)
          assert.ok(entries, file)
          return [bundleHashes(entries)]
        }),
      )
      if (size > 0) assert.deepEqual(rootOf(leaves), head.root)

      const proofs = files.filter((file) => file.startsWith('proof/'))
      assert.ok(proofs.length >= Math.min(size, 100))
      for (const file of proofs) {
        const proof = parseProof(readFileSync(join(folder, file)))
        assert.ok(proof, file)
        assert.equal(file, `proof/${proof.index}.tlog-proof`)
        assert.equal(proof.checkpoint, bytes.toString())
        const leaf = leaves.subarray(proof.index * 32, proof.index * 32 + 32)
        assert.ok(verifyInclusion({ ...head, ...proof, leaf }), file)
      }
      for (const file of files.filter((one) => one.startsWith('add/'))) {
        const [first = '', ...rest] = readFileSync(join(folder, file), 'utf8').split('\n')
        const request = parseAddCheckpoint(Buffer.from(rest.join('\n')))
        assert.ok(request, file)
        assert.equal(file, `add/${request.old}.txt`)
        const oldRoot = Buffer.from(first, 'base64')
        const { old, proof: path } = request
        assert.ok(verifyConsistency({ ...head, old, oldRoot, path }), file)
      }
    })

  it('writes over nothing, and says how it is called', async () => {
    console.error = () => {}
    const folder = await exported(1)
    writeFileSync(join(folder, 'mine'), '')
    await assert.rejects(log(['export', '--size', '1', folder]), /is not empty/)
    for (const args of [[], ['export'], ['export', '--size', '01', 'x'], ['export', 'x'], ['mend']])
      assert.equal(await log(args), 2, args.join(' '))
  })
})
