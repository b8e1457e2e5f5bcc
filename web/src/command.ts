import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { newKey } from '../../sdk/src/client.ts'
import type { Problem } from '../../sdk/src/wire.ts'
import { problemOf } from './api.ts'

/**
 * Runs a command and says how it goes. A wish whose answer was lost keeps its Idempotency-Key: the
 * next press of the same button repeats it and can never do it twice.
 */
export function useCommand<Wish>(send: (wish: Wish, key: string) => Promise<unknown>) {
  const queries = useQueryClient()
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const open = useRef<{ key: string; text: string } | null>(null)

  async function run(wish: Wish): Promise<boolean> {
    const text = JSON.stringify(wish) ?? ''
    if (open.current?.text !== text) open.current = { key: newKey(), text }
    setPending(true)
    setProblem(null)
    try {
      await send(wish, open.current.key)
      open.current = null
      await queries.invalidateQueries()
      return true
    } catch (error) {
      const why = problemOf(error)
      // Answered: the next try is a new wish. Unanswered: it may have been done.
      if (why.status !== 0 && why.status !== 503) open.current = null
      setProblem(why)
      return false
    } finally {
      setPending(false)
    }
  }

  return { run, pending, problem }
}
