import { Link } from 'react-router'
import { useSay } from '../../language.tsx'
import { useMe } from '../identity/me.ts'
import { words } from './money-words.ts'

/** Which colleague? The reader's own name for themselves, or enough of an id to tell two apart. */
export function Who({ personId }: { personId: string }) {
  const say = useSay()
  const { person } = useMe()
  if (personId === person?.personId) return <>{say(words.you)}</>
  return (
    <Link className="cell mono" to={`/desk/people/${personId}`}>
      {personId.slice(0, 8)}
    </Link>
  )
}
