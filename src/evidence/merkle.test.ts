import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  consistencyRanges,
  emptyRoot,
  entryHash,
  foldRight,
  inclusionRanges,
  type Leaves,
  nodeHash,
  rootOf,
  subtrees,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'

const largest = 70
const leaves = Array.from({ length: largest }, (_, at) => entryHash(Buffer.from(`entry ${at}`)))

/** The definition of RFC 6962, section 2.1, word by word. */
function treeHash({ start, end }: Leaves): Buffer {
  if (end === start) return emptyRoot
  if (end - start === 1) return leaves[start] ?? emptyRoot
  let half = 1
  while (half * 2 < end - start) half *= 2
  const middle = start + half
  return nodeHash(treeHash({ start, end: middle }), treeHash({ start: middle, end }))
}

const roots = Array.from({ length: largest + 1 }, (_, end) => treeHash({ start: 0, end }))
const rootAt = (size: number) => roots[size] ?? emptyRoot
const pathTo = (index: number, size: number) => inclusionRanges(index, size).map(treeHash)
const pathFrom = (old: number, size: number) => consistencyRanges(old, size).map(treeHash)

/** Every way in which a path is nearly right: one hash changed, left out, doubled, moved. */
function damaged(path: readonly Buffer[]): Buffer[][] {
  const other = entryHash(Buffer.from('another'))
  const changed = path.flatMap((hash, at) => [
    path.with(at, other),
    path.toSpliced(at, 1),
    path.toSpliced(at, 0, hash),
  ])
  const moved = path.slice(1).map((hash, at) => path.with(at, hash).with(at + 1, path[at] ?? hash))
  return [...changed, ...moved, [...path, other], [other, ...path]]
}

describe('the root', () => {
  it('of nothing is the hash of nothing', () => {
    assert.equal(emptyRoot.toString('base64'), '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=')
    assert.deepEqual(foldRight([]), emptyRoot)
  })

  it('is the same from all leaves as from full subtrees', () => {
    for (let size = 1; size <= largest; size++) {
      assert.deepEqual(rootOf(Buffer.concat(leaves.slice(0, size))), rootAt(size))
      const parts = subtrees({ start: 0, end: size }).map(({ level, index }) =>
        treeHash({ start: index * 2 ** level, end: (index + 1) * 2 ** level }),
      )
      assert.deepEqual(foldRight(parts), rootAt(size))
    }
  })

  it('of sizes that no shift can hold has its parts at the right places', () => {
    const size = 2 ** 52 + 2 ** 33 + 3
    assert.deepEqual(subtrees({ start: 0, end: size }), [
      { level: 52, index: 0 },
      { level: 33, index: 2 ** 19 },
      { level: 1, index: (size - 3) / 2 },
      { level: 0, index: size - 1 },
    ])
    assert.equal(inclusionRanges(size - 1, size).length, 3)
  })
})

describe('inclusion, of every leaf in every tree up to 70', () => {
  it('holds with the right path and with no other', () => {
    let refused = 0
    for (let size = 1; size <= largest; size++)
      for (let index = 0; index < size; index++) {
        const leaf = leaves[index] ?? emptyRoot
        const path = pathTo(index, size)
        const claim = { index, size, leaf, root: rootAt(size) }
        assert.ok(verifyInclusion({ ...claim, path }), `${index} of ${size}`)
        for (const wrong of damaged(path)) {
          if (isSamePath(wrong, path)) continue
          assert.ok(!verifyInclusion({ ...claim, path: wrong }))
          refused++
        }
        assert.ok(!verifyInclusion({ ...claim, path, index: size }))
        assert.ok(!verifyInclusion({ ...claim, path, root: rootAt(size - 1) }))
      }
    assert.ok(refused > 40_000)
  })

  it('never holds for another index', () => {
    for (let size = 2; size <= 33; size++)
      for (let index = 0; index < size; index++)
        for (let other = 0; other < size; other++) {
          const claim = { size, leaf: leaves[index] ?? emptyRoot, root: rootAt(size) }
          const holds = verifyInclusion({ ...claim, index: other, path: pathTo(index, size) })
          assert.equal(holds, other === index)
        }
  })
})

describe('consistency, between every two trees up to 70', () => {
  it('holds with the right path and with no other', () => {
    for (let size = 0; size <= largest; size++)
      for (let old = 0; old <= size; old++) {
        const claim = { old, size, oldRoot: rootAt(old), root: rootAt(size) }
        const path = pathFrom(old, size)
        assert.ok(verifyConsistency({ ...claim, path }), `${old} to ${size}`)
        for (const wrong of damaged(path)) {
          if (isSamePath(wrong, path)) continue
          assert.ok(!verifyConsistency({ ...claim, path: wrong }), `${old} to ${size}`)
        }
        const other = entryHash(Buffer.from('another root'))
        assert.ok(!verifyConsistency({ ...claim, path, oldRoot: other }))
        // From nothing to something every root is consistent: there was nothing to go on from.
        if (old > 0 || size === 0) assert.ok(!verifyConsistency({ ...claim, path, root: other }))
        if (old < size) assert.ok(!verifyConsistency({ ...claim, path, old: size, size: old }))
      }
  })
})

describe('verifying', () => {
  it('ends, and refuses, whatever it is given', () => {
    const hashes = fc.array(fc.constantFrom(...leaves.slice(0, 4)), { maxLength: 64 })
    const size = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
    fc.assert(
      fc.property(size, size, hashes, (index, large, path) => {
        const root = entryHash(Buffer.from('no root'))
        assert.ok(!verifyInclusion({ index, size: large, leaf: root, path: [root, ...path], root }))
        const claim = { old: index, size: large, oldRoot: emptyRoot, root, path: [root, ...path] }
        assert.ok(!verifyConsistency(claim))
      }),
      { numRuns: 300 },
    )
  })
})

function isSamePath(one: readonly Buffer[], other: readonly Buffer[]): boolean {
  return Buffer.concat(one).equals(Buffer.concat(other))
}
