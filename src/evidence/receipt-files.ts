import type { ShopId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import type { Log } from './log.ts'
import { houseShop, houseSubject } from './model.ts'
import { policyText } from './policy-text.ts'
import { type Draft, type EntryState, type Holder, type MayShow, writeReceipt } from './receipt.ts'
import { factsOf } from './receipt-facts.ts'
import { mayShowOfListing, mayShowOfSite } from './receipt-parts.ts'
import { type ProvedRow, proveAll, unproved } from './receipts.ts'
import { keptEntries, streamOf } from './stream.store.ts'
import { issueStreamNote } from './stream-notes.ts'

/** Of one order at most so many entries are shown; the longest in practice has some dozens. */
const entriesMax = 1_000

/** Of a stream that goes on for ever, a page's or the house's, a receipt holds so many entries. */
const chainedMax = 3_000

/** 凭证文件. Every read of one file belongs to one moment: `tx` sees no other. */
export interface Desk {
  readonly tx: Tx
  readonly log: Log
  readonly now: Instant
}

/** All entries of an order with what proves them by now, oldest first. */
export async function orderRows(
  { tx, log }: Pick<Desk, 'tx' | 'log'>,
  { shopId, orderId }: { shopId: ShopId; orderId: string },
): Promise<{ streamId: string; rows: ProvedRow[] }> {
  const stream = await streamOf(tx, shopId, `order:${orderId}`)
  const streamId = stream?.streamId ?? ''
  const asked = { shopId, streamId, fromSeq: 1, limit: entriesMax }
  return { streamId, rows: await proveAll(tx, log, await keptEntries(tx, asked)) }
}

/** The receipt of an order for this holder. */
export async function orderFile(
  desk: Desk,
  whose: { shopId: ShopId; orderId: string },
  { holder, mayShow }: { holder: Holder; mayShow: MayShow },
): Promise<string> {
  const { tx, log } = desk
  const { streamId, rows } = await orderRows(desk, whose)
  const size = rows.findLast((row) => row.size !== null)?.size ?? null
  const note = size === null ? null : await issueStreamNote({ reads: tx, log }, { streamId, size })
  const what = { kind: 'order', subject: whose.orderId, holder } as const
  return write(desk, { ...what, streamId, note, entries: chained(rows), mayShow })
}

/**
 * What a page said from this entry on. Its stream tells of sales too: only the versions and the
 * last entry are proved. Null when no version begins there.
 */
export async function pageFile(
  desk: Desk,
  { shopId, listingId, seq }: { shopId: ShopId; listingId: string; seq: number },
): Promise<string | null> {
  const stream = await streamOf(desk.tx, shopId, `listing:${listingId}`)
  if (!stream) return null
  const what = { kind: 'listing', subject: listingId, mayShow: mayShowOfListing } as const
  return chainedFile(desk, { shopId, streamId: stream.streamId, seq }, what)
}

/**
 * By which rules the site ran from this start on: the start, every later one, and the chain from
 * it to the newest entry, so that no other start can have been between. Null: no start is there.
 */
export async function siteFile(desk: Desk, seq: number): Promise<string | null> {
  const stream = await streamOf(desk.tx, houseShop, houseSubject)
  if (!stream) return null
  const what = { kind: 'site', subject: houseSubject, mayShow: mayShowOfSite } as const
  return chainedFile(desk, { shopId: houseShop, streamId: stream.streamId, seq }, what)
}

/** From this entry of a stream to its newest one: what may be shown, and the last, are proved. */
async function chainedFile(
  desk: Desk,
  from: { shopId: ShopId; streamId: string; seq: number },
  { mayShow, ...what }: Pick<Draft, 'kind' | 'subject' | 'mayShow'>,
): Promise<string | null> {
  const { tx, log } = desk
  const { shopId, streamId, seq } = from
  const kept = await keptEntries(tx, { shopId, streamId, fromSeq: seq, limit: chainedMax })
  const [first] = kept
  const last = kept.findLast(({ index }) => index !== null)
  if (first?.seq !== seq || !mayShow(first, '')) return null
  const shown = kept.filter((row) => row === last || mayShow(row, '') || row.index === null)
  const proved = new Map((await proveAll(tx, log, shown)).map((row) => [row.seq, row]))
  const entries = chained(kept.map((row) => proved.get(row.seq) ?? { ...row, ...unproved }))
  return write(desk, { ...what, holder: 'public', streamId, note: null, entries, mayShow })
}

/** What stands before a proved entry is in the tree with it, if it has no proof of its own. */
function chained<Row extends { state: EntryState; proof: string | null }>(
  rows: readonly Row[],
): Row[] {
  const last = rows.findLastIndex(({ proof }) => proof !== null)
  return rows.map((row, at) =>
    at < last && row.proof === null ? { ...row, state: 'chained' } : row,
  )
}

function write({ log, now }: Desk, draft: Omit<Draft, 'issuedAt' | 'policy' | 'facts'>): string {
  const facts = factsOf(draft.entries, draft.mayShow)
  const policy = policyText(log.signer.vkey, log.policy)
  return writeReceipt({ ...draft, issuedAt: now, policy, facts }, log.signer)
}
