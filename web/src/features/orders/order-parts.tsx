import { useState } from 'react'
import type { Order } from '../../../../sdk/src/wire.ts'
import { money } from '../../../../src/kernel/wording.ts'
import {
  fulfilmentWords,
  itemWords,
  movementStatusWords,
  movementWords,
  scanWords,
} from '../../../../src/vocabulary.ts'
import { useSay } from '../../language.tsx'
import { secretLink } from '../../secrets.ts'
import { Card, Rows, Time } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { Breach } from './breach.tsx'
import { carrierWords } from './carriers.ts'
import { Thumb } from './thumb.tsx'
import { reasonText } from './timeline.tsx'
import { orderWords as words } from './words.ts'

interface Part {
  readonly order: Order
}

/** What was bought, as it was offered at that moment. */
export function Items({ order }: Part) {
  const say = useSay()
  return (
    <Card title={say(words.items)}>
      <ul className="lines">
        {order.items.map((item) => (
          <li key={item.id} className="line with-photo">
            <Thumb photos={item.photos} />
            <div>
              <p>{item.title}</p>
              <p className="small">
                {money(item.priceFen)} × {item.quantity} ·{' '}
                {say(fulfilmentWords[item.fulfilment.kind])}
                {'place' in item.fulfilment ? ` · ${item.fulfilment.place}` : ''}
              </p>
              {order.paidAt && <p className="small">{say(itemWords[item.status])}</p>}
            </div>
            <p className="end">{money(item.amountFen)}</p>
          </li>
        ))}
      </ul>
      <details>
        <summary>{say(frameWords.more)}</summary>
        {order.items.map((item) => (
          <p className="text" key={item.id}>
            {item.text}
          </p>
        ))}
        <p className="hint">{say(words.frozen)}</p>
        <Rows
          rows={[
            [say(words.shop), order.shop.name],
            [say(words.opened), <Time key="at" at={order.openedAt} />],
            [
              say(words.number),
              <span key="no" className="mono">
                {order.orderId}
              </span>,
            ],
          ]}
        />
      </details>
    </Card>
  )
}

/** Where is the money? Every fen of it. */
export function MoneyCard({ order }: Part) {
  const say = useSay()
  const { paidFen, heldFen, pendingFen, lockedFen, refundedFen, releasedFen, feeFen } = order.money
  const moved = order.movements.filter(({ kind }) => kind !== 'fee' || order.role !== 'buyer')
  const row = (name: { zh: string; en: string }, fen: number) =>
    fen > 0 && ([say(name), money(fen)] as const)
  return (
    <Card title={say(words.money)}>
      <Rows
        rows={[
          [say(words.total), money(order.totalFen), true],
          row(words.paid, paidFen),
          row(words.held, heldFen),
          row(words.pendingMoney, pendingFen),
          row(words.lockedMoney, lockedFen),
          row(words.refunded, refundedFen),
          row(words.released, releasedFen),
          order.role === 'buyer' ? null : row(words.fee, feeFen),
        ]}
      />
      {moved.length > 0 && (
        <ul className="lines">
          {moved.map(({ no, kind, amountFen, status, reason }) => (
            <li key={no} className="line">
              <span>
                {say(movementWords[kind])}
                <span className="small"> · {reasonText(reason, say)}</span>
              </span>
              <span className="end">
                {money(amountFen)} <span className="small">{say(movementStatusWords[status])}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

/** Where the goods are, in the words of those who carry them. */
export function Parcels({ order }: Part) {
  const say = useSay()
  const waits = order.shipments.some(
    ({ kind, deliveredAt }) => deliveredAt === null && (kind === 'pickup' || kind === 'service'),
  )
  return (
    <>
      {order.collectCode !== null && waits && (
        <Card title={say(words.collect)}>
          <p className="code">{order.collectCode}</p>
          <p className="hint">{say(words.collectMore)}</p>
        </Card>
      )}
      {order.shipments.map((one, place) =>
        one.kind === 'parcel' ? (
          <Card key={one.parcelId} title={numbered(say(words.parcel), place, order.shipments)}>
            <Rows
              rows={[
                one.carrierId !== null && [say(words.carrier), say(carrierWords(one.carrierId))],
                one.trackingNo !== null && [say(words.tracking), one.trackingNo],
              ]}
            />
            {one.doubted && one.deliveredAt === null && (
              <p className="notice warn">{say(words.doubted)}</p>
            )}
            {one.breaches.length > 0 && <Breach order={order} shipment={one} />}
            <Scans scans={one.scans} />
          </Card>
        ) : (
          one.content !== null && (
            <Card key={one.parcelId} title={numbered(say(words.content), place, order.shipments)}>
              <p className="text">{one.content}</p>
            </Card>
          )
        ),
      )}
    </>
  )
}

/** Two parts of one page need two names. */
function numbered(name: string, place: number, all: readonly unknown[]): string {
  return all.length > 1 ? `${name} ${place + 1}` : name
}

function Scans({ scans }: { scans: Order['shipments'][number]['scans'] }) {
  const say = useSay()
  if (scans.length === 0) return <p className="hint">{say(words.noScan)}</p>
  return (
    <ol className="timeline">
      {[...scans].reverse().map((scan) => (
        <li key={`${scan.kind} ${scan.at}`}>
          <p>
            {say(scanWords[scan.kind])}
            {scan.place && ` · ${scan.place}`}
            {scan.kind === 'left_at_station' &&
              say(scan.consented ? words.consented : words.notConsented)}
          </p>
          <p className="small">
            <Time at={scan.at} />
            {scan.signed && ` · ${say(words.scanSigned)}`}
          </p>
        </li>
      ))}
    </ol>
  )
}

export function ContactCard({ order }: Part) {
  const say = useSay()
  const { contact } = order
  if (!contact) return null
  const { address } = contact
  return (
    <Card title={say(words.contact)}>
      <p>
        {contact.name} {contact.phone?.replace(/^\+86/, '')}
      </p>
      {address && (
        <p>
          {address.province} {address.city} {address.district} {address.street}
        </p>
      )}
    </Card>
  )
}

/** How does the buyer find this order again? */
export function ComeBack({ order }: Part) {
  const say = useSay()
  const [copied, setCopied] = useState(false)
  const link = secretLink(order.orderId)
  const copy = async () => {
    if (link === null) return
    await navigator.clipboard.writeText(link).then(
      () => setCopied(true),
      () => prompt(say(words.copy), link),
    )
  }
  return (
    <Card title={say(words.come)}>
      <p className="hint">{say(words.comeMore)}</p>
      {link !== null && (
        <button type="button" className="button quiet" onClick={copy}>
          {say(copied ? frameWords.copied : words.copy)}
        </button>
      )}
    </Card>
  )
}
