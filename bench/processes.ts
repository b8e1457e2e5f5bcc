import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A server in a process of its own that answers lines with lines of JSON. */
export interface Served {
  readonly first: Record<string, unknown>
  ask(line: string): Promise<Record<string, unknown>>
  stop(): Promise<void>
}

/** Starts one of `bench/servers`, and waits until it says that it is ready. */
export async function serve(name: string, args: readonly string[]): Promise<Served> {
  const file = fileURLToPath(new URL(`./servers/${name}.ts`, import.meta.url))
  const child: ChildProcess = spawn(process.execPath, [file, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  if (!child.stdout) throw new Error('a process without output')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const read = async () => {
    const line = await lines.next()
    if (line.done) throw new Error(`the server ${name} has ended`)
    return JSON.parse(line.value) as Record<string, unknown>
  }
  return {
    first: await read(),
    ask(line) {
      child.stdin?.write(`${line}\n`)
      return read()
    },
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
