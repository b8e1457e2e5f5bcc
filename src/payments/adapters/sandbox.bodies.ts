import type { Fen } from '../../kernel/money.ts'
import type { Instant } from '../../kernel/time.ts'
import type { RawMessage } from '../port.ts'

/** The JSON that the sandbox provider writes, read strictly: null for anything unexpected. */
export interface PaymentBody {
  readonly paymentNo: string
  readonly providerNo: string
  readonly state: 'OPEN' | 'CLOSED' | 'PAID' | 'ENDED'
  readonly amountFen: Fen
  readonly paidAt: Instant | null
  readonly holdExpiresAt: Instant | null
}

export interface HoldBody extends PaymentBody {
  readonly hold: 'NONE' | 'HELD' | 'EMPTY' | 'EXPIRED'
  readonly heldFen: Fen
}

export interface InstructionBody {
  readonly kind: 'RELEASE' | 'SPLIT' | 'SPLIT_RETURN' | 'REFUND'
  readonly paymentNo: string
  readonly instructionNo: string
  readonly providerNo: string
  readonly state: 'DONE' | 'PROCESSING' | 'REFUSED'
  readonly code: string | null
  readonly amountFen: Fen
  readonly at: Instant
}

export interface EndedHoldBody {
  readonly paymentNo: string
  readonly providerNo: string
  readonly state: string
  readonly amountFen: Fen
  readonly at: Instant
}

type Fields = Readonly<Record<string, unknown>>

/** Which JSON object is this? Null when it is none. */
export function bodyOf(message: RawMessage): Fields | null {
  try {
    return object(JSON.parse(Buffer.from(message.body).toString('utf8')))
  } catch {
    return null
  }
}

export function readPayment(value: unknown): PaymentBody | null {
  const given = object(value)
  const paymentNo = word(given?.paymentNo)
  const providerNo = word(given?.providerNo)
  const state = oneOf(given?.state, ['OPEN', 'CLOSED', 'PAID', 'ENDED'] as const)
  const amountFen = fen(given?.amountFen)
  if (!given || !paymentNo || !providerNo || !state || amountFen === null) return null
  const paidAt = given.paidAt === null ? null : instant(given.paidAt)
  const holdExpiresAt = given.holdExpiresAt === null ? null : instant(given.holdExpiresAt)
  if (paidAt === undefined || holdExpiresAt === undefined) return null
  // Paid and a time of payment go together; half of it is not an answer.
  const paid = state === 'PAID' || state === 'ENDED'
  if (paid !== (paidAt !== null) || paid !== (holdExpiresAt !== null)) return null
  return { paymentNo, providerNo, state, amountFen, paidAt, holdExpiresAt }
}

export function readHold(value: unknown): HoldBody | null {
  const payment = readPayment(value)
  const given = object(value)
  const hold = oneOf(given?.hold, ['NONE', 'HELD', 'EMPTY', 'EXPIRED'] as const)
  const heldFen = fen(given?.heldFen)
  return payment && hold && heldFen !== null ? { ...payment, hold, heldFen } : null
}

export function readInstruction(value: unknown): InstructionBody | null {
  const given = object(value)
  const kind = oneOf(given?.kind, ['RELEASE', 'SPLIT', 'SPLIT_RETURN', 'REFUND'] as const)
  const instructionNo = word(given?.instructionNo)
  const state = oneOf(given?.state, ['DONE', 'PROCESSING', 'REFUSED'] as const)
  const moved = readMoved(given)
  if (!given || !kind || !instructionNo || !state || !moved) return null
  const code = given.code === null ? null : word(given.code)
  if (code === undefined) return null
  return { ...moved, kind, instructionNo, state, code }
}

export function readEndedHold(value: unknown): EndedHoldBody | null {
  const given = object(value)
  const state = word(given?.state)
  const moved = readMoved(given)
  return state && moved ? { ...moved, state } : null
}

function readMoved(given: Fields | null) {
  const paymentNo = word(given?.paymentNo)
  const providerNo = word(given?.providerNo)
  const amountFen = fen(given?.amountFen)
  const at = instant(given?.at)
  if (!paymentNo || !providerNo || amountFen === null || at === undefined) return null
  return { paymentNo, providerNo, amountFen, at }
}

function object(value: unknown): Fields | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return value as Fields
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' && /^[0-9A-Za-z_.]{1,64}$/.test(value) ? value : undefined
}

function oneOf<const Word extends string>(value: unknown, words: readonly Word[]) {
  return words.find((one) => one === value)
}

function fen(value: unknown): Fen | null {
  return typeof value === 'string' && /^\d{1,18}$/.test(value) ? BigInt(value) : null
}

function instant(value: unknown): Instant | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/.test(value)) return undefined
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : at
}
