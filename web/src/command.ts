import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { newKey } from '../../sdk/src/client.ts'
import type { Problem } from '../../sdk/src/wire.ts'
import { api, problemOf } from './api.ts'
import { wasSignedIn } from './secrets.ts'
import { words } from './words.ts'

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
      const why = await sessionEnded(problemOf(error))
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

/**
 * 登录过期. Somebody whose session is over is told what is not theirs, as a stranger would be: that
 * says nothing. Where nobody is signed in any more who was before, this is said instead.
 */
async function sessionEnded(why: Problem): Promise<Problem> {
  if (!wasSignedIn() || ![401, 403, 404].includes(why.status)) return why
  const me = await api.get('/v1/auth/me').catch(() => null)
  if (me === null || me.actor?.kind === 'person') return why
  return { ...why, code: 'session.ended', text: words.sessionEnded }
}
