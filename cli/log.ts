import { parseArgs } from 'node:util'
import { exportLog, largestExport } from './log-export.ts'

const usage = `baozheng log export --size N DIR

  export    writes a log of N made-up entries with new keys into DIR, for testing other programs:
            keys, checkpoint, tiles, proofs, and requests to a witness`

/** 日志. Works on a log as files; 2 when it was called wrongly. */
export async function log([command, ...rest]: string[]): Promise<number> {
  if (command === 'export') return exporting(rest)
  return wrong(command === undefined ? 'which command?' : `no such command: ${command}`)
}

async function exporting(args: string[]): Promise<number> {
  const options = readOptions(args)
  if (options === null) return wrong('export needs a size and a folder')
  const { size, folder } = options
  if (size > largestExport) return wrong(`a size is at most ${largestExport}`)
  const files = await exportLog(folder, size)
  console.log(`已写出 wrote ${size} entries, ${files} files to ${folder}`)
  return 0
}

function readOptions(args: string[]): { size: number; folder: string } | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { size: { type: 'string' } },
    })
    const [folder, more] = positionals
    if (folder === undefined || more !== undefined) return null
    if (!/^(?:0|[1-9]\d{0,14})$/.test(values.size ?? '')) return null
    return { size: Number(values.size), folder }
  } catch {
    return null
  }
}

function wrong(why: string): number {
  console.error(`${why}\n\n${usage}`)
  return 2
}
