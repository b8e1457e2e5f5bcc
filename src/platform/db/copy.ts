import type { Duplex } from 'node:stream'
import type pg from 'pg'

/** What one row of a copy holds: the bytes of each column; null where there is no value. */
export type CopiedRow = readonly (Buffer | null)[]

/** So many bytes wait to be taken at most; then the database is kept waiting. */
const waitingMax = 4 * 1024 * 1024

/**
 * What does this query give, as bytes, row by row? By `copy … to stdout (format binary)`: the usual
 * way sends a `bytea` as hex digits, which costs both sides more than finding it, and keeps all rows
 * until the last has come. No parameters: whoever calls writes nothing but numbers into the text.
 * Not for a connection that pipelines. Whoever leaves before the end must close the connection.
 */
export async function* copied(client: pg.ClientBase, query: string): AsyncGenerator<CopiedRow> {
  const copy = new Copy(query)
  client.query(copy)
  for (;;) {
    const rows = await copy.take()
    if (rows.length === 0) return
    yield* rows
  }
}

/** A query as the driver takes one that it does not know. */
class Copy {
  private readonly text: string
  private stream: Duplex | null = null
  private rows: CopiedRow[] = []
  private bytes = 0
  private isFirst = true
  private isOver = false
  private failure: Error | null = null
  private wake: () => void = () => {}

  constructor(query: string) {
    this.text = `copy (${query}) to stdout (format binary)`
  }

  /** The rows that have come, as soon as there are some; none at the end. */
  async take(): Promise<CopiedRow[]> {
    while (this.rows.length === 0 && !this.isOver)
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    const { rows } = this
    if (rows.length === 0 && this.failure) throw this.failure
    this.rows = []
    this.bytes = 0
    this.stream?.resume()
    return rows
  }

  submit(connection: pg.Connection): void {
    this.stream = connection.stream
    connection.query(this.text)
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    // The driver writes over its own bytes later.
    const row = readRow(Buffer.from(chunk), this.isFirst)
    this.isFirst = false
    if (row === null) return
    this.rows.push(row)
    this.bytes += chunk.length
    if (this.bytes > waitingMax) this.stream?.pause()
    this.wake()
  }

  handleError(error: Error): void {
    this.failure = error
    this.end()
  }

  handleReadyForQuery(): void {
    this.end()
  }

  handleCommandComplete(): void {}

  private end(): void {
    this.isOver = true
    this.wake()
  }
}

/** Before the first row: a signature of eleven bytes, flags, the length of what never comes. */
const headerLength = 19

/** One row; null at the end of all, where the number of columns is -1. */
function readRow(bytes: Buffer, isFirst: boolean): CopiedRow | null {
  let at = isFirst ? headerLength : 0
  const columns = bytes.readInt16BE(at)
  if (columns < 0) return null
  at += 2
  return Array.from({ length: columns }, () => {
    const length = bytes.readInt32BE(at)
    at += 4
    if (length < 0) return null
    at += length
    return bytes.subarray(at - length, at)
  })
}
