import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { disputeWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useLanguage } from '../../language.tsx'
import { Page, Skeleton } from '../../ui/page.tsx'
import { Card, LoadFailed, Rows } from '../../ui/parts.tsx'
import { Cited } from '../law/articles.tsx'
import { Figures } from './mediator-desk.tsx'
import { useRules } from './mediator-forms.tsx'
import { words } from './words.ts'

/** 一家店的维权速度: how often it let a clock of its own run out, and how fast money came back. */
function ShopFigures({ shopId }: { shopId: string }) {
  const { say } = useLanguage()
  const found = useQuery({
    queryKey: ['shop redress', shopId],
    queryFn: () => api.get('/v1/shops/{shopId}/redress', { path: { shopId } }),
  })
  if (found.isPending) return <Skeleton />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const { days, returns, delays, cases, withoutHuman, medianHours } = found.data
  const hours = medianHours === null ? null : Math.round(medianHours * 10) / 10
  return (
    <Card title={say(words.shopFigures)}>
      <Rows
        rows={[
          [say(words.shopReturns, { days }), String(returns)],
          [say(words.shopDelays), String(delays), true],
          [say(words.cases), String(cases)],
          [say(words.median), hours === null ? '—' : say(words.hours, { hours })],
          [say(words.share), cases === 0 ? '—' : `${Math.round((100 * withoutHuman) / cases)}%`],
        ]}
      />
      <p className="hint">{say(words.shopFiguresHint)}</p>
    </Card>
  )
}

/** 维权有多快. For everybody: the figures, who must show what, and what faults cost. */
export function RedressPage() {
  const { say, language } = useLanguage()
  const found = useRules()
  const shopId = useSearchParams()[0].get('shop')
  return (
    <Page title={say(words.figures)}>
      <h1>{say(words.figures)}</h1>
      {shopId && <ShopFigures shopId={shopId} />}
      <Figures />
      <p>
        <a href="/tip">{say(words.tip)}</a>
      </p>
      {found.isPending && <Skeleton />}
      {found.isError && <LoadFailed error={found.error} retry={() => found.refetch()} />}
      {found.data && (
        <>
          <Card title={say(words.burdens)}>
            {found.data.burdens.map((burden) => (
              <div key={burden.point}>
                <h3>{say(disputeWords.pointWords[burden.point])}</h3>
                <p>
                  <span className="badge">{say(words.bearer[burden.bearer])}</span>{' '}
                  {burden[language]}
                </p>
                <p className="small">
                  {say(burden.source === 'site' ? words.site : words.statute)}
                </p>
                <Cited cite={burden.cite} />
              </div>
            ))}
          </Card>
          <Card title={say(words.unruledTitle)}>
            <p>{say(words.unruledRule)}</p>
          </Card>
          <Card title={say(words.priceList)}>
            <ul className="lines">
              {found.data.faults.map(({ fault, percent }) => (
                <li key={fault} className="line">
                  <span>{say(disputeWords.faultWords[fault])}</span>
                  <span className="end">{percent}%</span>
                </li>
              ))}
            </ul>
            <p className="hint">{say(words.midpoint)}</p>
            <p className="small">{say(words.version, { version: found.data.version })}</p>
          </Card>
        </>
      )}
    </Page>
  )
}
