import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Card, Field, LoadFailed, Refusal, Submit, Time } from '../../ui/parts.tsx'
import { useTell } from '../../ui/toast.tsx'
import { type Proof, Prove } from '../identity/proof.tsx'
import { words } from '../identity/safety-words.ts'

/** 收款账户. Where the money goes, what waits, and the way back after a theft. */
export function PayoutCard({ shopId }: { shopId: string }) {
  const say = useSay()
  const tell = useTell()
  const path = { shopId }
  const found = useQuery({
    queryKey: ['payout', shopId],
    queryFn: () => api.get('/v1/shops/{shopId}/payout', { path }),
  })
  const stopping = useCommand((_: string, key) =>
    api.post('/v1/shops/{shopId}/payout/stop', { path, key }),
  )
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  if (!found.data) return null
  const { account, tail, waiting, frozen } = found.data
  const named = (one: { account: string; tail: string | null }) =>
    one.tail === null ? one.account : `${one.account} · ${say(words.tail, { tail: one.tail })}`
  return (
    <Card title={say(words.payout)}>
      <p className="hint">{say(words.payoutMore)}</p>
      <p>
        {say(words.now)} <span className="mono">{named({ account, tail })}</span>
      </p>
      {waiting && (
        <div className="notice warn" role="status">
          <p>
            {say(words.waiting)} <span className="mono">{named(waiting)}</span> ·{' '}
            <Time at={waiting.dueAt} limit />
          </p>
          <Refusal problem={stopping.problem} />
          <Submit
            kind="quiet"
            pending={stopping.pending}
            onClick={() =>
              void stopping.run('stop').then((done) => done && tell(say(words.stopped)))
            }
          >
            {say(words.stop)}
          </Submit>
        </div>
      )}
      {frozen ? <Thaw shopId={shopId} /> : <Change shopId={shopId} />}
      <p>
        <Link to="/safety">{say(words.safety)}</Link>
      </p>
    </Card>
  )
}

function Change({ shopId }: { shopId: string }) {
  const say = useSay()
  const tell = useTell()
  const [open, setOpen] = useState(false)
  const [payeeRef, setRef] = useState('')
  const [tail, setTail] = useState('')
  const { run, pending, problem } = useCommand((proof: Proof, key) =>
    api.post('/v1/shops/{shopId}/payout', {
      path: { shopId },
      body: { payeeRef, tail, proof },
      key,
    }),
  )
  const send = async (proof: Proof) => {
    if (!(await run(proof))) return
    setOpen(false)
    tell(say(words.asked))
  }
  if (!open)
    return (
      <button type="button" className="button quiet" onClick={() => setOpen(true)}>
        {say(words.change)}
      </button>
    )
  const good = /^[A-Za-z0-9-]{6,40}$/.test(payeeRef) && /^[0-9]{4}$/.test(tail)
  return (
    <>
      <Field label={say(words.ref)} hint={say(words.refHint)}>
        {(input) => (
          <input
            {...input}
            required
            maxLength={40}
            autoComplete="off"
            value={payeeRef}
            onChange={(event) => setRef(event.target.value.trim())}
          />
        )}
      </Field>
      <Field label={say(words.tailField)}>
        {(input) => (
          <input
            {...input}
            required
            inputMode="numeric"
            maxLength={4}
            autoComplete="off"
            value={tail}
            onChange={(event) => setTail(event.target.value.trim())}
          />
        )}
      </Field>
      <Refusal problem={problem} />
      <Prove
        label={say(words.change)}
        pending={pending}
        disabled={!good}
        onProof={(one) => void send(one)}
      />
    </>
  )
}

function Thaw({ shopId }: { shopId: string }) {
  const say = useSay()
  const tell = useTell()
  const { run, pending, problem } = useCommand((proof: Proof, key) =>
    api.post('/v1/shops/{shopId}/thaw', { path: { shopId }, body: { proof }, key }),
  )
  return (
    <div className="notice bad" role="status">
      <p>{say(words.frozen)}</p>
      <Refusal problem={problem} />
      <Prove
        label={say(words.thaw)}
        pending={pending}
        onProof={(proof) => void run(proof).then((done) => done && tell(say(words.thawed)))}
      />
    </div>
  )
}
