import { useState } from 'react'
import { disputeWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Card, Field } from '../../ui/parts.tsx'
import { type Case, fenOf } from './case.ts'
import { Form, YuanField } from './case-forms.tsx'
import { words } from './words.ts'

type Kin = keyof typeof disputeWords.kinWords
type Loss = keyof typeof disputeWords.lossWords
interface Joined {
  readonly relation: Kin
  readonly losses: { item: Loss; amountFen: number }[]
}

const kinds = Object.keys(disputeWords.lossWords) as Loss[]

/** 其他受害人. Who else was harmed, without a name, with losses of their own. */
export function VictimForm({ file }: { file: Case }) {
  const say = useSay()
  const [relation, setRelation] = useState<Kin>('spouse')
  const [sums, setSums] = useState<Partial<Record<Loss, string>>>({})
  const path = { orderId: file.orderId }
  if (file.role !== 'buyer' || file.status === 'closed') return null
  const losses = kinds.flatMap((item) => {
    const amountFen = fenOf(sums[item] ?? '')
    return amountFen === null ? [] : [{ item, amountFen }]
  })
  const usable = losses.length > 0 && losses.every(({ amountFen }) => amountFen > 0)
  const send = async (body: Joined, key: string) => {
    await api.post('/v1/orders/{orderId}/complaint/claimants', { path, body, key })
    setSums({})
  }
  return (
    <Card title={say(words.victims)}>
      <Form<Joined>
        title={say(words.addVictim)}
        send={send}
        wish={() => (usable ? { relation, losses } : null)}
      >
        <p className="hint">{say(words.victimHint)}</p>
        <Field label={say(words.kin)}>
          {(input) => (
            <select
              {...input}
              value={relation}
              onChange={(event) => setRelation(event.target.value as Kin)}
            >
              {(Object.keys(disputeWords.kinWords) as Kin[]).map((one) => (
                <option key={one} value={one}>
                  {say(disputeWords.kinWords[one])}
                </option>
              ))}
            </select>
          )}
        </Field>
        {kinds.map((item) => (
          <YuanField
            key={item}
            label={`${say(disputeWords.lossWords[item])} (¥)`}
            value={sums[item] ?? ''}
            onChange={(text) => setSums({ ...sums, [item]: text })}
          />
        ))}
      </Form>
    </Card>
  )
}
