import { useState } from 'react'
import { dayWords, money } from '../../../../src/kernel/wording.ts'
import { disputeWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useLanguage, useSay } from '../../language.tsx'
import { Card, Refusal, Submit, Time } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { SignHere } from '../evidence/sign-here.tsx'
import { type Case, goodsNamed } from './case.ts'
import { AnswerForm, BidForm, OfferForm, SayForm, ShowForm } from './case-forms.tsx'
import { words } from './words.ts'

interface Part {
  readonly file: Case
}
type Plain = 'withdraw' | 'agree' | 'escalate' | 'accept-ruling'
type Step = (typeof checks)[number]

/** What may this side do, as the case stands? */
export function CaseActions({ file }: Part) {
  const say = useSay()
  const { status, role } = file
  if (status === 'closed' || role === 'mediator') return null
  const alone = status === 'claimed' || status === 'negotiating'
  const judged = status === 'mediating' || status === 'deciding' || status === 'appealed'
  const settles = alone || judged || status === 'paused' || status === 'ruled'
  return (
    <Card title={say(words.act)}>
      <Steps file={file} />
      {role === 'seller' && (status === 'claimed' || status === 'negotiating') && (
        <AnswerForm file={file} />
      )}
      <ShowForm file={file} />
      {settles && <OfferForm file={file} />}
      {settles && <BidForm file={file} />}
      <SayForm file={file} path="messages" title={say(words.message)} />
      {judged && file.mediator.assigned && (
        <SayForm file={file} path="object" title={say(words.object)} />
      )}
      {status === 'ruled' && <SayForm file={file} path="appeal" title={say(words.appeal)} />}
      <Buttons file={file} alone={alone} />
    </Card>
  )
}

/** One tap each; what ends the case or moves money asks once more. */
function Buttons({ file, alone }: Part & { alone: boolean }) {
  const say = useSay()
  const [asked, setAsked] = useState<Plain | null>(null)
  const path = { orderId: file.orderId }
  const { run, pending, problem } = useCommand<Plain>((step, key) =>
    api.post(`/v1/orders/{orderId}/complaint/${step}`, { path, key }),
  )
  const lost =
    file.mayAccept &&
    (file.role === 'seller') === (file.decision?.refundFen ?? 0) > 0 &&
    file.status === 'ruled'
  const all: readonly (readonly [boolean, Plain, string])[] = [
    [alone, 'escalate', say(words.escalate)],
    [lost, 'accept-ruling', say(words.acceptRuling)],
    [file.role === 'seller', 'agree', `${say(words.agree)} ${money(file.awardableFen)}`],
    [file.role === 'buyer', 'withdraw', say(words.withdraw)],
  ]
  const shown = all.filter(([may, step]) => may && (asked === null || asked === step))
  return (
    <>
      <Refusal problem={problem} />
      <div className="buttons">
        {shown.map(([, step, label]) => (
          <Submit
            key={step}
            pending={pending}
            kind={asked === step ? '' : 'quiet'}
            onClick={() =>
              asked === step ? void run(step).then(() => setAsked(null)) : setAsked(step)
            }
          >
            {asked === step ? `✓ ${label}` : label}
          </Submit>
        ))}
        {asked !== null && (
          <button type="button" className="button quiet" onClick={() => setAsked(null)}>
            {say(frameWords.never)}
          </button>
        )}
      </div>
    </>
  )
}

/** 验收: what the buyer can say of goods that were exchanged or repaired. */
const checks = ['content', 'not_content'] as const

function Steps({ file }: Part) {
  const say = useSay()
  const path = { orderId: file.orderId }
  const { run, pending, problem } = useCommand<Step>((step, key) =>
    api.post('/v1/orders/{orderId}/complaint/steps', {
      ...{ path, key },
      body: { step, text: say(disputeWords.stepWords[step]) },
    }),
  )
  if (file.role !== 'buyer' || file.status !== 'inspecting') return null
  return (
    <>
      <Refusal problem={problem} />
      <div className="buttons">
        {checks.map((step) => (
          <Submit key={step} pending={pending} onClick={() => void run(step)}>
            {say(disputeWords.stepWords[step])}
          </Submit>
        ))}
      </div>
    </>
  )
}

/** What has been offered, by whom, signed by whom; mine to sign where it is open. */
export function Offers({ file }: Part) {
  const say = useSay()
  if (file.offers.length === 0) return null
  return (
    <Card title={say(words.offers)}>
      <ul className="lines">
        {file.offers.toReversed().map((offer) => (
          <li key={offer.id}>
            <p>
              {say(words.offerBy, {
                who: say(words.who[offer.by]),
                what: say(disputeWords.offerWords[offer.kind]),
              })}
              {offer.refundFen > 0 && ` ${money(offer.refundFen)}`}
              {offer.days > 0 && ` ${say(words.within, { days: offer.days })}`}
              {offer.goods.length > 0 && ` · ${goodsNamed(file, offer.goods)}`}{' '}
              <span className="badge">{say(words.offerState[offer.status])}</span>
            </p>
            {offer.text && <p className="text">{offer.text}</p>}
            <p className="small">
              {say(words.by)} <Time at={offer.expiresAt} limit /> · {say(words.signedBy)}{' '}
              {offer.accepted.map((side) => say(words.who[side])).join('、') || '—'} ·{' '}
              <span className="mono">{offer.hash.slice(0, 16)}…</span>
            </p>
            <Sign file={file} offer={offer} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Sign({ file, offer }: Part & { offer: Case['offers'][number] }) {
  const say = useSay()
  const path = { orderId: file.orderId, offerId: offer.id.replaceAll('/', '~') }
  const { run, pending, problem } = useCommand<'accept' | 'decline'>((wish, key) =>
    wish === 'accept'
      ? api.post('/v1/orders/{orderId}/complaint/accept-offer/{offerId}', {
          ...{ path, key },
          body: { hash: offer.hash },
        })
      : api.post('/v1/orders/{orderId}/complaint/decline-offer/{offerId}', { path, key }),
  )
  const { role } = file
  const mine = role !== 'mediator' && offer.by !== role && !offer.accepted.includes(role)
  if (!mine || offer.status !== 'open' || file.status === 'closed') return null
  return (
    <>
      <p className="hint">{say(words.signHint)}</p>
      <Refusal problem={problem} />
      <div className="buttons">
        <Submit pending={pending} onClick={() => void run('accept')}>
          {say(words.sign)}
        </Submit>
        <Submit pending={pending} kind="quiet" onClick={() => void run('decline')}>
          {say(words.decline)}
        </Submit>
      </div>
      <SignHere orderId={file.orderId} only="settle" />
    </>
  )
}

/** 12315, the association, the court: open at any time, and said at any time. */
export function Ways({ file }: Part) {
  const { say, language } = useLanguage()
  const path = { orderId: file.orderId }
  type Way = keyof typeof disputeWords.wayWords
  const { run, pending, problem } = useCommand<Way>((way, key) =>
    api.post('/v1/orders/{orderId}/complaint/elsewhere', { path, key, body: { way } }),
  )
  return (
    <Card title={say(words.ways)}>
      <p className="hint">
        {say(words.waysHint, { until: dayWords(file.limitation.endsOn, language, true) })}
      </p>
      <p>
        <a href="https://www.12315.cn" rel="noreferrer">
          12315.cn
        </a>
      </p>
      <Refusal problem={problem} />
      {(Object.keys(disputeWords.wayWords) as Way[]).map((way) => {
        const taken = file.ways.find((one) => one.way === way)
        return (
          <details key={way}>
            <summary>
              {say(disputeWords.wayWords[way])}
              {taken && <span className="badge good">{say(words.taken)}</span>}
            </summary>
            {file.role === 'buyer' && !taken && (
              <Submit pending={pending} kind="quiet" onClick={() => void run(way)}>
                {say(words.take12315)}
              </Submit>
            )}
          </details>
        )
      })}
    </Card>
  )
}
