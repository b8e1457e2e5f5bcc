import { useQuery } from '@tanstack/react-query'
import type { Wire } from '../../../../sdk/src/wire.ts'
import { money, type Words } from '../../../../src/kernel/wording.ts'
import { eventWords, reasonWords, scanWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { type Say, useSay } from '../../language.tsx'
import { Card, LoadFailed, Time } from '../../ui/parts.tsx'
import { decoded } from './decoded.ts'
import { words as deskWords } from './desk-words.ts'
import { words } from './words.ts'

type Answer = Wire['GET /v1/desk/orders/{orderId}/journal']['answer']
type Entry = Answer['entries'][number]

/** 经过. The journal of one order as a story; every line opens to the bytes that stand in the log. */
export function Journal({ orderId }: { orderId: string }) {
  const say = useSay()
  const found = useQuery({
    queryKey: ['journal', orderId],
    queryFn: () => api.get('/v1/desk/orders/{orderId}/journal', { path: { orderId } }),
  })
  if (found.isPending) return <p className="skeleton tall" />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const { entries, messages } = found.data
  return (
    <>
      <Card title={say(deskWords.story)}>
        {entries.map((entry) => (
          <Line key={entry.seq} entry={entry} />
        ))}
      </Card>
      <Messages messages={messages} />
    </>
  )
}

function Line({ entry }: { entry: Entry }) {
  const say = useSay()
  const { seq, kind, recordedAt, leaf, payload } = entry
  const told = detailsOf(payload, say)
  return (
    <details>
      <summary>
        <span>
          {seq}. <b>{kindText(kind, say)}</b>
          {told.length > 0 && ` · ${told.join(' · ')}`}
          <br />
          <span className="small">
            <Time at={recordedAt} /> · {actorText(payload, say)} ·{' '}
            <span className="mono">{kind}</span>
          </span>
        </span>
      </summary>
      <h3>{say(words.leaf)}</h3>
      <pre>{leaf}</pre>
      <h3>{say(words.payload)}</h3>
      <pre>{JSON.stringify(payload, null, 2)}</pre>
    </details>
  )
}

function kindText(kind: string, say: Say): string {
  return kind in eventWords ? say(eventWords[kind as keyof typeof eventWords]) : kind
}

/** Whose act was it? By the first word of the actor; never a name. */
function actorText(payload: unknown, say: Say): string {
  const actor = fieldOf(payload, 'actor')
  const [word = ''] = typeof actor === 'string' ? actor.split(':') : []
  const known: Readonly<Record<string, Words | undefined>> = deskWords.actor
  return known[word] ? say(known[word]) : word
}

/** What one would want to know without opening the line: the scan, the sum, the reason. */
function detailsOf(payload: unknown, say: Say): string[] {
  const event = fieldOf(payload, 'event')
  const told: string[] = []
  const scan = fieldOf(event, 'scan')
  const kind = fieldOf(scan, 'kind')
  if (typeof kind === 'string' && kind in scanWords)
    told.push(say(scanWords[kind as keyof typeof scanWords]))
  const place = fieldOf(scan, 'place')
  if (typeof place === 'string' && place !== '') told.push(place)
  const amount = Number(fieldOf(event, 'amountFen'))
  if (Number.isFinite(amount) && amount > 0) told.push(money(amount))
  const reason = fieldOf(event, 'reason')
  if (typeof reason === 'string')
    told.push(reason in reasonWords ? say(reasonWords[reason as keyof typeof reasonWords]) : reason)
  const trackingNo = fieldOf(event, 'trackingNo')
  if (typeof trackingNo === 'string') told.push(trackingNo)
  return told
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined
}

/** 支付机构的来信, word for word. */
function Messages({ messages }: { messages: Answer['messages'] }) {
  const say = useSay()
  return (
    <Card title={say(words.messages)}>
      {messages.length === 0 && <p className="hint">{say(words.noMessages)}</p>}
      {messages.map(({ dedupeKey, source, receivedAt, body }) => (
        <details key={`${source} ${dedupeKey}`}>
          <summary>
            <span>
              <Time at={receivedAt} /> ·{' '}
              {source in words.source
                ? say(words.source[source as keyof typeof words.source])
                : source}
            </span>
          </summary>
          <pre>{decoded(body) ?? say(words.undecoded)}</pre>
        </details>
      ))}
    </Card>
  )
}
