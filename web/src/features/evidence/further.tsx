import { Link } from 'react-router'
import { useSay } from '../../language.tsx'
import { evidenceWords as words } from './words.ts'

/** Where somebody goes on who holds a proof: to check it, and to the log that it stands in. */
export function Further() {
  const say = useSay()
  return (
    <ul className="links">
      <li>
        <Link to="/verify">{say(words.verify)}</Link>
      </li>
      <li>
        <Link to="/log">{say(words.log)}</Link>
      </li>
    </ul>
  )
}
