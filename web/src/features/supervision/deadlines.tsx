import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { Words } from '../../../../src/kernel/wording.ts'
import { nextWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Skeleton } from '../../ui/page.tsx'
import { Card, LoadFailed, Time } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { words } from './desk-words.ts'

/** 将到期. What happens by itself, soonest first, across shops. */
export function Deadlines() {
  const say = useSay()
  const found = useInfiniteQuery({
    queryKey: ['deadlines'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      api.get('/v1/desk/deadlines', { query: pageParam === '' ? {} : { cursor: pageParam } }),
    getNextPageParam: ({ cursor }) => cursor,
  })
  const deadlines = found.data?.pages.flatMap((page) => page.deadlines) ?? []
  return (
    <>
      <h1>{say(words.deadlines)}</h1>
      <p className="hint">{say(words.aheadMore)}</p>
      {found.isPending && <Skeleton />}
      {found.isError && <LoadFailed error={found.error} retry={() => found.refetch()} />}
      {found.data && (
        <Card>
          {deadlines.length === 0 && <p className="hint">{say(words.noDeadlines)}</p>}
          <ul className="lines">
            {deadlines.map((one) => (
              <li key={`${one.subject} ${one.id} ${one.kind}`}>
                <Line one={one} />
              </li>
            ))}
          </ul>
          {found.hasNextPage && (
            <button
              type="button"
              className="button quiet"
              onClick={() => void found.fetchNextPage()}
            >
              {say(frameWords.more)}
            </button>
          )}
        </Card>
      )}
    </>
  )
}

interface Ahead {
  readonly dueAt: string
  readonly subject: string
  readonly id: string
  readonly kind: string
  readonly shopName: string
}

/** Each room has deadlines of its own; a return's carries its number: `accepted/1`. */
function wordsOf({ subject, kind }: Ahead): Words | undefined {
  const [plain = ''] = kind.split('/')
  const room = { complaints: 'complaint.', returns: 'return.' }[subject] ?? ''
  return (nextWords as Readonly<Record<string, Words>>)[`${room}${plain}`]
}

function Line({ one }: { one: Ahead }) {
  const say = useSay()
  const known = wordsOf(one)
  const text = (
    <>
      <span>{known ? say(known) : `${one.subject} · ${one.kind}`}</span>
      <span className="end">
        <Time at={one.dueAt} />
      </span>
      <span className="small">{one.shopName}</span>
    </>
  )
  return one.id.startsWith('ord_') ? (
    <Link to={`/desk/orders/${one.id}`}>{text}</Link>
  ) : (
    <div className="line">{text}</div>
  )
}
