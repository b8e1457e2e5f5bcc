import { useInfiniteQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { statuses } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Skeleton } from '../../ui/page.tsx'
import { Card, Field, LoadFailed } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { Clock } from './clock.tsx'
import { words } from './desk-words.ts'
import { OrderTable } from './order-table.tsx'

type Status = keyof typeof statuses
type Filter = { readonly status?: Status; readonly locked?: true; readonly trackingNo?: string }

/** 订单. All of them, newest first; by how they stand, or by the number on a parcel. */
export function Orders() {
  const say = useSay()
  const [filter, setFilter] = useState<Filter>({})
  const found = useInfiniteQuery({
    queryKey: ['desk orders', filter],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      api.get('/v1/desk/orders', {
        query: {
          ...(filter.status ? { status: [filter.status] } : {}),
          ...(filter.locked ? { locked: true } : {}),
          ...(filter.trackingNo ? { trackingNo: filter.trackingNo } : {}),
          ...(pageParam === '' ? {} : { cursor: pageParam }),
        },
      }),
    getNextPageParam: ({ cursor }) => cursor,
  })
  return (
    <>
      <h1>{say(words.orders)}</h1>
      <Search find={(trackingNo) => setFilter({ trackingNo })} />
      <Filters filter={filter} choose={setFilter} />
      {found.isPending && <Skeleton />}
      {found.isError && <LoadFailed error={found.error} retry={() => found.refetch()} />}
      {found.data && (
        <Card>
          <OrderTable orders={found.data.pages.flatMap((page) => page.orders)} />
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
      <Clock />
    </>
  )
}

/** An order's number opens it; anything else is taken for the number on a parcel. */
function Search({ find }: { find: (trackingNo: string) => void }) {
  const say = useSay()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const wanted = text.trim()
    if (wanted.startsWith('ord_')) navigate(`/desk/orders/${encodeURIComponent(wanted)}`)
    else find(wanted)
  }
  return (
    <form className="one-line" onSubmit={submit}>
      <Field label={say(words.search)}>
        {(input) => (
          <input
            {...input}
            required
            minLength={6}
            maxLength={40}
            autoComplete="off"
            className="mono"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <button type="submit" className="button">
        {say(words.searchYes)}
      </button>
    </form>
  )
}

function Filters({ filter, choose }: { filter: Filter; choose: (filter: Filter) => void }) {
  const say = useSay()
  const chip = (text: string, to: Filter, pressed: boolean) => (
    <button
      key={text}
      type="button"
      className="chip"
      aria-pressed={pressed}
      onClick={() => choose(to)}
    >
      {text}
    </button>
  )
  const { trackingNo } = filter
  return (
    <div className="tabs-row">
      {trackingNo && chip(`${trackingNo} ×`, {}, true)}
      {chip(say(words.all), {}, !filter.status && !filter.locked && !trackingNo)}
      {chip(say(words.disputed), { locked: true }, filter.locked === true)}
      {(Object.keys(statuses) as Status[]).map((status) =>
        chip(say(statuses[status]), { status }, filter.status === status),
      )}
    </div>
  )
}
