import type pg from 'pg'

/** What one row of a copy holds: the bytes of each column; null where there is no value. */
export type CopiedRow = readonly (Buffer | null)[]

/**
 * What does this query give, as bytes? By `copy … to stdout (format binary)`: the usual way sends a
 * `bytea` as hex digits, which costs both sides more than finding it. No parameters: whoever calls
 * writes nothing but numbers into the text. Not for a pool, nor for a connection that pipelines.
 */
export function copied(client: pg.ClientBase, query: string): Promise<CopiedRow[]> {
  return new Promise((resolve, reject) => {
    client.query(new Copy(query, (error, rows) => (error ? reject(error) : resolve(rows))))
  })
}

interface Wire {
  query(text: string): void
}

/** A query as the driver takes one that it does not know. */
class Copy {
  private readonly text: string
  private readonly done: (error: Error | null, rows: CopiedRow[]) => void
  private readonly rows: CopiedRow[] = []

  constructor(query: string, done: (error: Error | null, rows: CopiedRow[]) => void) {
    this.text = `copy (${query}) to stdout (format binary)`
    this.done = done
  }

  submit(connection: Wire): void {
    connection.query(this.text)
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    // The driver writes over its own bytes later.
    const row = readRow(Buffer.from(chunk), this.rows.length === 0)
    if (row !== null) this.rows.push(row)
  }

  handleError(error: Error): void {
    this.done(error, [])
  }

  handleReadyForQuery(): void {
    this.done(null, this.rows)
  }

  handleCommandComplete(): void {}
}

/** Before the first row: a signature of eleven bytes, flags, and the length of what we never get. */
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
