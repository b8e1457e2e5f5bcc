import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { bothLinks, Page } from '../../ui/page.tsx'
import { Card, LoadFailed, Refusal, Submit, Time } from '../../ui/parts.tsx'
import { useTell } from '../../ui/toast.tsx'
import { Together } from '../../ui/together.tsx'
import { useMe } from './me.ts'
import { Passkeys } from './passkeys.tsx'
import { eventNames, words } from './safety-words.ts'
import { SignedIn, SignIn } from './sign-in.tsx'
import { Stolen } from './stolen.tsx'

/** 账号安全. Where one is signed in, what was done to the account, and what to do when it is stolen. */
export function AccountSafety() {
  const say = useSay()
  const me = useMe()
  return (
    <Page title={say(words.title)} links={bothLinks}>
      <h1>{say(words.title)}</h1>
      <Together key={me.person?.personId ?? 'guest'}>
        {me.person && (
          <>
            <Sessions />
            <Events />
            <Passkeys />
          </>
        )}
        <Stolen />
        {!me.isPending && !me.person && (
          <>
            <p className="hint">{say(words.signInFirst)}</p>
            <SignIn />
          </>
        )}
        <SignedIn />
      </Together>
    </Page>
  )
}

function Sessions() {
  const say = useSay()
  const tell = useTell()
  const found = useQuery({ queryKey: ['sessions'], queryFn: () => api.get('/v1/auth/sessions') })
  const ending = useCommand((sessionId: string) =>
    api.post('/v1/auth/sessions/{sessionId}/end', { path: { sessionId } }),
  )
  const others = useCommand(() => api.post('/v1/auth/sessions/end-others'))
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const sessions = found.data?.sessions ?? []
  return (
    <Card title={say(words.sessions)}>
      <ul className="links">
        {sessions.map(({ sessionId, userAgent, createdAt, current }) => (
          <li key={sessionId}>
            <span>
              {deviceOf(userAgent) ?? say(words.unknown)}
              <br />
              <span className="small">
                <Time at={createdAt} />
              </span>
            </span>
            {current ? (
              <span className="badge good">{say(words.thisOne)}</span>
            ) : (
              <button
                type="button"
                className="chip"
                disabled={ending.pending}
                onClick={() => void ending.run(sessionId)}
              >
                {say(words.end)}
              </button>
            )}
          </li>
        ))}
      </ul>
      <Refusal problem={ending.problem ?? others.problem} />
      {sessions.length > 1 && (
        <Submit
          kind="quiet"
          pending={others.pending}
          onClick={() => void others.run(undefined).then((done) => done && tell(say(words.ended)))}
        >
          {say(words.endOthers)}
        </Submit>
      )}
    </Card>
  )
}

function Events() {
  const say = useSay()
  const found = useQuery({ queryKey: ['events'], queryFn: () => api.get('/v1/auth/events') })
  const events = found.data?.events ?? []
  return (
    <Card title={say(words.events)}>
      {found.isError && <LoadFailed error={found.error} retry={() => found.refetch()} />}
      {events.length === 0 && <p className="hint">{say(words.noEvents)}</p>}
      <ul className="lines">
        {events.map(({ eventId, kind, at }) => (
          <li key={eventId}>
            <div className="line">
              <span>{say(eventNames[kind])}</span>
              <span className="end small">
                <Time at={at} />
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** `Chrome · Android`: enough to know one's own telephone again. */
function deviceOf(userAgent: string): string | null {
  const known = (names: readonly string[]) => names.find((name) => userAgent.includes(name))
  const browser = known(['MicroMessenger', 'QQ', 'Edg', 'Firefox', 'Chrome', 'Safari'])
  const system = known(['iPhone', 'iPad', 'Android', 'Windows', 'Mac', 'Linux'])
  const words = [browser, system].filter((word) => word !== undefined)
  return words.length > 0 ? words.join(' · ') : null
}
