import { type FormEvent, useState } from 'react'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Card, Field, Refusal, Submit } from '../../ui/parts.tsx'
import { useTell } from '../../ui/toast.tsx'
import { Together } from '../../ui/together.tsx'
import { Passkeys } from '../identity/passkeys.tsx'
import { SignedIn } from '../identity/sign-in.tsx'
import { PayoutCard } from './payout.tsx'
import type { OfShop } from './sell.tsx'
import { words } from './words.ts'

/** 我的. The shop's name, ways to sign in, and the way out. */
export function Account({ shop }: OfShop) {
  const say = useSay()
  const tell = useTell()
  const [name, setName] = useState(shop.name)
  const path = { shopId: shop.shopId }
  const { run, pending, problem } = useCommand((body: { name: string }, key) =>
    api.post('/v1/shops/{shopId}/rename', { path, body, key }),
  )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await run({ name: name.trim() })) tell(say(words.renamed))
  }
  return (
    <>
      <h1>{say(words.me)}</h1>
      <Card title={say(words.name)}>
        <form onSubmit={submit}>
          <Field label={say(words.name)} hint={say(words.nameMore)}>
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
          <Submit pending={pending} kind="quiet" disabled={name.trim() === shop.name}>
            {say(words.rename)}
          </Submit>
        </form>
      </Card>
      <Together>
        <PayoutCard shopId={shop.shopId} />
        <Passkeys />
        <SignedIn />
      </Together>
    </>
  )
}
