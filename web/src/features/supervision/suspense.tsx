import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import type { Wire } from '../../../../sdk/src/wire.ts'
import { parseYuan, yuan } from '../../../../src/kernel/money.ts'
import { money } from '../../../../src/kernel/wording.ts'
import { suspenseNames } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Skeleton } from '../../ui/page.tsx'
import { Card, Field, LoadFailed, Refusal, Submit } from '../../ui/parts.tsx'
import { words } from './money-words.ts'
import { Proposals } from './proposals.tsx'

type Wish = Wire['POST /v1/desk/orders/{orderId}/suspense']['body']
type Hanging = Wire['GET /v1/desk/suspense']['answer']['hanging'][number]

/** 挂账. Money that belongs to no order by itself: proposed by one, approved by another. */
export function Suspense() {
  const say = useSay()
  const found = useQuery({
    queryKey: ['suspense'],
    queryFn: () => api.get('/v1/desk/suspense'),
    refetchInterval: 15_000,
  })
  if (found.isPending) return <Skeleton />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const { hanging, proposals } = found.data
  const waiting = new Set(
    proposals.filter(({ outcome }) => outcome === null).map(({ orderId }) => orderId),
  )
  return (
    <>
      <Card title={say(words.hangs)}>
        <p className="hint">{say(words.hangsMore)}</p>
        {hanging.length === 0 && <p>{say(words.nothingHangs)}</p>}
        {hanging.map((one) => (
          <Hangs key={one.orderId} one={one} waiting={waiting.has(one.orderId)} />
        ))}
      </Card>
      <Proposals proposals={proposals} />
    </>
  )
}

function Hangs({ one, waiting }: { one: Hanging; waiting: boolean }) {
  const say = useSay()
  const { orderId, fen } = one
  return (
    <details>
      <summary>
        <span>
          {money(Math.abs(fen))} · {say(fen > 0 ? words.held : words.missing)}{' '}
          {waiting && <span className="badge warn">{say(words.waiting)}</span>}
        </span>
      </summary>
      <div className="clock warn">
        <p>{say(fen > 0 ? words.heldMore : words.missingMore)}</p>
        <Link className="cell mono" to={`/desk/orders/${orderId}`}>
          {orderId}
        </Link>
        <Propose one={one} />
      </div>
    </details>
  )
}

/** What may become of it depends on where it is: at the provider, or with the seller already. */
const ways = {
  held: ['to_buyer', 'note'],
  missing: ['outside', 'to_seller', 'note'],
} as const satisfies Record<string, readonly Wish['action'][]>

function Propose({ one }: { one: Hanging }) {
  const say = useSay()
  const open: readonly Wish['action'][] = ways[one.fen > 0 ? 'held' : 'missing']
  const mostFen = BigInt(Math.abs(one.fen))
  const [chosen, setChosen] = useState<Wish['action']>(open[0] ?? 'note')
  const [amount, setAmount] = useState(yuan(mostFen))
  const [reason, setReason] = useState('')
  const action = open.includes(chosen) ? chosen : 'note'
  const amountFen = action === 'note' ? 0n : parseYuan(amount)
  const fits = amountFen !== null && amountFen > 0n && amountFen <= mostFen
  const wrong = action !== 'note' && !fits
  const { run, pending, problem } = useCommand((body: Wish, key) =>
    api.post('/v1/desk/orders/{orderId}/suspense', { path: { orderId: one.orderId }, body, key }),
  )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (amountFen === null || wrong) return
    const wish = { action, amountFen: Number(amountFen), reason: reason.trim() }
    if (await run(wish)) setReason('')
  }
  return (
    <form onSubmit={submit}>
      <Field label={say(words.action)} hint={say(words.effects[action])}>
        {(input) => (
          <select
            {...input}
            value={action}
            onChange={(event) => setChosen(event.target.value as Wish['action'])}
          >
            {open.map((way) => (
              <option key={way} value={way}>
                {say(suspenseNames[way])}
              </option>
            ))}
          </select>
        )}
      </Field>
      {action !== 'note' && (
        <Amount amount={amount} mostFen={mostFen} wrong={wrong} change={setAmount} />
      )}
      <Field label={say(words.reason)} hint={say(words.reasonHint)}>
        {(input) => (
          <input
            {...input}
            required
            minLength={2}
            maxLength={500}
            pattern=".*\S.*"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Submit kind="quiet" pending={pending}>
        {say(words.propose)}
      </Submit>
      <Refusal problem={problem} />
    </form>
  )
}

function Amount(part: {
  amount: string
  mostFen: bigint
  wrong: boolean
  change: (text: string) => void
}) {
  const say = useSay()
  const most = money(Number(part.mostFen))
  return (
    <Field
      label={say(words.amount)}
      hint={say(words.amountHint, { most })}
      error={part.wrong ? say(words.amountWrong, { most }) : null}
    >
      {(input) => (
        <input
          {...input}
          required
          inputMode="decimal"
          value={part.amount}
          onChange={(event) => part.change(event.target.value)}
        />
      )}
    </Field>
  )
}
