/** The model's own books: accounts with what is posted and what waits, one book a shop. */
export interface Account {
  debit: bigint
  credit: bigint
  debitWaits: bigint
  creditWaits: bigint
}

interface Line {
  readonly from: string
  readonly to: string
  readonly fen: bigint
}

export class Books {
  readonly accounts = new Map<string, Account>()
  private readonly waiting = new Map<string, Line[]>()

  account(name: string): Account {
    const found = this.accounts.get(name)
    if (found) return found
    const fresh = { debit: 0n, credit: 0n, debitWaits: 0n, creditWaits: 0n }
    this.accounts.set(name, fresh)
    return fresh
  }

  /** Moves at once. Nothing is moved for nothing. */
  post(from: string, to: string, fen: bigint): void {
    if (fen === 0n) return
    this.account(from).debit += fen
    this.account(to).credit += fen
  }

  /** Out of `from`, and to whom it goes: waits for the provider's word under this number. */
  ask(no: string, { from, to, fen }: Line): void {
    const lines = [
      { from, to: 'psp.held', fen },
      { from: 'psp.settled', to, fen },
    ]
    for (const line of lines) {
      this.account(line.from).debitWaits += fen
      this.account(line.to).creditWaits += fen
    }
    this.waiting.set(no, lines)
  }

  resolve(no: string, happened: boolean): void {
    for (const { from, to, fen } of this.waiting.get(no) ?? []) {
      this.account(from).debitWaits -= fen
      this.account(to).creditWaits -= fen
      if (happened) this.post(from, to, fen)
    }
    this.waiting.delete(no)
  }
}
