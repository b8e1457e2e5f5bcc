import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import pg from 'pg'

/**
 * PostgreSQL's own bulk format in and out of a connection, page by page, so that no table has to
 * fit into memory. `pg` speaks the messages and leaves it to others to use them.
 */
interface Wire {
  readonly stream: {
    pause(): void
    resume(): void
    writableNeedDrain: boolean
  } & NodeJS.EventEmitter
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(why: string): void
}

/** What a connection calls on whatever it is working on. */
abstract class Copying {
  readonly done: Promise<number>
  protected wire: Wire | null = null
  private rows = 0
  private failure: Error | null = null
  private settle: { resolve: (rows: number) => void; reject: (error: Error) => void } | null = null
  private readonly text: string

  constructor(text: string) {
    this.text = text
    this.done = new Promise((resolve, reject) => {
      this.settle = { resolve, reject }
    })
  }

  submit(wire: Wire): void {
    this.wire = wire
    wire.query(this.text)
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.rows = Number(/\d{1,9}$/.exec(text)?.[0] ?? 0)
  }

  /** The connection is told of the error first, and that it is ready again afterwards. */
  handleError(error: Error): void {
    this.failure ??= error
    if (!('code' in error)) this.settle?.reject(error)
  }

  handleReadyForQuery(): void {
    if (this.failure) this.settle?.reject(this.failure)
    else this.settle?.resolve(this.rows)
  }

  protected fail(error: Error): void {
    this.failure ??= error
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
  handleCopyInResponse(_wire: Wire): void {}
  handleCopyData(_message: { chunk: Buffer }): void {}
}

class CopyOut extends Copying {
  private readonly into: Writable

  constructor(text: string, into: Writable) {
    super(text)
    this.into = into
    // Once for the whole copy: what has arrived already still comes after a pause.
    into.on('drain', () => this.wire?.stream.resume())
    into.on('error', (error) => {
      this.fail(error)
      this.wire?.stream.resume()
    })
  }

  handleCopyOutResponse(): void {}

  override handleCopyData({ chunk }: { chunk: Buffer }): void {
    // The bytes lie in the connection's own buffer, which it writes over.
    if (this.into.destroyed || this.into.write(Buffer.from(chunk))) return
    this.wire?.stream.pause()
  }
}

class CopyIn extends Copying {
  private readonly from: Readable

  constructor(text: string, from: Readable) {
    super(text)
    this.from = from
  }

  override handleCopyInResponse(wire: Wire): void {
    void this.send(wire)
  }

  private async send(wire: Wire): Promise<void> {
    try {
      for await (const chunk of this.from) {
        wire.sendCopyFromChunk(chunk as Buffer)
        if (wire.stream.writableNeedDrain) await once(wire.stream, 'drain')
      }
      wire.endCopyFrom()
    } catch (error) {
      this.fail(error as Error)
      wire.sendCopyFail('the source failed')
    }
  }
}

/** Writes what the query gives into `into`, and ends it. Out: how many rows. */
export async function copyOut(client: pg.Client, query: string, into: Writable): Promise<number> {
  const copying = new CopyOut(`copy (${query}) to stdout`, into)
  client.query(copying as unknown as pg.Submittable)
  const rows = await copying.done
  into.end()
  return rows
}

/** Reads rows into a table, as `copyOut` wrote them. Out: how many. */
export async function copyIn(client: pg.Client, table: string, from: Readable): Promise<number> {
  const copying = new CopyIn(`copy ${table} from stdin`, from)
  client.query(copying as unknown as pg.Submittable)
  return copying.done
}

/** A connection for bulk work: no statement is cut short. */
export async function bulkClient(connectionString: string): Promise<pg.Client> {
  const options = '-c statement_timeout=0 -c idle_in_transaction_session_timeout=0'
  const client = new pg.Client({ connectionString, options })
  client.on('error', () => {}) // it fails the statement under way as well
  await client.connect()
  return client
}
