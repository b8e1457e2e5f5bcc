import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Card, Submit } from '../../ui/parts.tsx'
import { useRead } from '../notices/inbox.tsx'
import { inboxWords as words } from '../notices/inbox-words.ts'
import { NoticeLines } from '../notices/notice-lines.tsx'

/** How many stand on the home page: the rest is one tap away. */
const shownMost = 3

/** 通知. What has happened, and what follows if nothing is done. */
export function Notices() {
  const say = useSay()
  const found = useQuery({
    queryKey: ['notices'],
    queryFn: () => api.get('/v1/me/notices', { query: {} }),
    refetchInterval: 30_000,
  })
  const { run, pending } = useRead()
  const notices = (found.data?.notices ?? []).filter(({ role }) => role === 'seller')
  const [newest] = notices
  if (!newest) return null
  const unread = found.data?.unread ?? 0
  return (
    <Card title={say(words.title)}>
      <NoticeLines notices={notices.slice(0, shownMost)} />
      <div className="buttons">
        {unread > 0 && (
          <Submit kind="quiet" pending={pending} onClick={() => void run(newest.noticeId)}>
            {say(words.allRead)}
          </Submit>
        )}
        <Link className="button quiet" to="/notices">
          {say(words.all)}
        </Link>
      </div>
    </Card>
  )
}
