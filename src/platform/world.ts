import { assert } from '../kernel/assert.ts'
import type { ShopId } from '../kernel/ids.ts'
import type { Tx } from './db/pool.ts'
import type { Timer } from './deadlines.ts'

/** One kind of row: how it is loaded and saved for a whole batch at once. */
export interface Table<Row> {
  readonly name: string
  /** What stands where no row has been written. */
  readonly initial: Row
  /** Absent where rows are only ever added, each under its own name: nothing is read back. */
  load?(tx: Tx, keys: readonly RowKey[]): Promise<readonly Loaded<Row>[]>
  save(tx: Tx, changes: readonly Change<Row>[]): Promise<void>
  /** Which moments does this row wait for? Derived from the row, so it can never be forgotten. */
  timers?(row: Row): readonly Timer[]
}

/** A table whose rows are read back: all but those that are only added to. */
export type Readable<Row> = Table<Row> & Required<Pick<Table<Row>, 'load'>>

export interface RowKey {
  readonly shopId: ShopId
  readonly id: string
}

export interface Loaded<Row> extends RowKey {
  readonly row: Row
  readonly version: number
}

export interface Change<Row> extends RowKey {
  readonly before: Row
  readonly after: Row
  /** 0 when the row is new; the saved row has one more. */
  readonly version: number
}

interface Cell {
  readonly table: Table<unknown>
  readonly key: RowKey
  readonly version: number
  readonly loaded: unknown
  row: unknown
}

/** Thrown where a decision asks for a row that is not in memory yet. */
export class Miss extends Error {
  override name = 'Miss'
}

/**
 * What a batch of commands sees: rows as loaded, changed by the commands before. A decision that
 * asks for a row nobody foresaw is broken off by `Miss`; the runner loads all that was missed with
 * one statement per table and lets the whole batch decide again. Decisions are pure, so that costs
 * nothing but time.
 */
export class World {
  private readonly cells = new Map<string, Cell>()
  private wanted = new Map<string, { table: Table<unknown>; key: RowKey }>()
  private undo: { cell: Cell; row: unknown }[] = []

  /** How does this row stand now? The table's initial row where there is none. */
  read<Row>(table: Table<Row>, shopId: ShopId, id: string): Row {
    const cell = this.cells.get(cellName(table.name, shopId, id))
    if (cell) return cell.row as Row
    this.want(table, shopId, id)
    if (table.load) throw new Miss()
    return table.initial
  }

  /** Changes a row that was read before. */
  write<Row>(table: Table<Row>, shopId: ShopId, id: string, row: Row): void {
    const cell = this.cells.get(cellName(table.name, shopId, id))
    assert(cell, `${table.name} is written without being read`)
    this.undo.push({ cell, row: cell.row })
    cell.row = row
  }

  /** Asks that a row be loaded with the next load, unless it is here already. */
  want<Row>(table: Table<Row>, shopId: ShopId, id: string): void {
    const name = cellName(table.name, shopId, id)
    if (this.cells.has(name)) return
    const asked = { table: table as Table<unknown>, key: { shopId, id } }
    if (table.load) this.wanted.set(name, asked)
    else this.place(asked.table, asked.key, undefined)
  }

  get misses(): number {
    return this.wanted.size
  }

  /** Loads all that was wanted, one statement a table, and takes back every change. */
  async load(tx: Tx): Promise<void> {
    for (const cell of this.cells.values()) cell.row = cell.loaded
    this.undo = []
    const byTable = Map.groupBy(this.wanted.values(), ({ table }) => table)
    this.wanted = new Map()
    await Promise.all(
      [...byTable].map(async ([table, wanted]) => {
        const keys = wanted.map(({ key }) => key)
        const found = new Map(
          (await table.load?.(tx, keys))?.map((row) => [cellName('', row.shopId, row.id), row]),
        )
        for (const key of keys) this.place(table, key, found.get(cellName('', key.shopId, key.id)))
      }),
    )
  }

  /** For replays: everything begins as its table's initial row. */
  placeInitial(table: Table<unknown>, key: RowKey): void {
    if (!this.cells.has(cellName(table.name, key.shopId, key.id))) this.place(table, key, undefined)
  }

  private place(table: Table<unknown>, key: RowKey, found: Loaded<unknown> | undefined): void {
    const row = found ? found.row : table.initial
    const version = found ? found.version : 0
    this.cells.set(cellName(table.name, key.shopId, key.id), {
      table,
      key,
      version,
      loaded: row,
      row,
    })
  }

  /** A mark to come back to when a command turns out to be refused. */
  mark(): number {
    return this.undo.length
  }

  backTo(mark: number): void {
    for (let at = this.undo.length - 1; at >= mark; at--) {
      const step = this.undo[at]
      if (step) step.cell.row = step.row
    }
    this.undo.length = mark
  }

  /** Which moments does this row wait for, as it stands now? None where it is not here. */
  timers(table: string, shopId: ShopId, id: string): readonly Timer[] {
    const cell = this.cells.get(cellName(table, shopId, id))
    return cell?.table.timers?.(cell.row) ?? []
  }

  /** What has changed since it was loaded, by table, sorted by key. */
  changes(): Map<Table<unknown>, Change<unknown>[]> {
    const changed = new Map<Table<unknown>, Change<unknown>[]>()
    for (const { table, key, version, loaded, row } of this.cells.values()) {
      if (row === loaded) continue
      const list = changed.get(table) ?? []
      list.push({ ...key, before: loaded, after: row, version })
      changed.set(table, list)
    }
    for (const list of changed.values()) list.sort(byKey)
    return changed
  }

  /** Every row of one table, as it stands now. */
  *rows<Row>(table: Table<Row>): Iterable<RowKey & { row: Row }> {
    for (const cell of this.cells.values())
      if (cell.table.name === table.name) yield { ...cell.key, row: cell.row as Row }
  }
}

function cellName(table: string, shopId: ShopId, id: string): string {
  return `${table}/${shopId}/${id}`
}

function byKey(a: RowKey, b: RowKey): number {
  return a.shopId - b.shopId || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}
