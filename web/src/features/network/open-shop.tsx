import { useQuery } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useKept } from '../../kept.ts'
import { useSay } from '../../language.tsx'
import { Card, Field, Refusal, Submit } from '../../ui/parts.tsx'
import { words } from './words.ts'

/** 开店. A name is enough; what it costs stands beside it. */
export function OpenShop() {
  const say = useSay()
  const [name, setName] = useKept('shop name', '', 'device')
  const terms = useQuery({ queryKey: ['shop terms'], queryFn: () => api.get('/v1/shop-terms') })
  const { run, pending, problem } = useCommand((body: { name: string }, key) =>
    api.post('/v1/shops', { body, key }),
  )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await run({ name: name.trim() })) setName('')
  }
  return (
    <Card title={say(words.open)}>
      <form onSubmit={submit}>
        <ol className="plain">
          {words.openSteps.map((step) => (
            <li key={step.en}>{say(step)}</li>
          ))}
        </ol>
        {terms.data && (
          <p className="notice">{say(words.openMore, { fee: terms.data.feePerMille })}</p>
        )}
        <Field label={say(words.name)}>
          {(input) => (
            <input
              {...input}
              required
              maxLength={40}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Refusal problem={problem} />
        <Submit pending={pending} disabled={!terms.data}>
          {say(words.openYes)}
        </Submit>
      </form>
    </Card>
  )
}
