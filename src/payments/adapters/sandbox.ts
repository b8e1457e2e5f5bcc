import { assert } from '../../kernel/assert.ts'
import { type Day, isDay, iso } from '../../kernel/time.ts'
import {
  type Asked,
  type BillAnswer,
  type Fact,
  factKey,
  type HoldAnswer,
  type InstructionAnswer,
  type Movement,
  type Outcome,
  type PaymentAnswer,
  type PaymentProvider,
  type RawMessage,
} from '../port.ts'
import { parseBill } from './sandbox.bill.ts'
import {
  bodyOf,
  type HoldBody,
  type InstructionBody,
  type PaymentBody,
  readEndedHold,
  readHold,
  readInstruction,
  readPayment,
} from './sandbox.bodies.ts'
import { type Answer, openWire, type Wire, type WireOptions } from './sandbox.wire.ts'

/** 沙箱通道. Talks to the sandbox provider as we talk to a real one: believes only signatures. */
export interface SandboxOptions extends WireOptions {
  /** As the provider is configured; 180 unless told. */
  readonly holdDays?: number
}

type Kind = InstructionBody['kind']

const nouns = {
  RELEASE: 'releases',
  SPLIT: 'splits',
  SPLIT_RETURN: 'split-returns',
  REFUND: 'refunds',
} as const satisfies Record<Kind, string>

const kinds = {
  RELEASE: 'release',
  SPLIT: 'split',
  SPLIT_RETURN: 'split_return',
  REFUND: 'refund',
} as const satisfies Record<Kind, Fact['kind']>

const billBytesMax = 256 * 1024 * 1024
const callbackBytesMax = 64 * 1024

export function sandboxProvider(options: SandboxOptions): PaymentProvider {
  const wire = openWire(options)
  const holdDays = options.holdDays ?? 180
  const payment = (no: string) => `/v1/payments/${checked(no, /^[0-9A-Za-z]{26}$/)}`

  function instruct(kind: Kind, asked: Movement, more: object = {}): Promise<Outcome> {
    const instructionNo = checked(asked.instructionNo, /^[0-9A-Za-z]{1,32}$/)
    const fields = { instructionNo, amountFen: asked.amountFen.toString(), ...more }
    const sent = wire.post(`${payment(asked.paymentNo)}/${nouns[kind]}`, fields)
    return sent.then((answer) => instructed(answer, kind, asked))
  }

  function query(kind: Kind, asked: Asked): Promise<InstructionAnswer> {
    const instructionNo = checked(asked.instructionNo, /^[0-9A-Za-z]{1,32}$/)
    const sent = wire.get(`${payment(asked.paymentNo)}/${nouns[kind]}/${instructionNo}`)
    return sent.then((answer) => queried(answer, kind, asked))
  }

  return {
    name: 'sandbox',
    capabilities: { partialRelease: true, holdDaysMax: holdDays, refundDaysMax: holdDays },
    async prepay({ paymentNo, amountFen, expiresAt, ...words }) {
      checked(paymentNo, /^[0-9A-Za-z]{26}$/)
      const more = { amountFen: amountFen.toString(), expiresAt: iso(expiresAt) }
      return opened(await wire.post('/v1/payments', { paymentNo, ...more, ...words }), paymentNo)
    },
    queryPayment: async (no) => paymentAnswer(await wire.get(payment(no)), no),
    close: async (no) => closed(await wire.post(`${payment(no)}/close`, {}), no),
    holdStatus: async (no) => holdAnswer(await wire.get(`${payment(no)}/hold`), no),
    release: (asked) => instruct('RELEASE', asked),
    split: (asked) => instruct('SPLIT', asked),
    splitReturn: (asked) => instruct('SPLIT_RETURN', asked, { splitNo: asked.splitNo }),
    refund: (asked) => instruct('REFUND', asked, { reason: asked.reason }),
    async notifyUnauthorised({ paymentNo, noticeNo, reportedAt }) {
      checked(noticeNo, /^[0-9A-Za-z]{1,32}$/)
      const fields = { noticeNo, reportedAt: iso(reportedAt) }
      return noticed(await wire.post(`${payment(paymentNo)}/unauthorised`, fields), noticeNo)
    },
    queryRelease: (asked) => query('RELEASE', asked),
    querySplit: (asked) => query('SPLIT', asked),
    querySplitReturn: (asked) => query('SPLIT_RETURN', asked),
    queryRefund: (asked) => query('REFUND', asked),
    verifyCallback: (message) => verifiedFacts(wire, message),
    listBills: async (on) => {
      assert(isDay(on), `not a day: ${on}`)
      return billAnswer(await wire.get(`/v1/bills/${on}`, billBytesMax), on)
    },
  }
}

/** A number goes into an address: what is not a number is a bug of ours, not a refusal. */
function checked(no: string, shape: RegExp): string {
  assert(shape.test(no), `not a number for the provider: ${no}`)
  return no
}

const unknown = (why: string) => ({ type: 'unknown', why }) as const
const unreadable = unknown('the answer cannot be read')

function opened(answer: Answer, paymentNo: string): Outcome<{ payUrl: string }> {
  if (answer.type !== 'ok') return refusedOr(answer)
  const { paymentNo: about, payUrl } = bodyOf(answer.raw) ?? {}
  if (about !== paymentNo || typeof payUrl !== 'string' || !URL.canParse(payUrl)) return unreadable
  // It is shown to people as a link: nothing but the web may stand there.
  if (!/^https?:/.test(new URL(payUrl).protocol)) return unreadable
  return { type: 'done', fact: null, payUrl }
}

function refusedOr(answer: Exclude<Answer, { type: 'ok' }>) {
  return answer.type === 'refused' ? ({ type: 'refused', code: answer.code } as const) : answer
}

/** A 404 counts only with the provider's own word for it: any proxy can say 404. */
function missingOr(answer: Exclude<Answer, { type: 'ok' }>, codes: readonly string[]) {
  if (answer.type === 'unknown') return answer
  const missing = answer.status === 404 && codes.includes(answer.code)
  return missing ? ({ type: 'not_found' } as const) : unknown(`answer ${answer.code}`)
}

function paymentAnswer(answer: Answer, paymentNo: string): PaymentAnswer {
  if (answer.type !== 'ok') return missingOr(answer, ['payment.not_found'])
  const body = readPayment(bodyOf(answer.raw))
  if (body?.paymentNo !== paymentNo) return unreadable
  if (body.paidAt !== null) return { type: 'paid', fact: paymentFact(body, answer.raw) }
  return { type: body.state === 'CLOSED' ? 'closed' : 'unpaid' }
}

function closed(answer: Answer, paymentNo: string): Outcome {
  if (answer.type !== 'ok') return refusedOr(answer)
  const body = readPayment(bodyOf(answer.raw))
  if (body?.paymentNo !== paymentNo || body.state !== 'CLOSED') return unreadable
  return { type: 'done', fact: null }
}

function noticed(answer: Answer, noticeNo: string): Outcome {
  if (answer.type !== 'ok') return refusedOr(answer)
  const { noticeNo: about, providerNo } = bodyOf(answer.raw) ?? {}
  if (about !== noticeNo || typeof providerNo !== 'string') return unreadable
  return { type: 'accepted', providerNo }
}

function holdAnswer(answer: Answer, paymentNo: string): HoldAnswer {
  if (answer.type !== 'ok') return missingOr(answer, ['payment.not_found'])
  const body: HoldBody | null = readHold(bodyOf(answer.raw))
  if (body?.paymentNo !== paymentNo) return unreadable
  if (body.hold === 'NONE') return { type: 'not_found' }
  if (body.hold !== 'HELD') return { type: 'ended', upstreamState: body.hold }
  const { heldFen, holdExpiresAt } = body
  return holdExpiresAt === null ? unreadable : { type: 'held', heldFen, expiresAt: holdExpiresAt }
}

function instructed(answer: Answer, kind: Kind, asked: Movement): Outcome {
  if (answer.type !== 'ok') return refusedOr(answer)
  const body = readInstruction(bodyOf(answer.raw))
  if (body === null || !isAbout(body, kind, asked)) return unreadable
  if (body.amountFen !== asked.amountFen) return unknown('the answer names another amount')
  if (body.state === 'PROCESSING') return { type: 'accepted', providerNo: body.providerNo }
  if (body.state === 'REFUSED') return { type: 'refused', code: body.code ?? 'refused' }
  return { type: 'done', fact: instructionFact(body, answer.raw) }
}

function queried(answer: Answer, kind: Kind, asked: Asked): InstructionAnswer {
  if (answer.type !== 'ok') {
    return missingOr(answer, ['instruction.not_found', 'payment.not_found'])
  }
  const body = readInstruction(bodyOf(answer.raw))
  if (body === null || !isAbout(body, kind, asked)) return unreadable
  if (body.state === 'PROCESSING') return { type: 'processing' }
  if (body.state === 'REFUSED') return { type: 'refused', code: body.code ?? 'refused' }
  return { type: 'done', fact: instructionFact(body, answer.raw) }
}

function isAbout(body: InstructionBody, kind: Kind, asked: Asked): boolean {
  const { paymentNo, instructionNo } = asked
  return body.kind === kind && body.paymentNo === paymentNo && body.instructionNo === instructionNo
}

function billAnswer(answer: Answer, on: Day): BillAnswer {
  if (answer.type === 'unknown') return answer
  if (answer.type === 'refused') {
    return answer.code === 'bill.not_ready' ? { type: 'not_ready' } : unknown(answer.code)
  }
  const rows = parseBill(Buffer.from(answer.raw.body).toString('utf8'), on)
  if (rows === null) return unknown('the bill does not agree with its own summary')
  return { type: 'ready', rows, raw: answer.raw.body }
}

/**
 * An event that we do not know, or cannot read, tells us nothing, and would not the next time: an
 * empty list. What it was about is asked for, and stands in the bill.
 */
function verifiedFacts(wire: Wire, message: RawMessage): Fact[] | null {
  if (message.body.length > callbackBytesMax) return null
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(message.headers)) headers[name.toLowerCase()] = value
  const raw: RawMessage = { body: message.body, headers }
  if (!wire.holds(raw)) return null
  const { event, data } = bodyOf(raw) ?? {}
  // An answer to a question is signed by the same key: without an event it is no callback.
  if (typeof event !== 'string') return null
  const fact = eventFact(event, data, raw)
  return fact === null ? [] : [fact]
}

function eventFact(event: string, data: unknown, raw: RawMessage): Fact | null {
  if (event === 'payment.paid') {
    const body = readPayment(data)
    return body === null || body.paidAt === null ? null : paymentFact(body, raw)
  }
  if (event === 'hold.ended') {
    const body = readEndedHold(data)
    if (body === null) return null
    const { paymentNo, providerNo, amountFen, at: occurredAt, state: upstreamState } = body
    const dedupeKey = factKey({ kind: 'hold_ended', paymentNo, instructionNo: null })
    const rest = { instructionNo: null, status: 'succeeded', holdExpiresAt: null } as const
    const what = { dedupeKey, kind: 'hold_ended', upstreamState, amountFen, occurredAt } as const
    return { ...what, paymentNo, providerNo, ...rest, raw }
  }
  const body = readInstruction(data)
  return body === null || body.state === 'PROCESSING' ? null : instructionFact(body, raw)
}

function paymentFact(body: PaymentBody, raw: RawMessage): Fact {
  assert(body.paidAt !== null, 'a payment that was paid has a time')
  return {
    dedupeKey: factKey({ kind: 'payment', paymentNo: body.paymentNo, instructionNo: null }),
    kind: 'payment',
    paymentNo: body.paymentNo,
    instructionNo: null,
    status: 'succeeded',
    upstreamState: body.state,
    amountFen: body.amountFen,
    occurredAt: body.paidAt,
    providerNo: body.providerNo,
    holdExpiresAt: body.holdExpiresAt,
    raw,
  }
}

function instructionFact(body: InstructionBody, raw: RawMessage): Fact {
  const kind = kinds[body.kind]
  return {
    dedupeKey: factKey({ ...body, kind }),
    kind,
    paymentNo: body.paymentNo,
    instructionNo: body.instructionNo,
    status: body.state === 'DONE' ? 'succeeded' : 'failed',
    upstreamState: body.state,
    amountFen: body.amountFen,
    occurredAt: body.at,
    providerNo: body.providerNo,
    holdExpiresAt: null,
    raw,
  }
}
