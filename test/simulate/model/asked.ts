import type { Trade } from './trade.ts'

/** A command as the model sees it. */
export interface Asked {
  readonly actor: string
  readonly role: string
  readonly at: number
  readonly target: string
  readonly body: Readonly<Record<string, unknown>> & { readonly type: string }
  /** What a sealed bid says: the door sealed it, so the model has to be told. */
  readonly secretFen: bigint | null
}

/** What follows in other rooms, in the same moment. */
export interface Followed {
  afterwards(what: () => void): void
  instruct(orderId: string, what: { no: string; kind: string; fen: bigint }): void
  closeAsked(trade: Trade): void
  /** The provider is to hear that this payment is disowned. */
  notify(trade: Trade): void
  refunded(trade: Trade): void
  unlocked(trade: Trade, lockId: string): void
  handOver(trade: Trade): void
  /** What became of the goods that a case has agreed about. */
  goods(trade: Trade, caseId: string, how: string): void
  /** A case has agreed or decided that goods go back, or are mended. */
  agree(
    trade: Trade,
    what: { id: string; remedy: string; fen: bigint; days: number; named: Named },
  ): void
  caseOver(trade: Trade, id: string, paid: boolean): void
  /** A disputed return comes into a case. */
  carry(trade: Trade, what: Carried): void
  /** Where the goods are that this case has agreed about. */
  stageOf(trade: Trade, caseId: string): string | null
  /** What is there that could go back (with the buyer, to be sent), or be mended? */
  leftOf(trade: Trade, here: boolean): readonly Piece[]
  /** False where a parcel of that number is known already. */
  register(parcelId: string, parcel: Pick<Parcel, 'orderId' | 'carrierId' | 'errand'>): boolean
}

export interface Piece {
  readonly itemId: string
  readonly quantity: number
}

/** What a settlement names: whole things, or so many pieces of each; nothing: all there is. */
export interface Named {
  readonly itemIds: readonly string[]
  readonly pieces: readonly Piece[]
}

export interface Parcel {
  readonly orderId: string
  readonly carrierId: string
  readonly errand: string | null
  status: string
  scans: number
}

export interface Payment {
  status: string
  readonly instructions: Map<string, { kind: string; fen: bigint; status: string }>
  readonly seen: Set<string>
  /** Of a payment that its buyer disowns: has the provider heard of it? */
  notice: 'due' | 'heard' | null
}

export interface Carried {
  /** The case that had agreed on it; null where it was asked for directly. */
  readonly caseId: string | null
  readonly fen: bigint
  readonly issue: string
  readonly told: readonly { by: string; text: string; photos: number }[]
}
