import type { SeenOrder, Wish } from './cast.ts'
import type { Parcel } from './model/asked.ts'
import type { Quarrel } from './model/case-file.ts'
import type { GivenBack } from './model/return-state.ts'
import type { Trade } from './model/trade.ts'
import type { Random } from './random.ts'

/** An order as somebody looks at it. People know what the model knows. */
export interface Look {
  readonly seen: SeenOrder
  readonly trade: Trade
  readonly returns: readonly GivenBack[]
  readonly quarrel: Quarrel | null
  readonly parcels: readonly (Parcel & { readonly id: string })[]
  readonly at: number
  readonly random: Random
  /** Seals a bid as the door does, and remembers what it says. */
  readonly seal: (fen: bigint) => string
}

export type Weighted = { weight: number; value: () => Wish }

/** Makes wishes of one side about this order. */
export type By = (name: string, domain: string, body: object) => () => Wish

/** A part of an amount: all of it, or anything from one fen on. */
export function part(fen: bigint, random: Random): bigint {
  if (fen <= 1n) return fen
  return random.chance(0.2) ? fen : 1n + BigInt(random.int(0, Number(fen) - 1))
}
