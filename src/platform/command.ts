import type { ShopId } from '../kernel/ids.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { Instant } from '../kernel/time.ts'
import type { World } from './world.ts'

/** 命令. One wish of one actor about one thing of one shop. */
export interface Command {
  /** Chosen by the sender; the same id is decided once per shop and actor. */
  readonly id: string
  readonly shopId: ShopId
  /** Who: `person:…`, `guest:…`, `carrier:…`, `provider:…`, `clock`, `dispatcher`. */
  readonly actor: string
  readonly domain: string
  /** Which thing of that domain. */
  readonly target: string
  readonly body: Body
  readonly arrivedAt: Instant
  /** 32 random bytes, drawn on arrival: ids and salts come from them, so a retry repeats itself. */
  readonly seed: Uint8Array
  /** Proof of who may act beside the actor, such as the hash of an order's secret link. */
  readonly grant?: string
}

export interface Body {
  readonly type: string
}

/** What a domain gives the runner: how it decides, and how it applies what happened. */
export interface Domain {
  readonly name: string
  /** Rows that a command will surely need, so that they are loaded in one go. */
  preload(world: World, shopId: ShopId, target: string, body: Body): void
  handle(world: World, order: Order): readonly DomainEvent[] | Refusal
  apply(world: World, shopId: ShopId, target: string, event: DomainEvent): void
  /** Which stream of the journal tells of this thing: `order:…`, `listing:…`, `shop`. */
  stream(target: string, world: World, shopId: ShopId): string
  /** A few words on how the thing stands now, kept as the answer. Never personal data. */
  answer?(world: World, shopId: ShopId, target: string): Record<string, unknown>
}

/** A command as its domain sees it, also when another domain's event gave rise to it. */
export interface Order {
  readonly shopId: ShopId
  readonly target: string
  readonly body: Body
  readonly actor: string
  readonly grant: string | null
  readonly at: Instant
  /** Fresh random bytes for this decision; the same at every retry. */
  readonly random: Uint8Array
}

export interface DomainEvent {
  readonly type: string
}

/** A same-transaction reaction: what another domain must do when this has happened. */
export interface Reaction {
  readonly domain: string
  readonly target: string
  readonly body: Body
}
export type React = (world: World, happened: Happened) => readonly Reaction[]

/** One event that is about to be written into the journal. */
export interface Happened {
  readonly shopId: ShopId
  readonly domain: string
  readonly target: string
  readonly stream: string
  readonly event: DomainEvent
  readonly actor: string
  readonly at: Instant
}

/** How a command was answered. Kept, and given again to whoever repeats it. */
export type Answer =
  | { readonly ok: true; readonly entry: Entry; readonly result: Record<string, unknown> }
  | ({ readonly ok: false } & Refusal)

/** Where in the journal the last event of a command stands. */
export interface Entry {
  readonly stream: string
  readonly seq: number
}

/** Who is the signed-in person behind this actor? Null for guests and machines. */
export function personOf(actor: string): string | null {
  return actor.startsWith('person:') ? actor.slice('person:'.length) : null
}

/** The actor of a command that another domain's event gave rise to. */
export const reactionActor = 'reaction'
/** The actor that tells of a notice which has reached somebody. */
export const noticesActor = 'notices'
/** The actor of a deadline that has fallen due. */
export const clockActor = 'clock'
