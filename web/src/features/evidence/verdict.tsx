import type { CheckedEntry, ValidReceipt, Verdict } from '../../../../sdk/src/verdict.ts'
import {
  deviceWords,
  stateWords,
  stepWords,
  untrustedWords,
  verdictWords,
} from '../../../../sdk/src/verify-words.ts'
import { moment, type Words } from '../../../../src/kernel/wording.ts'
import { eventWords, houseEventWords, shopEventWords } from '../../../../src/vocabulary.ts'
import { useLanguage, useSay } from '../../language.tsx'
import { Card, Rows, Time } from '../../ui/parts.tsx'
import { words } from './verify-words.ts'

/** 验证结果. What a check has found: the verdict first, then what it rests on. */
export function VerdictView({ verdict }: { verdict: Verdict }) {
  const say = useSay()
  if (verdict.verdict === 'invalid')
    return (
      <section className="notice bad stack" role="alert">
        <h2>{say(verdictWords.invalid)}</h2>
        <p>{say(stepWords[verdict.step])}</p>
        {verdict.where !== '' && (
          <p className="small mono">{say(words.place, { where: verdict.where })}</p>
        )}
        <p>{say(verdict.step === 'trust' ? words.otherSite : words.doNotRely)}</p>
      </section>
    )
  const tone = verdict.verdict === 'witnessed' && verdict.trusted ? 'good' : 'warn'
  return (
    <>
      <section className={`notice ${tone} stack`} role="status">
        <h2>{say(verdictWords[verdict.verdict])}</h2>
        {!verdict.trusted && <p>{say(untrustedWords)}</p>}
        {verdict.what === 'receipt' && <Completeness receipt={verdict} />}
      </section>
      {verdict.what === 'receipt' ? (
        <ReceiptView receipt={verdict} />
      ) : (
        <Card title={say(words.result)}>
          <p>{say(words.proofIn, { index: (verdict.index ?? 0) + 1, size: verdict.size ?? 0 })}</p>
          <Rows
            rows={[
              [
                say(words.log),
                <span className="mono small" key="log">
                  {verdict.log}
                </span>,
              ],
            ]}
          />
          <Witnesses seen={verdict.witnesses} />
        </Card>
      )}
    </>
  )
}

function Completeness({ receipt: { complete } }: { receipt: ValidReceipt }) {
  const say = useSay()
  return <p>{complete === null ? say(words.incomplete) : say(words.complete, complete)}</p>
}

function ReceiptView({ receipt }: { receipt: ValidReceipt }) {
  const { say, language } = useLanguage()
  const holders: Readonly<Record<string, Words>> = words.holders
  const last = receipt.entries.findLast(({ size }) => size !== null)
  return (
    <>
      <Card title={say(words.facts)}>
        <ul className="plain">
          {receipt.facts.map((fact) => (
            <li key={`${fact.name} ${fact.zh}`}>{fact[language]}</li>
          ))}
        </ul>
        <Rows
          rows={[
            [
              say(words.subject),
              receipt.subject === 'house' ? (
                say(words.house)
              ) : (
                <span className="mono small" key="subject">
                  {receipt.subject}
                </span>
              ),
            ],
            [say(words.issued), <Time key="issued" at={receipt.issuedAt} />],
            [say(words.holder), say(holders[receipt.holder] ?? words.holders.public)],
            [
              say(words.log),
              <span className="mono small" key="log">
                {receipt.log}
              </span>,
            ],
          ]}
        />
      </Card>
      <Card title={say(words.witnesses)}>
        <Witnesses seen={last?.witnesses ?? []} />
      </Card>
      <Card title={say(words.entries)}>
        <ol className="timeline">
          {[...receipt.entries].reverse().map((entry) => (
            <EntryLine key={entry.seq} entry={entry} />
          ))}
        </ol>
      </Card>
    </>
  )
}

const kinds: Readonly<Record<string, Words>> = {
  ...eventWords,
  ...shopEventWords,
  ...houseEventWords,
}

function EntryLine({ entry }: { entry: CheckedEntry }) {
  const say = useSay()
  const kind = kinds[entry.kind]
  return (
    <li>
      <strong>{kind ? say(kind) : entry.kind}</strong>
      <div className="small">
        <Time at={entry.at} /> · {say(stateWords[entry.state])}
        {entry.index !== null && ` · ${say(words.at, { index: entry.index + 1 })}`}
      </div>
      {entry.device && <div className="small">{say(deviceWords)}</div>}
      {entry.erased && <div className="small">{say(words.erased)}</div>}
    </li>
  )
}

function Witnesses({ seen }: { seen: CheckedEntry['witnesses'] }) {
  const { say, language } = useLanguage()
  if (seen.length === 0) return <p>{say(words.nobody)}</p>
  return (
    <ul className="plain">
      {seen.map(({ name, second }) => (
        <li key={name}>
          {say(words.seenAt, { name, time: moment(second * 1000, language, true) })}
        </li>
      ))}
    </ul>
  )
}
