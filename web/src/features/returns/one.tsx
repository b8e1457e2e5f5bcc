import type { Order, Return } from '../../../../sdk/src/wire.ts'
import { money } from '../../../../src/kernel/wording.ts'
import { gainWords, returnWords, scanWords } from '../../../../src/vocabulary.ts'
import { useLanguage } from '../../language.tsx'
import { Card, Rows, Time } from '../../ui/parts.tsx'
import { carrierWords } from '../orders/carriers.ts'
import { BuyerSteps } from './buyer-steps.tsx'
import { SellerSteps } from './seller-steps.tsx'
import { words } from './words.ts'

/** One return: how it stands, what happens by itself and when, and what this side can do. */
export function ReturnPart({
  one,
  order,
  role,
}: {
  one: Return
  order: Order
  role: 'buyer' | 'seller' | 'desk'
}) {
  const { say } = useLanguage()
  const kind = `${say(returnWords.tracks[one.track])} · ${say(returnWords.remedies[one.remedy])}`
  return (
    <Card title={`${kind} · ${say(returnWords.stages[one.stage])}`}>
      <Clock one={one} />
      <Rows
        rows={[
          ...one.pieces.map(({ itemId, title, quantity }) => {
            return [title || itemId, `× ${quantity}`] as const
          }),
          [say(words.worth), money(one.refundFen)],
          one.deductedFen > 0 && [
            say(words.worthLess),
            say(words.deducted, { amount: money(one.deductedFen) }),
          ],
          one.reducedFen > 0 && [
            say(words.worthLess),
            say(words.reduced, { amount: money(one.reducedFen) }),
          ],
          one.owedFen > 0 && [say(words.owed), money(one.owedFen), true],
          one.lockedFen > 0 && [say(words.locked), money(one.lockedFen)],
          [say(words.freight), say(words.paidBy[one.freight])],
          [say(words.asked), <Time key="at" at={one.requestedAt} />],
        ]}
      />
      {one.goodsWait && role === 'buyer' && <p className="notice warn">{say(words.goodsWait)}</p>}
      {one.forCase && <p className="hint">{say(words.forCase)}</p>}
      {one.denied?.reason && <p className="notice">{one.denied.reason}</p>}
      {one.penaltyFrom && <p className="hint">{say(words.penalty, { on: one.penaltyFrom })}</p>}
      <Outcome one={one} />
      {role === 'buyer' && <BuyerSteps one={one} order={order} />}
      {role === 'seller' && <SellerSteps one={one} order={order} />}
      <Said one={one} />
      <Way title={say(words.way)} way={one.journey} />
      <Way title={say(words.wayOut)} way={one.outbound} />
      <details>
        <summary>{say(words.article)}</summary>
        <p className="hint">{one.citations.join('；')}</p>
        <p className="hint">{say(words.siteRule, { version: one.termsVersion })}</p>
      </details>
    </Card>
  )
}

/** What happens by itself, when exactly, and who gains if nobody acts. */
export function Clock({ one }: { one: Return }) {
  const { say } = useLanguage()
  const { next } = one
  if (next === null) return null
  return (
    <ul className="next">
      <li>
        <Time at={next.dueAt} limit />
        <span>{say(words.clock[next.kind])}</span>
        <span className={`badge ${next.gains}`}>
          {say(words.ifNobody)} · {say(gainWords[next.gains])}
        </span>
      </li>
    </ul>
  )
}

function Outcome({ one: { ended, stage } }: { one: Return }) {
  const { say } = useLanguage()
  if (ended === null) return null
  const known = returnWords.refunds as Readonly<Record<string, { zh: string; en: string }>>
  const why = known[ended.reason]
  return (
    <p className="notice">
      {say(words.ended)}：{say(returnWords.stages[stage])}
      {ended.reason !== '' && ` · ${why ? say(why) : ended.reason}`} <Time at={ended.at} />
    </p>
  )
}

/** What both sides have said and shown. */
export function Said({ one }: { one: Pick<Return, 'text' | 'photos' | 'review' | 'objection'> }) {
  const { say } = useLanguage()
  const { text, photos, review, objection } = one
  return (
    <>
      {review && (
        <p className="notice warn">
          {review.why.map((why) => say(returnWords.reviews[why])).join(' ')}
        </p>
      )}
      {(text !== '' || photos.length > 0) && (
        <div>
          <p className="small">{say(words.fault)}</p>
          {text && <p className="text">{text}</p>}
          <Pictures photos={photos} />
        </div>
      )}
      {objection && (
        <div>
          <p className="small">
            {say(words.seller)}：{say(returnWords.objections[objection.kind])}
          </p>
          <p className="text">{objection.text}</p>
          <Pictures photos={objection.photos} />
        </div>
      )}
    </>
  )
}

function Pictures({ photos }: { photos: readonly string[] }) {
  const { say } = useLanguage()
  if (photos.length === 0) return null
  return (
    <ul className="photos">
      {photos.map((hash, place) => (
        <li key={hash}>
          <a href={`/v1/photos/${hash}`} target="_blank" rel="noreferrer">
            <img
              src={`/v1/photos/${hash}?w=240`}
              width="96"
              height="96"
              alt={say(words.photo, { n: place + 1 })}
            />
          </a>
        </li>
      ))}
    </ul>
  )
}

function Way({ title, way }: { title: string; way: Return['journey'] }) {
  const { say } = useLanguage()
  if (way === null) return null
  return (
    <div>
      <p className="small">{title}</p>
      <p>
        {say(carrierWords(way.carrierId))} {way.trackingNo}
      </p>
      <ul className="plain small">
        {[...way.scans].reverse().map(({ kind, at, place }) => (
          <li key={`${kind} ${at}`}>
            {say(scanWords[kind])} {place} <Time at={at} />
          </li>
        ))}
      </ul>
    </div>
  )
}
