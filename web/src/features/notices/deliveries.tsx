import { useInfiniteQuery } from '@tanstack/react-query'
import type { Delivery } from '../../../../sdk/src/wire.ts'
import type { Words } from '../../../../src/kernel/wording.ts'
import { eventWords, shopEventWords, webhookTries } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { LoadFailed, Refusal, Submit, Time } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { words } from './words.ts'

const tone = { waiting: 'warn', delivered: 'good', failed: 'bad' } as const

/** 投递记录. Every message to one address, each try, and sending it once more. */
export function Deliveries({ shopId, webhookId }: { shopId: string; webhookId: string }) {
  const say = useSay()
  const path = { shopId, webhookId }
  const found = useInfiniteQuery({
    queryKey: ['deliveries', webhookId],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      api.get('/v1/shops/{shopId}/webhooks/{webhookId}/deliveries', {
        path,
        query: pageParam === '' ? {} : { cursor: pageParam },
      }),
    getNextPageParam: ({ cursor }) => cursor,
    refetchInterval: 5_000,
  })
  const { run, pending, problem } = useCommand((messageId: string | null, key) =>
    api.post('/v1/shops/{shopId}/webhooks/{webhookId}/replay', {
      path,
      body: messageId === null ? {} : { messageId },
      key,
    }),
  )
  if (found.isPending) return <p className="skeleton tall" />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const deliveries = found.data.pages.flatMap((page) => page.deliveries)
  return (
    <section aria-label={say(words.log)}>
      <h3>
        {say(words.log)} · {say(words.logMore)}
      </h3>
      {deliveries.length === 0 && <p className="hint">{say(words.noLog)}</p>}
      {deliveries.map((one) => (
        <Line
          key={one.messageId}
          one={one}
          pending={pending}
          replay={() => void run(one.messageId)}
        />
      ))}
      <div className="buttons">
        {found.hasNextPage && (
          <button type="button" className="button quiet" onClick={() => void found.fetchNextPage()}>
            {say(frameWords.more)}
          </button>
        )}
        {deliveries.some(({ status }) => status === 'failed') && (
          <Submit kind="quiet" pending={pending} onClick={() => void run(null)}>
            {say(words.replayAll)}
          </Submit>
        )}
      </div>
      <Refusal problem={problem} />
    </section>
  )
}

function Line({ one, pending, replay }: { one: Delivery; pending: boolean; replay: () => void }) {
  const say = useSay()
  return (
    <details>
      <summary>
        <span>
          <span className={`badge ${tone[one.status]}`}>{say(words.state[one.status])}</span>{' '}
          {say(kindWords(one.kind))} <span className="mono small">{one.kind}</span>
          <br />
          <span className="small">
            <Time at={one.createdAt} />
            {one.status === 'waiting' && one.attempts > 0 && one.nextAt && (
              <>
                {' · '}
                {say(words.nextTry)} <Time at={one.nextAt} />
              </>
            )}
          </span>
        </span>
      </summary>
      <ul className="lines">
        {one.tries.map((tried, place) => (
          <li key={`${tried.at} ${tried.tookMs}`}>
            <div className="line">
              <span>
                {say(words.tries, { n: place + 1 })} · <Time at={tried.at} />
              </span>
              <span className="end">{tried.status ?? '—'}</span>
              <span className="small">{tried.error ? say(webhookTries[tried.error]) : ''}</span>
              <span className="end small">{tried.tookMs} ms</span>
            </div>
          </li>
        ))}
      </ul>
      <p className="mono small">{one.messageId}</p>
      <pre>{one.body}</pre>
      {one.status !== 'waiting' && (
        <Submit kind="quiet" pending={pending} onClick={replay}>
          {say(words.replay)}
        </Submit>
      )}
    </details>
  )
}

function kindWords(kind: string): Words {
  const all: Readonly<Record<string, Words | undefined>> = { ...eventWords, ...shopEventWords }
  return all[kind] ?? (kind === 'webhook.test' ? words.testKind : { zh: kind, en: kind })
}
