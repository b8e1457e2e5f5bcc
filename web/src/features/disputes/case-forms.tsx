import { useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { money } from '../../../../src/kernel/wording.ts'
import { disputeWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useKept } from '../../kept.ts'
import { useSay } from '../../language.tsx'
import { Field, Refusal, Submit } from '../../ui/parts.tsx'
import { PhotoFields } from '../catalogue/photo-fields.tsx'
import { type Case, fenOf } from './case.ts'
import { words } from './words.ts'

interface Part {
  readonly file: Case
}
type Kind = keyof typeof disputeWords.offerWords
type Point = keyof typeof disputeWords.pointWords

/**
 * A folded form with one button: what it sends is made when it is pressed. What was begun before a
 * reload stands open; what is sent folds it, and `sent` empties it.
 */
export function Form<Wish>({
  title,
  send,
  wish,
  children,
  yes = title,
  begun = false,
  sent,
}: {
  title: string
  send: (wish: Wish, key: string) => Promise<unknown>
  wish: () => Wish | null
  children?: ReactNode
  yes?: string
  begun?: boolean
  sent?: () => void
}) {
  const { run, pending, problem } = useCommand<Wish>(send)
  const [open, setOpen] = useState(begun)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const made = wish()
    if (made === null || !(await run(made))) return
    sent?.()
    setOpen(false)
  }
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      <form onSubmit={submit}>
        {children}
        <Refusal problem={problem} />
        <Submit pending={pending}>{yes}</Submit>
      </form>
    </details>
  )
}

export function TextField({
  label,
  value,
  onChange,
  hint,
}: {
  label: string
  value: string
  onChange: (text: string) => void
  hint?: string
}) {
  return (
    <Field label={label} hint={hint}>
      {(input) => (
        <textarea
          {...input}
          maxLength={2000}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

export function YuanField({
  label,
  value,
  onChange,
  hint,
}: {
  label: string
  value: string
  onChange: (text: string) => void
  hint?: string
}) {
  const say = useSay()
  const wrong = Number.isNaN(fenOf(value))
  return (
    <Field label={label} hint={hint} error={wrong ? say(words.amountWrong) : null}>
      {(input) => (
        <input
          {...input}
          inputMode="decimal"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

/** The seller's side of it, and what he says cannot be shown. */
export function AnswerForm({ file }: Part) {
  const say = useSay()
  const [text, setText] = useKept(`answer ${file.orderId}`, '')
  const [impossible, setImpossible] = useState<Point[]>([])
  const path = { orderId: file.orderId }
  const mine = file.burdens.filter(({ bearer }) => bearer === 'seller')
  return (
    <Form<{ text: string; impossible: Point[] }>
      title={say(words.answer)}
      send={(body, key) => api.post('/v1/orders/{orderId}/complaint/answer', { path, body, key })}
      wish={() => ({ text, impossible })}
      begun={text !== ''}
      sent={() => setText('')}
    >
      <TextField
        label={say(words.answer)}
        hint={say(words.answerHint)}
        value={text}
        onChange={setText}
      />
      {mine.map(({ point }) => (
        <label className="choice" key={point}>
          <input
            type="checkbox"
            checked={impossible.includes(point)}
            onChange={({ target }) =>
              setImpossible(
                target.checked ? [...impossible, point] : impossible.filter((one) => one !== point),
              )
            }
          />
          <span>
            {say(words.impossible)}: {say(disputeWords.pointWords[point])}
          </span>
        </label>
      ))}
    </Form>
  )
}

interface Shown {
  readonly text: string
  readonly photos: readonly string[]
}
const nothing: Shown = { text: '', photos: [] }

/** Text and photos, for one point or for all of it. */
export function ShowForm({ file }: Part) {
  const say = useSay()
  const [{ text, photos }, setShown] = useKept<Shown>(`show ${file.orderId}`, nothing)
  const [point, setPoint] = useState<Point | ''>(file.burdens[0]?.point ?? '')
  const path = { orderId: file.orderId }
  return (
    <Form<{ text: string; photos: string[]; point?: Point }>
      title={say(words.show)}
      send={(body, key) => api.post('/v1/orders/{orderId}/complaint/evidence', { path, body, key })}
      wish={() => ({ text, photos: [...photos], ...(point === '' ? {} : { point }) })}
      begun={text !== '' || photos.length > 0}
      sent={() => setShown(nothing)}
    >
      <Field label={say(words.point)}>
        {(input) => (
          <select
            {...input}
            value={point}
            onChange={(event) => setPoint(event.target.value as Point | '')}
          >
            {file.burdens.map((burden) => (
              <option key={burden.point} value={burden.point}>
                {say(disputeWords.pointWords[burden.point])}
              </option>
            ))}
            <option value="">{say(words.whole)}</option>
          </select>
        )}
      </Field>
      <PhotoFields photos={photos} onChange={(now) => setShown({ text, photos: now })} />
      <TextField
        label={say(words.say)}
        value={text}
        onChange={(now) => setShown({ text: now, photos })}
      />
    </Form>
  )
}

export function OfferForm({ file }: Part) {
  const say = useSay()
  const [kind, setKind] = useState<Kind>('refund_keep')
  const [refund, setRefund] = useState('')
  const [days, setDays] = useState('7')
  const [text, setText] = useKept(`offer ${file.orderId}`, '')
  const path = { orderId: file.orderId }
  const [itemIds, setItemIds] = useState<string[]>([])
  const pays = kind !== 'exchange' && kind !== 'repair'
  const goods = kind === 'return_refund' || !pays
  const refundFen = fenOf(refund) ?? 0
  return (
    <Form<{ kind: Kind; refundFen: number; days: number; itemIds: string[]; text: string }>
      title={say(words.offer)}
      send={(body, key) => api.post('/v1/orders/{orderId}/complaint/offers', { path, body, key })}
      begun={text !== ''}
      sent={() => setText('')}
      wish={() =>
        Number.isNaN(refundFen)
          ? null
          : {
              ...{ kind, text, itemIds: goods ? itemIds : [] },
              ...{ refundFen: pays ? refundFen : 0, days: pays ? 0 : Number(days) },
            }
      }
    >
      <Field label={say(words.kind)}>
        {(input) => (
          <select {...input} value={kind} onChange={(event) => setKind(event.target.value as Kind)}>
            {(Object.keys(disputeWords.offerWords) as Kind[]).map((one) => (
              <option key={one} value={one}>
                {say(disputeWords.offerWords[one])}
              </option>
            ))}
          </select>
        )}
      </Field>
      {pays ? (
        <YuanField
          label={say(words.refund)}
          hint={say(words.upTo, { amount: money(file.awardableFen) })}
          value={refund}
          onChange={setRefund}
        />
      ) : (
        <Field label={say(words.days)}>
          {(input) => (
            <input
              {...input}
              type="number"
              min={1}
              max={60}
              value={days}
              onChange={(event) => setDays(event.target.value)}
            />
          )}
        </Field>
      )}
      {goods && <Which orderId={file.orderId} chosen={itemIds} choose={setItemIds} />}
      <TextField label={say(words.message)} value={text} onChange={setText} />
    </Form>
  )
}

/** Which goods is it about, where there are several? None ticked means all. */
function Which({
  orderId,
  chosen,
  choose,
}: {
  orderId: string
  chosen: readonly string[]
  choose: (itemIds: string[]) => void
}) {
  const say = useSay()
  const found = useQuery({
    queryKey: ['order', orderId],
    queryFn: () => api.get('/v1/orders/{orderId}', { path: { orderId } }),
  })
  const items = found.data?.items ?? []
  if (items.length < 2) return null
  return (
    <fieldset>
      <legend>{say(words.whichGoods)}</legend>
      {items.map(({ id, title }) => (
        <label className="choice" key={id}>
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={({ target }) =>
              choose(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
            }
          />
          <span>{title}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** 盲出价: the rule is said before anything is typed, and what was typed is never shown again. */
export function BidForm({ file }: Part) {
  const say = useSay()
  const [tolerance, setTolerance] = useState('')
  const path = { orderId: file.orderId }
  const { askedFen, offeredFen, open, iHaveBid, theyHaveBid } = file.bidding
  if (!open || askedFen === null || offeredFen === null) return null
  const middle = money(offeredFen + Math.floor((askedFen - offeredFen + 1) / 2))
  const toleranceFen = fenOf(tolerance)
  return (
    <Form<{ toleranceFen: number }>
      title={say(words.bid)}
      send={(body, key) => api.post('/v1/orders/{orderId}/complaint/bid', { path, body, key })}
      sent={() => setTolerance('')}
      wish={() => (toleranceFen === null || Number.isNaN(toleranceFen) ? null : { toleranceFen })}
    >
      <p>{say(words.bidHint, { asked: money(askedFen), offered: money(offeredFen), middle })}</p>
      {iHaveBid && <p className="notice">{say(words.haveBid)}</p>}
      {theyHaveBid && <p className="notice">{say(words.theyBid)}</p>}
      <YuanField label={say(words.tolerance)} value={tolerance} onChange={setTolerance} />
    </Form>
  )
}

type Said = 'messages' | 'object' | 'appeal'

export function SayForm({ file, path: to, title }: Part & { path: Said; title: string }) {
  const say = useSay()
  const [text, setText] = useKept(`${to} ${file.orderId}`, '')
  const path = { orderId: file.orderId }
  return (
    <Form<{ text: string }>
      title={title}
      send={(body, key) => api.post(`/v1/orders/{orderId}/complaint/${to}`, { path, body, key })}
      wish={() => ({ text })}
      begun={text !== ''}
      sent={() => setText('')}
    >
      <TextField
        label={say(to === 'messages' ? words.message : words.reason)}
        value={text}
        onChange={setText}
      />
    </Form>
  )
}
