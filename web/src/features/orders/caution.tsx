import type { Sheet } from '../../../../sdk/src/wire.ts'
import { inMoney } from '../../../../src/kernel/wording.ts'
import { offerWords } from '../../../../src/vocabulary.ts'
import { useLanguage } from '../../language.tsx'
import { buyWords as words } from './words.ts'

/** 下单前的提醒. What is odd about the offer; nothing is ordered before it has been confirmed. */
export function Caution({
  sheet,
  confirmed,
  confirm,
}: {
  sheet: Sheet
  confirmed: boolean
  confirm: (yes: boolean) => void
}) {
  const { say, language } = useLanguage()
  if (sheet.warnings.length === 0) return null
  const missing = sheet.missing.flatMap((name) =>
    name === 'subject' ? [] : [say(offerWords.facts[name])],
  )
  return (
    <section className="notice warn stack">
      <h2>{say(words.careful)}</h2>
      <ul className="plain">
        {sheet.warnings.map(({ code, params }) => (
          <li key={code}>
            {say(offerWords.warnings[code], inMoney(params))}
            {code === 'facts_missing' && (
              <span className="small"> {missing.join(language === 'zh' ? '、' : ', ')}</span>
            )}
          </li>
        ))}
      </ul>
      <label className="choice">
        <input
          type="checkbox"
          required
          checked={confirmed}
          onChange={(event) => confirm(event.target.checked)}
        />
        <span>{say(words.carefulYes)}</span>
      </label>
    </section>
  )
}
