import type { Order } from '../../../../sdk/src/wire.ts'
import { deadline } from '../../../../src/kernel/wording.ts'
import { softWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useLanguage } from '../../language.tsx'
import { Copy } from '../../ui/copy.tsx'
import { Card, Refusal, Submit } from '../../ui/parts.tsx'
import { useTell } from '../../ui/toast.tsx'
import { rightsWords as words } from './rights-words.ts'

type Code = keyof typeof softWords

/** 怎么开口. Messages for a seller who is a friend: soft in tone, and no day is lost by them. */
export function SoftWords({ order }: { order: Order }) {
  const { say, language } = useLanguage()
  if (order.role !== 'buyer' || order.rights.length === 0) return null
  const until = order.windowEndsAt
    ? deadline(Date.parse(order.windowEndsAt), language)
    : say(words.noDate)
  const received = order.items.some(({ deliveredAt }) => deliveredAt !== null)
  const waits = order.items.some(({ status }) => status === 'awaiting' || status === 'overdue')
  const fitting = (Object.keys(softWords) as Code[]).filter((code) =>
    code === 'when' ? waits : received,
  )
  if (fitting.length === 0) return null
  const title = order.items[0]?.title ?? ''
  return (
    <Card>
      <details>
        <summary>{say(words.soft)}</summary>
        <div className="stack">
          <p className="hint">{say(words.softMore)}</p>
          {fitting.map((code) => (
            <Sentence
              key={code}
              {...{ order, code }}
              text={say(softWords[code].text, { title, until })}
            />
          ))}
        </div>
      </details>
    </Card>
  )
}

/** One sentence: copied into a chat, or handed over by the house where the chat is awkward. */
function Sentence({ order, code, text }: { order: Order; code: Code; text: string }) {
  const { say } = useLanguage()
  const tell = useTell()
  const { run, pending, problem } = useCommand((body: { words: Code }, key) =>
    api.post('/v1/orders/{orderId}/nudge', { path: { orderId: order.orderId }, body, key }),
  )
  const hand = async () => {
    if (await run({ words: code })) tell(say(words.handed))
  }
  const name = say(softWords[code].name)
  return (
    <div className="stack">
      <h3>{name}</h3>
      <p className="text quote">{text}</p>
      <Refusal problem={problem} />
      <div className="buttons">
        <Copy text={text} label={say(words.copy)} about={name} />
        <Submit kind="quiet" pending={pending} onClick={() => void hand()}>
          {say(words.hand)}
          <span className="hidden"> {name}</span>
        </Submit>
      </div>
    </div>
  )
}
