import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { Notice } from '../../../../sdk/src/wire.ts'
import {
  eventWords,
  gainWords,
  nextWords,
  noticeWords,
  shopEventWords,
  type Words,
} from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Card, Time } from '../../ui/parts.tsx'
import { words } from './words.ts'

/** How many stand on the home page: older ones are in their orders. */
const shownMost = 5

/** 通知. What has happened, and what follows if nothing is done. */
export function Notices() {
  const say = useSay()
  const found = useQuery({
    queryKey: ['notices'],
    queryFn: () => api.get('/v1/me/notices', { query: {} }),
    refetchInterval: 30_000,
  })
  const { run, pending } = useCommand((through: number) =>
    api.post('/v1/me/notices/read', { body: { through } }),
  )
  const notices = (found.data?.notices ?? []).filter(({ role }) => role === 'seller')
  const [newest] = notices
  if (!newest) return null
  return (
    <Card title={say(words.notices)}>
      <ul className="lines">
        {notices.slice(0, shownMost).map((notice) => (
          <li key={notice.noticeId}>
            <Line notice={notice} />
          </li>
        ))}
      </ul>
      {(found.data?.unread ?? 0) > 0 && (
        <button
          type="button"
          className="button quiet"
          disabled={pending}
          onClick={() => void run(newest.noticeId)}
        >
          {say(words.allRead)}
        </button>
      )}
    </Card>
  )
}

function Line({ notice }: { notice: Notice }) {
  const say = useSay()
  const known: Readonly<Record<string, Words | undefined>> = {
    ...eventWords,
    ...noticeWords,
    ...shopEventWords,
  }
  const what = known[notice.kind]
  const text = (
    <>
      <span>
        {what ? say(what) : notice.kind}
        {notice.title !== '' && ` · ${notice.title}`}
      </span>
      <span className="end small">
        <Time at={notice.at} />
      </span>
      {notice.next && (
        <span className="small whole">
          {say(words.ifNothing)} <Time at={notice.next.dueAt} limit />{' '}
          {say(nextWords[notice.next.kind])} · {say(gainWords[notice.next.gains])}
        </span>
      )}
    </>
  )
  return notice.subject.startsWith('ord_') ? (
    <Link to={`/o/${notice.subject}`}>{text}</Link>
  ) : (
    <div className="line">{text}</div>
  )
}
