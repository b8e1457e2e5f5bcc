/** What was found wrong, and where: `index` in the log, or null where it has none. */
export interface Fault {
  readonly index: number | null
  readonly where: string
  readonly what: string
}

const kept = 10_000

/** The faults of a check. A log that is wrong all over must not fill the memory. */
export class Faults {
  count = 0
  private readonly list: Fault[] = []

  add(index: number | null, where: string, what: string): void {
    this.count++
    if (this.list.length < kept) this.list.push({ index, where, what })
  }

  /** The first ones in the order of the log: the first bad entry is the one to look at. */
  first(many: number): Fault[] {
    const order = ({ index }: Fault) => index ?? Number.POSITIVE_INFINITY
    return this.list.toSorted((a, b) => order(a) - order(b)).slice(0, many)
  }
}
