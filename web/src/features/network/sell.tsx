import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Route, Routes } from 'react-router'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Page, Skeleton } from '../../ui/page.tsx'
import { Card, Field, LoadFailed, Refusal, Submit } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { EditListing, NewListing } from '../catalogue/listing-form.tsx'
import { useMe } from '../identity/me.ts'
import { SignedIn, SignIn } from '../identity/sign-in.tsx'
import { ShopHome } from './shop-home.tsx'
import { words } from './words.ts'

const links = [{ to: '/sell', words: frameWords.sell }] as const

/** 卖东西. Signing in, opening a shop, then orders and goods. */
export function Sell() {
  const say = useSay()
  const me = useMe()
  return (
    <Page title={say(words.title)} links={links}>
      {me.isPending && <Skeleton />}
      {me.isError && <LoadFailed error={me.error} retry={() => me.refetch()} />}
      {!me.isPending && !me.isError && !me.person && (
        <>
          <h1>{say(words.title)}</h1>
          <SignIn />
        </>
      )}
      {me.person && <Shops key={me.person.personId} />}
    </Page>
  )
}

function Shops() {
  const found = useQuery({ queryKey: ['my shops'], queryFn: () => api.get('/v1/me/shops') })
  if (found.isPending) return <Skeleton />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const shop = found.data.shops.find(({ status }) => status === 'open')
  if (!shop)
    return (
      <>
        <OpenShop />
        <SignedIn />
      </>
    )
  return (
    <Routes>
      <Route index element={<ShopHome shop={shop} />} />
      <Route path="new" element={<NewListing shopId={shop.shopId} />} />
      <Route path="l/:listingId" element={<EditListing />} />
    </Routes>
  )
}

function OpenShop() {
  const say = useSay()
  const [name, setName] = useState('')
  const terms = useQuery({ queryKey: ['shop terms'], queryFn: () => api.get('/v1/shop-terms') })
  const { run, pending, problem } = useCommand((body: { name: string }, key) =>
    api.post('/v1/shops', { body, key }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run({ name: name.trim() })
  }
  return (
    <Card title={say(words.open)}>
      <form onSubmit={submit}>
        {terms.data && <p>{say(words.openMore, { fee: terms.data.feePerMille })}</p>}
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
