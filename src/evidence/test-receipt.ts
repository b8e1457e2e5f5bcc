import { canonicalJson } from '../kernel/canonical.ts'
import { cosign } from './cosignature.ts'
import { leafBytes } from './leaf.ts'
import { entryHash } from './merkle.ts'
import { formatVkey, keyTypes, makeSigner, type Signer } from './note.ts'
import { formatProof } from './proof.ts'
import { type Draft, type KeptEntry, type Proved, writeReceipt } from './receipt.ts'
import { signStreamNote } from './stream-note.ts'
import { TestLog } from './test-log.ts'

/** 样本凭证. A receipt as a site would write it, for tests: a short order in a log of other entries. */

export const witnesses: readonly Signer[] = [21, 22, 23].map((byte) =>
  makeSigner({
    name: `witness.example/${byte}`,
    type: keyTypes.cosignature,
    seed: Buffer.alloc(32, byte),
  }),
)

/** What happened in the trade of this number, oldest first; money as strings of digits. */
function eventsOf(trade: number): readonly Readonly<Record<string, unknown>>[] {
  const totalFen = String(33_600 * trade)
  return [
    { type: 'order.opened', order: { quantity: 2 * trade, totalFen, title: '桂花米酒 500ml' } },
    { type: 'order.paid', amountFen: totalFen, paySerial: `420000123420261122000000000${trade}` },
    { type: 'order.shipped', trackingNo: 'SF1234567890', parcels: ['a', 'b'] },
    { type: 'order.confirmed', by: 'buyer' },
  ]
}

const streamOf = (trade: number) => `${trade}0b1c2d3e4f5061728394a5b6c7d8e9f`
export const subjectOf = (trade: number) => `ord_${trade}123456789abcdefghjkmnpqrs`

export function policyOf(log: Signer, quorum: string): string {
  const lines = witnesses.map(({ vkey }, at) => `witness w${at} ${formatVkey(vkey)}`)
  const group = 'group all-of-them all w0 w1 w2'
  return `${[`log ${formatVkey(log.vkey)}`, ...lines, group, `quorum ${quorum}`].join('\n')}\n`
}

export interface Sample {
  readonly bytes: Buffer
  readonly log: TestLog
  readonly policy: string
  readonly draft: Draft
  readonly entries: readonly KeptEntry[]
}

/**
 * One receipt. `covered`: how many of its entries are in the signed tree; `signing`: which
 * witnesses sign; `erased`: of which entry (from 1) the words are gone; `before`: how many entries
 * of others stand before it; `signed`: what a device gave, as a fifth entry; `trade`, `origin`
 * and `key` (one byte of the seed) make it another's.
 */
export async function sampleReceipt({
  signed = null,
  covered = signed === null ? 4 : 5,
  signing = witnesses,
  quorum = 'all-of-them',
  erased = 0,
  before = 300,
  trade = 1,
  origin = 'log.example/receipts',
  key = 7,
}: {
  signed?: object | null
  covered?: number
  signing?: readonly Signer[]
  quorum?: string
  erased?: number
  before?: number
  trade?: number
  origin?: string
  key?: number
} = {}): Promise<Sample> {
  const log = new TestLog(origin, key).growTo(before)
  const entries = keep(trade, { erased, signed })
  for (const entry of entries.slice(0, covered)) log.add(entry.leaf).growTo(log.size + 5)
  const note = log.note() + signing.map((one) => line(log, one)).join('')
  const policy = policyOf(log.signer, quorum)
  const proved = await Promise.all(
    entries.map(async (entry, at): Promise<KeptEntry & Proved> => {
      if (at >= covered) return { ...entry, state: 'recorded', proof: null }
      const index = before + at * 6
      const path = await log.inclusion(index)
      const state =
        signing.length === witnesses.length && quorum !== 'none' ? 'witnessed' : 'proved'
      return { ...entry, state, proof: formatProof({ index, path, checkpoint: note }) }
    }),
  )
  const draft: Draft = {
    kind: 'order',
    subject: subjectOf(trade),
    holder: 'buyer',
    issuedAt: Date.UTC(2026, 10, 22, 8),
    policy,
    streamId: streamOf(trade),
    note: covered === 0 ? null : streamNote(log, streamOf(trade), entries.slice(0, covered)),
    entries: proved,
    facts: [
      fact('total', 'event.order.totalFen', String(33_600 * trade)),
      fact('quantity', 'event.order.quantity', 2 * trade),
    ],
    mayShow: (_entry, part) => !part.endsWith('trackingNo') && !part.endsWith('title'),
  }
  return { bytes: Buffer.from(writeReceipt(draft, log.signer)), log, policy, draft, entries }
}

function keep(
  trade: number,
  { erased, signed }: { erased: number; signed: object | null },
): KeptEntry[] {
  const [stream, subject] = [streamOf(trade), subjectOf(trade)]
  let prev = ''
  const last = signed === null ? [] : [{ type: 'step.signed', ...signed }]
  const events: Readonly<Record<string, unknown>>[] = [...eventsOf(trade), ...last]
  return events.map((event, at) => {
    const seq = at + 1
    const [kind, recordedAt] = [String(event.type), Date.UTC(2026, 10, 21, at)]
    const actor = at % 2 === 0 ? 'person:1' : 'person:2'
    const payload = { domain: 'orders', target: subject, actor, command: `c${at}`, event }
    const salt = Buffer.alloc(32, seq + trade * 10)
    const leaf = leafBytes({ kind, stream, seq, prev, at: recordedAt, actor, payload, salt })
    prev = entryHash(leaf).toString('hex')
    const gone = seq === erased
    const text = leaf.toString()
    return {
      seq,
      kind,
      recordedAt,
      leaf: text,
      payload: gone ? null : payload,
      salt: gone ? null : salt,
    }
  })
}

/** Each witness has its own second, whoever else signs. */
function line(log: TestLog, witness: Signer): string {
  const text = log.note().split('\n\n')[0] ?? ''
  return cosign(`${text}\n`, 1_765_432_100 + witnesses.indexOf(witness), witness)
}

function streamNote(log: TestLog, streamId: string, entries: readonly KeptEntry[]): string {
  const { origin, size } = log
  const head = entryHash(Buffer.from(entries.at(-1)?.leaf ?? '')).toString('hex')
  return signStreamNote(
    { origin, size, root: log.rootAt(size), streamId, count: entries.length, head },
    log.signer,
  )
}

function fact(name: string, part: string, value: string | number) {
  return { name, zh: `${name}：${value}`, en: `${name}: ${value}`, value, seq: 1, part, at: [] }
}

/** The same file with something else in it, signed again: what only a bad log could write. */
export function forged(sample: Sample, change: (draft: Draft) => Draft): Buffer {
  return Buffer.from(writeReceipt(change(sample.draft), sample.log.signer))
}

/** The file with another text in place of one, as whoever has no key would change it. */
export function changed(sample: Sample, from: string, to: string): Buffer {
  const text = sample.bytes.toString()
  if (!text.includes(from)) throw new Error(`not in the receipt: ${from}`)
  return Buffer.from(canonicalJson(JSON.parse(text.replace(from, to))))
}
