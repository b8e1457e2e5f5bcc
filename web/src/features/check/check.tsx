import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { AnswerTo } from '../../../../sdk/src/client.ts'
import { dayWords, inMoney, money } from '../../../../src/kernel/wording.ts'
import { offerWords, sights, standingWords } from '../../../../src/vocabulary.ts'
import { api, problemOf } from '../../api.ts'
import { useLanguage, useSay } from '../../language.tsx'
import { myLinks, Page, Skeleton } from '../../ui/page.tsx'
import { Card, Field, LoadFailed, Rows, Submit } from '../../ui/parts.tsx'
import { Scan } from '../../ui/scan.tsx'
import { words } from './words.ts'

type Facts = AnswerTo<'GET', '/v1/check'>

/** What stands in the address is a link; a number or a code never does. */
type Asked = { readonly link: string } | { readonly seller: string } | null

/** 查一查. What can be known before buying: of a link, a scanned code, a number. No login. */
export function Check() {
  const say = useSay()
  const [query, setQuery] = useSearchParams()
  const link = (query.get('text') ?? '').slice(0, 500)
  const [typed, setTyped] = useState(link)
  const [asked, setAsked] = useState<Asked>(link === '' ? null : { link })
  const ask = (text: string) => {
    const what = text.trim()
    const bySeller = isSeller(what)
    setAsked(bySeller ? { seller: what } : { link: what })
    setQuery(bySeller ? {} : { text: what }, { replace: true })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typed.trim() !== '') ask(typed)
  }
  return (
    <Page title={say(words.title)} links={myLinks}>
      <h1>{say(words.title)}</h1>
      <p className="hint">{say(words.more)}</p>
      <Card>
        <form onSubmit={submit}>
          <Field label={say(words.text)}>
            {(input) => (
              <span className="with-scan">
                <input
                  {...input}
                  required
                  maxLength={500}
                  autoComplete="off"
                  value={typed}
                  onChange={(event) => setTyped(event.target.value)}
                />
                <Scan
                  kind="qr"
                  onCode={(code) => {
                    setTyped(code)
                    ask(code)
                  }}
                />
              </span>
            )}
          </Field>
          <Submit pending={false}>{say(words.check)}</Submit>
        </form>
      </Card>
      {asked && 'link' in asked && <Found text={asked.link} />}
      {asked && 'seller' in asked && <Sellers text={asked.seller} />}
    </Page>
  )
}

/** A mobile number or a unified credit code, and nothing else beside it? */
function isSeller(text: string): boolean {
  const bare = text.replace(/[\s-]/g, '')
  return /^(?:\+?86)?1\d{10}$/.test(bare) || /^[0-9A-Z]{18}$/i.test(bare)
}

function Sellers({ text }: { text: string }) {
  const say = useSay()
  const found = useQuery({
    queryKey: ['check sellers', text],
    queryFn: () => api.post('/v1/check/sellers', { body: { text } }),
  })
  if (found.isPending) return <Skeleton />
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const { sellers } = found.data
  if (sellers.length === 0)
    return (
      <p className="notice warn" role="alert">
        {say(words.nobody)}
      </p>
    )
  return (
    <>
      <h2>{say(words.found, { n: sellers.length })}</h2>
      {sellers.map((one) => (
        <Card key={one.shop.shopId} title={one.shop.name}>
          <p className={`notice ${one.known === 'stated' ? 'warn' : 'good'}`}>
            {say(words.known[one.known])}
          </p>
          <SellerRows shop={one.shop} />
          <RecordRows record={one.record} />
          <Link className="button quiet" to={`/check?text=${one.shop.shopId}`} reloadDocument>
            {say(words.again)}
          </Link>
        </Card>
      ))}
    </>
  )
}

function Found({ text }: { text: string }) {
  const say = useSay()
  const found = useQuery({
    queryKey: ['check', text],
    queryFn: () => api.get('/v1/check', { query: { text } }),
  })
  if (found.isPending) return <Skeleton />
  if (found.isError && problemOf(found.error).status === 404)
    return (
      <p className="notice warn" role="alert">
        {say(words.foreign)}
      </p>
    )
  if (found.isError) return <LoadFailed error={found.error} retry={() => found.refetch()} />
  const { listing, sheet, shop, record } = found.data
  const principal = listing?.passport?.principal ?? null
  return (
    <>
      {sheet && <Alerts sheet={sheet} />}
      <Card title={say(words.who)}>
        <SellerRows shop={shop} principal={principal} />
      </Card>
      <Card title={say(words.record)}>
        <RecordRows record={record} />
      </Card>
      {listing && <Goods listing={listing} prices={sheet?.prices ?? null} />}
    </>
  )
}

function Alerts({ sheet }: { sheet: NonNullable<Facts['sheet']> }) {
  const { say, language } = useLanguage()
  const missing = sheet.missing.map((name) =>
    say(name === 'subject' ? words.subject : offerWords.facts[name]),
  )
  const lines = [
    ...sheet.warnings
      .filter(({ code }) => code !== 'facts_missing')
      .map(({ code, params }) => say(offerWords.warnings[code], inMoney(params))),
    ...(missing.length > 0
      ? [say(words.missing, { what: missing.join(language === 'zh' ? '、' : ', ') })]
      : []),
  ]
  return (
    <section className={`notice stack ${lines.length > 0 ? 'warn' : 'good'}`}>
      <h2>{lines.length > 0 ? say(words.alerts, { n: lines.length }) : say(words.noAlerts)}</h2>
      {lines.length > 0 && (
        <ul className="plain">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

type Principal = NonNullable<NonNullable<Facts['listing']>['passport']>['principal']

function SellerRows({
  shop,
  principal = null,
}: {
  shop: Facts['shop']
  principal?: Principal | undefined
}) {
  const { say, language } = useLanguage()
  const { check } = shop
  const tone = shop.standing === 'unverified' ? 'warn' : 'good'
  const seen = check?.seen.map((one) => say(sights[one])) ?? []
  return (
    <Rows
      rows={[
        [say(words.shop), shop.name],
        [
          say(words.standing),
          <span key="standing" className={`badge ${tone}`}>
            {say(standingWords[shop.standing])}
          </span>,
        ],
        check?.registeredName ? [say(words.registered), check.registeredName] : null,
        check?.uscc ? [say(words.uscc), check.uscc] : null,
        check && [say(words.seen), seen.join(language === 'zh' ? '、' : ', ')],
        check && [say(words.until), dayWords(check.validUntilOn, language, true)],
        [say(words.since), dayWords(shop.openedAt.slice(0, 10), language, true)],
        shop.status === 'closed' && [say(words.state), say(words.closed)],
        principal ? [say(words.principal), principal.name] : null,
        principal ? [say(words.principalCode), principal.uscc] : null,
        principal ? [say(words.afterSales), principal.afterSales] : null,
      ]}
    />
  )
}

function RecordRows({ record }: { record: Facts['record'] }) {
  const say = useSay()
  const { settled, refunded, complaints, upheld, shops } = record
  return (
    <>
      <Rows
        rows={[
          [say(words.settled), settled],
          [say(words.refunded), refunded],
          [say(words.complaints), complaints],
          [say(words.upheld), upheld],
        ]}
      />
      <p className="hint">{say(words.person, { shops })}</p>
    </>
  )
}

function Goods({
  listing,
  prices,
}: {
  listing: NonNullable<Facts['listing']>
  prices: NonNullable<Facts['sheet']>['prices']
}) {
  const say = useSay()
  const { passport } = listing
  const range = prices && {
    low: money(prices.lowestFen),
    high: money(prices.highestFen),
    shops: prices.shops,
  }
  return (
    <Card title={say(words.goods)}>
      <p>{listing.title}</p>
      <Rows
        rows={[
          [say(words.price), money(listing.priceFen)],
          range && [say(words.others), say(range.shops > 1 ? words.range : words.one, range)],
          prices?.medianFen ? [say(words.median), money(prices.medianFen)] : null,
          prices?.factoryFen ? [say(words.factory), money(prices.factoryFen)] : null,
          passport?.batchNo ? [say(words.batch), passport.batchNo] : null,
          passport?.facts.use_by ? [say(words.useBy), passport.facts.use_by] : null,
        ]}
      />
      <a className="button" href={`/l/${listing.listingId}`}>
        {say(words.see)}
      </a>
    </Card>
  )
}
