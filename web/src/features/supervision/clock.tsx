import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Card, Refusal, Submit, Time } from '../../ui/parts.tsx'
import { words } from './words.ts'

const minute = 60_000
const steps = [
  { ms: 16 * minute, words: words.minutes, n: 16 },
  { ms: 60 * minute, words: words.hours, n: 1 },
  { ms: 24 * 60 * minute, words: words.days, n: 1 },
  { ms: 49 * 60 * minute, words: words.hours, n: 49 },
  { ms: 10 * 24 * 60 * minute, words: words.days, n: 10 },
  { ms: 16 * 24 * 60 * minute, words: words.days, n: 16 },
] as const

/** 沙箱时钟. Only a sandbox has one: elsewhere nothing is shown. */
export function Clock() {
  const say = useSay()
  const found = useQuery({
    queryKey: ['clock'],
    queryFn: () => api.get('/v1/sandbox/clock').catch(() => null),
    refetchInterval: 10_000,
  })
  const { run, pending, problem } = useCommand(async (ms: number) => {
    const { now } = await api.get('/v1/sandbox/clock')
    return api.post('/v1/sandbox/clock', {
      body: { to: new Date(Date.parse(now) + ms).toISOString() },
    })
  })
  if (!found.data?.movable) return null
  return (
    <Card title={say(words.clock)}>
      <p className="price" aria-live="polite">
        <Time at={found.data.now} />
      </p>
      <p className="hint">{say(words.clockMore)}</p>
      <div className="buttons">
        {steps.map((step) => (
          <Submit key={step.ms} kind="quiet" pending={pending} onClick={() => void run(step.ms)}>
            {say(step.words, { n: step.n })}
          </Submit>
        ))}
      </div>
      <Refusal problem={problem} />
    </Card>
  )
}
