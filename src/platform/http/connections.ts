import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { networkOf } from '../../kernel/address.ts'
import { elapsed } from '../clock.ts'

/**
 * 连接数. How many lines may be open, in all and from one network? Whoever comes later is told so
 * with the first request, while there is room to say it; far above that a line is cut unheard.
 */
export interface ConnectionLimits {
  readonly most: number
  /** Null behind a proxy, whose address all of them have. */
  readonly perNetwork: number | null
}

/** A line costs some ten kilobytes; a network may be an office, or the phones of a town. */
export const connectionsUsual = { most: 4_000, perNetwork: 400 }

/** A line beyond the limit costs a little until it is told: a tenth more, and then no more. */
const slack = (limit: number) => limit + Math.max(8, Math.ceil(limit / 10))
/** Lines that nobody is asking anything over make room for others, looked at so often. */
const makeRoomEveryMs = 1_000

export interface Connections {
  /** Must the request over this line be turned away, and the line be closed? */
  isTooMany(request: IncomingMessage): boolean
  readonly open: number
}

export function limitConnections(server: Server, limits: ConnectionLimits): Connections {
  const { most, perNetwork } = limits
  const turnedAway = new WeakSet<Socket>()
  const byNetwork = new Map<string, number>()
  let open = 0
  let madeRoomAt = Number.NEGATIVE_INFINITY
  server.maxConnections = slack(most)
  server.on('connection', (socket: Socket) => {
    const network = networkOf(socket.remoteAddress ?? '')
    const ofIt = (byNetwork.get(network) ?? 0) + 1
    open += 1
    byNetwork.set(network, ofIt)
    socket.once('close', () => {
      open -= 1
      const left = (byNetwork.get(network) ?? 1) - 1
      if (left > 0) byNetwork.set(network, left)
      else byNetwork.delete(network)
    })
    if (perNetwork !== null && ofIt > slack(perNetwork)) socket.destroy()
    else if (open > most || (perNetwork !== null && ofIt > perNetwork)) turnedAway.add(socket)
    if (open >= most && elapsed() - madeRoomAt >= makeRoomEveryMs) {
      madeRoomAt = elapsed()
      server.closeIdleConnections()
    }
  })
  return {
    isTooMany: ({ socket }) => turnedAway.has(socket),
    get open() {
      return open
    },
  }
}
