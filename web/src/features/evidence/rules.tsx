import { useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'react-router'
import { type AnswerTo, Refused } from '../../../../sdk/src/client.ts'
import { iso, shanghaiDay, startOfDay } from '../../../../src/kernel/time.ts'
import { ruleNames } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useLanguage, useSay } from '../../language.tsx'
import { myLinks, Page, Skeleton } from '../../ui/page.tsx'
import { Card, Field, LoadFailed, Rows, Time } from '../../ui/parts.tsx'
import { Download } from './download.tsx'
import { Further } from './further.tsx'
import { rulesWords as words } from './rules-words.ts'

type Rules = AnswerTo<'GET', '/v1/terms'>

const isDay = /^\d{4}-\d{2}-\d{2}$/
const day = 24 * 3_600_000

/** 本站规则. By which rules did this site run on some day, and the proof of it, for anybody. */
export function RulesPage() {
  const say = useSay()
  const [address, setAddress] = useSearchParams()
  const asked = momentOf(address.get('at') ?? '')
  const found = useQuery({
    queryKey: ['rules', asked],
    queryFn: () => api.get('/v1/terms', { query: asked === null ? {} : { at: iso(asked) } }),
  })
  const shown = asked ?? Date.parse(found.data?.at ?? iso(Date.now()))
  const unknown = found.error instanceof Refused && found.error.problem.status === 404
  return (
    <Page title={say(words.title)} links={myLinks}>
      <section className="card">
        <h1>{say(words.title)}</h1>
        <p>{say(words.intro)}</p>
        <Field label={say(words.onDay)} hint={say(words.onDayHint)}>
          {(input) => (
            <input
              {...input}
              type="date"
              min="2020-01-01"
              max={shanghaiDay(Math.max(shown, Date.now()))}
              value={shanghaiDay(shown)}
              onChange={({ target: { value } }) =>
                isDay.test(value) && setAddress({ at: value }, { replace: true })
              }
            />
          )}
        </Field>
      </section>
      {found.isPending && <Skeleton />}
      {unknown && (
        <p className="notice warn" role="status">
          {say(words.unknown)}
        </p>
      )}
      {found.isError && !unknown && (
        <LoadFailed error={found.error} retry={() => found.refetch()} />
      )}
      {found.data && <RulesView rules={found.data} />}
    </Page>
  )
}

/** The end of a day as Shanghai has it, or a moment. Null: now, also where it is not over yet. */
function momentOf(asked: string): number | null {
  const at = isDay.test(asked) ? startOfDay(asked) + day - 1 : Date.parse(asked)
  return at < Date.now() ? at : null
}

/** A site that is newer than this page may have rules that it does not know. */
const rulesByName: Readonly<Record<string, (typeof ruleNames)[keyof typeof ruleNames]>> = ruleNames

function RulesView({ rules }: { rules: Rules }) {
  const { say, language } = useLanguage()
  const { at, since } = rules
  const log = useQuery({ queryKey: ['log'], queryFn: () => api.get('/v1/log') })
  const before = iso(Date.parse(since) - 1)
  return (
    <>
      <Card title={say(words.inForce)}>
        <Rows
          rows={[
            [say(words.asOf), <Time key="at" at={at} />],
            [say(words.since), <Time key="since" at={since} />],
            [say(words.version), rules.version],
          ]}
        />
        <Rows
          rows={Object.entries(rules.terms).flatMap(([name, value]) => {
            if (name === 'version') return []
            const rule = rulesByName[name]
            return [rule ? [say(rule), rule.say(Number(value), language)] : [name, String(value)]]
          })}
        />
        <ul className="links">
          <li>
            <Link to={`/rules?at=${encodeURIComponent(before)}`}>{say(words.before)}</Link>
          </li>
        </ul>
      </Card>
      <Card title={say(words.proof)}>
        <p>{say(words.proofMore)}</p>
        <Download
          name={`rules-${shanghaiDay(Date.parse(at))}.baozheng-receipt.json`}
          load={() => api.get('/v1/terms/receipt', { query: { at } })}
          vkey={log.data?.vkey ?? null}
        />
        <Rows
          rows={[
            [
              say(words.hash),
              <code className="mono" key="hash">
                {rules.hash}
              </code>,
            ],
          ]}
        />
        <Further />
      </Card>
    </>
  )
}
