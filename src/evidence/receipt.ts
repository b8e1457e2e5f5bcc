import { canonicalJson } from '../kernel/canonical.ts'
import { sha256 } from '../kernel/hash.ts'
import { type Instant, iso } from '../kernel/time.ts'
import { disclosures } from './disclosure.ts'
import { formatVkey, type Signer, signNote } from './note.ts'

/**
 * 电子凭证. A file that its holder keeps and anybody can check without us, as `spec/receipt.md` says:
 * every entry of one stream, with its proof, with as much of its words as the holder may see.
 */
export interface Receipt {
  readonly format: 'baozheng-receipt/v1'
  readonly kind: ReceiptKind
  /** The public id. */
  readonly subject: string
  readonly holder: Holder
  readonly issuedAt: string
  /** The log's vkey. */
  readonly log: string
  readonly policy: string
  readonly facts: readonly Fact[]
  readonly stream: { readonly id: string; readonly count: number; readonly note: string | null }
  readonly entries: readonly ReceiptEntry[]
  readonly signature: string
}

/** 凭证种类. Of an order; of what a page said; of the rules that the site ran by. */
export const receiptKinds = ['order', 'listing', 'site'] as const
export type ReceiptKind = (typeof receiptKinds)[number]

export type Holder = 'buyer' | 'seller' | 'desk' | 'public'

/** 证明状态. How far has an entry come? */
export const entryStates = ['recorded', 'proved', 'witnessed', 'chained'] as const
export type EntryState = (typeof entryStates)[number]

export interface ReceiptEntry {
  readonly seq: number
  readonly state: EntryState
  readonly leaf: string
  /** Disclosures, sorted; null when the payload has been erased. */
  readonly shown: readonly string[] | null
  /** Digests, sorted. */
  readonly withheld: readonly string[] | null
  readonly proof: string | null
}

/** One line that people read, and where in the entries it stands. */
export interface Fact {
  readonly name: string
  readonly zh: string
  readonly en: string
  readonly value: string | number | boolean | null
  readonly seq: number
  readonly part: string
  readonly at: readonly (string | number)[]
}

/** An entry as it is kept: leaf for ever, payload and salt until they are erased. */
export interface KeptEntry {
  readonly seq: number
  readonly kind: string
  readonly recordedAt: Instant
  readonly leaf: string
  /** As it stands in the journal, money as strings of digits. */
  readonly payload: KeptPayload | null
  readonly salt: Uint8Array | null
}

export interface KeptPayload {
  readonly target: string
  readonly actor: string
  readonly event: Readonly<Record<string, unknown>>
}

/** How an entry is proved at this moment. */
export interface Proved {
  readonly state: EntryState
  readonly proof: string | null
}

/** May the holder see this part of an entry? Part `''` is all that does not stand apart. */
export type MayShow = (entry: KeptEntry, part: string) => boolean

export interface Draft {
  readonly kind: Receipt['kind']
  readonly subject: string
  readonly holder: Holder
  readonly issuedAt: Instant
  readonly policy: string
  readonly streamId: string
  readonly note: string | null
  readonly entries: readonly (KeptEntry & Proved)[]
  readonly facts: readonly Fact[]
  readonly mayShow: MayShow
}

/** The file, signed as a whole: one form, and no byte of it can be another. */
export function writeReceipt(draft: Draft, signer: Signer): string {
  const { kind, subject, holder, policy, facts } = draft
  const unsigned: Omit<Receipt, 'signature'> = {
    format: 'baozheng-receipt/v1',
    kind,
    subject,
    holder,
    issuedAt: iso(draft.issuedAt),
    log: formatVkey(signer.vkey),
    policy,
    facts,
    stream: { id: draft.streamId, count: draft.entries.length, note: draft.note },
    entries: draft.entries.map((entry) => receiptEntry(entry, draft.mayShow)),
  }
  const text = signedText(signer.vkey.name, canonicalJson(unsigned))
  return canonicalJson({ ...unsigned, signature: signNote(text, signer) } satisfies Receipt)
}

/** What is signed for this body? Its first line is no origin, so it is no checkpoint of any log. */
export function signedText(origin: string, unsigned: string): string {
  return `baozheng-receipt/v1\n${origin}\n${sha256(unsigned).toString('base64')}\n`
}

function receiptEntry(entry: KeptEntry & Proved, mayShow: MayShow): ReceiptEntry {
  const { seq, state, leaf, proof } = entry
  if (entry.payload === null || entry.salt === null)
    return { seq, state, leaf, shown: null, withheld: null, proof }
  const parts = disclosures(entry.salt, entry.payload)
  const open = parts.filter(({ path }) => mayShow(entry, path))
  const closed = parts.filter(({ path }) => !mayShow(entry, path))
  return {
    seq,
    state,
    leaf,
    shown: open.map(({ shown }) => shown).sort(),
    withheld: closed.map(({ digest }) => digest).sort(),
    proof,
  }
}
