import { useQuery } from '@tanstack/react-query'
import { Link, Route, Routes, useParams } from 'react-router'
import { money } from '../../../../src/kernel/wording.ts'
import { disputeWords, issueWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Page, Skeleton } from '../../ui/page.tsx'
import { Card, LoadFailed, Rows, Time } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { useMe } from '../identity/me.ts'
import { SignedIn, SignIn } from '../identity/sign-in.tsx'
import { words as deskWords } from '../supervision/desk-words.ts'
import { goodsNamed, useDeskCase } from './case.ts'
import { Offers } from './case-actions.tsx'
import { Burdens, CaseHead, Clocks, Conversation, Decided, Track } from './case-parts.tsx'
import { MediatorActions } from './mediator-forms.tsx'
import { TipDesk } from './tips.tsx'
import { words } from './words.ts'

const mine = { to: '/desk/cases', words: words.desk } as const
const returns = { to: '/desk/returns', words: deskWords.returns } as const
const whole = { to: '/desk', words: frameWords.desk } as const

/** 调解台. The cases by clock, and one case with both stories side by side. */
export function MediatorDesk() {
  const say = useSay()
  const { person, isPending, isError, error, refetch } = useMe()
  const operator = person?.roles.includes('operator') ?? false
  const may = person?.roles.some((role) => role === 'mediator' || role === 'operator') ?? false
  return (
    <Page
      title={say(words.desk)}
      links={operator ? [mine, returns, whole] : may ? [mine, returns] : [mine]}
      wide
    >
      {isPending && <Skeleton />}
      {isError && <LoadFailed error={error} retry={() => refetch()} />}
      {!isPending && !isError && !may && (
        <>
          <h1>{say(words.desk)}</h1>
          {person && <p className="notice warn">{say(words.deskOnly)}</p>}
          {person ? <SignedIn /> : <SignIn />}
        </>
      )}
      {may && (
        <Routes>
          <Route index element={<Cases operator={operator} />} />
          <Route path=":orderId" element={<OneCase />} />
        </Routes>
      )}
    </Page>
  )
}

function Cases({ operator }: { operator: boolean }) {
  const say = useSay()
  const found = useQuery({
    queryKey: ['desk cases'],
    queryFn: () => api.get('/v1/desk/complaints'),
    refetchInterval: 15_000,
  })
  if (found.isPending) return <Skeleton />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const { cases } = found.data
  return (
    <>
      <h1>{say(words.desk)}</h1>
      <Card>
        {cases.length === 0 && <p className="hint">{say(words.none)}</p>}
        <ul className="lines">
          {cases.map((one) => (
            <li key={one.complaintId}>
              <Link to={`/desk/cases/${one.orderId}`}>
                <span>
                  {say(disputeWords.stageWords[one.status])} · {say(issueWords[one.issue])}
                  <br />
                  <span className="small">
                    {one.next && <Time at={one.next.dueAt} limit />}{' '}
                    {one.next && say(disputeWords.caseTimerWords[one.next.kind])}
                  </span>
                </span>
                <span className="end">
                  {money(one.amountFen)}{' '}
                  {one.forHead && <span className="badge warn">{say(words.forHead)}</span>}{' '}
                  <span className={`badge ${one.assigned ? 'good' : 'warn'}`}>
                    {say(one.assigned ? words.mine : words.unassigned)}
                  </span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </Card>
      <Owed />
      {operator && <TipDesk />}
      <Figures />
    </>
  )
}

/** 欠款: what sellers owe after cases, beyond what was still held. */
function Owed() {
  const say = useSay()
  const found = useQuery({ queryKey: ['desk owed'], queryFn: () => api.get('/v1/desk/owed') })
  const owed = found.data?.owed ?? []
  if (owed.length === 0) return null
  return (
    <Card title={say(words.owedList)}>
      <p className="hint">{say(words.owedHint)}</p>
      <ul className="lines">
        {owed.map((one) => (
          <li key={one.orderId}>
            <Link to={`/desk/cases/${one.orderId}`}>
              <span>
                {say(issueWords[one.issue])} {one.closedAt && <Time at={one.closedAt} />}
              </span>
              <span className="end">{money(one.owedFen)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function OneCase() {
  const say = useSay()
  const { orderId = '' } = useParams()
  const found = useDeskCase(orderId)
  if (found.isPending) return <Skeleton />
  if (found.isError && !found.data)
    return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const file = found.data
  return (
    <>
      <Link to="/desk/cases">← {say(words.desk)}</Link>
      <CaseHead file={file} />
      <Clocks file={file} />
      <Decided file={file} />
      {file.draft && (
        <Card title={say(words.draft)}>
          <Rows
            rows={[
              [say(words.back), money(file.draft.refundFen), true],
              file.draft.goods.length > 0 && [say(words.goods), goodsNamed(file, file.draft.goods)],
              file.draft.goodsBack && [say(words.condition), say(words.goodsFirst)],
              [say(words.damages), money(file.draft.damagesFen)],
            ]}
          />
          <p className="text">{file.draft.reasons}</p>
        </Card>
      )}
      <div className="sides">
        <Conversation file={file} only="buyer" />
        <Conversation file={file} only="seller" />
      </div>
      <Burdens file={file} />
      <MediatorActions file={file} />
      <Offers file={file} />
      <Conversation file={file} only="mediator" />
      <Track file={file} />
    </>
  )
}

/** How fast redress comes: public, and on the desk. */
export function Figures() {
  const say = useSay()
  const found = useQuery({
    queryKey: ['redress figures'],
    queryFn: () => api.get('/v1/redress/figures'),
  })
  if (!found.data) return null
  const { medianHours, redressed, withoutHuman, open } = found.data
  const share = redressed === 0 ? '—' : `${Math.round((100 * withoutHuman) / redressed)}%`
  return (
    <Card title={say(words.figures)}>
      <Rows
        rows={[
          [
            say(words.median),
            medianHours === null
              ? '—'
              : say(words.hours, { hours: Math.round(medianHours * 10) / 10 }),
            true,
          ],
          [say(words.share), share],
          [say(words.cases), String(redressed)],
          [say(words.openCases), String(open)],
        ]}
      />
    </Card>
  )
}
