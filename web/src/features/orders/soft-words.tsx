import type { Order } from '../../../../sdk/src/wire.ts'
import { deadline } from '../../../../src/kernel/wording.ts'
import { useLanguage } from '../../language.tsx'
import { Copy } from '../../ui/copy.tsx'
import { Card } from '../../ui/parts.tsx'
import { rightsWords as words } from './rights-words.ts'

/** 怎么开口. Messages for a seller who is a friend: soft in tone, and no day is lost by them. */
export function SoftWords({ order }: { order: Order }) {
  const { say, language } = useLanguage()
  if (order.role !== 'buyer' || order.rights.length === 0) return null
  const until = order.windowEndsAt
    ? deadline(Date.parse(order.windowEndsAt), language)
    : say(words.noDate)
  const received = order.items.some(({ deliveredAt }) => deliveredAt !== null)
  const fitting = words.templates.filter(({ when }) => received === (when === 'received'))
  const title = order.items[0]?.title ?? ''
  return (
    <Card>
      <details>
        <summary>{say(words.soft)}</summary>
        <div className="stack">
          <p className="hint">{say(words.softMore)}</p>
          {fitting.map(({ name, text }) => (
            <div className="stack" key={name.en}>
              <p className="text quote">{say(text, { title, until })}</p>
              <Copy
                text={say(text, { title, until })}
                label={say(words.copy, { name: say(name) })}
              />
            </div>
          ))}
        </div>
      </details>
    </Card>
  )
}
