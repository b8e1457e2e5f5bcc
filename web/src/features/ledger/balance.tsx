import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'react-router'
import { money } from '../../../../src/kernel/wording.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Skeleton } from '../../ui/page.tsx'
import { Card, LoadFailed } from '../../ui/parts.tsx'
import { words as deskWords } from '../supervision/desk-words.ts'
import { words } from '../supervision/words.ts'
import { TransferTable } from './transfers.tsx'

/** 试算平衡. Every account of a shop's book; debits must equal credits, pending and posted. */
export function Balance() {
  const say = useSay()
  const { shopId = '' } = useParams()
  const [open, setOpen] = useState<string | null>(null)
  const found = useQuery({
    queryKey: ['balance', shopId],
    queryFn: () => api.get('/v1/desk/shops/{shopId}/trial-balance', { path: { shopId } }),
  })
  if (found.isPending) return <Skeleton />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const { lines, balanced } = found.data
  const sides = [
    ['debitsPostedFen', words.debit, words.posted],
    ['creditsPostedFen', words.credit, words.posted],
    ['debitsPendingFen', words.debit, words.pending],
    ['creditsPendingFen', words.credit, words.pending],
  ] as const
  return (
    <>
      <h2>{say(words.findBalance)}</h2>
      <p className="mono">{shopId}</p>
      <p className={`notice ${balanced ? 'good' : 'bad'}`} role="status">
        {say(balanced ? words.balanced : words.unbalanced)}
      </p>
      <Card>
        <section className="scroll" aria-label={say(words.findBalance)}>
          <table>
            <thead>
              <tr>
                <th>{say(words.account)}</th>
                {sides.map(([key, side, state]) => (
                  <th key={key} className="end">
                    {say(side)} · {say(state)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.length === 0 && (
                <tr>
                  <td colSpan={5} className="hint">
                    {say(words.noTransfers)}
                  </td>
                </tr>
              )}
              {lines.map((line) => (
                <tr key={line.account}>
                  <td>
                    {say(line.title)}
                    <br />
                    {line.accounts === 1 ? (
                      <button
                        type="button"
                        className="link mono"
                        aria-expanded={open === line.account}
                        onClick={() => setOpen(open === line.account ? null : line.account)}
                      >
                        {line.account}
                      </button>
                    ) : (
                      <span className="mono small">
                        {line.account} × {line.accounts}
                      </span>
                    )}
                  </td>
                  {sides.map(([key]) => (
                    <td key={key} className="end">
                      {money(line[key])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </Card>
      {open !== null && <History key={open} shopId={shopId} account={open} />}
    </>
  )
}

/** 账户明细. What has moved on one account, newest first. */
function History({ shopId, account }: { shopId: string; account: string }) {
  const say = useSay()
  const found = useQuery({
    queryKey: ['account', shopId, account],
    queryFn: () =>
      api.get('/v1/desk/shops/{shopId}/accounts/history', { path: { shopId }, query: { account } }),
  })
  return (
    <Card title={`${say(deskWords.history)} · ${account}`}>
      {found.isPending && <p className="skeleton tall" />}
      {found.isError && <LoadFailed error={found.error} retry={() => found.refetch()} />}
      {found.data && <TransferTable transfers={found.data.transfers} />}
    </Card>
  )
}
