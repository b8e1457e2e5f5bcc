import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../api.ts'
import { noteSignedIn } from '../../secrets.ts'

/** Who is signed in on this device? */
export function useMe() {
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['me'],
    queryFn: () => api.get('/v1/auth/me'),
    staleTime: 60_000,
  })
  const person = data?.actor?.kind === 'person' ? data.actor : null
  const here = person !== null
  useEffect(() => {
    if (here) noteSignedIn(true)
  }, [here])
  return { person, phone: data?.phone ?? null, isPending, isError, error, refetch }
}

export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await api.post('/v1/auth/sign-out')
    noteSignedIn(false)
    await queries.invalidateQueries()
  }
}
