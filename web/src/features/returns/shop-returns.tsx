import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { money } from '../../../../src/kernel/wording.ts'
import { returnWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Card, Time } from '../../ui/parts.tsx'
import { words } from './words.ts'

/** 进行中的退换. A seller's returns that are not over, each with its next moment. */
export function ShopReturns({ shopId }: { shopId: string }) {
  const say = useSay()
  const found = useQuery({
    queryKey: ['shop returns', shopId],
    queryFn: () => api.get('/v1/shops/{shopId}/returns', { path: { shopId } }),
    refetchInterval: 20_000,
  })
  const returns = found.data?.returns ?? []
  if (returns.length === 0) return null
  return (
    <Card title={say(words.list)}>
      <ul className="lines">
        {returns.map((one) => (
          <li key={`${one.orderId} ${one.no}`}>
            <Link to={`/o/${one.orderId}`}>
              <span className="row">
                <span>{one.title}</span>
                <span className="end">{money(one.refundFen)}</span>
              </span>
              <span className="row wraps">
                <span className="small">{one.next && <Time at={one.next.dueAt} limit />}</span>
                <span className={`badge ${one.next?.gains === 'buyer' ? 'bad' : 'warn'}`}>
                  {say(returnWords.stages[one.stage])}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}
