import { bill } from './bill.ts'
import type { Clock } from './clock.ts'
import { amountFen, type Fields, instant, number, parseObject, text, webAddress } from './input.ts'
import type { InstructionKind, Instructions } from './instructions.ts'
import type { Movements } from './movements.ts'
import type { Payments } from './payments.ts'
import { type Reply, refusal } from './reply.ts'

/** Everything under /v1: what a merchant may ask, once the signature holds. Path in, reply out. */
export interface Merchant {
  readonly payments: Payments
  readonly instructions: Instructions
  readonly movements: Movements
  readonly clock: Clock
}

const kinds: Readonly<Record<string, InstructionKind>> = {
  releases: 'RELEASE',
  splits: 'SPLIT',
  'split-returns': 'SPLIT_RETURN',
  refunds: 'REFUND',
}

/** What was asked? A plan to run inside a commit, or a refusal that needs none. */
export function route(to: Merchant, asked: { method: string; path: string; body: Buffer }): Work {
  const [, version, noun, no, verb, instructionNo, rest] = asked.path.split('/')
  if (version !== 'v1' || rest !== undefined) return missing
  const post = asked.method === 'POST'
  if (!post && asked.method !== 'GET') return () => refusal(405, 'route.method_wrong')

  if (noun === 'bills' && no !== undefined && verb === undefined && !post) {
    return () => bill(to.movements, no, to.clock.now())
  }
  if (noun !== 'payments') return missing
  if (no === undefined) return post ? prepay(to, asked.body) : missing

  const paymentNo = number(no)
  if (paymentNo === null) return invalid('paymentNo')
  if (verb === undefined) return post ? missing : () => to.payments.query(paymentNo)
  if (verb === 'close' && post) return () => to.payments.close(paymentNo)
  if (verb === 'unauthorised' && post) return disown(to, paymentNo, asked.body)
  if (verb === 'hold' && !post) return () => to.payments.hold(paymentNo)

  const kind = kinds[verb]
  if (kind === undefined) return missing
  if (post) return instructionNo === undefined ? give(to, kind, paymentNo, asked.body) : missing
  const asking = number(instructionNo)
  if (asking === null) return missing
  return () => to.instructions.query({ kind, paymentNo, instructionNo: asking })
}

export type Work = () => Reply

const missing: Work = () => refusal(404, 'route.not_found')
const invalid = (field: string) => () => refusal(400, `request.invalid_${field.toLowerCase()}`)

function fields(body: Buffer): Fields | null {
  return parseObject(body.toString('utf8'))
}

function prepay(to: Merchant, body: Buffer): Work {
  const given = fields(body)
  if (given === null) return invalid('json')
  const paymentNo = number(given.paymentNo)
  if (paymentNo === null) return invalid('paymentNo')
  const amount = amountFen(given.amountFen)
  if (amount === null) return invalid('amountFen')
  const description = text(given.description, 127)
  if (description === null) return invalid('description')
  const payeeRef = text(given.payeeRef, 64)
  if (payeeRef === null) return invalid('payeeRef')
  const payeeName = given.payeeName === undefined ? '' : text(given.payeeName, 64)
  if (payeeName === null) return invalid('payeeName')
  const expiresAt = instant(given.expiresAt)
  if (expiresAt === null) return invalid('expiresAt')
  const notifyUrl = webAddress(given.notifyUrl)
  if (notifyUrl === null) return invalid('notifyUrl')
  const returnUrl = webAddress(given.returnUrl)
  if (returnUrl === null) return invalid('returnUrl')
  const where = { notifyUrl, returnUrl }
  const asked = { paymentNo, amount, description, payeeRef, payeeName, expiresAt, ...where }
  return () => to.payments.prepay(asked)
}

function disown(to: Merchant, paymentNo: string, body: Buffer): Work {
  const given = fields(body)
  if (given === null) return invalid('json')
  const noticeNo = number(given.noticeNo)
  if (noticeNo === null) return invalid('noticeNo')
  const reportedAt = instant(given.reportedAt)
  if (reportedAt === null) return invalid('reportedAt')
  return () => to.payments.disown({ paymentNo, noticeNo, reportedAt })
}

function give(to: Merchant, kind: InstructionKind, paymentNo: string, body: Buffer): Work {
  const given = fields(body)
  if (given === null) return invalid('json')
  const instructionNo = number(given.instructionNo)
  if (instructionNo === null) return invalid('instructionNo')
  const amount = amountFen(given.amountFen)
  if (amount === null) return invalid('amountFen')
  const splitNo = kind === 'SPLIT_RETURN' ? number(given.splitNo) : null
  if (kind === 'SPLIT_RETURN' && splitNo === null) return invalid('splitNo')
  const reason = kind === 'REFUND' ? text(given.reason, 80) : null
  if (kind === 'REFUND' && reason === null) return invalid('reason')
  const asked = { kind, paymentNo, instructionNo, amount, splitNo, reason }
  return () => to.instructions.give(asked)
}
