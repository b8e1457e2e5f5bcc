import type { Order } from '../../../../sdk/src/wire.ts'
import { deadline } from '../../../../src/kernel/wording.ts'
import { rights as rightWords } from '../../../../src/vocabulary.ts'
import { useLanguage } from '../../language.tsx'
import { Card } from '../../ui/parts.tsx'
import { Cited } from '../law/articles.tsx'
import { rightsWords as words } from './rights-words.ts'

/** So near the end somebody should be told. */
const soonMs = 48 * 3_600_000

/** 权利卡. What the buyer may still do in this order, until when; the article is one tap away. */
export function RightsCard({ order }: { order: Order }) {
  const { say, language } = useLanguage()
  if (order.rights.length === 0) return null
  const ending = order.rights.find(
    ({ code, until }) =>
      (code === 'no_reason' || code === 'no_reason_free') &&
      until !== null &&
      Date.parse(until) - Date.parse(order.now) < soonMs,
  )
  const days = ending?.until
    ? Math.max(1, Math.ceil((Date.parse(ending.until) - Date.parse(order.now)) / 86_400_000))
    : 0
  return (
    <Card title={say(words.title)}>
      {ending && <p className="notice warn">{say(words.soon, { days })}</p>}
      <ul className="rights">
        {order.rights.map(({ code, until, days: within, cite }) => (
          <li key={code}>
            <p>
              {say(rightWords[code], {
                until: until === null ? '' : shortDeadline(until, language),
                days: within ?? 0,
              })}
            </p>
            {cite !== null && <Cited cite={cite} />}
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** Without the weekday: the date is the point. */
function shortDeadline(until: string, language: 'zh' | 'en'): string {
  return deadline(Date.parse(until), language)
    .replace(/ 周. /, '')
    .replace(/^\w{3}, /, '')
}
