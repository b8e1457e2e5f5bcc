import type { Order } from '../../../../sdk/src/wire.ts'
import { moment } from '../../../../src/kernel/wording.ts'
import { useLanguage } from '../../language.tsx'
import { Copy } from '../../ui/copy.tsx'
import { breachWords as words } from './breach-words.ts'
import { carrierWords } from './carriers.ts'

/**
 * 快递失职. It was left without asking: what that means for the buyer, and for the seller a demand
 * that can be sent to the carrier as it stands.
 */
export function Breach({
  order,
  shipment,
}: {
  order: Order
  shipment: Order['shipments'][number]
}) {
  const { say, language } = useLanguage()
  const [breach] = shipment.breaches
  if (!breach) return null
  const { carrierId, trackingNo, deliveredAt } = shipment
  const values = {
    carrier: carrierId === null ? '' : say(carrierWords(carrierId)),
    trackingNo: trackingNo ?? '',
    at: moment(Date.parse(breach.at), language, true),
    cite: breach.cite,
  }
  const seller = order.role === 'seller'
  return (
    <div className="notice warn stack">
      <p>
        <b>{say(words.title)}</b>
      </p>
      <p>{say(words.what, values)}</p>
      {!seller && deliveredAt === null && (
        <ul className="plain">
          {words.buyer.map((line) => (
            <li key={line.en}>{say(line)}</li>
          ))}
        </ul>
      )}
      {seller && (
        <details>
          <summary>{say(words.draftTitle)}</summary>
          <div className="stack">
            <p className="text quote">{say(words.draft, values)}</p>
            <Copy text={say(words.draft, values)} label={say(words.copy)} />
            <p className="hint">{say(words.draftMore)}</p>
          </div>
        </details>
      )}
    </div>
  )
}
