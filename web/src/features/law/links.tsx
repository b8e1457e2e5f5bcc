import { Link } from 'react-router'
import { useSay } from '../../language.tsx'
import { pageWords as words } from './page-words.ts'

/** From each page about the law to the others. The status page comes from the server. */
export function LawLinks() {
  const say = useSay()
  return (
    <nav aria-label={say(words.places)}>
      <ul className="law-links">
        <li>
          <Link to="/law">{say(words.ask)}</Link>
        </li>
        <li>
          <Link to="/law/applies">{say(words.appliesTitle)}</Link>
        </li>
        <li>
          <Link to="/law/cite">{say(words.citeTitle)}</Link>
        </li>
        <li>
          <a href="/law/status">{say(words.status)}</a>
        </li>
      </ul>
    </nav>
  )
}
