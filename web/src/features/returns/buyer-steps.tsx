import { useState } from 'react'
import type { Order, Return } from '../../../../sdk/src/wire.ts'
import { returnWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Refusal, Submit } from '../../ui/parts.tsx'
import { Ask } from '../orders/buyer-actions.tsx'
import { ParcelForm } from './parcel-form.tsx'
import { useStep } from './step.ts'
import { words } from './words.ts'

interface Part {
  readonly one: Return
  readonly order: Order
}

/** What can the buyer do now? Sending back stands open, the rest is one tap away. */
export function BuyerSteps({ one, order }: Part) {
  const say = useSay()
  const can = new Set(one.can)
  const { run, pending, problem } = useStep(order.orderId, one.no)
  const { address } = one.address ?? { address: null }
  return (
    <>
      {(can.has('send') || one.goodsWait) && one.address && (
        <div className="notice">
          <p className="small">{say(words.sendTo)}</p>
          <p>
            {one.address.name} {one.address.phone?.replace(/^\+86/, '')}
          </p>
          {address && (
            <p>
              {address.province} {address.city} {address.district} {address.street}
            </p>
          )}
        </div>
      )}
      {can.has('send') && <Send one={one} order={order} />}
      {can.has('choose') && <Choose one={one} order={order} />}
      {can.has('receive') && (
        <Submit pending={pending} onClick={() => run('receive')}>
          {say(words.receive)}
        </Submit>
      )}
      {can.has('contest') && (
        <>
          <p className="hint">{say(words.contestMore)}</p>
          <Submit pending={pending} onClick={() => run('contest')}>
            {say(words.contestObjection)}
          </Submit>
        </>
      )}
      {can.has('withdraw') && <Withdraw {...{ run, pending }} />}
      <Refusal problem={problem} />
    </>
  )
}

function Send({ one, order }: Part) {
  const say = useSay()
  const path = { orderId: order.orderId, no: one.no }
  const { run, pending, problem } = useCommand(
    (body: { carrierId: string; trackingNo: string }, key) =>
      api.post('/v1/orders/{orderId}/returns/{no}/send', { path, key, body }),
  )
  return <ParcelForm label={say(words.send)} send={run} pending={pending} problem={problem} />
}

type Again = 'refund' | 'exchange' | 'repair' | 'mediation'

/** 改选: the promise was broken; nothing has to be asked for again. */
function Choose({ one, order }: Part) {
  const say = useSay()
  const path = { orderId: order.orderId, no: one.no }
  const { run, pending, problem } = useCommand((remedy: Again, key) =>
    api.post('/v1/orders/{orderId}/returns/{no}/choose', { path, key, body: { remedy } }),
  )
  const ways = ['refund', 'exchange', 'repair', 'mediation'] as const
  return (
    <div className="stack">
      <p>{say(words.chooseAgain)}</p>
      <div className="buttons">
        {ways
          .filter((way) => way !== 'refund' || one.lockedFen > 0)
          .map((way) => (
            <Submit
              key={way}
              pending={pending}
              kind={way === 'refund' ? '' : 'quiet'}
              onClick={() => run(way)}
            >
              {say(way === 'mediation' ? words.mediation : returnWords.remedies[way])}
            </Submit>
          ))}
      </div>
      <Refusal problem={problem} />
    </div>
  )
}

function Withdraw({
  run,
  pending,
}: {
  run: (step: 'withdraw') => Promise<boolean>
  pending: boolean
}) {
  const say = useSay()
  const [asked, setAsked] = useState(false)
  return asked ? (
    <Ask
      text={say(words.withdrawMore)}
      yes={say(words.withdraw)}
      pending={pending}
      act={() => void run('withdraw')}
      close={() => setAsked(false)}
    />
  ) : (
    <button type="button" className="button quiet" onClick={() => setAsked(true)}>
      {say(words.withdraw)}
    </button>
  )
}
