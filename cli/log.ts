import { parseArgs } from 'node:util'
import { readConfig } from '../src/platform/config.ts'
import { withDatabase } from './database.ts'
import { closeLog } from './log-close.ts'
import { exportLog, largestExport } from './log-export.ts'
import { readWatchArgs, watch } from './log-watch.ts'

const usage = `baozheng log export --size N DIR
baozheng log close --next NAME --reason TEXT [--checkpoint FILE]…
baozheng log watch URL [--vkey VKEY] [--policy FILE] [--state FILE | --keep DIR] [--once]
                       [--entries] [--every SECONDS]

  export    writes a log of N made-up entries with new keys into DIR, for testing other programs:
            keys, checkpoint, tiles, proofs, and requests to a witness
  close     ends a log that has lost what it had signed, by a statement that says so, and opens the
            next one with the same entries; only while no server is at work
  watch     follows the log at URL (https://shop.example/log) from outside: checks that every
            checkpoint goes on from the last one it saw, and remembers it in FILE.
            Ends with 1 when the log contradicts itself; with --once also with 3 when it cannot be
            read, and with 4 when it shows less than before. Ends with 5 when it was closed
            in order: then it says under which name and key it goes on.
            --entries fetches new entries too and compares them with the tree;
            --keep keeps a copy of the whole log in DIR, which any server of files can show`

/** 日志. Works on a log as files; 2 when it was called wrongly. */
export async function log([command, ...rest]: string[]): Promise<number> {
  if (command === 'export') return exporting(rest)
  if (command === 'watch') return watching(rest)
  if (command === 'close') return closing(rest)
  return wrong(command === undefined ? 'which command?' : `no such command: ${command}`)
}

async function watching(args: string[]): Promise<number> {
  const options = readWatchArgs(args)
  return options === null ? wrong('watch needs the address of a log') : watch(options)
}

async function closing(args: string[]): Promise<number> {
  const asked = readCloseOptions(args)
  if (asked === null) return wrong('close needs the next name and a reason')
  const config = readConfig(process.env)
  const statement = await withDatabase(config, (databaseUrl) =>
    closeLog({ config, databaseUrl, ...asked, now: Date.now() }),
  )
  console.log(`旧日志已关闭,请公布这份声明。 The log is closed; publish this:\n\n${statement}`)
  return 0
}

function readCloseOptions(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        next: { type: 'string' },
        reason: { type: 'string' },
        checkpoint: { type: 'string', multiple: true },
      },
    })
    const { next, reason, checkpoint: files = [] } = values
    return next === undefined || reason === undefined ? null : { next, reason, files }
  } catch {
    return null
  }
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
