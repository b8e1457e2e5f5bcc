import type { Listing } from '../../../../sdk/src/wire.ts'
import { returnWords } from '../../../../src/vocabulary.ts'
import { useSay } from '../../language.tsx'
import { Card } from '../../ui/parts.tsx'
import { plainAftersales } from './promise-fields.tsx'
import { words } from './words.ts'

type Purpose = keyof typeof returnWords.boughtFor

/** What the buyer says about returns before paying. Nothing of it is chosen beforehand. */
export interface Told {
  readonly confirmsExclusion: boolean
  readonly boughtFor: Purpose
}
export const nothingTold: Told = { confirmsExclusion: false, boughtFor: 'life' }

const ticked: readonly string[] = ['opened', 'activated', 'disclosed']

/** 能退吗. Shown before paying: what may go back, what the seller promises, what needs a tick. */
export function PurchaseReturns({
  listing,
  told,
  tell,
}: {
  listing: Listing
  told: Told
  tell: (told: Told) => void
}) {
  const say = useSay()
  const { exclusion, returnDays, ...more } = listing.aftersales ?? plainAftersales
  const kind = exclusion === null ? '' : say(returnWords.exclusions[exclusion])
  const needsTick = exclusion !== null && ticked.includes(exclusion)
  const promised = listing.passport?.promises.includes('return_postage') === true
  return (
    <Card title={say(words.buyReturns)}>
      {more.occasional ? (
        <p>{say(words.buyOccasional)}</p>
      ) : exclusion !== null && !needsTick ? (
        <p>{say(words.buyExcluded, { kind })}</p>
      ) : (
        <p>
          {returnDays === null ? say(words.buyPlain) : say(words.buyLonger, { days: returnDays })}{' '}
          {(more.freightBySeller || promised) && say(words.buyFreight)}
        </p>
      )}
      {listing.aftersales?.exclusionCite && (
        <p className="hint">{listing.aftersales.exclusionCite}</p>
      )}
      {needsTick && (
        <label className="choice">
          <input
            type="checkbox"
            checked={told.confirmsExclusion}
            onChange={({ target }) => tell({ ...told, confirmsExclusion: target.checked })}
          />
          <span>{say(words.buyTick, { kind })}</span>
        </label>
      )}
      <div className="field">
        <label htmlFor="bought-for">{say(words.buyFor)}</label>
        <select
          id="bought-for"
          value={told.boughtFor}
          onChange={({ target }) => tell({ ...told, boughtFor: target.value as Purpose })}
        >
          {(Object.keys(returnWords.boughtFor) as Purpose[]).map((each) => (
            <option key={each} value={each}>
              {say(returnWords.boughtFor[each])}
            </option>
          ))}
        </select>
      </div>
    </Card>
  )
}
