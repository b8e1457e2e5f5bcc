import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { bothLinks, Page, Skeleton } from '../../ui/page.tsx'
import { Card, LoadFailed, Submit } from '../../ui/parts.tsx'
import { useMe } from '../identity/me.ts'
import { SignIn } from '../identity/sign-in.tsx'
import { inboxWords as words } from './inbox-words.ts'
import { NoticeLines } from './notice-lines.tsx'

/** 通知. Everything that the signed-in person should not find out by chance. */
export function Inbox() {
  const say = useSay()
  const { person, isPending, isError, error, refetch } = useMe()
  return (
    <Page title={say(words.title)} links={bothLinks}>
      <h1>{say(words.title)}</h1>
      {isPending && <Skeleton />}
      {isError && <LoadFailed error={error} retry={() => refetch()} />}
      {!isPending && !isError && !person && (
        <>
          <p className="hint">{say(words.signIn)}</p>
          <SignIn />
        </>
      )}
      {person && <Told key={person.personId} />}
    </Page>
  )
}

function Told() {
  const say = useSay()
  const found = useInfiniteQuery({
    queryKey: ['inbox'],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam }) =>
      api.get('/v1/me/notices', { query: pageParam === null ? {} : { cursor: pageParam } }),
    getNextPageParam: ({ cursor }) => cursor,
  })
  const { run, pending } = useRead()
  if (found.isPending) return <Skeleton />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const notices = found.data.pages.flatMap((page) => page.notices)
  const [newest] = notices
  const unread = found.data.pages[0]?.unread ?? 0
  if (!newest)
    return (
      <section className="card center">
        <h2>{say(words.none)}</h2>
        <p className="hint">{say(words.noneMore)}</p>
        <Link className="button quiet" to="/my">
          {say(words.orders)}
        </Link>
      </section>
    )
  return (
    <Card>
      {unread > 0 && (
        <Submit kind="quiet" pending={pending} onClick={() => void run(newest.noticeId)}>
          {say(words.allRead)}
        </Submit>
      )}
      <NoticeLines notices={notices} />
      {found.hasNextPage && (
        <button type="button" className="button quiet" onClick={() => void found.fetchNextPage()}>
          {say(words.more)}
        </button>
      )}
    </Card>
  )
}

/** I have read everything up to this one. */
export function useRead() {
  return useCommand((through: number) => api.post('/v1/me/notices/read', { body: { through } }))
}

/** A link to the notices, with how many are unread. */
export function InboxLink() {
  const say = useSay()
  const found = useQuery({
    queryKey: ['notices'],
    queryFn: () => api.get('/v1/me/notices', { query: {} }),
    refetchInterval: 60_000,
  })
  const unread = found.data?.unread ?? 0
  return (
    <Link className="button quiet with-badge" to="/notices">
      {say(words.title)}
      {unread > 0 && <span className="badge warn">{say(words.count, { n: unread })}</span>}
    </Link>
  )
}
