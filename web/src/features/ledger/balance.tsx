import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { money } from '../../../../src/kernel/wording.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Skeleton } from '../../ui/page.tsx'
import { Card, LoadFailed } from '../../ui/parts.tsx'
import { words } from '../supervision/words.ts'

/** 试算平衡. Every account of a shop's book; debits must equal credits, pending and posted. */
export function Balance() {
  const say = useSay()
  const { shopId = '' } = useParams()
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
      <h1>{say(words.findBalance)}</h1>
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
              {lines.map((line) => (
                <tr key={line.account}>
                  <td>
                    {say(line.title)}
                    <br />
                    <span className="mono small">{line.account}</span>
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
    </>
  )
}
