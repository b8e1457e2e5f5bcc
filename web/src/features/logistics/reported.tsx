import { scanWords } from '../../../../src/vocabulary.ts'
import { useSay } from '../../language.tsx'
import { Card, Time } from '../../ui/parts.tsx'
import type { Report, useOutbox } from './outbox.ts'
import { words } from './words.ts'

const shownMost = 50
const tone = { waiting: 'warn', sent: 'good', refused: 'bad' } as const

/** What was reported on this phone, newest first, and how far it has come. */
export function Reported({ outbox }: { outbox: ReturnType<typeof useOutbox> }) {
  const say = useSay()
  const { reports, flush, clear } = outbox
  const waiting = reports.filter(({ state }) => state === 'waiting').length
  return (
    <Card title={say(words.list)}>
      {waiting > 0 && (
        <div className="notice warn" role="status">
          <p>{say(words.waits, { n: waiting })}</p>
          <button type="button" className="button quiet" onClick={() => void flush()}>
            {say(words.sendNow)}
          </button>
        </div>
      )}
      {reports.length === 0 && <p className="hint">{say(words.none)}</p>}
      <ul className="lines">
        {[...reports]
          .reverse()
          .slice(0, shownMost)
          .map((report) => (
            <li key={report.key}>
              <Line report={report} />
            </li>
          ))}
      </ul>
      {reports.length > waiting && (
        <button type="button" className="button quiet" onClick={clear}>
          {say(words.drop)}
        </button>
      )}
    </Card>
  )
}

function Line({ report }: { report: Report }) {
  const say = useSay()
  const { kind, consented, state, problem } = report
  const what = kind === 'left_at_station' && consented ? words.consented : scanWords[kind]
  return (
    <div className="line">
      <span className="mono">{report.trackingNo}</span>
      <span className="end">
        <span className={`badge ${tone[state]}`}>{say(words[state])}</span>
      </span>
      <span className="small">{say(what)}</span>
      <span className="end small">
        <Time at={report.at} />
      </span>
      {problem && <span className="small">{say(problem.text)}</span>}
    </div>
  )
}
