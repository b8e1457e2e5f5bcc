import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { formatVkey, keyTypes, makeSigner, parseVkey } from '../../src/evidence/note.ts'
import { witnessServer } from '../../src/evidence/witness-server.ts'

/** A witness of one log in a process of its own. Prints its line of a policy. */
const [name = '', logKey = '', folder = ''] = process.argv.slice(2)
const log = parseVkey(logKey)
if (log === null) throw new Error('not a key')
const signer = makeSigner({ name, type: keyTypes.cosignature, seed: randomBytes(32) })
const server = witnessServer({
  signer,
  logs: [log],
  folder,
  now: () => Math.floor(Date.now() / 1_000),
  alarm: (why) => console.error(why),
})
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  const line = `witness ${name} ${formatVkey(signer.vkey)} http://127.0.0.1:${port}`
  console.log(JSON.stringify({ line }))
})
process.on('SIGTERM', () => process.exit(0))
