import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/**
 * What becomes of a commit on its way: it passes; the line is cut before it arrives; it is done and
 * the line is cut before its word comes back; or the line is cut while nobody knows.
 */
export type Fate = 'passes' | 'cut_before' | 'cut_after' | 'cut_between'

const commitSent = Buffer.from('commit\0')
/** What only the connections of the lanes say when they begin. */
const laneOnly = Buffer.from('enable_seqscan=off')
const commitDone = Buffer.from('COMMIT\0')

/** 线路. The line between our servers and PostgreSQL, which can be cut or slowed down. */
export class Wire {
  /** Asked for every commit of the lanes, in the order in which they come by. */
  fate: (no: number) => Fate = () => 'passes'
  /** So late does the word of a commit come back: a disk that takes its time. */
  slowMs = 0
  /** Told of every cut. */
  onCut: () => void = () => {}
  commits = 0
  cuts = 0
  private isDown = false
  private readonly server: Server
  private readonly sockets = new Set<Socket>()
  private readonly target: { host: string; port: number }

  private constructor(server: Server, target: { host: string; port: number }) {
    this.server = server
    this.target = target
  }

  /** Out: the wire, and the address of the database at its near end. */
  static async open(databaseUrl: string): Promise<{ wire: Wire; url: string }> {
    const url = new URL(databaseUrl)
    const target = { host: url.hostname, port: Number(url.port) }
    const server = createServer()
    const wire = new Wire(server, target)
    server.on('connection', (near) => wire.join(near))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    url.search = ''
    url.hostname = '127.0.0.1'
    url.port = String(typeof address === 'object' ? address?.port : '')
    return { wire, url: url.href }
  }

  /** Cuts everything, and lets nobody through until `repair`. */
  tear(): void {
    this.isDown = true
    for (const socket of this.sockets) socket.destroy()
  }

  repair(): void {
    this.isDown = false
  }

  close(): void {
    this.tear()
    this.server.close()
  }

  private join(near: Socket): void {
    if (this.isDown) {
      near.destroy()
      return
    }
    const far = connect(this.target)
    const ends = [near, far]
    let fate: Fate = 'passes'
    const cut = () => {
      this.cuts++
      for (const socket of ends) socket.destroy()
      this.onCut()
    }
    for (const socket of ends) {
      this.sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        this.sockets.delete(socket)
        for (const other of ends) other.destroy()
      })
    }
    let isLane: boolean | null = null
    near.on('data', (data) => {
      isLane ??= data.includes(laneOnly)
      const isCommit = isLane && data.includes(commitSent)
      if (isCommit) fate = this.fate(++this.commits)
      if (fate === 'cut_before') cut()
      else if (fate === 'cut_between') far.write(data, () => cut())
      else far.write(data)
    })
    far.on('data', (data) => {
      const isDone = isLane && data.includes(commitDone)
      if (isDone && fate === 'cut_after') cut()
      else if (isDone && this.slowMs > 0) setTimeout(() => near.write(data), this.slowMs)
      else near.write(data)
    })
  }
}
