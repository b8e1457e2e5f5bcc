import type { Instant } from '../kernel/time.ts'
import { type Language, moment, money } from '../kernel/wording.ts'
import type { Fact, KeptEntry, MayShow } from './receipt.ts'
import { type Line, receiptStandings, receiptWords as words } from './receipt-words.ts'
import { ruleWords } from './rule-words.ts'

/** 凭证要点. Which lines does a person read at the top of a receipt, and where does each one stand? */
export function factsOf(entries: readonly KeptEntry[], mayShow: MayShow): Fact[] {
  return entries.flatMap((entry) => {
    const found = sources[entry.kind]
    return found ? found(entry).flatMap((one) => read(entry, one, mayShow)) : []
  })
}

/** Where a line's value stands, and how it is said. */
interface Source {
  readonly name: keyof typeof words
  /** In place of what the name is called. */
  readonly label?: Line
  readonly part: string
  readonly at?: readonly (string | number)[]
  readonly say?: (value: unknown, language: Language) => string
}

const sources: Readonly<Record<string, (entry: KeptEntry) => readonly Source[]>> = {
  'order.opened': (entry) => [
    { name: 'order', part: '', at: ['target'] },
    { name: 'opened', part: '', at: ['event', 'order', 'openedAt'], say: time },
    { name: 'seller', part: '', at: ['event', 'sold', 'shop', 'name'] },
    { name: 'shop', part: '', at: ['event', 'sold', 'shop', 'shopId'] },
    { name: 'standing', part: '', at: ['event', 'sold', 'shop', 'standing'], say: standing },
    { name: 'buyer', part: 'event.order.buyerId' },
    ...goods(entry),
    { name: 'total', part: 'event.order.totalFen', say: yuan },
    { name: 'terms', part: '', at: ['event', 'order', 'terms', 'version'] },
  ],
  'payment.paid': () => [{ name: 'pay_serial', part: '', at: ['event', 'providerNo'] }],
  'order.paid': () => [
    { name: 'paid', part: 'event.amountFen', say: yuan },
    { name: 'paid_at', part: '', at: ['event', 'at'], say: time },
  ],
  'order.shipped': () => [{ name: 'tracking', part: 'event.trackingNo' }],
  'order.received': () => [{ name: 'received', part: '', at: ['event', 'at'], say: time }],
  'order.refund_due': () => [{ name: 'refund', part: 'event.amountFen', say: yuan }],
  'order.release_due': () => [{ name: 'release', part: 'event.amountFen', say: yuan }],
  'complaint.opened': () => [{ name: 'disputed', part: 'event.amountFen', say: yuan }],
  'complaint.closed': () => [
    { name: 'outcome', part: 'event.outcome', at: ['by'] },
    { name: 'outcome_refund', part: 'event.outcome', at: ['refundFen'], say: yuan },
  ],
  'step.signed': () => [
    { name: 'signed_step', part: '', at: ['event', 'step'] },
    { name: 'signed_by', part: 'event.by' },
  ],
  'house.started': ({ recordedAt, payload }) => [
    {
      name: 'terms_since',
      part: '',
      at: ['event', 'type'],
      say: (_, way) => moment(recordedAt, way, true),
    },
    { name: 'terms', part: '', at: ['event', 'terms', 'version'] },
    { name: 'terms_hash', part: '', at: ['event', 'termsHash'] },
    { name: 'fee', part: 'event.terms.feePerMille' },
    ...rules(payload?.event),
  ],
  'listing.published': offer,
  'listing.edited': offer,
}

function goods({ payload }: KeptEntry): Source[] {
  const part = 'event.sold.items'
  const count = arrayAt(payload?.event, ['sold', 'items']).length
  return Array.from({ length: count }, (_, place): Source[] => [
    { name: 'goods', part, at: [place, 'title'] },
    { name: 'batch', part, at: [place, 'passport', 'batchNo'] },
    { name: 'quantity', part, at: [place, 'quantity'] },
    { name: 'price', part, at: [place, 'priceFen'], say: yuan },
  ]).flat()
}

/** The site's own rules one by one; its fee stands apart. */
function rules(event: unknown): Source[] {
  return Object.entries(ruleWords).flatMap(([name, label]): Source[] => {
    const at = ['event', 'terms', name]
    const say = (value: unknown, language: Language) => label.say(Number(value), language)
    const isThere = name !== 'feePerMille' && typeof follow({ event }, at) === 'number'
    return isThere ? [{ name: 'rule', label, part: '', at, say }] : []
  })
}

function offer(): Source[] {
  return [
    { name: 'listing', part: '', at: ['target'] },
    { name: 'goods', part: 'event.offer.title' },
    { name: 'text', part: 'event.offer.text' },
    { name: 'price', part: 'event.offer.priceFen', say: yuan },
  ]
}

function read(entry: KeptEntry, source: Source, mayShow: MayShow): Fact[] {
  const { name, part, at = [], say = String, label = words[name] } = source
  if (entry.payload === null || !mayShow(entry, part)) return []
  const way = part === '' ? at : [...part.split('.'), ...at]
  const value = follow(entry.payload, way)
  if (!isPlain(value) || value === null) return []
  const line = (language: Language) =>
    `${label[language]}${language === 'zh' ? '：' : ': '}${say(value, language)}`
  return [{ name, zh: line('zh'), en: line('en'), value, seq: entry.seq, part, at }]
}

function follow(from: unknown, way: readonly (string | number)[]): unknown {
  return way.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    from,
  )
}

function arrayAt(from: unknown, way: readonly string[]): readonly unknown[] {
  const value = follow(from, way)
  return Array.isArray(value) ? value : []
}

function isPlain(value: unknown): value is Fact['value'] {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

function yuan(fen: unknown): string {
  return money(Number(fen))
}

function time(at: unknown, language: Language): string {
  return typeof at === 'number' ? moment(at as Instant, language, true) : String(at)
}

function standing(code: unknown, language: Language): string {
  return receiptStandings[String(code)]?.[language] ?? String(code)
}
