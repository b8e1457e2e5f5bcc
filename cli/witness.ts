import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import {
  formatSecret,
  formatVkey,
  isKeyName,
  keyTypes,
  makeSigner,
  parseSecret,
  type Signer,
  type Vkey,
} from '../src/evidence/note.ts'
import { isPolicyFault, parsePolicy } from '../src/evidence/policy.ts'
import { witnessServer } from '../src/evidence/witness-server.ts'
import { lockFolder } from '../src/evidence/witness-state.ts'

const usage = `baozheng witness key NAME FILE
baozheng witness --key FILE --policy FILE --data DIR [--port N] [--host ADDRESS]

  key       makes the key of a witness, keeps it in FILE (readable to its owner only), and prints
            the line that logs and readers put into their policy; NAME is like an address:
            witness.example.cn/w1
  --policy  a tlog-policy file; the logs of its "log" lines are witnessed
  --data    a folder for this witness alone; what it has signed stands there
  --port    8790 unless told; --host 127.0.0.1 unless told`

/** 见证. Runs a witness until it is stopped; 2 when it was called wrongly. */
export async function witness(args: string[]): Promise<number> {
  if (args[0] === 'key') return makeKey(args.slice(1))
  const options = readOptions(args)
  if (options === null) return wrong('what is to be witnessed, and with which key?')
  const signer = parseSecret(readFileSync(options.key, 'utf8').trim())
  if (signer?.vkey.type !== keyTypes.cosignature) return wrong(`no witness key in ${options.key}`)
  const policy = parsePolicy(readFileSync(options.policy))
  if (isPolicyFault(policy)) return wrong(`${options.policy}:${policy.line} ${policy.fault}`)
  if (policy.logs.length === 0) return wrong(`${options.policy} names no log`)
  await serve({ ...options, signer, logs: policy.logs.map(({ vkey }) => vkey) })
  return 0
}

interface Options {
  readonly key: string
  readonly policy: string
  readonly data: string
  readonly port: number
  readonly host: string
}

function readOptions(args: string[]): Options | null {
  try {
    const text = { type: 'string' } as const
    const { values } = parseArgs({
      args,
      options: { key: text, policy: text, data: text, port: text, host: text },
    })
    const { key, policy, data, port = '8790', host = '127.0.0.1' } = values
    if (key === undefined || policy === undefined || data === undefined) return null
    return /^\d{1,5}$/.test(port) ? { key, policy, data, port: Number(port), host } : null
  } catch {
    return null
  }
}

/** Serves until the process is told to stop, and then lets go of its folder. */
async function serve(setting: Options & { signer: Signer; logs: readonly Vkey[] }): Promise<void> {
  const lock = await lockFolder(setting.data)
  const server = witnessServer({
    signer: setting.signer,
    logs: setting.logs,
    folder: setting.data,
    now: () => Math.floor(Date.now() / 1000),
    alarm: (why) => console.error(`见证告警 alarm: ${why}`),
  })
  await new Promise<void>((done, failed) => {
    server.on('error', failed)
    server.on('close', done)
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        server.close()
        server.closeIdleConnections()
      })
    server.listen(setting.port, setting.host, () => {
      const { address, port } = server.address() as AddressInfo
      console.log(`见证中 witnessing at http://${address}:${port}/ as`)
      console.log(formatVkey(setting.signer.vkey))
    })
  }).finally(() => lock.close())
}

function makeKey([name = '', file, more]: string[]): number {
  if (file === undefined || more !== undefined) return wrong('key needs a name and a file')
  if (!isKeyName(name)) return wrong('a name has no white space and no "+"')
  const signer = makeSigner({ name, type: keyTypes.cosignature, seed: randomBytes(32) })
  // A key that is there is never written over.
  writeFileSync(file, `${formatSecret(signer)}\n`, { flag: 'wx', mode: 0o600 })
  console.log(formatVkey(signer.vkey))
  return 0
}

function wrong(why: string): number {
  console.error(`${why}\n\n${usage}`)
  return 2
}
