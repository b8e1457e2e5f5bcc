import { isDeepStrictEqual } from 'node:util'
import { verifyProof as proofBySdk, verifyReceipt as receiptBySdk } from '../../sdk/src/verify.ts'
import { formatLine, isBy, parseNote, signNote, type Vkey } from '../../src/evidence/note.ts'
import { signedText } from '../../src/evidence/receipt.ts'
import { type Sample, sampleReceipt } from '../../src/evidence/test-receipt.ts'
import { verifyReceipt } from '../../src/evidence/verify.ts'
import { verifyProof } from '../../src/evidence/verify-proof.ts'
import { canonicalJson } from '../../src/kernel/canonical.ts'
import { Random } from '../simulate/random.ts'
import { damage } from './bytes.ts'
import { type Corpus, makeCorpus, signatures } from './corpus.ts'
import { type Json, rewrite } from './members.ts'

/** 变异. Files that are nearly right: two verifiers, made apart, refuse each of them, and agree. */
export interface Catch {
  readonly mutants: number
  /** Taken for valid by either verifier: none may be. */
  readonly accepted: number
  /** On which the two did not say the same: none may be. */
  readonly disagreed: number
  /** How many were stopped at each step, so that no step goes untried. */
  readonly steps: Readonly<Record<string, number>>
  /** What went wrong first, to look at. */
  readonly first: string | null
}

interface Mutant {
  readonly what: 'receipt' | 'proof'
  readonly bytes: Buffer
}

/** The parts of a receipt that can be checked against the log itself, whoever signed the file. */
const checkable = ['entries', 'stream']

export async function hunt(count: number, seed: number | string): Promise<Catch> {
  const corpus = await makeCorpus()
  const random = new Random(seed)
  const steps: Record<string, number> = {}
  let [mutants, accepted, disagreed] = [0, 0, 0]
  let first: string | null = null
  while (mutants < count) {
    const mutant = await breed(corpus, random)
    if (mutant === null) continue
    mutants++
    const [ours, theirs] = await judged(corpus, mutant)
    const isTaken = [ours, theirs].some(({ verdict }) => isGood(mutant, verdict))
    const isSplit = !isDeepStrictEqual(ours, theirs)
    if (isTaken) accepted++
    if (isSplit) disagreed++
    if (isTaken || isSplit)
      first ??= JSON.stringify([ours, theirs, mutant.bytes.toString('base64')])
    const step = 'step' in ours ? ours.step : ours.verdict
    steps[step] = (steps[step] ?? 0) + 1
  }
  return { mutants, accepted, disagreed, steps, first }
}

/** A receipt is good when it is valid at all; a proof that lost a witness's line proves less. */
function isGood({ what }: Mutant, verdict: string): boolean {
  return what === 'receipt' ? verdict !== 'invalid' : verdict === 'witnessed'
}

async function judged({ sample, policy, policyText }: Corpus, { what, bytes }: Mutant) {
  const trust = { logs: null, policy }
  if (what === 'receipt')
    return [verifyReceipt(bytes, trust), await receiptBySdk(bytes, { policy: policyText })] as const
  const entry = Buffer.from(sample.draft.entries[0]?.leaf ?? '')
  const ours = verifyProof(bytes, entry, policy)
  return [ours, await proofBySdk(bytes, entry, { policy: policyText })] as const
}

/** One mutant, or null when what came out is what went in. */
async function breed(corpus: Corpus, random: Random): Promise<Mutant | null> {
  const { sample, strangers, siblings } = corpus
  const all = [...strangers, ...siblings]
  if (random.chance(0.02)) return receipt(sample, await committed(random))
  const way = random.int(0, 9)
  if (way < 4) return receipt(sample, damage(sample.bytes, random.pick(all).bytes, random))
  if (way < 6) return receipt(sample, reread(sample, all, random))
  if (way < 8) return receipt(sample, resigned(sample, strangers, random))
  return mutantProof(corpus, random)
}

function receipt(sample: Sample, bytes: Buffer): Mutant | null {
  return bytes.equals(sample.bytes) ? null : { what: 'receipt', bytes }
}

const read = ({ bytes }: Sample) => JSON.parse(bytes.toString()) as Json

/** By somebody without a key: read, changed, written in canonical form. */
function reread(sample: Sample, others: readonly Sample[], random: Random): Buffer {
  return written(rewrite(read(sample), others.map(read), { random, within: null }))
}

/** By the log itself: what it signs must still be what stands in the tree. */
function resigned(sample: Sample, others: readonly Sample[], random: Random): Buffer {
  const { signature, ...before } = read(sample) as { [name: string]: Json }
  const whole = rewrite(before, others.map(read), { random, within: checkable })
  if (canonicalJson(whole) === canonicalJson(before)) return sample.bytes
  const fitted = random.chance(0.7) ? recounted(whole) : whole
  const { signer } = sample.log
  const text = signedText(signer.vkey.name, canonicalJson(fitted))
  return written({ ...(fitted as { [name: string]: Json }), signature: signNote(text, signer) })
}

/** By the log itself, which has taken in what no device ever signed. */
async function committed(random: Random): Promise<Buffer> {
  const [own, other] = signatures
  const name = random.pick(signedMembers)
  const value = random.chance(0.3) ? other[name] : almost(own[name], random)
  const { bytes } = await sampleReceipt({ before: 37, signed: { ...own, [name]: value } })
  return bytes
}

const signedMembers = [
  'document',
  'publicKey',
  'algorithm',
  'authenticatorData',
  'clientDataJSON',
  'signature',
] as const

function almost(value: string | number, random: Random): string | number {
  if (typeof value === 'number') return random.pick([-8, -257, 0, 7])
  // What stands in base64url mostly stays so, and means something else.
  if (value.startsWith('{') || random.chance(0.2))
    return damage(Buffer.from(value), Buffer.from('{}'), random).toString('latin1')
  const bytes = Buffer.from(value, 'base64url')
  return damage(bytes, bytes, random).toString('base64url')
}

/** A careful forger makes the count fit the entries. */
function recounted(whole: Json): Json {
  const { stream, entries } = whole as { [name: string]: Json }
  if (!Array.isArray(entries) || typeof stream !== 'object' || stream === null) return whole
  return { ...(whole as object), stream: { ...(stream as object), count: entries.length } }
}

function written(value: Json): Buffer {
  return Buffer.from(canonicalJson(value))
}

/**
 * Signature lines may come in any order, twice, and with lines of strangers between them, which a
 * reader has to pass over: that is the same proof, and no mutant.
 */
function mutantProof(corpus: Corpus, random: Random): Mutant | null {
  const { sample, strangers, siblings, policy } = corpus
  const [own = '', ...others] = [sample, ...strangers, ...siblings].flatMap(({ draft }) =>
    draft.entries.flatMap(({ proof }) => proof ?? []),
  )
  const bytes = random.chance(0.3)
    ? relined(own, random.pick(others), random)
    : damage(Buffer.from(own), Buffer.from(random.pick(others)), random)
  const known = [...policy.logs, ...policy.witnesses].map(({ vkey }) => vkey)
  // A sibling's proof of the same entry, whole, is as good as this one.
  const isGenuine = [own, ...others].some((one) => isSame(one, bytes.toString(), known))
  return isGenuine ? null : { what: 'proof', bytes }
}

/** Lines taken out, doubled, exchanged with those of another proof. */
function relined(text: string, other: string, random: Random): Buffer {
  const [lines, theirs] = [text.split('\n'), other.split('\n')]
  const [at, to] = [random.int(0, lines.length - 1), random.int(0, lines.length - 1)]
  const [line = '', taken = ''] = [lines[at], random.pick(theirs)]
  const ways = [
    lines.toSpliced(at, 1),
    lines.toSpliced(to, 0, line),
    lines.with(at, lines[to] ?? '').with(to, line),
    lines.with(at, taken),
    [...lines.slice(0, at), ...theirs.slice(at)],
    [...theirs.slice(0, at), ...lines.slice(at)],
  ]
  return Buffer.from(random.pick(ways).join('\n'))
}

/** The same body, and under it the same lines of those who are known, whatever else is there. */
function isSame(one: string, other: string, known: readonly Vkey[]): boolean {
  const [head, tail] = [one.lastIndexOf('\n\n'), other.lastIndexOf('\n\n')]
  if (one.slice(0, head) !== other.slice(0, tail)) return false
  const lines = (text: string) =>
    new Set(
      parseNote(Buffer.from(text))
        ?.lines.filter((line) => known.some((key) => isBy(line, key)))
        .map(formatLine),
    )
  return isDeepStrictEqual(lines(one), lines(other))
}
