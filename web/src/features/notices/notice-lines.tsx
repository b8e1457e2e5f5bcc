import { Link } from 'react-router'
import type { Notice } from '../../../../sdk/src/wire.ts'
import { deadline, type Words } from '../../../../src/kernel/wording.ts'
import {
  eventWords,
  gainWords,
  nextWords,
  noticeWords,
  scanWords,
  shopEventWords,
  softWords,
} from '../../../../src/vocabulary.ts'
import { useLanguage, useSay } from '../../language.tsx'
import { Time } from '../../ui/parts.tsx'
import { inboxWords as words } from './inbox-words.ts'

/** Notices, the newest first: what happened to what, when, and what follows if nothing is done. */
export function NoticeLines({ notices }: { notices: readonly Notice[] }) {
  return (
    <ul className="lines notices">
      {notices.map((notice) => (
        <li key={notice.noticeId}>
          <Line notice={notice} />
        </li>
      ))}
    </ul>
  )
}

const known: Readonly<Record<string, Words | undefined>> = {
  ...shopEventWords,
  ...noticeWords,
  ...eventWords,
}

function Line({ notice }: { notice: Notice }) {
  const say = useSay()
  const { kind, title, at, next, unread, words: said, subject } = notice
  const scan = said !== null && said in scanWords ? said : null
  const what = scan ? scanWords[scan as keyof typeof scanWords] : known[kind]
  const text = (
    <>
      <span className="whole">
        {unread && (
          <>
            <i className="unread" aria-hidden="true" />
            <span className="hidden">{say(words.unread)} </span>
          </>
        )}
        <b>{what ? say(what) : kind}</b>
      </span>
      {title !== '' && <span className="whole">{title}</span>}
      {said !== null && said in softWords && (
        <span className="whole quote">
          <Said said={said as keyof typeof softWords} notice={notice} />
        </span>
      )}
      <span className="small whole">
        <Time at={at} />
      </span>
      {next && (
        <span className="small whole">
          {say(words.ifNothing)} <Time at={next.dueAt} limit /> · {say(nextWords[next.kind])} ·{' '}
          {say(gainWords[next.gains])}
        </span>
      )}
    </>
  )
  return subject.startsWith('ord_') ? (
    <Link to={`/o/${subject}`}>{text}</Link>
  ) : (
    <div className="line">{text}</div>
  )
}

/** The sentence as the buyer chose it; the day stands where an order has one. */
function Said({ said, notice }: { said: keyof typeof softWords; notice: Notice }) {
  const { say, language } = useLanguage()
  const { next, title } = notice
  const until = next ? deadline(Date.parse(next.dueAt), language) : ''
  return <>{say(softWords[said].text, { title, until })}</>
}
