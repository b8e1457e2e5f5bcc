import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { AnswerTo } from '../../../../sdk/src/client.ts'
import { dayWords, inMoney, money } from '../../../../src/kernel/wording.ts'
import { offerWords, standingWords } from '../../../../src/vocabulary.ts'
import { api, problemOf } from '../../api.ts'
import { useLanguage, useSay } from '../../language.tsx'
import { myLinks, Page, Skeleton } from '../../ui/page.tsx'
import { Card, Field, LoadFailed, Rows, Submit } from '../../ui/parts.tsx'
import { Scan } from '../../ui/scan.tsx'
import { words } from './words.ts'

type Facts = AnswerTo<'GET', '/v1/check'>

/** 查一查. What can be known before buying, of a pasted link or a scanned code. No login. */
export function Check() {
  const say = useSay()
  const [asked, setAsked] = useSearchParams()
  const text = asked.get('text') ?? ''
  const [typed, setTyped] = useState(text)
  const ask = (what: string) => setAsked({ text: what.trim() }, { replace: true })
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
                  inputMode="url"
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
      {text !== '' && <Found text={text.slice(0, 500)} />}
    </Page>
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
  const { listing, sheet } = found.data
  return (
    <>
      {sheet && <Alerts sheet={sheet} />}
      <Seller facts={found.data} />
      <Record record={found.data.record} />
      {listing && <Goods listing={listing} />}
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

function Seller({ facts: { shop, listing } }: { facts: Facts }) {
  const { say, language } = useLanguage()
  const principal = listing?.passport?.principal
  const tone = shop.standing === 'unverified' ? 'warn' : 'good'
  return (
    <Card title={say(words.who)}>
      <Rows
        rows={[
          [say(words.shop), shop.name],
          [
            say(words.standing),
            <span key="standing" className={`badge ${tone}`}>
              {say(standingWords[shop.standing])}
            </span>,
          ],
          [say(words.since), dayWords(shop.openedAt.slice(0, 10), language, true)],
          shop.status === 'closed' && [say(words.shop), say(words.closed)],
          principal ? [say(words.principal), `${principal.name} ${principal.uscc}`] : null,
          principal ? [say(words.afterSales), principal.afterSales] : null,
        ]}
      />
    </Card>
  )
}

function Record({ record }: { record: Facts['record'] }) {
  const say = useSay()
  const { settled, refunded, complaints, upheld, shops } = record
  return (
    <Card title={say(words.record)}>
      <Rows
        rows={[
          [say(words.settled), settled],
          [say(words.refunded), refunded],
          [say(words.complaints), complaints],
          [say(words.upheld), upheld],
        ]}
      />
      <p className="hint">{say(words.person, { shops })}</p>
    </Card>
  )
}

function Goods({ listing }: { listing: NonNullable<Facts['listing']> }) {
  const say = useSay()
  const { passport } = listing
  return (
    <Card title={say(words.goods)}>
      <p>{listing.title}</p>
      <Rows
        rows={[
          [say(words.price), money(listing.priceFen)],
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
