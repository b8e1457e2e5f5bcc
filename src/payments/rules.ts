import { assert } from '../kernel/assert.ts'
import { type Decision, refuse } from '../kernel/refusal.ts'
import type { Command, Event, Facts, Instruction, KeptFact, Payment, Refusal } from './model.ts'

/**
 * 支付. What do we know of an order's money at the provider? Pure. A verified fact is never refused;
 * the same fact by two ways counts once; an outcome that is not known stays open until it is.
 */
export const initial: Payment = { status: 'none' }

type Present = Exclude<Payment, { status: 'none' }>

export function decide(payment: Payment, command: Command, facts: Facts): Decision<Event, Refusal> {
  if (!facts.trusted) return refuse('payment.not_found')
  if (command.type === 'prepare') {
    if (payment.status !== 'none') return refuse('payment.exists')
    const { paymentNo, request } = command
    return [{ type: 'payment.requested', paymentNo, request }]
  }
  if (payment.status === 'none') return refuse('payment.not_found')
  switch (command.type) {
    case 'close':
      return payment.status === 'preparing' || payment.status === 'payable'
        ? [{ type: 'payment.close_requested' }]
        : []
    case 'instruct':
      assert(!find(payment, command.no), `the number ${command.no} has been used`)
      return [{ ...command, type: 'payment.instructed' }]
    case 'notify':
      return [{ ...command, type: 'payment.notice_due', no: noticeNo(payment) }]
    case 'notified': {
      const { notice } = payment
      if (!notice || notice.taken) return []
      const { providerNo } = command
      return [{ type: 'payment.notice_taken', no: notice.no, at: facts.at, providerNo }]
    }
    case 'prepared':
      return payment.status === 'preparing'
        ? [{ type: 'payment.opened', payUrl: command.payUrl }]
        : []
    case 'prepare_refused':
      return payment.status === 'preparing' ? [{ type: 'payment.failed', code: command.code }] : []
    case 'closed':
      return payment.status === 'closing' ? [{ type: 'payment.closed', how: command.how }] : []
    case 'outcome':
      return outcome(payment, command)
    case 'fact':
      return take(payment, command.fact)
  }
}

/** What the provider answered to an instruction, short of a fact. */
function outcome(
  payment: Present,
  { no, outcome: came, code }: Extract<Command, { type: 'outcome' }>,
): Event[] {
  const instruction = find(payment, no)
  if (!instruction || instruction.status === 'done' || instruction.status === 'refused') return []
  if (came === 'refused') return [{ type: 'payment.refused', no, code }]
  if (came === 'accepted')
    return instruction.status === 'accepted' ? [] : [{ type: 'payment.accepted', no }]
  return instruction.status === 'pending' ? [{ type: 'payment.unknown', no }] : []
}

/** 到账事实. What has definitely happened at the provider. */
function take(payment: Present, fact: KeptFact): Event[] {
  const { dedupeKey, amountFen, providerNo } = fact
  if (payment.seen.includes(dedupeKey)) return []
  const unexplained: Event = { type: 'payment.unexplained', fact }
  if (fact.kind === 'payment') {
    if (fact.status === 'closed')
      return payment.status === 'closing' ? [{ type: 'payment.closed', how: 'closed' }] : []
    if (fact.status !== 'succeeded') return []
    if (fact.holdExpiresAt === null) return [unexplained]
    const { occurredAt: at, holdExpiresAt } = fact
    return [{ type: 'payment.paid', dedupeKey, amountFen, at, holdExpiresAt, providerNo }]
  }
  if (fact.kind === 'hold_ended')
    return [{ type: 'payment.hold_ended', dedupeKey, amountFen, at: fact.occurredAt }]
  const instruction = fact.instructionNo === null ? undefined : find(payment, fact.instructionNo)
  if (!instruction || instruction.kind !== fact.kind) return [unexplained]
  if (fact.status !== 'succeeded')
    return isOpen(instruction)
      ? [{ type: 'payment.refused', no: instruction.no, code: fact.upstreamState }]
      : []
  if (!isOpen(instruction) || instruction.amountFen !== amountFen) return [unexplained]
  const { no } = instruction
  return [{ type: 'payment.done', no, dedupeKey, at: fact.occurredAt, providerNo }]
}

function find(payment: Present, no: string): Instruction | undefined {
  return payment.instructions.find((one) => one.no === no)
}

function isOpen({ status }: Instruction): boolean {
  return status !== 'done' && status !== 'refused'
}

/** Total and trusting: applies what happened. */
export function evolve(payment: Payment, event: Event): Payment {
  if (event.type === 'payment.requested') {
    const { paymentNo, request } = event
    return {
      status: 'preparing',
      paymentNo,
      request,
      payUrl: null,
      paidAt: null,
      holdExpiresAt: null,
      instructions: [],
      seen: [],
    }
  }
  return payment.status === 'none' ? payment : { ...payment, ...change(payment, event) }
}

function change(
  payment: Present,
  event: Exclude<Event, { type: 'payment.requested' }>,
): Partial<Present> {
  switch (event.type) {
    case 'payment.opened':
      return { status: 'payable', payUrl: event.payUrl }
    case 'payment.failed':
      return { status: 'failed' }
    case 'payment.close_requested':
      return { status: 'closing' }
    case 'payment.closed':
      return { status: 'closed' }
    case 'payment.paid': {
      const { at, holdExpiresAt, dedupeKey } = event
      return { status: 'paid', paidAt: at, holdExpiresAt, seen: [...payment.seen, dedupeKey] }
    }
    case 'payment.instructed': {
      const { no, kind, amountFen, reason } = event
      const instruction: Instruction = { no, kind, amountFen, reason, status: 'pending' }
      return { instructions: [...payment.instructions, instruction] }
    }
    case 'payment.accepted':
      return { instructions: resolved(payment, event.no, 'accepted') }
    case 'payment.unknown':
      return { instructions: resolved(payment, event.no, 'unknown') }
    case 'payment.done':
      return {
        instructions: resolved(payment, event.no, 'done'),
        seen: [...payment.seen, event.dedupeKey],
      }
    case 'payment.refused':
      return { instructions: resolved(payment, event.no, 'refused') }
    case 'payment.notice_due':
      return { notice: { no: event.no, reportedAt: event.reportedAt, taken: null } }
    case 'payment.notice_taken': {
      const { no, at, providerNo } = event
      const reportedAt = payment.notice?.reportedAt ?? at
      return { notice: { no, reportedAt, taken: { at, providerNo } } }
    }
    case 'payment.hold_ended':
      return { seen: [...payment.seen, event.dedupeKey] }
    case 'payment.unexplained':
      return { seen: [...payment.seen, event.fact.dedupeKey] }
  }
}

function resolved(payment: Present, no: string, status: Instruction['status']): Instruction[] {
  return payment.instructions.map((one) => (one.no === no ? { ...one, status } : one))
}

/**
 * Under which number is the provider told? Another each time, counted: what is said twice under one
 * number counts there once, and a second report of a payment would never be heard.
 */
function noticeNo({ paymentNo, notice }: Present): string {
  const before = notice ? Number(notice.no.slice(-5)) : 0
  return `${paymentNo}n${String((before + 1) % 100_000).padStart(5, '0')}`
}

/** What waits for the provider's word? `prepare`, `close`, `notice`, or an instruction's number. */
export function open(payment: Payment): string[] {
  if (payment.status === 'none') return []
  const waiting = payment.instructions.filter(isOpen).map(({ no }) => no)
  if (payment.status === 'preparing') waiting.unshift('prepare')
  if (payment.status === 'closing') waiting.unshift('close')
  if (payment.notice && !payment.notice.taken) waiting.push('notice')
  return waiting
}
