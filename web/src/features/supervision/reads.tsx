import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { lookNames } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Skeleton } from '../../ui/page.tsx'
import { Card, LoadFailed, Time } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { words } from './desk-words.ts'

/** 查阅记录. Who at the desk looked at what: whoever watches is watched. */
export function Reads() {
  const say = useSay()
  const found = useInfiniteQuery({
    queryKey: ['reads'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      api.get('/v1/desk/reads', { query: pageParam === '' ? {} : { cursor: pageParam } }),
    getNextPageParam: ({ cursor }) => cursor,
  })
  const reads = found.data?.pages.flatMap((page) => page.reads) ?? []
  return (
    <>
      <h1>{say(words.reads)}</h1>
      {found.isPending && <Skeleton />}
      {found.isError && <LoadFailed error={found.error} retry={() => found.refetch()} />}
      {found.data && (
        <Card>
          {reads.length === 0 && <p className="hint">{say(words.noReads)}</p>}
          <section className="scroll" aria-label={say(words.reads)}>
            <table>
              <thead>
                <tr>
                  <th>{say(words.opened)}</th>
                  <th>{say(words.who2)}</th>
                  <th>{say(words.what2)}</th>
                  <th>{say(words.about)}</th>
                </tr>
              </thead>
              <tbody>
                {reads.map((one) => (
                  <tr key={one.id}>
                    <td>
                      <Time at={one.at} />
                    </td>
                    <td>
                      <Link className="cell mono" to={`/desk/people/${one.personId}`}>
                        {one.personId.slice(0, 8)}
                      </Link>
                    </td>
                    <td>{say(lookNames[one.what] ?? { zh: one.what, en: one.what })}</td>
                    <td className="mono small">{one.subject.slice(0, 14)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
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
