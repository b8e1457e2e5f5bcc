import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decideBatch } from './batch.ts'
import type { Command, Domain } from './command.ts'
import type { Tx } from './db/pool.ts'
import { stateTable } from './db/rows.ts'

interface Jar {
  readonly full: boolean
}
const jars = stateTable<Jar>({ name: 'jars', initial: { full: false } })

/** A domain that breaks in the words of its answer, after everything has been decided. */
const breaksLate: Domain = {
  name: 'jars',
  preload: (world, shopId, target) => world.want(jars, shopId, target),
  handle: () => [{ type: 'jar.filled' }, { type: 'jar.closed' }],
  apply: (world, shopId, target) => world.write(jars, shopId, target, { full: true }),
  stream: (target) => `jar:${target}`,
  answer(_world, _shopId, target) {
    if (target === 'cracked') throw new Error('no words for it')
    return { target }
  },
}

describe('a batch', () => {
  it('of a command that fails at the very end nothing is written: no row, no entry, no answer', async () => {
    const { tx, written } = database()
    const rooms = {
      foresee: () => {},
      domains: new Map([['jars', breaksLate]]),
      react: () => [],
    }
    const decided = await decideBatch(tx, ['cracked', 'whole'].map(fill), rooms)
    assert.deepEqual(
      decided.outcomes.map(({ type }) => type),
      ['poisoned', 'answered'],
    )
    assert.deepEqual(
      decided.happened.map(({ target }) => target),
      ['whole', 'whole'],
    )
    const [rows, entries, answers] = ['jars.save', 'journal.append', 'commands.save'].map(
      (name) => JSON.parse(String(written.get(name)?.[0])) as Record<string, unknown>[],
    )
    assert.deepEqual(
      rows?.map(({ id }) => id),
      ['whole'],
    )
    assert.deepEqual(
      entries?.map(({ kind, seq, place }) => [kind, seq, place]),
      [
        ['jar.filled', 1, 0],
        ['jar.closed', 2, 1],
      ],
    )
    assert.deepEqual(
      answers?.map(({ command_id }) => command_id),
      ['whole'],
    )
  })
})

function fill(target: string, no: number): Command {
  const seed = Buffer.alloc(32, no)
  const body = { type: 'fill' }
  return { id: target, shopId: 1, actor: 'clock', domain: 'jars', target, body, arrivedAt: 0, seed }
}

/** An empty database that has one shop, takes everything, and shows what it was given. */
function database(): { tx: Tx; written: Map<string, readonly unknown[]> } {
  const written = new Map<string, readonly unknown[]>()
  const tx: Tx = {
    async query<Row>(name: string, _text: string, values: readonly unknown[]) {
      written.set(name, values)
      const rows = name === 'guards.take' ? [{ shop_id: 1n }] : []
      const count = name.endsWith('.save') ? 1 : 0
      return { rows: rows as Row[], count }
    },
  }
  return { tx, written }
}
