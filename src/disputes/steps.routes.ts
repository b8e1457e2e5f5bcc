import type { Type } from 'typebox'
import type { Command, Open } from './model.ts'
import { bodies } from './wire.ts'

type Told = Readonly<Record<string, unknown>>

export interface Step {
  readonly path: string
  readonly summary: string
  readonly body: ReturnType<typeof Type.Object>
  readonly command: (told: Told, offerId: string) => Command
}

const plain =
  (type: 'withdraw' | 'agree' | 'escalate' | 'accept_ruling' | 'seen') => (): Command => ({ type })
const text = (told: Told) => String(told.text ?? '')
const fen = (told: unknown) => BigInt(Number(told ?? 0))

/** Every step that one of the two sides can take in a case, and the command that it means. */
export const sideSteps: readonly Step[] = [
  {
    path: 'complaint',
    summary: 'Buyer: something is wrong; exactly the amount is locked',
    body: bodies.open,
    command: opening,
  },
  {
    path: 'complaint/withdraw',
    summary: 'Buyer: it is settled, or I go another way; the lock ends',
    body: bodies.nothing,
    command: plain('withdraw'),
  },
  {
    path: 'complaint/agree',
    summary: 'Seller: the buyer gets back what is claimed',
    body: bodies.nothing,
    command: plain('agree'),
  },
  {
    path: 'complaint/answer',
    summary: 'Seller: my side of it, and what cannot be shown',
    body: bodies.answer,
    command: (told) => ({
      type: 'answer',
      text: text(told),
      impossible: (told.impossible ?? []) as never,
    }),
  },
  {
    path: 'complaint/evidence',
    summary: 'Show something, for one point or for the whole case',
    body: bodies.show,
    command: (told) => ({
      type: 'show',
      point: (told.point ?? null) as never,
      text: text(told),
      photos: (told.photos ?? []) as string[],
    }),
  },
  {
    path: 'complaint/messages',
    summary: 'A word to the other side',
    body: bodies.words,
    command: (told) => ({ type: 'say', text: text(told) }),
  },
  {
    path: 'complaint/offers',
    summary: 'What would settle it? Takes the place of your last offer',
    body: bodies.offer,
    command: (told) => ({
      type: 'offer',
      kind: told.kind as never,
      refundFen: fen(told.refundFen),
      days: Number(told.days ?? 0),
      itemIds: (told.itemIds ?? []) as string[],
      pieces: (told.pieces ?? []) as never,
      text: text(told),
    }),
  },
  {
    path: 'complaint/accept-offer/:offerId',
    summary: 'Sign an offer by the hash of its text (the id with ~ for /)',
    body: bodies.accept,
    command: ({ hash }, offerId) => {
      return { type: 'accept_offer', offerId: named(offerId), hash: String(hash) }
    },
  },
  {
    path: 'complaint/decline-offer/:offerId',
    summary: 'No to an offer; to the mediator’s it asks for a ruling (the id with ~ for /)',
    body: bodies.nothing,
    command: (_told, offerId) => ({ type: 'decline_offer', offerId: named(offerId) }),
  },
  {
    path: 'complaint/bid',
    summary: 'Blind bid: how far would you go from your own figure? Never shown to anybody',
    body: bodies.bid,
    command: () => ({ type: 'bid', sealed: '' }),
  },
  {
    path: 'complaint/escalate',
    summary: 'Ask for a mediator',
    body: bodies.nothing,
    command: plain('escalate'),
  },
  {
    path: 'complaint/object',
    summary: 'Object to the mediator: everything pauses until somebody else has decided',
    body: bodies.words,
    command: (told) => ({ type: 'object', reason: text(told) }),
  },
  {
    path: 'complaint/appeal',
    summary: 'Appeal, once, to another person',
    body: bodies.words,
    command: (told) => ({ type: 'appeal', text: text(told) }),
  },
  {
    path: 'complaint/accept-ruling',
    summary: 'Whoever lost accepts: it is carried out at once',
    body: bodies.nothing,
    command: plain('accept_ruling'),
  },
  {
    path: 'complaint/steps',
    summary: 'Carry out an accepted offer: sent back, received, repaired, content',
    body: bodies.step,
    command: (told) => ({ type: 'step', step: told.step as never, text: text(told) }),
  },
  {
    path: 'complaint/claimants',
    summary: 'Buyer: another victim, with losses of their own (no names)',
    body: bodies.join,
    command: ({ relation, losses }) => ({
      type: 'join',
      relation: relation as never,
      losses: (losses as { item: never; amountFen: number }[]).map((loss) => {
        return { item: loss.item, amountFen: BigInt(loss.amountFen) }
      }),
    }),
  },
  {
    path: 'complaint/elsewhere',
    summary: 'Buyer: I also take another road; nothing here stops',
    body: bodies.way,
    command: ({ way }) => ({ type: 'go_elsewhere', way: way as never }),
  },
  {
    path: 'complaint/seen',
    summary: 'Seller: I have read the notice',
    body: bodies.nothing,
    command: plain('seen'),
  },
]

function opening(told: Told): Open {
  const { amountFen, issue, ...more } = told
  const open: Omit<Open, 'type' | 'amountFen'> = {
    ...more,
    issue: issue as never,
    text: text(told),
  }
  return { ...open, type: 'open', amountFen: amountFen === undefined ? null : fen(amountFen) }
}

/** Ids of offers have slashes, which an address cannot carry. */
function named(offerId: string): string {
  return offerId.replaceAll('~', '/')
}
