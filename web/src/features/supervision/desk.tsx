import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link, Route, Routes, useNavigate } from 'react-router'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Page, Skeleton } from '../../ui/page.tsx'
import { Card, Field, LoadFailed, Time } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { useMe } from '../identity/me.ts'
import { SignedIn, SignIn } from '../identity/sign-in.tsx'
import { DeskLaw } from '../law/desk-law.tsx'
import { Balance } from '../ledger/balance.tsx'
import { Clock } from './clock.tsx'
import { decoded } from './decoded.ts'
import { DeskOrder } from './desk-order.tsx'
import { words } from './words.ts'

const links = [{ to: '/desk', words: frameWords.desk }] as const

/** 工作台. For operators: one order's journal, the books, and in a sandbox the clock. */
export function Desk() {
  const say = useSay()
  const { person, isPending, isError, error, refetch } = useMe()
  const operator = person?.roles.includes('operator') ?? false
  return (
    <Page title={say(words.title)} links={links} wide>
      {isPending && <Skeleton />}
      {isError && <LoadFailed error={error} retry={() => refetch()} />}
      {!isPending && !operator && (
        <>
          <h1>{say(words.title)}</h1>
          {person && <p className="notice warn">{say(words.only)}</p>}
          {person ? <SignedIn /> : <SignIn />}
        </>
      )}
      {operator && (
        <Routes>
          <Route index element={<Home />} />
          <Route path="orders/:orderId" element={<DeskOrder />} />
          <Route path="shops/:shopId" element={<Balance />} />
          <Route path="law" element={<DeskLaw />} />
        </Routes>
      )}
    </Page>
  )
}

function Home() {
  const say = useSay()
  return (
    <>
      <h1>{say(words.title)}</h1>
      <Clock />
      <Card>
        <Lookup label={say(words.find)} hint={say(words.findHint)} to="/desk/orders/" />
        <Lookup label={say(words.findBalance)} hint={say(words.shopHint)} to="/desk/shops/" />
      </Card>
      <Rejected />
      <Card>
        <Link to="/desk/law">{say(words.law)}</Link>
      </Card>
      <SignedIn />
    </>
  )
}

function Lookup({ label, hint, to }: { label: string; hint: string; to: string }) {
  const say = useSay()
  const navigate = useNavigate()
  const [id, setId] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    navigate(`${to}${encodeURIComponent(id.trim())}`)
  }
  return (
    <form onSubmit={submit}>
      <Field label={label} hint={hint}>
        {(input) => (
          <input
            {...input}
            required
            maxLength={40}
            autoComplete="off"
            className="mono"
            value={id}
            onChange={(event) => setId(event.target.value)}
          />
        )}
      </Field>
      <button type="submit" className="button quiet">
        {say(words.findYes)}
      </button>
    </form>
  )
}

function Rejected() {
  const say = useSay()
  const found = useQuery({
    queryKey: ['rejected'],
    queryFn: () => api.get('/v1/desk/callbacks/rejected'),
  })
  return (
    <Card title={say(words.rejected)}>
      {found.isError && <LoadFailed error={found.error} retry={() => found.refetch()} />}
      {found.data?.callbacks.length === 0 && <p className="hint">{say(words.noneRejected)}</p>}
      {found.data?.callbacks.map(({ id, provider, receivedAt, body }) => (
        <details key={id}>
          <summary>
            <span>
              <Time at={receivedAt} /> · {provider}
            </span>
          </summary>
          <pre>{decoded(body) ?? say(words.undecoded)}</pre>
        </details>
      ))}
    </Card>
  )
}
