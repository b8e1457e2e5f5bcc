import { canonicalJson } from '../kernel/canonical.ts'
import { sha256Hex } from '../kernel/hash.ts'
import type { Fen } from '../kernel/money.ts'
import { type Decision, refuse } from '../kernel/refusal.ts'
import { hour, type Instant } from '../kernel/time.ts'
import type { Burden, CaseFile, Command, Event, Evidence, Facts, Refusal, Ruling } from './model.ts'
import { byRule } from './sums.ts'

type Answer = Decision<Event, Refusal>

/**
 * A case file is read by people: so much fits, and more is for a court. Of each side: nobody can
 * fill the other's half, so that he has no room left to prove anything.
 */
const evidenceMax = 40
const messagesMax = 100

/** 答复. The seller's side of it, and what he says cannot be shown. */
export function answer(
  file: CaseFile,
  { text, impossible }: Extract<Command, { type: 'answer' }>,
  { role, at }: Facts,
): Answer {
  if (role !== 'seller') return refuse('complaint.not_yours_to_do')
  if (file.status !== 'claimed' && file.status !== 'negotiating')
    return refuse('complaint.wrong_stage')
  if (text.trim() === '') return refuse('complaint.words_missing')
  return [{ type: 'complaint.answered', text, impossible, at }]
}

/** 证据. Either side shows something, for a point or for all of the case. */
export function show(
  file: CaseFile,
  { point, text, photos }: Extract<Command, { type: 'show' }>,
  { role, at }: Facts,
): Answer {
  if (role !== 'buyer' && role !== 'seller') return refuse('complaint.not_yours_to_do')
  if (file.evidence.filter(({ by }) => by === role).length >= evidenceMax)
    return refuse('complaint.file_full')
  if (text.trim() === '' && photos.length === 0) return refuse('complaint.words_missing')
  const what = { by: role, point, text, photos, at }
  const item = evidenceItem(file.complaintId, file.evidence.length + 1, what)
  return [{ type: 'complaint.shown', item }]
}

/** 对话. A word to the other side; the mediator reads and writes here, too. */
export function say(
  file: CaseFile,
  { text }: Extract<Command, { type: 'say' }>,
  { role, personId, at }: Facts,
): Answer {
  if (role === 'house' || role === 'stranger') return refuse('complaint.not_yours_to_do')
  if (role === 'mediator' && personId !== file.mediatorId) return refuse('complaint.not_assigned')
  if (file.messages.filter(({ by }) => by === role).length >= messagesMax)
    return refuse('complaint.file_full')
  if (text.trim() === '') return refuse('complaint.words_missing')
  return [{ type: 'complaint.said', by: role, text, at }]
}

/** One item of evidence under its stable name, with the hash of all that it holds. */
export function evidenceItem(
  complaintId: string,
  number: number,
  what: Omit<Evidence, 'id' | 'hash'>,
): Evidence {
  const id = `${complaintId}/e${number}`
  return { id, ...what, hash: sha256Hex(canonicalJson({ id, ...what })) }
}

/** By when must the seller have shown something? Null while the notice has not reached him. */
export function showBy(file: CaseFile): number | null {
  return file.noticeAt === null ? null : file.noticeAt + file.hoursToShow * hour
}

/**
 * 不利推定. Which points may be held against the seller once the time is over? Those that he bears,
 * where the buyer has shown the outward fact if the rule asks for it, of which the seller has shown
 * nothing, and has not said why nothing can be shown.
 */
export function unmet(file: CaseFile): Burden[] {
  return file.burdens.filter(
    (burden) =>
      burden.bearer === 'seller' &&
      (!burden.first || hasShown(file, 'buyer', burden)) &&
      !hasShown(file, 'seller', burden) &&
      !file.answer?.impossible.includes(burden.point),
  )
}

/** Has this side shown anything of the point? A buyer with a picture, but for a mere claim. */
export function hasShown(file: CaseFile, side: 'buyer' | 'seller', { point }: Burden): boolean {
  return file.evidence.some(
    (item) =>
      item.by === side &&
      (item.point === point || item.point === null) &&
      (side === 'seller' || item.photos.length > 0 || point === 'claim'),
  )
}

/** May the clock decide this against a seller who showed nothing of any point? */
export function mayInfer(file: CaseFile): boolean {
  return (
    file.noticeAt !== null &&
    !file.review &&
    file.burdens.length > 0 &&
    unmet(file).length === file.burdens.length
  )
}

/** What follows from that, each point with the rule on which it rests. */
export function inferred(file: CaseFile, refundFen: Fen, at: Instant): Ruling {
  const inferences = unmet(file).map(({ point, cite }) => ({ point, cite }))
  return byRule({ refundFen, faults: [], inferences, at })
}
