import { type Cosignature, cosignedBy } from './cosignature.ts'
import { formatLine, formatNote, isBy, parseLines, parseNote } from './note.ts'
import { isQuorum, type Policy, type Witness } from './policy.ts'
import { readDecimal } from './strict.ts'

/** 请见证. How a log asks its witnesses to sign a checkpoint (C2SP tlog-witness, the asking side). */

/** What is asked. The same for every witness. */
export interface Asked {
  /** The checkpoint as the log signed it, with nobody's other line needed. */
  readonly note: string
  readonly size: number
  /** The proof that the tree of `size` goes on from the one of `old`. */
  prove(old: number): Promise<readonly Uint8Array[]>
  /** How large the tree was that this witness signed last, as far as we remember. */
  lastSize(witness: Witness): number
  readonly post: Post
  /** For one witness, all its tries together. */
  readonly timeoutMs: number
}

/** Sends a body and gives the answer; rejects when there is none. */
export type Post = (
  url: string,
  body: string,
  signal: AbortSignal,
) => Promise<{ status: number; contentType: string; body: Uint8Array }>

export type Answer = { readonly witness: Witness } & (
  | { readonly outcome: 'cosigned'; readonly line: string; readonly cosignature: Cosignature }
  /** It has signed a larger tree of ours than this one: ours has lost something, or has a twin. */
  | { readonly outcome: 'ahead'; readonly size: number }
  | { readonly outcome: 'failed'; readonly why: string }
)

/** A witness that somebody else asks too may be elsewhere each time; it is not asked for ever. */
const mostTries = 4

/** Longer than any answer: a size, or some lines of signatures. */
const longestAnswer = 100_000

/** The body of a request: `old`, the proof, an empty line, the checkpoint. */
export function addCheckpointBody(old: number, proof: readonly Uint8Array[], note: string): string {
  const hashes = proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`)
  return `old ${old}\n${hashes.join('')}\n${note}`
}

/**
 * Asks all witnesses of the policy that have an address, at once. Out: the answers, as soon as they
 * are a quorum or there are no more to come; `heard` is told of each, also of those that come later.
 */
export function askWitnesses(
  asked: Asked,
  policy: Policy,
  heard: (answer: Answer) => void = () => {},
): Promise<Answer[]> {
  const answers: Answer[] = []
  const all = policy.witnesses.filter(({ url }) => url !== null)
  const isEnough = () => {
    const signed = answers.flatMap((one) => (one.outcome === 'cosigned' ? [one.witness.vkey] : []))
    return policy.quorum !== null && isQuorum(policy, signed)
  }
  return new Promise((done) => {
    if (all.length === 0) done([])
    for (const witness of all)
      void askWitness(asked, witness).then((answer) => {
        answers.push(answer)
        heard(answer)
        if (answers.length === all.length || isEnough()) done([...answers])
      })
  })
}

/** Asks one witness, again with another proof when it is not where we thought. Never rejects. */
export async function askWitness(asked: Asked, witness: Witness): Promise<Answer> {
  const signal = AbortSignal.timeout(asked.timeoutMs)
  const url = `${(witness.url ?? '').replace(/\/{1,9}$/, '')}/add-checkpoint`
  let old = Math.min(asked.lastSize(witness), asked.size)
  try {
    for (let tries = 0; tries < mostTries; tries++) {
      const proof = await asked.prove(old)
      const answer = await asked.post(url, addCheckpointBody(old, proof, asked.note), signal)
      if (answer.body.length > longestAnswer) return failed(witness, 'an answer without end')
      const body = Buffer.from(answer.body).toString()
      if (answer.status === 200) return readCosignature(asked.note, witness, body)
      if (answer.status !== 409) return failed(witness, `status ${answer.status}`)
      const size = body.endsWith('\n') ? readDecimal(body.slice(0, -1)) : null
      if (size === null) return failed(witness, 'a conflict without a size')
      if (size > asked.size) return { witness, outcome: 'ahead', size }
      old = size
    }
    return failed(witness, 'it moves on each time')
  } catch (error) {
    return failed(witness, error instanceof Error ? error.message : String(error))
  }
}

/** Takes from the answer what this witness signed, and nothing else that may stand there. */
function readCosignature(note: string, witness: Witness, body: string): Answer {
  const text = parseNote(Buffer.from(note))?.text
  const lines = parseLines(body)
  if (text === undefined || lines === null) return failed(witness, 'not lines of signatures')
  const own = lines.find((line) => isBy(line, witness.vkey))
  if (own === undefined) return failed(witness, 'not signed by its key')
  const line = formatLine(own)
  const signed = parseNote(Buffer.from(formatNote(text, [line])))
  const found = signed === null ? 'bad_signature' : cosignedBy(signed, [witness.vkey])
  const [cosignature] = found === 'bad_signature' ? [] : found
  if (cosignature === undefined) return failed(witness, 'a wrong signature')
  return { witness, outcome: 'cosigned', line, cosignature }
}

function failed(witness: Witness, why: string): Answer {
  return { witness, outcome: 'failed', why }
}
