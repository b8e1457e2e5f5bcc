import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { endDueHolds, finishProcessing } from './control.ts'
import { openFolder } from './folder.ts'
import { type Options, openProvider } from './provider.ts'
import { openServer } from './server.ts'
import { FolderTaken, folderTakenCode } from './store.ts'

/**
 * The sandbox payment provider, a process of its own:
 * `node sandbox/provider/main.ts --port 0 --folder DIR --seed 1`
 * Prints one JSON line when it is ready; stops on SIGTERM.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    folder: { type: 'string' },
    seed: { type: 'string', default: '1' },
    /** Where buyers reach this process, if not by its own address. */
    'public-url': { type: 'string' },
    'hold-days': { type: 'string', default: '180' },
    /** The business clock of the first start, ISO 8601; real time otherwise. */
    now: { type: 'string' },
    merchant: { type: 'string', default: 'baozheng' },
    /** A file with the merchant's public key (PEM); without it the provider makes the pair. */
    'merchant-key': { type: 'string' },
    'control-token': { type: 'string' },
    /** Ends when its input ends, so that it never outlives whoever started it. */
    tied: { type: 'boolean', default: false },
  },
})
if (values.folder === undefined) throw new Error('--folder is missing')

const keyFile = values['merchant-key']
const folder = openFolder({
  path: values.folder,
  merchantId: values.merchant,
  merchantPublicKey: keyFile === undefined ? null : readFileSync(keyFile, 'utf8'),
  controlToken: values['control-token'] ?? null,
})
let address = ''
const provider = openedOrGone({
  folder,
  seed: wholeNumber(values.seed, '--seed'),
  holdDays: wholeNumber(values['hold-days'], '--hold-days'),
  startAt: values.now === undefined ? null : wholeNumber(`${Date.parse(values.now)}`, '--now'),
  publicUrl: () => values['public-url'] ?? address,
})
const server = openServer(provider)

server.listen(wholeNumber(values.port, '--port'), values.host, () => {
  const { port } = server.address() as AddressInfo
  address = `http://${values.host.includes(':') ? `[${values.host}]` : values.host}:${port}`
  const ready = {
    ready: true,
    address,
    merchantId: values.merchant,
    merchantKeyFile: folder.merchantKeyFile,
    providerPublicKey: folder.keys.providerPublicKey.export({ type: 'spki', format: 'pem' }),
    controlToken: folder.controlToken,
  }
  console.log(JSON.stringify(ready))
  provider.callbacks.pump()
})

/** What time alone brings about: instructions under way, and holds that end. */
const ticking = setInterval(() => {
  const work = [finishProcessing(provider, Date.now()), endDueHolds(provider)]
  Promise.all(work).catch((error: unknown) => console.error(error))
}, 500)

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  clearInterval(ticking)
  process.stdin.destroy() // an open input would keep the process alive
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  setTimeout(() => server.closeAllConnections(), 1_000).unref()
  await closed
  await provider.stop()
}
process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
if (values.tied) process.stdin.on('end', () => void stop()).resume()

/** A folder has one provider: a second one says so, and ends. */
function openedOrGone(options: Options) {
  try {
    return openProvider(options)
  } catch (error) {
    if (!(error instanceof FolderTaken)) throw error
    console.error(`another provider works on ${error.message}`)
    process.exit(folderTakenCode)
  }
}

function wholeNumber(text: string, name: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${name} is not a whole number`)
  return value
}
