import { Type } from 'typebox'
import { codes } from '../platform/http/schema.ts'
import { disputeWords, gainWords, issueWords } from '../vocabulary.ts'
import {
  type Fault,
  faultPrices,
  type Issue,
  issues,
  type Kin,
  kin,
  type Loss,
  losses,
  type OfferKind,
  offerKinds,
  type Point,
  type Purpose,
  points,
  purposes,
  type Relation,
  relations,
  type Step,
  steps,
  type Way,
  ways,
} from './terms.ts'

/** Shapes of cases on the wire. Money in whole fen, moments in ISO 8601 (UTC). */
const moment = Type.String({ format: 'date-time' })
const dayText = Type.String({ format: 'date' })
const fen = Type.Integer({ description: 'fen (1/100 yuan)' })
const sum = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const text = Type.String({ maxLength: 2000 })
const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()])
const oneOf = <Code extends string>(list: readonly Code[]) =>
  Type.Unsafe<Code>(Type.String({ enum: list }))
const closed = { additionalProperties: false } as const
const photos = Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), { maxItems: 9 })
const faults = Type.Array(oneOf(Object.keys(faultPrices) as Fault[]), { maxItems: 10 })
const kinds = disputeWords
const pieces = Type.Optional(
  Type.Array(
    Type.Object(
      {
        itemId: Type.String({ maxLength: 4 }),
        quantity: Type.Integer({ minimum: 1, maximum: 999 }),
      },
      closed,
    ),
    { maxItems: 20, description: 'how many of which goods it is about; all where none are named' },
  ),
)

export const bodies = {
  nothing: Type.Object({}, closed),
  open: Type.Object(
    {
      issue: oneOf<Issue>(issues.filter((issue) => issue !== 'return_refused')),
      text,
      amountFen: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
      photos: Type.Optional(photos),
      relation: Type.Optional(oneOf<Relation>(relations)),
      lowKey: Type.Optional(Type.Boolean()),
      purpose: Type.Optional(oneOf<Purpose>(purposes)),
      multiple: Type.Optional(Type.Boolean()),
      knownOn: Type.Optional(dayText),
    },
    closed,
  ),
  answer: Type.Object(
    { text, impossible: Type.Optional(Type.Array(oneOf<Point>(points), { maxItems: 9 })) },
    closed,
  ),
  show: Type.Object(
    {
      point: Type.Optional(oneOf<Point>(points)),
      text: Type.Optional(text),
      photos: Type.Optional(photos),
    },
    closed,
  ),
  words: Type.Object({ text }, closed),
  offer: Type.Object(
    {
      kind: oneOf<OfferKind>(offerKinds),
      refundFen: Type.Optional(sum),
      days: Type.Optional(Type.Integer({ minimum: 0, maximum: 60 })),
      itemIds: Type.Optional(
        Type.Array(Type.String({ maxLength: 4 }), {
          maxItems: 20,
          description: 'which items go back or are mended; all where none are named',
        }),
      ),
      pieces,
      text: Type.Optional(text),
    },
    closed,
  ),
  accept: Type.Object({ hash: Type.String({ pattern: '^[0-9a-f]{64}$' }) }, closed),
  bid: Type.Object(
    { toleranceFen: sum },
    { ...closed, description: 'sealed at once; nobody can read it afterwards' },
  ),
  step: Type.Object({ step: oneOf<Step>(steps), text: Type.Optional(text) }, closed),
  join: Type.Object(
    {
      relation: oneOf<Kin>(kin),
      losses: Type.Array(Type.Object({ item: oneOf<Loss>(losses), amountFen: sum }, closed), {
        minItems: 1,
        maxItems: 12,
      }),
    },
    closed,
  ),
  way: Type.Object({ way: oneOf<Way>(ways) }, closed),
  propose: Type.Object(
    { refundFen: sum, faults, goodsBack: Type.Optional(Type.Boolean()), pieces, text },
    closed,
  ),
  rule: Type.Object(
    {
      refundFen: sum,
      damagesFen: Type.Optional(sum),
      faults,
      goodsBack: Type.Optional(
        Type.Boolean({ description: 'the money is due when the goods have come back' }),
      ),
      pieces,
      reasons: text,
    },
    closed,
  ),
  objection: Type.Object({ granted: Type.Boolean() }, closed),
  notice: Type.Object({ delivered: Type.Boolean() }, closed),
} as const

const timer = Type.Object({
  kind: codes(kinds.caseTimerWords),
  dueAt: moment,
  gains: codes(gainWords),
})
const goods = Type.Array(Type.Object({ itemId: Type.String(), quantity: orNull(Type.Integer()) }), {
  description: 'which goods it is about; all where none are named',
})
const ruling = {
  goods,
  refundFen: fen,
  damagesFen: fen,
  faults: Type.Array(codes(kinds.faultWords)),
  goodsBack: Type.Boolean(),
  reasons: Type.String(),
  at: moment,
}
const side = oneOf(['buyer', 'seller'] as const)
const anyone = oneOf(['buyer', 'seller', 'mediator'] as const)
const burden = {
  point: codes(kinds.pointWords),
  bearer: side,
  first: Type.Boolean({ description: 'the buyer shows the outward fact, with a photo, before' }),
  zh: Type.String(),
  en: Type.String(),
  cite: Type.String(),
  source: Type.Unsafe<'statute' | 'site'>(
    Type.String({ enum: ['statute', 'site'], description: 'site: our own rule, no statute' }),
  ),
}

export const caseSchema = Type.Object(
  {
    complaintId: Type.String(),
    orderId: Type.String(),
    role: anyone,
    status: codes(kinds.stageWords),
    issue: codes(issueWords),
    text: Type.String(),
    amountFen: fen,
    lockedFen: fen,
    awardableFen: fen,
    openedAt: moment,
    relation: codes(kinds.relationWords),
    lowKey: Type.Boolean(),
    purpose: codes(kinds.purposeWords),
    multiple: Type.Boolean(),
    review: Type.Boolean(),
    track: Type.Object({
      law: oneOf(['consumer', 'civil'] as const),
      reasons: Type.Array(
        Type.Object({ zh: Type.String(), en: Type.String(), cite: Type.String() }),
      ),
      certain: Type.Boolean(),
    }),
    noticeAt: orNull(moment),
    showBy: orNull(moment),
    burdens: Type.Array(
      Type.Object({ ...burden, shownByBuyer: Type.Boolean(), shownBySeller: Type.Boolean() }),
    ),
    answer: orNull(
      Type.Object({
        text: Type.String(),
        impossible: Type.Array(codes(kinds.pointWords)),
        at: moment,
      }),
    ),
    evidence: Type.Array(
      Type.Object({
        id: Type.String(),
        by: side,
        point: orNull(codes(kinds.pointWords)),
        text: Type.String(),
        photos: Type.Array(Type.String()),
        hash: Type.String({ description: 'SHA-256 of all of it' }),
        at: moment,
      }),
    ),
    messages: Type.Array(Type.Object({ by: anyone, text: Type.String(), at: moment })),
    offers: Type.Array(
      Type.Object({
        id: Type.String(),
        by: anyone,
        kind: codes(kinds.offerWords),
        refundFen: fen,
        days: Type.Integer(),
        goods,
        text: Type.String(),
        faults: Type.Array(codes(kinds.faultWords)),
        hash: Type.String({ description: 'SHA-256 of the settlement: sign this' }),
        at: moment,
        expiresAt: moment,
        accepted: Type.Array(side),
        status: oneOf(['open', 'accepted', 'declined', 'replaced', 'lapsed'] as const),
      }),
    ),
    bidding: Type.Object({
      open: Type.Boolean(),
      askedFen: orNull(fen),
      offeredFen: orNull(fen),
      iHaveBid: Type.Boolean(),
      theyHaveBid: Type.Boolean(),
    }),
    claimants: Type.Array(
      Type.Object({
        id: Type.String(),
        relation: codes(kinds.kinWords),
        losses: Type.Array(Type.Object({ item: codes(kinds.lossWords), amountFen: fen })),
        at: moment,
      }),
    ),
    ways: Type.Array(Type.Object({ way: codes(kinds.wayWords), at: moment })),
    mediator: Type.Object({ assigned: Type.Boolean(), since: orNull(moment) }),
    roundsLeft: Type.Integer({ description: 'rounds in which somebody may still rule, of three' }),
    withoutRuling: orNull(
      Type.Object(
        { wins: side, why: codes(kinds.unruledWords) },
        { description: 'who would win today where nobody ever rules; null: nothing can be held' },
      ),
    ),
    objection: orNull(
      Type.Object({ by: side, reason: Type.String(), at: moment, from: Type.String() }),
    ),
    draft: orNull(Type.Object(ruling)),
    decision: orNull(
      Type.Object({
        ...ruling,
        by: oneOf(['ruling', 'default'] as const),
        inferences: Type.Array(
          Type.Object({ point: codes(kinds.pointWords), cite: Type.String() }),
        ),
        unruled: orNull(
          Type.Object(
            { why: codes(kinds.unruledWords), cite: Type.String() },
            { description: 'nobody has ruled: the burden of proof decided, and why so' },
          ),
        ),
      }),
    ),
    mayAccept: Type.Boolean({ description: 'one side lost and need not wait for the appeal' }),
    appeal: orNull(Type.Object({ by: side, text: Type.String(), at: moment })),
    promise: orNull(
      Type.Object(
        {
          offerId: orNull(Type.String()),
          kind: oneOf(['return_refund', 'exchange', 'repair'] as const),
          refundFen: fen,
          days: Type.Integer(),
          goods,
        },
        { description: 'what was agreed about the goods; the return of this order carries it out' },
      ),
    ),
    items: Type.Array(
      Type.Object({
        itemId: Type.String(),
        title: Type.String(),
        quantity: Type.Integer(),
        here: Type.Integer({ description: 'so many are with the buyer and could go back' }),
        amountFen: fen,
      }),
    ),
    outcome: orNull(
      Type.Object({
        by: codes(kinds.outcomeWords),
        refundFen: fen,
        fromHoldFen: fen,
        owedFen: Type.Integer({ description: 'owed by the seller beyond what was still held' }),
        human: Type.Boolean(),
        at: moment,
        confirmBy: orNull(dayText),
      }),
    ),
    owedInAllFen: Type.Integer({ description: 'owed after all cases of this order' }),
    limitation: Type.Object({ knownOn: dayText, endsOn: dayText, cite: Type.String() }),
    termsVersion: Type.String(),
    next: Type.Array(timer, { description: 'what happens next if nobody acts, and who gains' }),
    now: moment,
  },
  { $id: 'Case' },
)

export const caseLineSchema = Type.Object(
  {
    complaintId: Type.String(),
    orderId: Type.String(),
    status: codes(kinds.stageWords),
    issue: codes(issueWords),
    amountFen: fen,
    openedAt: moment,
    assigned: Type.Boolean(),
    review: Type.Boolean(),
    lowKey: Type.Boolean(),
    forHead: Type.Boolean({ description: 'the last round: the head of the desk may take it' }),
    next: orNull(timer),
  },
  { $id: 'CaseLine' },
)

export const owedSchema = Type.Object(
  { orderId: Type.String(), issue: codes(issueWords), owedFen: fen, closedAt: orNull(moment) },
  { $id: 'OwedCase' },
)

/** 维权速度: how a shop keeps its clocks; nothing but counts. */
export const shopFiguresSchema = Type.Object({
  days: Type.Integer({ description: 'returns of so many days count' }),
  returns: Type.Integer(),
  delays: Type.Integer({ description: 'how often it let a clock of its own run out' }),
  cases: Type.Integer({ description: 'cases that ended with a refund, of all time' }),
  withoutHuman: Type.Integer(),
  medianHours: orNull(Type.Number()),
})

export const rulesSchema = Type.Object({
  version: Type.String(),
  burdens: Type.Array(Type.Object(burden)),
  hoursToShow: Type.Integer(),
  faults: Type.Array(Type.Object({ fault: codes(kinds.faultWords), percent: Type.Integer() })),
  biddingRule: Type.String(),
  fourEyesFen: fen,
})

export const figuresSchema = Type.Object({
  closed: Type.Integer(),
  open: Type.Integer(),
  redressed: Type.Integer(),
  withoutHuman: Type.Integer(),
  medianHours: orNull(Type.Number()),
})

export const remediesSchema = Type.Object({
  remedies: Type.Array(
    Type.Object({
      kind: codes(kinds.remedyWords),
      amountFen: fen,
      until: orNull(moment),
      freight: orNull(side),
      cite: Type.String(),
      issues: Type.Array(codes(issueWords)),
    }),
  ),
})
