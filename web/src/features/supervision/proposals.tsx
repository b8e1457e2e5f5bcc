import { Link } from 'react-router'
import type { SuspenseSettlement } from '../../../../sdk/src/wire.ts'
import { money } from '../../../../src/kernel/wording.ts'
import { suspenseNames } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Card, Refusal, Submit, Time } from '../../ui/parts.tsx'
import { useMe } from '../identity/me.ts'
import { words as deskWords } from './desk-words.ts'
import { words } from './money-words.ts'
import { Who } from './who.tsx'

/** 提议. What waits for a second pair of eyes, and what was decided. */
export function Proposals({ proposals }: { proposals: readonly SuspenseSettlement[] }) {
  const say = useSay()
  if (proposals.length === 0) return null
  const open = proposals.filter(({ outcome }) => outcome === null)
  const past = proposals.filter(({ outcome }) => outcome !== null)
  return (
    <>
      <Card title={say(words.proposals)}>
        {open.length === 0 && <p className="hint">{say(words.noProposals)}</p>}
        {open.map((one) => (
          <Open key={one.id} one={one} />
        ))}
      </Card>
      {past.length > 0 && (
        <Card title={say(words.decided)}>
          <ul className="lines">
            {past.map((one) => (
              <li key={one.id}>
                <Past one={one} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}

function Open({ one }: { one: SuspenseSettlement }) {
  const say = useSay()
  const { person } = useMe()
  const mine = one.proposedBy === person?.personId
  const path = { orderId: one.orderId, id: one.id }
  const { run, pending, problem } = useCommand((act: 'approve' | 'decline') =>
    api.post(`/v1/desk/orders/{orderId}/suspense/{id}/${act}`, { path }),
  )
  return (
    <div className="clock warn">
      <p>
        <What one={one} />
      </p>
      <p>{one.reason}</p>
      <p className="small">
        <Order one={one} />
        <br />
        {say(words.proposedBy)} <Who personId={one.proposedBy} /> · <Time at={one.proposedAt} />
      </p>
      <p className="small">{say(mine ? words.own : words.effects[one.action])}</p>
      <div className="buttons">
        {!mine && (
          <Submit pending={pending} onClick={() => void run('approve')}>
            {say(deskWords.approve)}
          </Submit>
        )}
        <Submit kind="quiet" pending={pending} onClick={() => void run('decline')}>
          {say(mine ? deskWords.takeBack : deskWords.decline)}
        </Submit>
      </div>
      <Refusal problem={problem} />
    </div>
  )
}

function Past({ one }: { one: SuspenseSettlement }) {
  const say = useSay()
  const approved = one.outcome === 'approved'
  return (
    <div className="line">
      <What one={one} />
      <span className="end">
        <span className={approved ? 'badge good' : 'badge'}>
          {say(approved ? deskWords.approved : deskWords.declined)}
        </span>
      </span>
      <span className="small">
        {one.reason}
        <br />
        <Order one={one} />
        <br />
        {say(words.proposedBy)} <Who personId={one.proposedBy} /> · <Time at={one.proposedAt} />
        {one.decidedBy && one.decidedAt && (
          <>
            <br />
            {say(words.decidedBy)} <Who personId={one.decidedBy} /> · <Time at={one.decidedAt} />
          </>
        )}
      </span>
    </div>
  )
}

/** A note has no sum. */
function What({ one }: { one: SuspenseSettlement }) {
  const say = useSay()
  return (
    <b>
      {say(suspenseNames[one.action])}
      {one.action !== 'note' && ` · ${money(one.amountFen)}`}
    </b>
  )
}

function Order({ one }: { one: SuspenseSettlement }) {
  return (
    <Link className="cell mono" to={`/desk/orders/${one.orderId}`}>
      {one.orderId}
    </Link>
  )
}
