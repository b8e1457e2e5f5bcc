import type { ShopId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/time.ts'

/**
 * 总线. Everything that follows later than its cause (notices, webhooks, statistics) reads the
 * entries of the log, in the order of their index, each reader from a cursor of its own.
 */
export interface LogEntry {
  /** Where it stands in the log: 0 for the first, without gaps. */
  readonly index: number
  /** Which shop it is about; 0 for the house itself. */
  readonly shopId: ShopId
  readonly streamId: string
  /** 1 for the first entry of its stream, without gaps. */
  readonly seq: number
  /** The event's type, `order.paid`. */
  readonly kind: string
  /** When the command behind it arrived. */
  readonly at: Instant
  /** The bytes that stand in the log: canonical JSON, see `spec/leaf.md`. */
  readonly leaf: Uint8Array
  /** What happened, with its names and amounts. Null once it has been erased. */
  readonly payload: EntryPayload | null
}

/** What lies apart from the leaf and can be erased. Money fields (`…Fen`) are bigint. */
export interface EntryPayload {
  readonly domain: string
  readonly target: string
  readonly actor: string
  readonly command: string
  readonly event: { readonly type: string } & Readonly<Record<string, unknown>>
}

/**
 * One that reads the log. It gets every entry at least once, in the order of the index: after a
 * crash the last ones come again, so what it does must be the same when it is done twice (remember
 * the index). When `read` throws, the entries come one by one; the one that still throws after
 * some tries is parked, an alarm is raised, and the reader goes on.
 */
export interface Reader {
  /** Its cursor's name: small letters and dashes; never changed once it has run. */
  readonly name: string
  read(entries: readonly LogEntry[]): Promise<void>
}
