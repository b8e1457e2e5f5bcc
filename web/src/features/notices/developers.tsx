import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Page, Skeleton } from '../../ui/page.tsx'
import { Card, LoadFailed } from '../../ui/parts.tsx'
import { words as frameWords } from '../../words.ts'
import { useMe } from '../identity/me.ts'
import { SignedIn, SignIn } from '../identity/sign-in.tsx'
import { ApiKeys } from './api-keys.tsx'
import { Webhooks } from './webhooks.tsx'
import { words } from './words.ts'

const links = [{ to: '/sell', words: frameWords.sell }] as const

/** 开发者. Documents for everybody; keys and webhooks for whoever has signed in. */
export function Developers() {
  const say = useSay()
  const me = useMe()
  return (
    <Page title={say(words.title)} links={links} wide>
      <h1>{say(words.title)}</h1>
      <p className="hint">{say(words.begin)}</p>
      <Card>
        <ul className="links">
          <li>
            <a href="/docs/">{say(words.docs)}</a>
          </li>
          <li>
            <a href="/guide/how-to/receive-webhooks">{say(words.hooksGuide)}</a>
          </li>
          <li>
            <a href="/guide">{say(words.guide)}</a>
          </li>
        </ul>
      </Card>
      {me.isPending && <Skeleton />}
      {me.isError && <LoadFailed error={me.error} retry={() => me.refetch()} />}
      {!me.isPending && !me.isError && !me.person && (
        <>
          <p>{say(words.signInFirst)}</p>
          <SignIn />
        </>
      )}
      {me.person && (
        <>
          <ApiKeys />
          <MyWebhooks />
          <SignedIn />
        </>
      )}
    </Page>
  )
}

function MyWebhooks() {
  const say = useSay()
  const found = useQuery({ queryKey: ['my shops'], queryFn: () => api.get('/v1/me/shops') })
  if (found.isPending) return <p className="skeleton tall" />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const shop = found.data.shops.find(({ status }) => status === 'open')
  if (shop) return <Webhooks shopId={shop.shopId} />
  return (
    <Card title={say(words.hooks)}>
      <p className="hint">{say(words.noShop)}</p>
      <a className="button quiet" href="/sell">
        {say(frameWords.sell)}
      </a>
    </Card>
  )
}
