import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import {
  deviceWords,
  stateWords,
  stepWords,
  untrustedWords,
  verdictWords,
  type Words,
} from '../sdk/src/verify-words.ts'
import { keyTypes, parseVkey } from '../src/evidence/note.ts'
import { isPolicyFault, type Policy, parsePolicy } from '../src/evidence/policy.ts'
import type { CheckedEntry, Seen, Verdict } from '../src/evidence/verdict.ts'
import { verifyReceipt } from '../src/evidence/verify.ts'
import { verifyProof } from '../src/evidence/verify-proof.ts'

const usage = `baozheng verify FILE [--policy FILE] [--key VKEY] [--json]
baozheng verify PROOF.tlog-proof --entry FILE --policy FILE [--json]

  FILE      a receipt, or a tlog-proof together with the entry that it proves
  --policy  a tlog-policy: which logs and witnesses you trust, and how many must have signed
  --key     only the log's key, name+id+base64; its witnesses are then those the file names
  --json    the answer as one line of JSON

0: valid. 1: invalid, with the first step that failed. 2: called wrongly. Needs no network.`

/** 验证. Checks a file that a site has handed out. */
export async function verify(args: string[]): Promise<number> {
  const options = readOptions(args)
  if (options === null) return wrong('which file?')
  const policy = options.policy === undefined ? null : parsePolicy(readFileSync(options.policy))
  if (policy !== null && isPolicyFault(policy))
    return wrong(`${options.policy}:${policy.line} ${policy.fault}`)
  const key = options.key === undefined ? null : parseVkey(options.key)
  if (options.key !== undefined && key?.type !== keyTypes.signature)
    return wrong('not the key of a log')
  const bytes = readFileSync(options.file)
  const verdict = isProof(bytes)
    ? proofOf(bytes, options.entry, policy)
    : verifyReceipt(bytes, { logs: key === null ? null : [key], policy })
  if (typeof verdict === 'string') return wrong(verdict)
  if (options.json) console.log(JSON.stringify(verdict))
  else for (const line of told(verdict)) console.log(line)
  return verdict.verdict === 'invalid' ? 1 : 0
}

function isProof(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 32).startsWith('c2sp.org/tlog-proof@')
}

/** What the proof proves, or what else is needed to know it. */
function proofOf(
  bytes: Buffer,
  entry: string | undefined,
  policy: Policy | null,
): Verdict | string {
  if (entry === undefined) return 'a proof needs its entry: --entry FILE'
  if (policy === null) return 'a proof needs a policy: --policy FILE'
  return verifyProof(bytes, readFileSync(entry), policy)
}

interface Options {
  readonly file: string
  readonly policy?: string
  readonly key?: string
  readonly entry?: string
  readonly json?: boolean
}

function readOptions(args: string[]): Options | null {
  try {
    const text = { type: 'string' } as const
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { policy: text, key: text, entry: text, json: { type: 'boolean' } },
    })
    const [file, more] = positionals
    return file === undefined || more !== undefined ? null : { ...values, file }
  } catch {
    return null
  }
}

const both = ({ zh, en }: Words) => `${zh} ${en}`

/** The answer, line by line: the verdict first. */
export function told(verdict: Verdict): string[] {
  if (verdict.verdict === 'invalid') {
    const place = verdict.where === '' ? '' : ` (${verdict.where})`
    return [both(verdictWords.invalid), `${both(stepWords[verdict.step])}${place}`]
  }
  const head = [both(verdictWords[verdict.verdict]), `日志 log: ${verdict.log}`]
  if (verdict.what === 'proof')
    return [
      ...head,
      `第 ${verdict.index} 条，共 ${verdict.size} 条 entry ${verdict.index} of ${verdict.size}`,
      ...seenBy(verdict.witnesses),
    ]
  const { complete } = verdict
  return [
    ...head,
    ...(verdict.trusted ? [] : [both(untrustedWords)]),
    `${verdict.subject} (${verdict.holder}, ${verdict.issuedAt})`,
    ...verdict.facts.map(({ zh, en }) => `  ${zh}  ${en}`),
    ...verdict.entries.map(entryLine),
    ...seenBy(verdict.entries.findLast(({ size }) => size !== null)?.witnesses ?? []),
    ...(complete === null
      ? []
      : [
          `共 ${complete.count} 条，无遗漏 all ${complete.count} entries of the stream at size ${complete.size}`,
        ]),
  ]
}

function entryLine({ seq, kind, at, state, index, erased, device }: CheckedEntry): string {
  const where = index === null ? '' : ` #${index}`
  const gone = erased ? ' 内容已依法删除 erased' : ''
  const signed = device ? ` ${both(deviceWords)}` : ''
  const found = `${both(stateWords[state])}${where}${gone}${signed}`
  return `  ${String(seq).padStart(3)}  ${at}  ${kind}  ${found}`
}

function seenBy(witnesses: readonly Seen[]): string[] {
  return witnesses.map(({ name, second }) => {
    return `见证 witnessed by ${name} at ${new Date(second * 1000).toISOString()}`
  })
}

function wrong(why: string): number {
  console.error(`${why}\n\n${usage}`)
  return 2
}
