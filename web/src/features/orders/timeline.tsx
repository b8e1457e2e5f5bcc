import type { Order } from '../../../../sdk/src/wire.ts'
import { money } from '../../../../src/kernel/wording.ts'
import {
  eventWords,
  issueWords,
  movementStatusWords,
  movementWords,
  reasonWords,
  scanWords,
  softWords,
} from '../../../../src/vocabulary.ts'
import { type Say, useSay } from '../../language.tsx'
import { Card, Time } from '../../ui/parts.tsx'
import { words as caseWords } from '../disputes/words.ts'
import { isHushed } from './order-status.tsx'
import { orderWords as words } from './words.ts'

type Entry = Order['timeline'][number]

/** Between house and provider: the money card says what came of it. */
const inside = new Set<Entry['kind']>([
  'payment.requested',
  'payment.opened',
  'payment.paid',
  'payment.instructed',
  'payment.accepted',
  'payment.done',
  'payment.unknown',
  'payment.close_requested',
  'payment.closed',
  'parcel.registered',
  'parcel.breached',
  'order.delivered',
  'order.came_back',
  'order.locked',
  'order.unlocked',
  'ledger.transferred',
])

/** 经过. What has happened, the newest first. */
export function Timeline({ order }: { order: Order }) {
  const say = useSay()
  const shown = order.timeline.filter((entry) => isNews(entry, order))
  return (
    <Card title={say(words.timeline)}>
      <ol className="timeline">
        {[...shown].reverse().map((entry) => (
          <li key={entry.seq}>
            <p>{headline(entry, order, say)}</p>
            <p className="small">
              <Time at={entry.at} />
              {!isHush(entry, order) && detail(entry, say)}
            </p>
          </li>
        ))}
      </ol>
    </Card>
  )
}

/** Is this line more than another way of saying what stands beside it? */
function isNews({ kind }: Entry, order: Order): boolean {
  // Goods that no carrier brought have no scan that says the same.
  if (kind === 'order.delivered') return order.shipments.some((one) => one.kind !== 'parcel')
  if (kind === 'parcel.signed')
    return !order.shipments.some(({ scans }) => scans.some((scan) => scan.kind === 'signed'))
  return !inside.has(kind)
}

/** 低调处理: to the seller every line of such a case reads alike. */
function isHush({ kind }: Entry, order: Order): boolean {
  return isHushed(order) && (kind.startsWith('complaint.') || kind === 'return.handed_over')
}

function headline(entry: Entry, order: Order, say: Say): string {
  const { kind, about } = entry
  if (isHush(entry, order)) return say(caseWords.neutral)
  const movement = order.movements.find(({ no }) => no === about.no)
  if (kind === 'order.moved' && movement)
    return `${say(movementWords[movement.kind])} ${money(movement.amountFen)} · ${say(movementStatusWords.done)}`
  if (kind === 'parcel.scanned') {
    const scan = about.scan as { kind?: keyof typeof scanWords; place?: string } | undefined
    const what = scan?.kind ? say(scanWords[scan.kind]) : say(eventWords[kind])
    return scan?.place ? `${what} · ${scan.place}` : what
  }
  if (kind === 'order.nudged' && typeof about.words === 'string' && about.words in softWords)
    return `${say(eventWords[kind])} · ${say(softWords[about.words as keyof typeof softWords].name)}`
  const amount = typeof about.amountFen === 'number' ? ` ${money(about.amountFen)}` : ''
  return `${say(eventWords[kind])}${amount}`
}

function detail({ about }: Entry, say: Say): string {
  const ending = about.ending as { reason?: string } | undefined
  const reason = about.reason ?? ending?.reason
  const parts: string[] = []
  if (typeof about.issue === 'string' && about.issue in issueWords)
    parts.push(say(issueWords[about.issue as keyof typeof issueWords]))
  if (typeof reason === 'string') parts.push(reasonText(reason, say))
  return parts.map((part) => ` · ${part}`).join('')
}

/** A reason of the house in the reader's language; a person's own words as they are. */
export function reasonText(reason: string, say: Say): string {
  return reason in reasonWords ? say(reasonWords[reason as keyof typeof reasonWords]) : reason
}
