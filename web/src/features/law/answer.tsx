import type { AnswerTo } from '../../../../sdk/src/client.ts'
import { dayWords, type Language, moment } from '../../../../src/kernel/wording.ts'
import { useLanguage } from '../../language.tsx'
import { Card, Rows } from '../../ui/parts.tsx'
import { codeName, keyName } from './answer-words.ts'
import { Cited } from './articles.tsx'
import type { FactShape } from './facts.ts'
import { certaintyWords, lawWords as words } from './words.ts'

type Given = AnswerTo<'POST', '/v1/law/decisions'>

/** 回答. The answer in plain words, how sure it is, what is missing, why, and on which articles. */
export function Answer({ given, shapes }: { given: Given; shapes: readonly FactShape[] }) {
  const { say, language } = useLanguage()
  const sure = certaintyWords[given.certainty]
  const nameOf = (fact: string) => {
    const shape = shapes.find((each) => each.fact === fact)
    return shape ? say(shape.name) : fact
  }
  return (
    <>
      <Card title={say(words.answer)}>
        <AnswerRows given={given} />
        <p>
          <span className={`badge ${sure.tone}`}>{say(sure.name)}</span>{' '}
          <span className="hint">{say(sure.more)}</span>
        </p>
        <Missing names={given.missing.map(nameOf)} />
        {given.ignored && given.ignored.length > 0 && (
          <p className="notice warn">
            {say(words.ignored)}: {given.ignored.map(nameOf).join('、')}
          </p>
        )}
      </Card>
      <Card title={say(words.reasons)}>
        <ol className="plain">
          {given.trace.filter(isReason).map((step) => (
            <li key={`${step.zh}${step.cite ?? ''}`}>
              {step[language]}
              {step.cite && <p className="hint">{step.cite}</p>}
            </li>
          ))}
        </ol>
      </Card>
      <Card title={given.citations.length > 0 ? say(words.cites) : undefined}>
        <div>
          {given.citations.map((cite) => (
            <Cited key={cite} cite={cite} />
          ))}
        </div>
        <Rules rules={given.rules} />
        <p className="hint">{say(words.advice)}</p>
      </Card>
    </>
  )
}

/** What is missing or was not read is said above, by the names of the form. */
function isReason({ zh }: Given['trace'][number]): boolean {
  return !zh.startsWith('补充后可以') && !zh.startsWith('未采用的事实')
}

function AnswerRows({ given }: { given: Given }) {
  const { say, language } = useLanguage()
  const rows = Object.entries(given.answer).flatMap(([key, value]) => {
    const name = keyName(key)
    if (name === null) return []
    const text = value === null ? say(words.open) : written(value, language, say)
    return [[say(name), text] as const]
  })
  return rows.length === 0 ? <p>{say(words.nothing)}</p> : <Rows rows={rows} />
}

function Missing({ names }: { names: readonly string[] }) {
  const { say } = useLanguage()
  if (names.length === 0) return null
  return (
    <div className="notice warn">
      <p>{say(words.missing)}:</p>
      <ul className="plain">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </div>
  )
}

function Rules({ rules }: { rules: Given['rules'] }) {
  const { say, language } = useLanguage()
  if (rules.length === 0) return null
  return (
    <details>
      <summary>{say(words.rules)}</summary>
      <ul className="plain">
        {rules.map(({ title, from, cite, source }) => (
          <li key={`${title}${from}`}>
            <span lang="zh-CN">{title}</span>
            {source === 'site' && <span className="badge warn">{say(words.site)}</span>}
            <p className="hint">
              {say(words.from, { day: dayWords(from, language, true) })} ·{' '}
              <span lang="zh-CN">{cite}</span>
            </p>
          </li>
        ))}
      </ul>
    </details>
  )
}

type Say = ReturnType<typeof useLanguage>['say']

/** A value of an answer as people read it: days with their weekday, codes in words. */
function written(value: unknown, language: Language, say: Say): string {
  if (typeof value === 'boolean') return say(value ? words.yes : words.no)
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return text(value, language)
  if (Array.isArray(value)) {
    if (value.length === 0) return say(words.none)
    return value.map((each) => written(each, language, say)).join('、')
  }
  if (typeof value !== 'object' || value === null) return ''
  return Object.entries(value)
    .map(([name, part]) => `${codeName(name)[language]} ${written(part, language, say)}`)
    .join(' / ')
}

function text(value: string, language: Language): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return dayWords(value, language, true)
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return moment(Date.parse(value), language)
  if (/^\d+\.\d{2}$/.test(value)) return `¥${value}`
  return codeName(value)[language]
}
