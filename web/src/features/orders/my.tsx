import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { OrderLine } from '../../../../sdk/src/wire.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Page, Skeleton } from '../../ui/page.tsx'
import { Card, LoadFailed } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { useMe } from '../identity/me.ts'
import { SignedIn, SignIn } from '../identity/sign-in.tsx'
import { InboxLink } from '../notices/inbox.tsx'
import { OrderLines } from './lines.tsx'
import { listWords as words } from './words.ts'

/** 我的订单. Those of this device, and after signing in those of the telephone number. */
export function My() {
  const say = useSay()
  const { person, isPending } = useMe()
  return (
    <Page title={say(words.title)} links={[{ to: '/sell', words: frameWords.sell }]}>
      <h1>{say(words.title)}</h1>
      {isPending ? (
        <Skeleton />
      ) : (
        <MyOrders key={person?.personId ?? 'guest'} signedIn={person !== null} />
      )}
    </Page>
  )
}

function MyOrders({ signedIn }: { signedIn: boolean }) {
  const say = useSay()
  const found = useInfiniteQuery({
    queryKey: ['my orders', signedIn],
    queryFn: ({ pageParam }) =>
      api.get('/v1/me/orders', { query: pageParam === null ? {} : { cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
  })
  if (found.isPending) return <Skeleton />
  // Only now: what stands below would be pushed down when the orders come.
  return (
    <>
      {signedIn && <InboxLink />}
      {found.isError ? (
        <LoadFailed error={found.error} retry={() => found.refetch()} />
      ) : (
        <Orders
          orders={found.data.pages.flatMap((page) => page.orders)}
          title={say(signedIn ? words.yours : words.here)}
          more={found.hasNextPage ? () => void found.fetchNextPage() : null}
        />
      )}
      {signedIn ? <SignedIn /> : <SignIn />}
    </>
  )
}

function Orders({
  orders,
  title,
  more,
}: {
  orders: readonly OrderLine[]
  title: string
  more: (() => void) | null
}) {
  const say = useSay()
  if (orders.length === 0)
    return (
      <section className="card center">
        <h2>{say(words.none)}</h2>
        <p className="hint">{say(words.noneMore)}</p>
        <Link className="button quiet" to="/check">
          {say(words.check)}
        </Link>
      </section>
    )
  return (
    <Card title={title}>
      <OrderLines orders={orders} />
      {more && (
        <button type="button" className="button quiet" onClick={more}>
          {say(words.more)}
        </button>
      )}
    </Card>
  )
}
