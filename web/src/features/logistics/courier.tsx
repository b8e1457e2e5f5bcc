import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { scanWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Page, Skeleton } from '../../ui/page.tsx'
import { Card, Field, LoadFailed } from '../../ui/parts.tsx'
import { Scan } from '../../ui/scan.tsx'
import { useMe } from '../identity/me.ts'
import { SignedIn, SignIn } from '../identity/sign-in.tsx'
import { carrierWords } from '../orders/carriers.ts'
import { type DeviceKey, deviceKey } from './device-key.ts'
import { type Report, useOutbox } from './outbox.ts'
import { Reported } from './reported.tsx'
import { Signing } from './signing.tsx'
import { words } from './words.ts'

/** 快递员. A local courier with a phone: scan, tap, next parcel; without a network, too. */
export function Courier() {
  const say = useSay()
  const me = useMe()
  return (
    <Page title={say(words.title)}>
      <h1>{say(words.title)}</h1>
      {me.isPending && <Skeleton />}
      {me.isError && <LoadFailed error={me.error} retry={() => me.refetch()} />}
      {!me.isPending && !me.isError && !me.person && (
        <>
          <p className="hint">{say(words.begin)}</p>
          <SignIn />
        </>
      )}
      {me.person && <Day key={me.person.personId} personId={me.person.personId} />}
    </Page>
  )
}

const kept = 'courier me'

/** Who this is stands on the phone as well: a round without a network begins all the same. */
function Day({ personId }: { personId: string }) {
  const say = useSay()
  const found = useQuery({
    queryKey: ['courier', personId],
    queryFn: async () => {
      const { carrierId, keys } = await api.get('/v1/carrier/me')
      const signs = keys.some(({ revokedAt }) => revokedAt === null)
      const own = await deviceKey(personId)
      const key = own && keys.some((one) => one.keyId === own.keyId && !one.revokedAt) ? own : null
      remember(personId, { carrierId, signs })
      return { carrierId, signs, key }
    },
    staleTime: 60_000,
  })
  const before = recall(personId)
  if (found.isPending) return <Skeleton />
  if (found.isError && !before)
    return (
      <>
        <LoadFailed error={found.error} retry={() => found.refetch()} />
        <SignedIn />
      </>
    )
  const { carrierId, signs, key } = found.data ?? { ...(before ?? none), key: null }
  return (
    <>
      <p className="small">
        {say(words.forCarrier)}: {say(carrierWords(carrierId))}
      </p>
      <Round who={{ personId, carrierId }} signKey={key} />
      <Signing personId={personId} signs={signs} here={key !== null} done={() => found.refetch()} />
      <SignedIn />
    </>
  )
}

const none = { carrierId: '', signs: false }

function Round({
  who,
  signKey,
}: {
  who: { personId: string; carrierId: string }
  signKey: DeviceKey | null
}) {
  const say = useSay()
  const [number, setNumber] = useState('')
  const [place, setPlace] = useState('')
  const [asked, setAsked] = useState<Choice | null>(null)
  const outbox = useOutbox(who, signKey)
  const trackingNo = number.trim().toUpperCase()
  const usable = /^[A-Z0-9-]{6,40}$/.test(trackingNo)
  const report = (choice: Choice) => {
    const { kind, consented } = choice
    outbox.add({ trackingNo, kind, consented, place, at: new Date().toISOString() })
    setNumber('')
    setAsked(null)
  }
  return (
    <>
      <Card>
        <Field
          label={say(words.number)}
          error={number !== '' && !usable ? say(words.badNumber) : null}
        >
          {(input) => (
            <div className="with-scan">
              <input
                {...input}
                className="mono"
                autoComplete="off"
                autoCapitalize="characters"
                maxLength={40}
                value={number}
                onChange={(event) => setNumber(event.target.value)}
              />
              <Scan kind="parcel" onCode={setNumber} />
            </div>
          )}
        </Field>
        {usable && <Standing trackingNo={trackingNo} />}
        <Field label={say(words.place)} hint={say(words.placeHint)}>
          {(input) => (
            <input
              {...input}
              maxLength={100}
              autoComplete="off"
              value={place}
              onChange={(event) => setPlace(event.target.value)}
            />
          )}
        </Field>
      </Card>
      <Card title={say(words.what)}>
        {asked === null ? (
          <div className="buttons">
            {choices.map((choice) => (
              <button
                key={say(choice.words)}
                type="button"
                className={choice.final ? 'button quiet' : 'button'}
                disabled={!usable}
                onClick={() => (choice.final ? setAsked(choice) : report(choice))}
              >
                {say(choice.words)}
              </button>
            ))}
          </div>
        ) : (
          <div className="notice warn" role="alert">
            <p>{say(words.sure, { what: say(asked.words) })}</p>
            {asked.words === words.unconsented && <p>{say(words.unconsentedMore)}</p>}
            <div className="buttons">
              <button type="button" className="button" onClick={() => report(asked)}>
                {say(words.yes)}
              </button>
              <button type="button" className="button quiet" onClick={() => setAsked(null)}>
                {say(words.back)}
              </button>
            </div>
          </div>
        )}
      </Card>
      <Reported outbox={outbox} />
    </>
  )
}

interface Choice {
  readonly kind: Report['kind']
  readonly consented: boolean
  readonly words: { readonly zh: string; readonly en: string }
  /** What cannot be taken back, or starts a clock, is asked once more. */
  readonly final: boolean
}

const one = (kind: Report['kind'], final = false): Choice => ({
  kind,
  final,
  consented: false,
  words: scanWords[kind],
})
const choices: readonly Choice[] = [
  one('accepted'),
  one('out_for_delivery'),
  one('inspection_offered'),
  one('signed', true),
  { kind: 'left_at_station', consented: true, words: words.consented, final: true },
  { kind: 'left_at_station', consented: false, words: words.unconsented, final: true },
  one('returned', true),
  one('lost', true),
]

/** How the parcel stands, where the server can be asked. */
function Standing({ trackingNo }: { trackingNo: string }) {
  const say = useSay()
  const found = useQuery({
    queryKey: ['courier parcel', trackingNo],
    queryFn: () => api.get('/v1/carrier/parcels/{trackingNo}', { path: { trackingNo } }),
    enabled: navigator.onLine,
  })
  const status = found.data?.status
  if (status === undefined || !(status in words.status)) return null
  return (
    <p>
      <span className="badge">{say(words.status[status as keyof typeof words.status])}</span>
    </p>
  )
}

function remember(personId: string, who: { carrierId: string; signs: boolean }): void {
  try {
    localStorage.setItem(`${kept} ${personId}`, JSON.stringify(who))
  } catch {
    // Then it is asked again next time.
  }
}

function recall(personId: string): { carrierId: string; signs: boolean } | null {
  try {
    return JSON.parse(localStorage.getItem(`${kept} ${personId}`) ?? 'null')
  } catch {
    return null
  }
}
