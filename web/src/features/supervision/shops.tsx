import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { DeskShop } from '../../../../sdk/src/wire.ts'
import { standingWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Skeleton } from '../../ui/page.tsx'
import { Card, Field, LoadFailed, Time } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { words } from './desk-words.ts'

/** 店铺. Newest first, or by a part of the name. */
export function Shops() {
  const say = useSay()
  const [named, setNamed] = useState('')
  const found = useInfiniteQuery({
    queryKey: ['desk shops', named],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      api.get('/v1/desk/shops', {
        query: { named, ...(pageParam === '' ? {} : { cursor: pageParam }) },
      }),
    getNextPageParam: ({ cursor }) => cursor,
  })
  return (
    <>
      <h1>{say(words.shops)}</h1>
      <Field label={say(words.named)}>
        {(input) => (
          <input
            {...input}
            type="search"
            maxLength={40}
            value={named}
            onChange={(event) => setNamed(event.target.value)}
          />
        )}
      </Field>
      {found.isPending && <Skeleton />}
      {found.isError && <LoadFailed error={found.error} retry={() => found.refetch()} />}
      {found.data && (
        <Card>
          <ShopList shops={found.data.pages.flatMap((page) => page.shops)} />
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

/** A row a shop; its owner leads to the person. */
export function ShopList({ shops }: { shops: readonly DeskShop[] }) {
  const say = useSay()
  if (shops.length === 0) return <p className="hint">{say(words.noShops)}</p>
  return (
    <ul className="links">
      {shops.map((one) => (
        <li key={one.shop}>
          <Link to={`/desk/shops/${one.shop}`}>{one.name}</Link>
          <span className="small">
            <span className="badge">{say(standingWords[one.standing])}</span>{' '}
            <Time at={one.openedAt} />
          </span>
          <Link className="fixed" to={`/desk/people/${one.ownerId}`}>
            {say(words.owner)}
          </Link>
        </li>
      ))}
    </ul>
  )
}
