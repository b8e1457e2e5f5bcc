import { leafBytes, leafHash } from '../evidence/leaf.ts'
import { fenJson } from '../kernel/canonical.ts'
import type { ShopId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/time.ts'
import type { DomainEvent, Entry, Happened } from './command.ts'
import type { Tx } from './db/pool.ts'
import { reviveFen, stateTable } from './db/rows.ts'
import { draw } from './execute.ts'
import type { World } from './world.ts'

/** How far a stream has come: its random name, its length, the hash of its last leaf (hex). */
export interface Stream {
  readonly streamId: string
  readonly count: number
  readonly head: string
}

export const streams = stateTable<Stream>({
  name: 'streams',
  initial: { streamId: '', count: 0, head: '' },
})

/** What lies apart from the leaf and can be erased. */
export interface Payload {
  readonly domain: string
  readonly target: string
  readonly actor: string
  readonly command: string
  readonly event: DomainEvent
}

interface Row {
  readonly shop_id: number
  readonly stream_id: string
  readonly seq: number
  readonly place: number
  readonly kind: string
  readonly recorded_at: string
  readonly leaf: string
  readonly payload: string
  readonly salt: string
}

/** Collects the journal rows of one batch; chains go on from the saved stream heads. */
export class JournalPage {
  private readonly rows: Row[] = []
  private readonly hashes: Buffer[] = []
  /** Names the batch in the log. From the first command's seed, so that a retry repeats itself. */
  private batchId = ''

  /**
   * Adds what one command brought about: all of it or, when that fails, nothing. Out: where the
   * last event of its own stream stands.
   */
  add(
    world: World,
    command: { id: string; seed: Uint8Array },
    happened: readonly Happened[],
  ): Entry {
    this.batchId ||= draw(command.seed, 'batch').toString('hex', 0, 16)
    let entry: Entry = { stream: '', seq: 0 }
    const rows: Row[] = []
    const hashes: Buffer[] = []
    happened.forEach((event, place) => {
      const seed = (purpose: string) => draw(command.seed, `${purpose} ${place}`)
      const last = world.read(streams, event.shopId, event.stream)
      const streamId = last.streamId || seed('stream').toString('hex', 0, 16)
      const seq = last.count + 1
      const salt = seed('salt')
      const payload: Payload = {
        domain: event.domain,
        target: event.target,
        actor: event.actor,
        command: command.id,
        event: event.event,
      }
      const leaf = leafBytes({
        kind: event.event.type,
        stream: streamId,
        seq,
        prev: last.head,
        at: event.at,
        actor: event.actor,
        payload,
        salt,
      })
      const hash = leafHash(leaf)
      const head = hash.toString('hex')
      world.write(streams, event.shopId, event.stream, { streamId, count: seq, head })
      hashes.push(hash)
      rows.push({
        shop_id: event.shopId,
        stream_id: streamId,
        seq,
        place: this.rows.length + place,
        kind: event.event.type,
        recorded_at: new Date(event.at).toISOString(),
        leaf: leaf.toString(),
        payload: fenJson(payload),
        salt: salt.toString('hex'),
      })
      if (place === 0 || event.stream === happened[0]?.stream) entry = { stream: streamId, seq }
    })
    this.rows.push(...rows)
    this.hashes.push(...hashes)
    return entry
  }

  /** Appends the page, and says in the same statement that its entries wait for an index. */
  async save(tx: Tx): Promise<void> {
    const { rows } = this
    const [first] = rows
    if (!first) return
    await tx.query('journal.append', appendSql, [
      JSON.stringify(rows),
      this.batchId,
      first.shop_id,
      rows.length,
      `{${rows.map(({ shop_id }) => shop_id).join()}}`,
      `{${rows.map(({ stream_id }) => stream_id).join()}}`,
      `{${rows.map(({ seq }) => seq).join()}}`,
      Buffer.concat(this.hashes),
    ])
  }
}

const appendSql = `with written as (
    insert into app.journal
      (shop_id, stream_id, seq, batch_id, place, kind, recorded_at, leaf, payload, salt)
    select shop_id, stream_id, seq, $2::uuid, place, kind, recorded_at,
      convert_to(leaf, 'UTF8'), payload, decode(salt, 'hex')
    from json_to_recordset($1::json) as r(shop_id bigint, stream_id text, seq integer,
      place integer, kind text, recorded_at timestamptz, leaf text, payload text, salt text)
    returning 1)
  insert into app.journal_pending
    (shop_id, batch_id, entries, shop_ids, stream_ids, seqs, hashes)
  values ($3, $2::uuid, $4, $5::bigint[], $6::text[], $7::integer[], $8)
  returning 1`

export interface JournalEntry {
  readonly seq: number
  readonly kind: string
  readonly recordedAt: Instant
  readonly leaf: Buffer
  /** Null once it has been erased. */
  readonly payload: Payload | null
}

/** What has been written in the stream of this thing? Oldest first. */
export async function readStream(
  tx: Tx,
  shopId: ShopId,
  { subject, after = 0 }: { subject: string; after?: number },
): Promise<JournalEntry[]> {
  const { rows } = await tx.query<{
    seq: number
    kind: string
    recorded_at: Instant
    leaf: Buffer
    payload: string | null
  }>('journal.stream', streamSql, [shopId, subject, after, pageOfStream])
  return rows.map((row) => ({
    seq: row.seq,
    kind: row.kind,
    recordedAt: row.recorded_at,
    leaf: row.leaf,
    payload: row.payload === null ? null : (reviveFen(JSON.parse(row.payload)) as Payload),
  }))
}

const streamSql = `select j.seq, j.kind, j.recorded_at, j.leaf, j.payload
  from app.streams s
  join app.journal j on j.shop_id = s.shop_id and j.stream_id = s.state->>'streamId'
  where s.shop_id = $1 and j.shop_id = $1 and s.id = $2
    and j.seq > $3
  order by j.seq limit $4`

/** So many entries of a stream come at a time; `after` the last one's number come the next. */
export const pageOfStream = 1_000
