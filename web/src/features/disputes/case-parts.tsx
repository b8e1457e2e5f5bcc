import { money } from '../../../../src/kernel/wording.ts'
import { disputeWords, gainWords, issueWords } from '../../../../src/vocabulary.ts'
import { useLanguage, useSay } from '../../language.tsx'
import { Card, Rows, Time } from '../../ui/parts.tsx'
import { Cited } from '../law/articles.tsx'
import { type Case, goodsNamed } from './case.ts'
import { words } from './words.ts'

interface Part {
  readonly file: Case
}

/** Where it stands, what is asked, what is locked; 低调处理 keeps it one tap away. */
export function CaseHead({ file }: Part) {
  const say = useSay()
  const quiet = file.lowKey && file.role === 'seller'
  const claim = (
    <p>
      {say(issueWords[file.issue])} · {say(words.claim)} {money(file.amountFen)}
      {file.lockedFen > 0 && ` · ${say(words.locked)} ${money(file.lockedFen)}`}
    </p>
  )
  return (
    <section className="status" aria-live="polite">
      <h1>{say(quiet ? words.neutral : disputeWords.stageWords[file.status])}</h1>
      {quiet ? (
        <details>
          <summary>{say(words.what)}</summary>
          {claim}
        </details>
      ) : (
        claim
      )}
      {file.review && <p className="notice warn">{say(words.review)}</p>}
    </section>
  )
}

/** What happens by itself, when exactly, and who gains. */
export function Clocks({ file }: Part) {
  const say = useSay()
  // The end of the hold is months away, and everything else comes first.
  const soon = Date.parse(file.now) + 30 * 24 * 3_600_000
  const next = file.next.filter(({ kind, dueAt }) => kind !== 'last' || Date.parse(dueAt) < soon)
  if (next.length === 0) return null
  return (
    <Card title={say(words.clocks)}>
      <ul className="next">
        {next.map(({ kind, dueAt, gains }) => (
          <li key={kind}>
            <Time at={dueAt} limit />
            <span>{say(disputeWords.caseTimerWords[kind])}</span>
            <span className={`badge ${gains}`}>{say(gainWords[gains])}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** Where somebody should rule: until then what the rule would say without them tells nothing. */
const unruledSoon = new Set<Case['status']>(['mediating', 'paused', 'deciding', 'confirming'])

/** Who must show what, by when, on which text, and what has been shown. */
export function Burdens({ file }: Part) {
  const { say, language } = useLanguage()
  const early = file.status === 'claimed' || file.status === 'negotiating'
  const waitsForBuyer =
    file.role === 'buyer' &&
    file.burdens.some(({ first, bearer, shownByBuyer }) => {
      return first && bearer === 'seller' && !shownByBuyer
    })
  return (
    <Card title={say(words.burdens)}>
      {file.burdens.map((burden) => {
        const done = burden.bearer === 'seller' ? burden.shownBySeller : burden.shownByBuyer
        return (
          <div key={burden.point}>
            <h3>{say(disputeWords.pointWords[burden.point])}</h3>
            <p>
              <span className={`badge ${done ? 'good' : 'warn'}`}>
                {say(words.bearer[burden.bearer])} · {say(done ? words.shown : words.notShown)}
              </span>
            </p>
            <p>{burden[language]}</p>
            <p className="small">{say(burden.source === 'site' ? words.site : words.statute)}</p>
            <Cited cite={burden.cite} />
          </div>
        )
      })}
      {file.next.some(({ kind }) => kind === 'answer') && file.showBy !== null && (
        <>
          <p className="hint">
            {say(words.by)} <Time at={file.showBy} limit />
          </p>
          <p className="hint">{say(words.otherwise)}</p>
        </>
      )}
      {early && waitsForBuyer && <p className="notice">{say(words.photosFirst)}</p>}
      {file.noticeAt === null && <p className="notice">{say(words.noNotice)}</p>}
      {file.withoutRuling && unruledSoon.has(file.status) && (
        <p className="hint">
          {say(words.ifUnruled, {
            wins: say(words.wins[file.withoutRuling.wins]),
            why: say(disputeWords.unruledWords[file.withoutRuling.why]),
          })}
        </p>
      )}
    </Card>
  )
}

interface Line {
  readonly key: string
  readonly by: 'buyer' | 'seller' | 'mediator'
  readonly at: string
  readonly text: string
  readonly about: string
  readonly photos: readonly string[]
  readonly hash: string | null
}

/** The case as a conversation, oldest first. `only` shows one side of it. */
export function Conversation({ file, only }: Part & { only?: Line['by'] }) {
  const say = useSay()
  const lines = linesOf(file, say).filter((line) => only === undefined || line.by === only)
  return (
    <Card title={only ? say(words.who[only]) : say(words.story)}>
      {lines.length === 0 && <p className="hint">{say(words.empty)}</p>}
      <ol className="talk">
        {lines.map((line) => (
          <li key={line.key} className={line.by}>
            <p className="small">
              {say(words.who[line.by])} · <Time at={line.at} />
              {line.about && ` · ${line.about}`}
            </p>
            {line.text && <p className="text">{line.text}</p>}
            {line.photos.length > 0 && (
              <p className="photos-row">
                {line.photos.map((photo) => (
                  <a key={photo} href={`/v1/photos/${photo}`}>
                    <img
                      src={`/v1/photos/${photo}?w=240`}
                      alt={line.about}
                      width="96"
                      height="96"
                    />
                  </a>
                ))}
              </p>
            )}
            {line.hash && (
              <p className="small mono">
                {say(words.hash)} {line.hash.slice(0, 16)}…
              </p>
            )}
          </li>
        ))}
      </ol>
    </Card>
  )
}

function linesOf(file: Case, say: ReturnType<typeof useSay>): Line[] {
  const plain = { about: '', photos: [], hash: null }
  const first: Line = {
    ...plain,
    ...{ key: 'claim', by: 'buyer', at: file.openedAt, text: file.text },
    about: say(issueWords[file.issue]),
  }
  const { answer } = file
  const impossible = answer?.impossible.map((point) => say(disputeWords.pointWords[point])) ?? []
  const answered: Line[] = answer
    ? [
        {
          ...plain,
          ...{ key: 'answer', by: 'seller', at: answer.at, text: answer.text },
          about: impossible.length > 0 ? `${say(words.impossible)}: ${impossible.join('、')}` : '',
        },
      ]
    : []
  const shown = file.evidence.map(({ id, by, at, text, point, photos, hash }): Line => {
    const about = say(point === null ? words.whole : disputeWords.pointWords[point])
    return { key: id, by, at, text, about, photos, hash }
  })
  const said = file.messages.map((one): Line => ({ ...plain, ...one, key: `${one.by} ${one.at}` }))
  const told: Line[] = file.appeal
    ? [{ ...plain, ...file.appeal, key: 'appeal', about: say(words.appeal) }]
    : []
  return [first, ...answered, ...shown, ...said, ...told].sort((a, b) => a.at.localeCompare(b.at))
}

/** How it was decided, on what, and how it ended. */
export function Decided({ file }: Part) {
  const say = useSay()
  const { decision, outcome } = file
  return (
    <>
      {decision && (
        <Card title={say(words.decision)}>
          <p>
            <span className="badge">
              {say(decision.by === 'default' ? words.byRule : words.byPerson)}
            </span>
          </p>
          <Rows
            rows={[
              [say(words.back), money(decision.refundFen), true],
              decision.goods.length > 0 && [say(words.goods), goodsNamed(file, decision.goods)],
              decision.goodsBack && [say(words.condition), say(words.goodsFirst)],
              decision.damagesFen > 0 && [say(words.damages), money(decision.damagesFen)],
              decision.faults.length > 0 && [
                say(words.faults),
                decision.faults.map((fault) => say(disputeWords.faultWords[fault])).join('、'),
              ],
            ]}
          />
          {decision.unruled && (
            <>
              <p className="notice">
                {say(words.unruled, {
                  why: say(disputeWords.unruledWords[decision.unruled.why]),
                })}
              </p>
              <Cited cite={decision.unruled.cite} />
            </>
          )}
          {decision.reasons && <p className="text">{decision.reasons}</p>}
          {decision.inferences.map(({ point, cite }) => (
            <div key={point}>
              <p>
                {say(words.held)}: {say(disputeWords.pointWords[point])}
              </p>
              <Cited cite={cite} />
            </div>
          ))}
        </Card>
      )}
      {outcome && (
        <Card title={say(words.outcome)}>
          <Rows
            rows={[
              [say(disputeWords.outcomeWords[outcome.by]), <Time key="at" at={outcome.at} />],
              [say(words.back), money(outcome.refundFen), true],
              outcome.refundFen > 0 && [say(words.fromHold), money(outcome.fromHoldFen)],
              outcome.owedFen > 0 && [say(words.owed), money(outcome.owedFen)],
              file.owedInAllFen > outcome.owedFen && [
                say(words.owedInAll),
                money(file.owedInAllFen),
              ],
              outcome.confirmBy !== null && [say(words.confirmBy), outcome.confirmBy],
            ]}
          />
          {outcome.owedFen > 0 && <p className="notice">{say(words.owedHint)}</p>}
        </Card>
      )}
    </>
  )
}

/** Which law governs, and why; and what others who were harmed claim. */
export function Track({ file }: Part) {
  const { say, language } = useLanguage()
  const { track } = file
  return (
    <Card title={say(words.track)}>
      <p>
        {say(words.trackIs[track.law])}
        {!track.certain && ` · ${say(words.unsure)}`}
      </p>
      {track.reasons.map((reason) => (
        <div key={reason.zh}>
          <p>{reason[language]}</p>
          {reason.cite && <Cited cite={reason.cite} />}
        </div>
      ))}
      {file.claimants.length > 0 && <h3>{say(words.victims)}</h3>}
      {file.claimants.map(({ id, relation, losses }) => (
        <p key={id}>
          {say(disputeWords.kinWords[relation])}:{' '}
          {losses
            .map(
              ({ item, amountFen }) => `${say(disputeWords.lossWords[item])} ${money(amountFen)}`,
            )
            .join('、')}
        </p>
      ))}
    </Card>
  )
}
