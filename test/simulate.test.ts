import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type pg from 'pg'
import { orders } from '../src/orders/store.ts'
import type { Rooms } from '../src/platform/batch.ts'
import type { Body, Domain, Reaction } from '../src/platform/command.ts'
import { over, readPool } from '../src/platform/db/pool.ts'
import { type Database, freshDatabase } from './database.ts'
import { Book } from './simulate/book.ts'
import { Broken, Chronicle, SimulatedClock } from './simulate/chronicle.ts'
import { problemsOf } from './simulate/invariants.ts'
import { logProblems } from './simulate/logbook.ts'
import { marketProblems } from './simulate/market-problems.ts'
import { Market } from './simulate/model/market.ts'
import { Oracle } from './simulate/oracle.ts'
import { faults, handled, modelPlants } from './simulate/plants.ts'
import { commitSeed, failedOnce, minuteMs, reached } from './simulate/seeds.ts'
import { shrink, told } from './simulate/shrink.ts'
import { Simulation, type SimulationOptions } from './simulate/simulation.ts'

async function withDatabase<T>(work: (databaseUrl: string) => Promise<T>): Promise<T> {
  const database = await freshDatabase()
  try {
    return await work(database.connectionString)
  } finally {
    await database.drop()
  }
}

function simulate(options: Omit<SimulationOptions, 'databaseUrl'>) {
  return withDatabase((databaseUrl) => new Simulation({ ...options, databaseUrl }).run())
}

/** The same without lanes and database: many times as fast. */
function inMemory(options: Omit<SimulationOptions, 'databaseUrl'>) {
  return new Simulation({ ...options, databaseUrl: null }).run()
}

describe('a market with a provider that fails and servers that die', () => {
  it('does what the model says, and keeps every invariant', async () => {
    const { orders } = await simulate({ seed: 1, steps: 100, checkEvery: 60 })
    assert(orders > 5, 'something has happened')
  })

  it('the same with two servers on one database', async () => {
    await simulate({ seed: 4, steps: 60, servers: 2 })
  })

  it('tells the same story for the same seed, and another for another', async () => {
    const stories = []
    for (const seed of [5, 5, 6]) stories.push((await inMemory({ seed, steps: 200 })).story)
    assert.equal(stories[0], stories[1])
    assert.notEqual(stories[0], stories[2])
    const servers = 2
    const two = [await inMemory({ seed: 5, steps: 200, servers })]
    two.push(await inMemory({ seed: 5, steps: 200, servers }))
    assert.equal(two[0]?.story, two[1]?.story)
  })

  it('tells on a database the story that it tells in memory, with one server and with two', async () => {
    for (const servers of [1, 2]) {
      const options = { seed: 3, steps: 50, servers }
      assert.equal((await simulate(options)).story, (await inMemory(options)).story)
    }
  })

  it('does and refuses whatever there is to do', async () => {
    // What one market does not come to, another does.
    const given = new Set<string | undefined>()
    for (const seed of [4, 10, 11]) {
      const { answers } = await inMemory({ seed, steps: 5_000 })
      for (const name of answers.keys()) given.add(name.split(': ').at(-1))
    }
    const missing = reached.filter((code) => !given.has(code))
    assert.deepEqual(missing, [])
  })

  for (const { seed, steps, servers, what, fault } of failedOnce)
    it(`seed ${seed} once failed: ${what}`, async () => {
      await inMemory({ seed, steps, servers })
      // Its story still comes to where the fault was.
      await assert.rejects(inMemory({ seed, steps, servers, plant: faults[fault] }), Broken)
    })

  it('holds for a minute of seeds that nobody has chosen', async (test) => {
    const commit = await commitSeed()
    const until = performance.now() + minuteMs
    let seed = commit
    for (; performance.now() < until; seed++) {
      const servers = 1 + (seed % 2)
      await inMemory({ seed, steps: 600, servers }).catch(async (error: Error) => {
        if (!(error instanceof Broken)) throw error
        const steps = Array.from({ length: error.step }, (_, n) => n + 1)
        const story = await shrink({ seed, servers }, { invariant: error.invariant, steps })
        assert.fail(story ? told(seed, story, 600) : error.message)
      })
    }
    test.diagnostic(`seeds ${commit} to ${seed - 1}`)
  })
})

describe('what was tampered with is seen:', () => {
  let database: Database
  let simulation: Simulation
  let pool: pg.Pool
  before(async () => {
    database = await freshDatabase()
    simulation = new Simulation({ seed: 7, steps: 0, databaseUrl: database.connectionString })
    await simulation.begin()
    await simulation.walk(150)
    pool = readPool(database.connectionString, 1)
    await simulation.check(false)
  })
  after(async () => {
    await simulation.close()
    await pool.end()
    await database.drop()
  })

  /** One row is changed, everything is looked at, and the change is taken back. */
  async function seen(sql: string): Promise<Set<string>> {
    const client = await pool.connect()
    try {
      await client.query('begin')
      const { rowCount } = await client.query(sql)
      assert.equal(rowCount, 1, 'one row is tampered with')
      const { problems } = await problemsOf(simulation.sight(over(client)))
      const all = [...problems, ...(await logProblems(over(client)))]
      return new Set(all.map(({ invariant }) => invariant))
    } finally {
      await client.query('rollback')
      client.release()
    }
  }

  const one = (table: string, where = 'true') =>
    `(shop_id, ctid) = (select shop_id, ctid from app.${table} where ${where} limit 1)`
  const posted = `kind = 'pending' and resolution = 'posted'`
  const goesOn = `exists (select 1 from app.journal as next
    where next.stream_id = journal.stream_id and next.seq = 2)`
  const rows: [string, string, string][] = [
    [
      'debits_equal_credits',
      'a balance',
      `update app.accounts set debits_posted = debits_posted + 1 where ${one('accounts')}`,
    ],
    [
      'debits_equal_credits',
      'what is pending on one side',
      `update app.accounts set credits_pending = credits_pending + 1 where ${one('accounts')}`,
    ],
    [
      'held_equals_escrow_and_suspense',
      'money in suspense',
      `update app.accounts set credits_posted = credits_posted + 1
       where ${one('accounts', `code = 'psp.held'`)}`,
    ],
    [
      'no_account_overdrawn',
      'an escrow',
      `update app.accounts set debits_posted = debits_posted + 99999999
       where ${one('accounts', `code = 'order.escrow'`)}`,
    ],
    [
      'balances_equal_transfers',
      'an amount',
      `update app.transfers set amount_fen = amount_fen + 1 where ${one('transfers')}`,
    ],
    [
      'resolved_at_most_once',
      'a second posting',
      `insert into app.transfers select shop_id, id || '/post2', 'post', debit_account,
         credit_account, amount_fen, code, id, null, order_id, recorded_at
       from app.transfers where ${one('transfers', posted)}`,
    ],
    [
      'pairs_resolved_alike',
      'half of a pair',
      `update app.transfers set resolution = 'voided' where ${one('transfers', posted)}`,
    ],
    [
      'journal_equals_transfers',
      'a transfer that is gone',
      `delete from app.transfers where ${one('transfers', `kind = 'single'`)}`,
    ],
    [
      'journal_chain',
      'a payload',
      `update app.journal set payload = replace(payload, '"actor":"', '"actor":"x')
       where ${one('journal')}`,
    ],
    [
      'journal_chain',
      'a missing entry',
      `delete from app.journal where ${one('journal', `seq = 1 and ${goesOn}`)}`,
    ],
    [
      'replay_equals_tables',
      'a state',
      `update app.orders set state = jsonb_set(state, '{payBy}', '0') where ${one('orders')}`,
    ],
    [
      'columns_equal_states',
      'a column',
      `update app.orders set status = 'settled' where ${one('orders', `status <> 'settled'`)}`,
    ],
    [
      'nothing_acknowledged_is_lost',
      'an answer',
      `delete from app.commands where ${one('commands', `actor like 'person:%'`)}`,
    ],
    [
      'deadlines_equal_timers',
      'a deadline',
      `update app.deadlines set due_at = due_at + interval '1 second' where ${one('deadlines')}`,
    ],
    [
      'log_equals_journal',
      'a hash in the log',
      `update app.log_batches set hashes = sha256('') || substring(hashes from 33)
       where first_index = 0`,
    ],
    [
      'log_equals_journal',
      'an index that nobody has',
      `update app.log_batches set first_index = first_index + 1
       where first_index = (select max(first_index) from app.log_batches)`,
    ],
    [
      'log_equals_journal',
      'a signed root',
      `update app.log_checkpoints set root = sha256(root)
       where size = (select max(size) from app.log_checkpoints)`,
    ],
    [
      'dispatches_equal_instructions',
      'an instruction that nobody gave',
      `insert into app.dispatches select shop_id, id, 'x', 0, now() from app.payments
       where ${one('payments')}`,
    ],
  ]
  for (const [invariant, what, sql] of rows)
    it(`${what} → ${invariant}`, async () => {
      const found = await seen(sql)
      assert(found.has(invariant), `seen: ${[...found].join(', ') || 'nothing'}`)
    })

  it('a book of the provider that tells of less, or more → provider_equals_ledger', async () => {
    const sight = simulation.sight(over(pool), true)
    // What moved early has long been heard of.
    for (const place of [0, 1]) {
      const movements = sight.book.movements.toSpliced(place, 1)
      const book = Object.create(sight.book, {
        movements: { value: movements },
        check: { value: () => {} },
      })
      const { problems } = await problemsOf({ ...sight, book })
      assert(problems.some(({ what }) => what.includes('nothing moved at the provider')))
    }
    const twice = Object.create(sight.book, {
      movements: { value: [...sight.book.movements, ...sight.book.movements.slice(0, 1)] },
      check: { value: () => {} },
    })
    const { problems } = await problemsOf({ ...sight, book: twice })
    assert(problems.some(({ invariant }) => invariant === 'provider_equals_ledger'))
  })
})

describe('a rule that is wrong is seen:', () => {
  /** Leaves out, or changes, what one domain makes another do. */
  const reacting =
    (change: (reaction: Reaction) => Reaction[]) =>
    (rooms: Rooms): Rooms => ({
      ...rooms,
      react: (world, happened) => rooms.react(world, happened).flatMap(change),
    })

  const wrong =
    (name: string, make: (domain: Domain) => Domain) =>
    (rooms: Rooms): Rooms => ({
      ...rooms,
      domains: new Map(
        [...rooms.domains].map(([key, domain]) => [key, key === name ? make(domain) : domain]),
      ),
    })

  const plants: [string, string, (rooms: Rooms) => Rooms][] = [
    [
      'stock that is never given back',
      'stock_is_conserved',
      reacting((one) => (one.body.type === 'give_back' ? [] : [one])),
    ],
    [
      'a refund that leaves the ledger out',
      'order_equals_ledger',
      reacting((one) =>
        one.domain === 'ledger' && JSON.stringify(one.body, fen).includes('"refund"') ? [] : [one],
      ),
    ],
    [
      'a refund that is never sent',
      'every_order_ends',
      reacting((one) =>
        one.body.type === 'instruct' && JSON.stringify(one.body, fen).includes('"refund"')
          ? []
          : [one],
      ),
    ],
    [
      'a release that does not look at complaints',
      'release_within_locks',
      wrong('orders', (domain) => ({
        ...domain,
        handle(world, asked) {
          const before = world.read(orders, asked.shopId, asked.target)
          if (before.status === 'none' || asked.body.type !== 'time')
            return domain.handle(world, asked)
          world.write(orders, asked.shopId, asked.target, { ...before, locks: [] })
          const decision = domain.handle(world, asked)
          world.write(orders, asked.shopId, asked.target, before)
          return decision
        },
      })),
    ],
    [
      'an event that was applied and never written',
      'replay_equals_tables',
      wrong('complaints', (domain) => ({
        ...domain,
        handle(world, asked) {
          const decision = domain.handle(world, asked)
          if (!Array.isArray(decision)) return decision
          return decision.map((event) => ({ ...event, now: performance.now() }))
        },
        apply(world, shopId, target, event) {
          const late = { ...event, text: `${performance.now()}` }
          domain.apply(world, shopId, target, late as typeof event)
        },
      })),
    ],
  ]
  for (const [what, invariant, plant] of plants)
    it(`${what} → ${invariant}`, async () => {
      // Not every market comes to where it matters: the first that does must see this and no other.
      for (const [seed, steps] of [
        [225, 160],
        [9, 150],
        [101, 260],
      ] as const) {
        const how = { seed, steps, checkEvery: 50, withoutModel: true, plant }
        const broken = await simulate(how).then(
          () => null,
          (error: Error) => error,
        )
        if (broken === null) continue
        assert(broken instanceof Broken, String(broken))
        return assert.equal(broken.invariant, invariant, broken.message)
      }
      assert.fail('nobody saw it')
    })
})

describe('the model sees', () => {
  for (const [what, invariant, plant] of modelPlants)
    it(`${what} → ${invariant}`, async () => {
      const withoutModel = invariant === 'every_deadline_is_decided'
      for (const seed of [1, 20, 21, 22, 23, 24, 25]) {
        const options = { seed, steps: 800, plant, withoutModel }
        const broken = await inMemory(options).then(
          () => null,
          (error: Error) => error,
        )
        if (broken === null) continue
        assert(broken instanceof Broken, String(broken))
        return assert.equal(broken.invariant, invariant, broken.message)
      }
      assert.fail('nobody saw it')
    })

  it('a disowned payment that the provider never hears of → every_notice_is_heard', () => {
    const market = new Market({ partialRelease: true })
    const payment = { status: 'paid', instructions: new Map(), seen: new Set<string>() }
    market.payments.set('ord_1', { ...payment, notice: 'due' })
    const book = new Book()
    const told = (settled: boolean) => marketProblems(market, { book, settled })
    assert.deepEqual(told(false), [])
    assert.deepEqual(
      told(true).map(({ invariant }) => invariant),
      ['every_notice_is_heard'],
    )
  })

  it('a deadline that is decided twice → every_deadline_fires_once', () => {
    const chronicle = new Chronicle(1, new SimulatedClock())
    const oracle = new Oracle(chronicle, { partialRelease: true, silent: true })
    const body = { type: 'time', kind: 'pay' } as Body
    const whose = { id: 'orders:ord_1:pay:1', shopId: 1, actor: 'clock', target: 'ord_1' }
    const command = { ...whose, domain: 'orders', body, arrivedAt: 0, seed: Buffer.alloc(32) }
    const answer = { ok: true, entry: { stream: '', seq: 1 }, result: {} } as const
    oracle.hears(command, { answer, replayed: false })
    oracle.hears(command, { answer, replayed: true })
    oracle.raise()
    oracle.hears(command, { answer, replayed: false })
    assert.throws(() => oracle.raise(), /every_deadline_fires_once/)
  })

  it('an answer that is another the second time → a_repeat_gets_the_same_answer', async () => {
    const forgetful = handled('listings', (domain) => domain.handle)
    const simulation = new Simulation({ seed: 20, steps: 0, databaseUrl: null, plant: forgetful })
    await simulation.begin()
    const [first] = simulation.chronicle.answered
    assert(first)
    simulation.chronicle.answered.splice(0, 1, { ...first, answer: { ok: false, refused: 'x' } })
    await assert.rejects(simulation.end(), /a_repeat_gets_the_same_answer/)
    await simulation.close()
  })
})

describe('a failure tells its shortest story', () => {
  it('of what was needed to break it, and how to see it again', async () => {
    const plant = (rooms: Rooms): Rooms => ({
      ...rooms,
      react: (world, happened) =>
        rooms.react(world, happened).filter(({ body }) => body.type !== 'give_back'),
    })
    const options = { seed: 21, plant }
    const broken = await inMemory({ ...options, steps: 300 }).then(
      () => assert.fail('nobody saw it'),
      (error: Error) => error,
    )
    assert(broken instanceof Broken)
    const steps = Array.from({ length: broken.step }, (_, n) => n + 1)
    const failure = { invariant: broken.invariant, steps, patienceMs: 20_000 }
    const story = await shrink(options, failure)
    assert(story !== null)
    assert(story.steps.length <= 8, `${story.steps.length} steps`)
    const text = told(21, story, broken.step)
    assert.match(text, /states_equal_model: listings of/)
    assert.match(text, /\n +1\. .*\n.*(buy|pay|time)/)
    assert.match(text, new RegExp(`--seed 21 --memory --only ${story.steps.join()}$`))
    // The same steps alone break it again.
    await assert.rejects(inMemory({ ...options, steps: story.steps }), Broken)
  })
})

function fen(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
