import { useIsFetching, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { Skeleton } from './page.tsx'

/** So long nothing more is asked for before all counts as there; and so long we wait at most. */
const calmMs = 50
const atMostMs = 4_000

/**
 * 一起出现. Shows several parts at once, when each of them has what it asked the server for: one after
 * the other they would push down what somebody already reads, or is about to tap.
 */
export function Together({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const fetching = useIsFetching()
  const [ready, setReady] = useState(false)
  useEffect(() => {
    if (ready || fetching > 0) return
    const calm = setTimeout(() => queries.isFetching() === 0 && setReady(true), calmMs)
    return () => clearTimeout(calm)
  }, [ready, fetching, queries])
  useEffect(() => {
    const late = setTimeout(() => setReady(true), atMostMs)
    return () => clearTimeout(late)
  }, [])
  return (
    <>
      {!ready && <Skeleton />}
      <div className="together" hidden={!ready}>
        {children}
      </div>
    </>
  )
}
