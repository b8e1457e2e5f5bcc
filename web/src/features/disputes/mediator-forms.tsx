import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { money } from '../../../../src/kernel/wording.ts'
import { disputeWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Card, Field, Refusal, Rows, Submit } from '../../ui/parts.tsx'
import { useMe } from '../identity/me.ts'
import { type Case, fenOf } from './case.ts'
import { Form, TextField, YuanField } from './case-forms.tsx'
import { words } from './words.ts'

interface Part {
  readonly file: Case
}
type Fault = keyof typeof disputeWords.faultWords
type Tap = 'take' | 'confirm-ruling' | 'grant' | 'refuse' | 'delivered' | 'notDelivered'

/** What a mediator does: take it, propose, decide, confirm somebody else's draft. */
export function MediatorActions({ file }: Part) {
  const say = useSay()
  const { status } = file
  if (status === 'closed') return null
  const judged = status === 'mediating' || status === 'deciding' || status === 'appealed'
  return (
    <Card title={say(words.act)}>
      <Taps file={file} judged={judged} />
      {status === 'mediating' && <Decide file={file} what="propose" />}
      {judged && <Decide file={file} what="rule" />}
      <Say file={file} />
    </Card>
  )
}

function Taps({ file, judged }: Part & { judged: boolean }) {
  const say = useSay()
  const roster = useMe().person?.roles.includes('mediator') ?? false
  // In the last round the head of the desk may take it, too.
  const last = file.status === 'deciding' && file.roundsLeft === 1
  const path = { orderId: file.orderId }
  const at = '/v1/desk/complaints/{orderId}' as const
  const { run, pending, problem } = useCommand<Tap>((tap, key) => {
    if (tap === 'take' || tap === 'confirm-ruling') return api.post(`${at}/${tap}`, { path, key })
    if (tap === 'grant' || tap === 'refuse')
      return api.post(`${at}/objection`, { path, key, body: { granted: tap === 'grant' } })
    return api.post(`${at}/notice`, { path, key, body: { delivered: tap === 'delivered' } })
  })
  const all: readonly (readonly [boolean, Tap, string])[] = [
    [judged && !file.mediator.assigned && (roster || last), 'take', say(words.take)],
    [file.status === 'confirming', 'confirm-ruling', say(words.confirm)],
    [file.status === 'paused', 'grant', say(words.grant)],
    [file.status === 'paused', 'refuse', say(words.refuse)],
    [file.noticeAt !== null && file.decision === null, 'notDelivered', say(words.notDelivered)],
    [file.noticeAt === null, 'delivered', say(words.delivered)],
  ]
  return (
    <>
      {file.objection && (
        <p className="notice warn">
          {say(words.object)} ({say(words.who[file.objection.by])}): {file.objection.reason}
        </p>
      )}
      <Refusal problem={problem} />
      <div className="buttons">
        {all.map(
          ([may, tap, label]) =>
            may && (
              <Submit
                key={tap}
                pending={pending}
                kind={tap === 'take' || tap === 'confirm-ruling' ? '' : 'quiet'}
                onClick={() => void run(tap)}
              >
                {label}
              </Submit>
            ),
        )}
      </div>
    </>
  )
}

interface Draft {
  readonly refundFen: number
  readonly damagesFen: number
  readonly faults: Fault[]
  readonly goodsBack: boolean
  readonly pieces: { itemId: string; quantity: number }[]
  readonly text: string
}

/** How many of each item are meant, by its number. */
type Counts = Readonly<Record<string, number>>

function piecesOf(counts: Counts): Draft['pieces'] {
  return Object.entries(counts)
    .filter(([, quantity]) => quantity > 0)
    .map(([itemId, quantity]) => ({ itemId, quantity }))
}

/** What was paid for these pieces, in fen. */
function shareOf({ items }: Case, counts: Counts): number {
  return items.reduce((sum, { itemId, quantity, amountFen }) => {
    return sum + Math.floor((amountFen * (counts[itemId] ?? 0)) / quantity)
  }, 0)
}

/** Which goods, and how many: only where there is more than one piece to tell apart. */
function Goods({
  file,
  counts,
  onChange,
}: Part & { counts: Counts; onChange: (counts: Counts) => void }) {
  const say = useSay()
  const [only] = file.items
  if (file.items.length < 2 && (only?.quantity ?? 0) < 2) return null
  return (
    <fieldset>
      <legend>{say(words.namedGoods)}</legend>
      {file.items.map(({ itemId, title, quantity, amountFen }) => (
        <Field
          key={itemId}
          label={title}
          hint={`× ${quantity} · ${say(words.shareOf, { amount: money(amountFen) })}`}
        >
          {(input) => (
            <input
              {...input}
              type="number"
              min={0}
              max={quantity}
              value={counts[itemId] ?? 0}
              onChange={({ target }) =>
                onChange({ ...counts, [itemId]: Math.min(quantity, Number(target.value)) })
              }
            />
          )}
        </Field>
      ))}
    </fieldset>
  )
}

/** A proposal or a ruling: faults from the published list, an amount, and where the money goes. */
function Decide({ file, what }: Part & { what: 'propose' | 'rule' }) {
  const say = useSay()
  const rules = useRules()
  const [faults, setFaults] = useState<Fault[]>([])
  const [refund, setRefund] = useState<string | null>(null)
  const [damages, setDamages] = useState('')
  const [goodsBack, setGoodsBack] = useState(false)
  const [text, setText] = useState('')
  const [counts, setCounts] = useState<Counts>({})
  const priced = (rules.data?.faults ?? []).filter(({ fault }) => faults.includes(fault))
  const percent = Math.min(
    100,
    priced.reduce((sum, one) => sum + one.percent, 0),
  )
  const pieces = piecesOf(counts)
  // Where goods are named, their share of what was paid is the starting point, not the whole claim.
  const baseFen = pieces.length > 0 ? shareOf(file, counts) : file.amountFen
  const part = pieces.length > 0 && faults.length === 0 ? 100 : percent
  const usual = Math.min(file.awardableFen, Math.floor((baseFen * part) / 100))
  const refundFen = refund === null ? usual : (fenOf(refund) ?? 0)
  const damagesFen = fenOf(damages) ?? 0
  const wrong = Number.isNaN(refundFen) || Number.isNaN(damagesFen)
  const path = { orderId: file.orderId }
  const send = ({ text: words, damagesFen: more, ...body }: Draft, key: string) =>
    what === 'propose'
      ? api.post('/v1/desk/complaints/{orderId}/propose', {
          ...{ path, key },
          body: { ...body, text: words },
        })
      : api.post('/v1/desk/complaints/{orderId}/rule', {
          ...{ path, key },
          body: { ...body, damagesFen: more, reasons: words },
        })
  return (
    <Form<Draft>
      title={say(what === 'propose' ? words.propose : words.rule)}
      send={send}
      wish={() => (wrong ? null : { refundFen, damagesFen, faults, goodsBack, pieces, text })}
    >
      <Goods file={file} counts={counts} onChange={setCounts} />
      <Faults faults={faults} onChange={setFaults} list={rules.data?.faults ?? []} />
      <YuanField
        label={say(words.refund)}
        hint={say(words.upTo, { amount: money(file.awardableFen) })}
        value={refund ?? String(usual / 100)}
        onChange={setRefund}
      />
      {what === 'rule' && (
        <YuanField label={say(words.damages)} value={damages} onChange={setDamages} />
      )}
      <label className="choice">
        <input
          type="checkbox"
          checked={goodsBack}
          onChange={({ target }) => setGoodsBack(target.checked)}
        />
        <span>{say(words.goodsFirst)}</span>
      </label>
      <TextField label={say(words.reason)} value={text} onChange={setText} />
      {!wrong && <Preview file={file} refundFen={refundFen} damagesFen={damagesFen} />}
      {what === 'rule' && rules.data && (
        <p className="hint">{say(words.fourEyes, { limit: money(rules.data.fourEyesFen) })}</p>
      )}
    </Form>
  )
}

/** 钱会这样走, before anything is decided. */
function Preview({
  file,
  refundFen,
  damagesFen,
}: Part & { refundFen: number; damagesFen: number }) {
  const say = useSay()
  const fromHold = Math.min(refundFen, file.lockedFen)
  return (
    <>
      <h3>{say(words.preview)}</h3>
      <Rows
        rows={[
          [say(words.back), money(refundFen), true],
          [say(words.fromHold), money(fromHold)],
          [say(words.owed), money(refundFen - fromHold + damagesFen)],
          [say(words.toSeller), money(Math.max(0, file.lockedFen - fromHold))],
        ]}
      />
    </>
  )
}

function Faults({
  faults,
  list,
  onChange,
}: {
  faults: readonly Fault[]
  list: readonly { readonly fault: Fault; readonly percent: number }[]
  onChange: (faults: Fault[]) => void
}) {
  const say = useSay()
  return (
    <fieldset className="in-columns">
      <legend>{say(words.priceList)}</legend>
      {list.map(({ fault, percent }) => (
        <label className="choice" key={fault}>
          <input
            type="checkbox"
            checked={faults.includes(fault)}
            onChange={({ target }) =>
              onChange(target.checked ? [...faults, fault] : faults.filter((one) => one !== fault))
            }
          />
          <span>
            {say(disputeWords.faultWords[fault])} · {percent}%
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function Say({ file }: Part) {
  const say = useSay()
  const [text, setText] = useState('')
  const path = { orderId: file.orderId }
  return (
    <Form<{ text: string }>
      title={say(words.message)}
      send={(body, key) => api.post('/v1/desk/complaints/{orderId}/messages', { path, body, key })}
      wish={() => ({ text })}
    >
      <TextField label={say(words.message)} value={text} onChange={setText} />
    </Form>
  )
}

/** The published rules, as they stand today. */
export function useRules() {
  return useQuery({
    queryKey: ['redress rules'],
    queryFn: () => api.get('/v1/redress/rules'),
    staleTime: 600_000,
  })
}
