import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decideBatch } from './batch.ts'
import type { Command, Domain } from './command.ts'
import type { Tx } from './db/pool.ts'
import { stateTable } from './db/rows.ts'

interface Jar {
  readonly full: boolean
}
const jars = stateTable<Jar>({
  name: 'jars',
  initial: { full: false },
  timers: ({ full }) => (full ? [{ kind: 'spoil', dueAt: 7 }] : []),
})

/** A domain that breaks in the words of its answer, after everything has been decided. */
const breaksLate: Domain = {
  name: 'jars',
  preload: (world, shopId, target) => world.want(jars, shopId, target),
  handle: (_world, { body }) =>
    body.type === 'time'
      ? [{ type: 'jar.emptied' }]
      : [{ type: 'jar.filled' }, { type: 'jar.closed' }],
  apply: (world, shopId, target, event) =>
    world.write(jars, shopId, target, { full: event.type !== 'jar.emptied' }),
  stream: (target) => `jar:${target}`,
  answer(_world, _shopId, target) {
    if (target === 'cracked') throw new Error('no words for it')
    return { target }
  },
}

const rooms = { foresee: () => {}, domains: new Map([['jars', breaksLate]]), react: () => [] }

describe('a batch', () => {
  it('of a command that fails at the very end nothing is written: no row, no entry, no answer', async () => {
    const { tx, written } = database()
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

  it('a deadline that is decided and set anew falls due again, though its moment is the same', async () => {
    const { tx, written } = database([{ id: 'sour', version: 3, state: { full: true } }])
    const spoil = { ...fill('sour', 1), id: 'spoils', body: { type: 'time', kind: 'spoil' } }
    await decideBatch(tx, [spoil, fill('sour', 2)], rooms)
    const [set] = JSON.parse(String(written.get('deadlines.set')?.[0]))
    assert.deepEqual([set.id, set.kind, set.generation], ['sour', 'spoil', 4])
  })

  it('a deadline that nobody has touched stays the one that it was', async () => {
    const { tx, written } = database([{ id: 'sour', version: 3, state: { full: true } }])
    await decideBatch(tx, [fill('sour', 2)], rooms)
    assert.equal(written.get('deadlines.set'), undefined)
    assert.ok(written.has('jars.save'))
  })
})

function fill(target: string, no: number): Command {
  const seed = Buffer.alloc(32, no)
  const body = { type: 'fill' }
  return { id: target, shopId: 1, actor: 'clock', domain: 'jars', target, body, arrivedAt: 0, seed }
}

/** A database that has one shop and these jars, takes everything, and shows what it was given. */
function database(full: readonly object[] = []): {
  tx: Tx
  written: Map<string, readonly unknown[]>
} {
  const written = new Map<string, readonly unknown[]>()
  const tx: Tx = {
    async query<Row>(name: string, _text: string, values: readonly unknown[]) {
      written.set(name, values)
      const found = full.map((row) => ({ shop_id: 1n, ...row }))
      const rows = name === 'guards.take' ? [{ shop_id: 1n }] : name === 'jars.load' ? found : []
      const count = name.endsWith('.save') ? 1 : 0
      return { rows: rows as Row[], count }
    },
  }
  return { tx, written }
}
