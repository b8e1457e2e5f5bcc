import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Order, Problem } from '../../../../sdk/src/wire.ts'
import { money } from '../../../../src/kernel/wording.ts'
import { statuses } from '../../../../src/vocabulary.ts'
import { api, problemOf } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Skeleton } from '../../ui/page.tsx'
import { Card, Refusal, Submit } from '../../ui/parts.tsx'
import { closeCast, look, openCast, type Play, paths, type Step } from './tour-paths.ts'
import { words } from './tour-words.ts'

type PathName = keyof typeof paths

/** 导览. Watch a trade in two minutes: buyer, seller and carrier on the real API, step by step. */
export function Tour() {
  const say = useSay()
  const sandbox = useQuery({
    queryKey: ['clock'],
    queryFn: () => api.get('/v1/sandbox/clock').catch(() => null),
  })
  const [path, setPath] = useState<PathName | null>(null)
  if (sandbox.isPending) return <Skeleton />
  return (
    <>
      <h1>{say(words.title)}</h1>
      {!sandbox.data?.movable && <p className="notice warn">{say(words.only)}</p>}
      {sandbox.data?.movable && path === null && (
        <Card title={say(words.choose)}>
          <p className="hint">{say(words.more)}</p>
          {(Object.keys(paths) as PathName[]).map((name) => (
            <button key={name} type="button" className="button quiet" onClick={() => setPath(name)}>
              {say(words[name])}
            </button>
          ))}
        </Card>
      )}
      {path !== null && <Stage key={path} name={path} leave={() => setPath(null)} />}
    </>
  )
}

interface Shown {
  readonly step: Step
  readonly order: Order
}

function Stage({ name, leave }: { name: PathName; leave: () => void }) {
  const say = useSay()
  const steps: readonly Step[] = paths[name]
  const [play, setPlay] = useState<Play | null>(null)
  const [shown, setShown] = useState<readonly Shown[]>([])
  const [playing, setPlaying] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const step = steps[shown.length]

  const go = async () => {
    if (!step) return
    setPlaying(true)
    setProblem(null)
    try {
      const now = play ?? (await begin())
      setPlay(now)
      await step.act(now)
      const order = await look(now)
      setShown([...shown, { step, order }])
      if (shown.length + 1 === steps.length) await closeCast(now.cast)
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setPlaying(false)
    }
  }

  return (
    <Card title={say(words[name])}>
      <ol className="tour">
        {steps.map((one, place) => (
          <StepLine key={one.does} step={one} order={shown[place]?.order ?? null} />
        ))}
      </ol>
      <Refusal problem={problem} />
      {step ? (
        <Submit pending={playing} onClick={() => void go()}>
          {say(shown.length === 0 ? words.begin : words.next)}
        </Submit>
      ) : (
        <>
          <p className="notice good" role="status">
            {say(words.done)}
          </p>
          <div className="buttons">
            <Link className="button" to={`/desk/orders/${play?.orderId ?? ''}`}>
              {say(words.story)}
            </Link>
            <button type="button" className="button quiet" onClick={leave}>
              {say(words.again)}
            </button>
          </div>
        </>
      )}
    </Card>
  )
}

async function begin(): Promise<Play> {
  const cast = await openCast()
  return { cast, orderId: '', trackingNo: `SD${String(Date.now()).slice(-10)}` }
}

function StepLine({ step, order }: { step: Step; order: Order | null }) {
  const say = useSay()
  return (
    <li className={order ? 'done' : undefined}>
      <span>
        <b>{say(words.who[step.who])}</b> {say(words.steps[step.does])}
      </span>
      <span className="mono small">{step.request}</span>
      {order && (
        <span className="small">
          <span className="badge good">{say(statuses[order.status])}</span>{' '}
          {[
            `${say(words.money.held)} ${money(order.money.heldFen)}`,
            `${say(words.money.refunded)} ${money(order.money.refundedFen)}`,
            `${say(words.money.released)} ${money(order.money.releasedFen)}`,
          ].join(' · ')}
        </span>
      )}
    </li>
  )
}
