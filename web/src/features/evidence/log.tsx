import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { AnswerTo } from '../../../../sdk/src/client.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { myLinks, Page, Skeleton } from '../../ui/page.tsx'
import { Card, LoadFailed, Rows, Time } from '../../ui/parts.tsx'
import { Together } from '../../ui/together.tsx'
import { evidenceWords as words } from './words.ts'

type Log = AnswerTo<'GET', '/v1/log'>

/** 公开日志. How large it is, how old its last signature, who watches over it, and its key. */
export function LogPage() {
  const say = useSay()
  const found = useQuery({
    queryKey: ['log'],
    queryFn: () => api.get('/v1/log'),
    refetchInterval: 5_000,
  })
  return (
    <Page title={say(words.logTitle)} links={myLinks}>
      {found.isPending && <Skeleton />}
      {found.isError && !found.data && (
        <LoadFailed error={found.error} retry={() => found.refetch()} />
      )}
      {found.data && (
        <Together>
          <LogView log={found.data} />
        </Together>
      )}
    </Page>
  )
}

function LogView({ log }: { log: Log }) {
  const say = useSay()
  const { checkpoint, witnessed, ageSeconds } = log
  const age = ageSeconds === null ? '' : ` · ${say(words.age, { n: Math.round(ageSeconds) })}`
  return (
    <>
      <section className="card">
        <h1>{say(words.logTitle)}</h1>
        <p>{say(words.logIntro)}</p>
        <Rows
          rows={[
            [say(words.size), say(words.entries, { n: checkpoint?.size ?? 0 })],
            log.waiting > 0 && [say(words.waiting), say(words.entries, { n: log.waiting })],
            [
              say(words.last),
              checkpoint ? (
                <>
                  <Time at={checkpoint.publishedAt} />
                  {age}
                </>
              ) : (
                say(words.never)
              ),
            ],
            checkpoint && [say(words.root), <Code key="root" text={checkpoint.root} />],
          ]}
        />
      </section>
      <Witnesses log={log} upTo={witnessed?.size ?? null} />
      <Card title={say(words.key)}>
        <p>{say(words.keyMore)}</p>
        <Rows
          rows={[
            [say(words.name), <Code key="name" text={log.origin} />],
            [say(words.key), <Code key="key" text={log.vkey} />],
          ]}
        />
        <ul className="links">
          <li>
            <a href="/log/policy">{say(words.policy)}</a>
          </li>
          <li>
            <Link to="/rules">{say(words.rules)}</Link>
          </li>
        </ul>
      </Card>
      <Card title={say(words.watch)}>
        <p>{say(words.watchMore)}</p>
        <p className="mono">npm run -s baozheng -- log watch {location.origin}/log --keep copy</p>
        <ul className="links">
          <li>
            <a href="/guide/how-to/follow-a-log">{say(words.watchHow)}</a>
          </li>
        </ul>
      </Card>
    </>
  )
}

function Witnesses({ log, upTo }: { log: Log; upTo: number | null }) {
  const say = useSay()
  return (
    <Card title={say(words.witnesses)}>
      <p>{say(words.witnessMore)}</p>
      {log.witnesses.length === 0 ? (
        <p className="notice warn">{say(words.noWitness)}</p>
      ) : (
        <Rows
          rows={[
            ...log.witnesses.map(
              ({ name, signedAt }) =>
                [
                  name,
                  signedAt ? (
                    <>
                      {say(words.signedAt)} <Time at={signedAt} />
                    </>
                  ) : (
                    say(words.notSigned)
                  ),
                ] as const,
            ),
            upTo !== null && ([say(words.witness), say(words.entries, { n: upTo })] as const),
          ]}
        />
      )}
    </Card>
  )
}

function Code({ text }: { text: string }) {
  return <code className="mono">{text}</code>
}
