import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import type { Approval, Wire } from '../../../../sdk/src/wire.ts'
import { roleNames } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Skeleton } from '../../ui/page.tsx'
import { Card, Field, LoadFailed, Refusal, Submit, Time } from '../../ui/parts.tsx'
import { useMe } from '../identity/me.ts'
import { words } from './desk-words.ts'
import { readerName } from './parked.tsx'

type Wish = Wire['POST /v1/desk/approvals']['body']

/** 角色与审批. Who plays which part; one proposes, another approves. */
export function Roles() {
  const say = useSay()
  const { person } = useMe()
  const found = useQuery({
    queryKey: ['roles'],
    queryFn: () => api.get('/v1/desk/roles'),
    refetchInterval: 15_000,
  })
  if (found.isPending) return <Skeleton />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const { approvals, members } = found.data
  const open = approvals.filter(isOpen)
  const past = approvals.filter((one) => !isOpen(one))
  return (
    <>
      <h1>{say(words.roles)}</h1>
      <Card title={say(words.pending)}>
        {open.length === 0 && <p className="hint">{say(words.noPending)}</p>}
        {open.map((one) => (
          <Pending key={one.id} one={one} mine={one.proposedBy === person?.personId} />
        ))}
      </Card>
      <Propose />
      <Card title={say(words.members)}>
        <ul className="links">
          {members.map((one) => (
            <li key={`${one.personId} ${one.role}`}>
              <Link to={`/desk/people/${one.personId}`}>
                <Role role={one.role} /> · {short(one.personId)}
              </Link>
              <span className="small">
                <Time at={one.since} />
              </span>
            </li>
          ))}
        </ul>
      </Card>
      {past.length > 0 && (
        <Card title={say(words.past)}>
          <ul className="lines">
            {past.map((one) => (
              <li key={one.id}>
                <div className="line">
                  <What one={one} />
                  <span className="end">
                    <span className={`badge ${one.outcome === 'approved' ? 'good' : ''}`}>
                      {say(words[one.outcome ?? 'expired'])}
                    </span>
                  </span>
                  <span className="small">{one.reason}</span>
                </div>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}

function isOpen(one: Approval): boolean {
  return one.outcome === null && Date.parse(one.expiresAt) > Date.now()
}

function Pending({ one, mine }: { one: Approval; mine: boolean }) {
  const say = useSay()
  const path = { id: one.id }
  const { run, pending, problem } = useCommand((act: 'approve' | 'decline', key) =>
    api.post(`/v1/desk/approvals/{id}/${act}`, { path, key }),
  )
  return (
    <div className="clock warn">
      <p>
        <What one={one} />
      </p>
      <p>{one.reason}</p>
      <p className="small">
        {say(words.proposedBy)} {mine ? say(words.you) : short(one.proposedBy)} · {say(words.until)}{' '}
        <Time at={one.expiresAt} limit />
      </p>
      {mine && <p className="small">{say(words.own)}</p>}
      <div className="buttons">
        {!mine && (
          <Submit pending={pending} onClick={() => void run('approve')}>
            {say(words.approve)}
          </Submit>
        )}
        <Submit kind="quiet" pending={pending} onClick={() => void run('decline')}>
          {say(mine ? words.takeBack : words.decline)}
        </Submit>
      </div>
      <Refusal problem={problem} />
    </div>
  )
}

function What({ one }: { one: Approval }) {
  const say = useSay()
  return (
    <span>
      {say(words[actions[one.kind]])} {one.role && <Role role={one.role} />}
      {one.since && <Time at={one.since} />}
      {one.reader !== null && `${readerName(one.reader, say)} ${one.index}`}
      {one.personId !== null && (
        <>
          {' '}
          · <Link to={`/desk/people/${one.personId}`}>{short(one.personId)}</Link>
        </>
      )}
    </span>
  )
}

function Role({ role }: { role: string }) {
  const say = useSay()
  return <>{say(roleNames[role] ?? { zh: role, en: role })}</>
}

function Propose() {
  const say = useSay()
  const [phone, setPhone] = useState('')
  const [reason, setReason] = useState('')
  const { run, pending, problem } = useCommand(
    async (wish: { phone: string } & Omit<Wish, 'personId'>, key) => {
      const { phone: number, ...what } = wish
      const { personId } = await api.post('/v1/desk/people/find', { body: { phone: number } })
      await api.post('/v1/desk/approvals', { body: { ...what, personId }, key })
      setPhone('')
      setReason('')
    },
  )
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const kind = form.get('kind') as Wish['kind']
    const common = { phone: phone.trim(), kind, reason: reason.trim() }
    const role = form.get('role') as Wish['role']
    const since = String(form.get('since') ?? '')
    void run(
      kind === 'account.stolen'
        ? { ...common, since: new Date(since).toISOString() }
        : { ...common, ...(role ? { role } : {}) },
    )
  }
  return (
    <Card title={say(words.propose)}>
      <p className="hint">{say(words.proposeMore)}</p>
      <form onSubmit={submit}>
        <Field label={say(words.who)}>
          {(input) => (
            <input
              {...input}
              required
              type="tel"
              minLength={11}
              maxLength={24}
              autoComplete="off"
              value={phone}
              onChange={(event) => setPhone(event.target.value)}
            />
          )}
        </Field>
        <WishFields />
        <Field label={say(words.reason)}>
          {(input) => (
            <input
              {...input}
              required
              minLength={2}
              maxLength={300}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <Submit kind="quiet" pending={pending}>
          {say(words.send)}
        </Submit>
        <Refusal problem={problem} />
      </form>
    </Card>
  )
}

/** What is proposed: granting or revoking, and which part. */
function WishFields() {
  const say = useSay()
  const [kind, setKind] = useState('role.grant')
  return (
    <div className="pair">
      <Field label={say(words.action)}>
        {(input) => (
          <select
            {...input}
            name="kind"
            value={kind}
            onChange={(event) => setKind(event.target.value)}
          >
            <option value="role.grant">{say(words.grant)}</option>
            <option value="role.revoke">{say(words.revoke)}</option>
            <option value="account.stolen">{say(words.stolen)}</option>
          </select>
        )}
      </Field>
      {kind === 'account.stolen' ? (
        <Field label={say(words.stolenSince)}>
          {(input) => <input {...input} required type="datetime-local" name="since" />}
        </Field>
      ) : (
        <Field label={say(words.role)}>
          {(input) => (
            <select {...input} name="role">
              {['operator', 'mediator', 'regulator', 'association'].map((role) => (
                <option key={role} value={role}>
                  {say(roleNames[role] ?? { zh: role, en: role })}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
    </div>
  )
}

const actions = {
  'role.grant': 'grant',
  'role.revoke': 'revoke',
  'account.stolen': 'stolen',
  'log.skip': 'skipEntry',
} as const

/** Enough of an id to tell two people apart at a glance. */
function short(personId: string): string {
  return personId.slice(0, 8)
}
