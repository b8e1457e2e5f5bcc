import type { CaseFile, Complaint, Event, Objection, Offer } from './model.ts'

/** Total and trusting: applies what happened; whether it may happen is decide's question. */
export function evolve(complaint: Complaint, event: Event): Complaint {
  if (event.type === 'complaint.opened') return { ...event.file, text: event.text }
  if (complaint.status === 'none') return complaint
  return { ...complaint, ...change(complaint, event) }
}

type Later = Exclude<Event, { type: 'complaint.opened' }>

function change(file: CaseFile, event: Later): Partial<CaseFile> {
  switch (event.type) {
    case 'complaint.noticed':
      return { noticeAt: event.delivered ? event.at : null }
    case 'complaint.answered': {
      const { text, impossible, at } = event
      return { answer: { text, impossible, at }, ...negotiating(file, at) }
    }
    case 'complaint.shown': {
      const { item } = event
      const moves = item.by === 'seller' ? negotiating(file, item.at) : {}
      return { evidence: [...file.evidence, item], ...moves }
    }
    case 'complaint.said': {
      const { by, text, at } = event
      return { messages: [...file.messages, { by, text, at }] }
    }
    case 'complaint.joined':
      return { claimants: [...file.claimants, event.claimant] }
    case 'complaint.went_elsewhere':
      return { ways: [...file.ways, { way: event.way, at: event.at }] }
    case 'complaint.reminded':
      return { reminded: true }
    case 'complaint.closed':
      return closed(file, event)
    default:
      return bargain(file, event)
  }
}

/** Whoever answers has begun to talk; a later word changes no stage. */
function negotiating(file: CaseFile, at: number): Partial<CaseFile> {
  return file.status === 'claimed' ? { status: 'negotiating', stageAt: at } : {}
}

function closed(
  file: CaseFile,
  { outcome, decision }: Extract<Event, { type: 'complaint.closed' }>,
): Partial<CaseFile> {
  // Decided on its merits; what only lapsed can be claimed again.
  const last = decision ?? file.decision
  const final = last !== null && (outcome.by === 'ruling' || outcome.by === 'default')
  return {
    ...{ status: 'closed', stageAt: outcome.at, outcome, bids: { buyer: null, seller: null } },
    decision: last,
    owedInAllFen: file.owedInAllFen + outcome.owedFen,
    settled: final ? [...file.settled, file.issue] : file.settled,
  }
}

type Bargaining = Exclude<
  Later,
  {
    type:
      | 'complaint.noticed'
      | 'complaint.answered'
      | 'complaint.shown'
      | 'complaint.said'
      | 'complaint.joined'
      | 'complaint.went_elsewhere'
      | 'complaint.reminded'
      | 'complaint.closed'
  }
>

function bargain(file: CaseFile, event: Bargaining): Partial<CaseFile> {
  switch (event.type) {
    case 'complaint.offered':
      return offered(file, event.offer)
    case 'complaint.offer_accepted':
      return offers(file, event.offerId, (one) => {
        const accepted = [...one.accepted, event.by]
        return { ...one, accepted, status: accepted.length === 2 ? 'accepted' : one.status }
      })
    case 'complaint.offer_declined':
      return offers(file, event.offerId, (one) => ({ ...one, status: 'declined' }))
    case 'complaint.bid_placed':
      return { bids: { ...file.bids, [event.by]: event.sealed } }
    case 'complaint.bids_apart':
    case 'complaint.bids_met':
      return { bids: { buyer: null, seller: null } }
    case 'complaint.promised': {
      const { promise, stage, at } = event
      return { status: stage, stageAt: at, promise, decision: event.decision ?? file.decision }
    }
    case 'complaint.stepped': {
      const { stage, at } = event
      const mediationAt = stage === 'mediating' ? (file.mediationAt ?? at) : file.mediationAt
      const promise = stage === 'mediating' ? null : file.promise
      return { status: stage, stageAt: at, mediationAt, promise }
    }
    default:
      return judge(file, event)
  }
}

type Judging = Exclude<
  Bargaining,
  {
    type:
      | 'complaint.offered'
      | 'complaint.offer_accepted'
      | 'complaint.offer_declined'
      | 'complaint.bid_placed'
      | 'complaint.bids_apart'
      | 'complaint.bids_met'
      | 'complaint.promised'
      | 'complaint.stepped'
  }
>

function judge(file: CaseFile, event: Judging): Partial<CaseFile> {
  switch (event.type) {
    case 'complaint.escalated':
      return {
        ...{ status: 'mediating', stageAt: event.at, promise: null },
        mediationAt: file.mediationAt ?? event.at,
      }
    case 'complaint.taken':
      return { mediatorId: event.mediatorId }
    case 'complaint.objected':
      return objected(file, event.objection)
    case 'complaint.objection_decided': {
      const status = file.objection?.from ?? 'mediating'
      const back = { status, stageAt: event.at, objection: null }
      return event.granted ? { ...back, ...dismissed(file) } : back
    }
    case 'complaint.to_decide':
      return { status: 'deciding', stageAt: event.at }
    case 'complaint.reassigned':
      return { stageAt: event.at, undecided: (file.undecided ?? 0) + 1, ...dismissed(file) }
    case 'complaint.drafted':
      return { status: 'confirming', stageAt: event.draft.at, draft: event.draft }
    case 'complaint.draft_fell': {
      const fallen = { stageAt: event.at, draft: null }
      if (file.appeal !== null) return { status: 'appealed', ...fallen }
      return { status: 'deciding', ...fallen, undecided: (file.undecided ?? 0) + 1 }
    }
    case 'complaint.decided':
      return { status: 'ruled', stageAt: event.at, decision: event.decision, draft: null }
    case 'complaint.appealed': {
      const { by, text, at } = event
      const barred = [...file.barred, ...(file.decision?.deciders ?? [])]
      const appeal = { by, text, at }
      return { status: 'appealed', stageAt: at, appeal, barred, mediatorId: null }
    }
  }
}

function objected(file: CaseFile, objection: Objection): Partial<CaseFile> {
  const by = [...file.objected, objection.by]
  return { status: 'paused', stageAt: objection.at, objection, objected: by }
}

function dismissed(file: CaseFile): Partial<CaseFile> {
  const barred = file.mediatorId === null ? file.barred : [...file.barred, file.mediatorId]
  return { mediatorId: null, barred }
}

function offered(file: CaseFile, offer: Offer): Partial<CaseFile> {
  const before = file.offers.map((one): Offer => {
    return one.by === offer.by && one.status === 'open' ? { ...one, status: 'replaced' } : one
  })
  const moves = offer.by === 'seller' ? negotiating(file, offer.at) : {}
  // A new figure makes the secrets that were about the old one pointless.
  return { offers: [...before, offer], bids: { buyer: null, seller: null }, ...moves }
}

function offers(file: CaseFile, id: string, to: (offer: Offer) => Offer): Partial<CaseFile> {
  return { offers: file.offers.map((one) => (one.id === id ? to(one) : one)) }
}
