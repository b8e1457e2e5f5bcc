import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'react-router'
import { money } from '../../../../src/kernel/wording.ts'
import { api, problemOf } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Card, Refusal, Submit } from '../../ui/parts.tsx'
import { Balance } from '../ledger/balance.tsx'
import { words } from './desk-words.ts'
import { ShopCheck } from './shop-check.tsx'

/** The books of one shop: whether they balance, whether they were kept by the rules. */
export function ShopPage() {
  const { shopId = '' } = useParams()
  return (
    <>
      <ShopCheck shopId={shopId} />
      <Balance />
      <Verify shopId={shopId} />
    </>
  )
}

function Verify({ shopId }: { shopId: string }) {
  const say = useSay()
  const [asked, setAsked] = useState(false)
  const found = useQuery({
    queryKey: ['verify', shopId],
    queryFn: () => api.get('/v1/desk/shops/{shopId}/verify', { path: { shopId } }),
    enabled: asked,
    staleTime: 0,
  })
  const run = () => {
    if (asked) void found.refetch()
    setAsked(true)
  }
  return (
    <Card title={say(words.verify)}>
      <p className="hint">{say(words.verifyMore)}</p>
      <Submit kind="quiet" pending={found.isFetching} onClick={run}>
        {say(words.verify)}
      </Submit>
      {found.isError && <Refusal problem={problemOf(found.error)} />}
      {found.data && found.data.faults.length === 0 && (
        <p className="notice good" role="status">
          {say(words.verified, {
            accounts: found.data.accounts,
            transfers: found.data.transfers,
            held: money(found.data.heldFen),
          })}
        </p>
      )}
      {found.data && found.data.faults.length > 0 && (
        <div className="notice bad" role="alert">
          <p>{say(words.faulty, { n: found.data.faults.length })}</p>
          <ul>
            {found.data.faults.map((fault) => (
              <li key={`${fault.check} ${fault.what}`} className="mono">
                {fault.check}: {fault.what}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Card>
  )
}
