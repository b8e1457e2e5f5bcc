import { useState } from 'react'
import { Link } from 'react-router'
import type { Order } from '../../../../sdk/src/wire.ts'
import { money } from '../../../../src/kernel/wording.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Card, Refusal, Submit } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { Remedies } from '../disputes/remedies.tsx'
import { SignHere } from '../evidence/sign-here.tsx'
import { inDispute } from './order-status.tsx'
import { leaveToPay } from './paying.ts'
import { orderWords as words } from './words.ts'

type Panel = 'confirm' | 'complain' | 'cancel' | 'withdraw' | 'open'
type Plain = 'cancel' | 'confirm' | 'refund-overdue' | 'open-digital' | 'complaint/withdraw'

/** What may the buyer do now? What moves money says first what follows; a refund is one tap. */
export function BuyerActions({ order }: { order: Order }) {
  const say = useSay()
  const [panel, setPanel] = useState<Panel | null>(null)
  const path = { orderId: order.orderId }
  const { run, pending, problem } = useCommand<Plain>((step, key) =>
    step === 'cancel'
      ? api.post('/v1/orders/{orderId}/cancel', { path, key, body: {} })
      : api.post(`/v1/orders/{orderId}/${step}`, { path, key }),
  )
  const can = new Set(order.can)
  const close = () => setPanel(null)
  const act = async (step: Plain) => {
    if (await run(step)) close()
  }
  if (can.size === 0) return null
  return (
    <Card>
      {can.has('pay') && (
        <>
          <Pay order={order} />
          <SignHere orderId={order.orderId} only="purchase" />
        </>
      )}
      {can.has('refund_overdue') && (
        <Submit pending={pending} onClick={() => act('refund-overdue')}>
          {say(words.refundOverdue, { amount: money(overdueFen(order)) })}
        </Submit>
      )}
      <Refusal problem={problem} />
      {can.has('sign_in_to_confirm') && !inDispute(order) && (
        <p className="hint">
          {say(words.confirmSignedIn)} <Link to="/my">{say(words.signIn)}</Link>
        </p>
      )}
      {panel === null && <Choices order={order} choose={setPanel} />}
      {panel === 'confirm' && (
        <>
          <Ask
            text={say(words.confirmMore, {
              held: money(order.money.heldFen - order.money.lockedFen),
            })}
            yes={say(words.confirmYes)}
            {...{ pending, close }}
            act={() => act('confirm')}
          />
          {order.money.lockedFen > 0 && <p className="notice">{say(words.confirmLocked)}</p>}
          <SignHere orderId={order.orderId} only="confirm" />
        </>
      )}
      {panel === 'cancel' && (
        <Ask
          text={say(can.has('pay') ? words.cancelUnpaid : words.cancelPaid)}
          yes={say(can.has('pay') ? words.cancel : words.cancelYes)}
          {...{ pending, close }}
          act={() => act('cancel')}
        />
      )}
      {panel === 'withdraw' && (
        <Ask
          text={say(words.withdrawMore)}
          yes={say(words.withdraw)}
          {...{ pending, close }}
          act={() => act('complaint/withdraw')}
        />
      )}
      {panel === 'open' && (
        <Ask
          text={say(words.openDigitalMore)}
          yes={say(words.openDigital)}
          {...{ pending, close }}
          act={() => act('open-digital')}
        />
      )}
      {panel === 'complain' && <Remedies order={order} close={close} />}
    </Card>
  )
}

/** The buttons: the one thing to do next is filled, the others are as large and as near. */
function Choices({ order, choose }: { order: Order; choose: (panel: Panel) => void }) {
  const say = useSay()
  const can = new Set(order.can)
  // While something is in dispute nothing pushes towards confirming.
  const disputed = inDispute(order)
  const calm = order.status === 'delivered' && order.money.lockedFen === 0
  const choices: readonly (readonly [boolean, Panel, string, 'quiet' | ''])[] = [
    [can.has('open_digital'), 'open', say(words.openDigital), ''],
    [can.has('confirm') && !disputed, 'confirm', say(words.confirm), calm ? '' : 'quiet'],
    [can.has('complain'), 'complain', say(words.complain), 'quiet'],
    [can.has('withdraw_complaint'), 'withdraw', say(words.withdraw), 'quiet'],
    [can.has('cancel'), 'cancel', say(words.cancel), 'quiet'],
  ]
  return (
    <div className="buttons">
      {choices.map(
        ([shown, panel, label, kind]) =>
          shown && (
            <button
              key={panel}
              type="button"
              className={`button ${kind}`}
              onClick={() => choose(panel)}
            >
              {label}
            </button>
          ),
      )}
    </div>
  )
}

function Pay({ order }: { order: Order }) {
  const say = useSay()
  if (order.payUrl === null)
    return (
      <p className="notice" role="status">
        {say(words.preparing)}
      </p>
    )
  return (
    <a className="button" href={order.payUrl} onClick={() => leaveToPay(order.orderId)}>
      {say(words.pay, { amount: money(order.totalFen) })}
    </a>
  )
}

/** Says what follows, then asks once. */
export function Ask({
  text,
  yes,
  pending,
  act,
  close,
}: {
  text: string
  yes: string
  pending: boolean
  act: () => void
  close: () => void
}) {
  const say = useSay()
  return (
    <>
      <p>{text}</p>
      <div className="buttons">
        <Submit pending={pending} onClick={act}>
          {yes}
        </Submit>
        <button type="button" className="button quiet" onClick={close}>
          {say(frameWords.never)}
        </button>
      </div>
    </>
  )
}

/** What does one tap bring back? The price of what is late, at most what is held. */
function overdueFen(order: Order): number {
  const now = Date.parse(order.now)
  const late = order.items.filter(
    ({ status, readyBy }) =>
      status === 'overdue' ||
      (status === 'awaiting' && readyBy !== null && Date.parse(readyBy) <= now),
  )
  const price = late.reduce((sum, { amountFen }) => sum + amountFen, 0)
  return Math.min(price, order.money.heldFen - order.money.pendingFen)
}
