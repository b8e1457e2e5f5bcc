import type { Returns } from '../../../../sdk/src/wire.ts'
import { useLanguage } from '../../language.tsx'
import { words } from './words.ts'

type Choice = Returns['options'][number]['choices'][number]

/** 条文. Which articles does this rest on, and how is it reasoned? One tap away, never in the way. */
export function Articles({
  choice,
  version,
}: {
  choice: Pick<Choice, 'citations' | 'trace'>
  version: string
}) {
  const { say, language } = useLanguage()
  return (
    <details>
      <summary>{say(words.article)}</summary>
      <ul className="plain small">
        {choice.trace.map((step) => (
          <li key={step.zh}>
            {language === 'zh' ? step.zh : step.en}
            {step.cite && <span className="hint"> {step.cite}</span>}
          </li>
        ))}
      </ul>
      <p className="hint">{choice.citations.join(language === 'zh' ? '；' : '; ')}</p>
      <p className="hint">{say(words.siteRule, { version })}</p>
    </details>
  )
}
