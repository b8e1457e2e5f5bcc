import { randomBytes } from 'node:crypto'
import Fastify from 'fastify'
import pg from 'pg'
import { openAuthPool } from '../../src/identity/accounts.ts'
import { createIdentity } from '../../src/identity/identity.ts'
import { actorId } from '../../src/identity/model.ts'
import { sandboxSms } from '../../src/identity/sms.ts'
import { sha256, sha256Hex } from '../../src/kernel/hash.ts'
import { readPool } from '../../src/platform/db/pool.ts'

/**
 * The server one would write by hand: the same account check, then one transaction a request with
 * the honest minimum: a command claim, an order row, a journal row, two postings. Pool of 16.
 */
const [url = '', secretsJson = '{}'] = process.argv.slice(2)
const secrets = Object.fromEntries(
  Object.entries(JSON.parse(secretsJson) as Record<string, string>).map(([name, hex]) => [
    name,
    Buffer.from(hex, 'hex'),
  ]),
) as Record<'masterKey' | 'phoneKey' | 'cookieKey' | 'authSecret', Buffer>
const pool = new pg.Pool({ connectionString: url, max: 16 })
await pool.query(`create schema if not exists plain;
  create table if not exists plain.commands (actor text, id text, body_hash bytea, answer jsonb,
    primary key (actor, id));
  create table if not exists plain.orders (id uuid primary key, state jsonb, status text);
  create table if not exists plain.journal (stream uuid, seq int, leaf bytea,
    primary key (stream, seq));
  create table if not exists plain.balances (account text primary key, debits bigint,
    credits bigint);
  create table if not exists plain.postings (id uuid primary key, account text, amount bigint)`)
for (let shop = 0; shop < 64; shop++)
  await pool.query(
    `insert into plain.balances values ($1, 0, 0), ($2, 0, 0) on conflict do nothing`,
    [`held/${shop}`, `escrow/${shop}`],
  )
const identity = createIdentity({
  pool: readPool(url, 4),
  authPool: openAuthPool(url, 4),
  baseUrl: 'http://localhost',
  secrets,
  sms: sandboxSms(),
  now: () => Date.now(),
  randomBytes,
})

const claim = `insert into plain.commands values ($1, $2, $3, $4) on conflict do nothing returning 1`
const order = `insert into plain.orders values ($1, $2, 'opened')`
const journal = `insert into plain.journal values ($1, 1, $2)`
const posting = `insert into plain.postings values ($1, $2, $3), ($4, $5, $6)`
const balance = `update plain.balances set debits = debits + $2, credits = credits + $3
  where account = $1`

const app = Fastify()
app.post('/trade', async (request, reply) => {
  const actor = await identity.whoIs(request)
  if (!actor) return reply.code(401).send()
  const body = request.body as { shop: number; items: unknown[] }
  const key = String(request.headers['idempotency-key'])
  const text = JSON.stringify(body)
  const id = crypto.randomUUID()
  const leaf = Buffer.from(JSON.stringify({ kind: 'order.opened', id, hash: sha256Hex(text) }))
  const answer = { id, status: 'opened' }
  const client = await pool.connect()
  try {
    await client.query('begin')
    const claimed = await client.query({
      name: 'claim',
      text: claim,
      values: [actorId(actor), key, sha256(text), JSON.stringify(answer)],
    })
    if (claimed.rowCount === 0) throw new Error('a repeat')
    await client.query({ name: 'order', text: order, values: [id, text] })
    await client.query({ name: 'journal', text: journal, values: [id, leaf] })
    const [held, escrow] = [`held/${body.shop}`, `escrow/${body.shop}`]
    await client.query({
      name: 'posting',
      text: posting,
      values: [crypto.randomUUID(), held, 16_800, crypto.randomUUID(), escrow, -16_800],
    })
    await client.query({ name: 'balance', text: balance, values: [held, 16_800, 0] })
    await client.query({ name: 'balance', text: balance, values: [escrow, 0, 16_800] })
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
  return reply.code(201).send(answer)
})
await app.listen({ host: '127.0.0.1', port: 0 })
console.log(JSON.stringify({ port: (app.server.address() as { port: number }).port }))
process.on('SIGTERM', () => void app.close().then(() => process.exit(0)))
