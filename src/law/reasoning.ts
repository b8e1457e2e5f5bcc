import type { Day } from '../kernel/time.ts'
import type { Certainty, LegalAnswer, RuleUsed, Step } from './answer.ts'
import { inForce, type Provision, type Version, versionOn } from './provision.ts'

/**
 * 推理过程. Collects, while an answer is worked out, which rule versions were used, what was said
 * and what is missing; `conclude` then makes the answer. One for each decision, never shared.
 */
export interface Reasoning {
  /** The version in force on its deciding day; noted as used and cited. Throws when none was. */
  use<Value>(provision: Provision<Value>, on: Day): Version<Value>
  /** The same, null when no version was in force that day. */
  tryUse<Value>(provision: Provision<Value>, on: Day): Version<Value> | null
  /** One step in plain words. Its article, if given, becomes a citation. */
  say(zh: string, en: string, cite?: string): void
  cite(...articles: readonly string[]): void
  /** A fact that would let more be answered. */
  miss(...facts: readonly string[]): void
  /** Facts of which each would let something be answered; said when nothing else is missing. */
  missAnyOf(...facts: readonly string[]): void
  /** The answer is no surer than this; the least sure of all doubts stays. */
  doubt(certainty: Certainty): void
  /** Is a fact missing so far? */
  isUnclear(): boolean
  conclude(answer: Readonly<Record<string, unknown>>): LegalAnswer
}

const leastSureLast: readonly Certainty[] = ['settled', 'interpretive', 'disputed', 'provisional']

export function reasoning(): Reasoning {
  const rules: RuleUsed[] = []
  const citations = new Set<string>()
  const missing = new Set<string>()
  const trace: Step[] = []
  let certainty: Certainty = 'settled'

  function note<Value>(provision: Provision<Value>, version: Version<Value>): Version<Value> {
    const source = provision.source ?? 'statute'
    const used = { title: provision.title.zh, from: version.from, cite: version.cite, source }
    if (!rules.some((rule) => rule.title === used.title && rule.from === used.from)) {
      rules.push(used)
    }
    citations.add(version.cite)
    return version
  }

  return {
    use: (provision, on) => note(provision, inForce(provision, on)),
    tryUse: (provision, on) => {
      const version = versionOn(provision, on)
      return version && note(provision, version)
    },
    say: (zh, en, cite) => {
      trace.push(cite === undefined ? { zh, en } : { zh, en, cite })
      if (cite !== undefined) citations.add(cite)
    },
    cite: (...articles) => {
      for (const article of articles) citations.add(article)
    },
    miss: (...facts) => {
      for (const fact of facts) missing.add(fact)
    },
    missAnyOf: (...facts) => {
      if (missing.size === 0) for (const fact of facts) missing.add(fact)
    },
    doubt: (doubted) => {
      if (leastSureLast.indexOf(doubted) > leastSureLast.indexOf(certainty)) certainty = doubted
    },
    isUnclear: () => missing.size > 0,
    conclude: (answer) => ({
      answer,
      citations: [...citations],
      rules,
      trace: missing.size === 0 ? trace : [...trace, missingStep([...missing])],
      // Nothing answered is nothing settled: such an answer waits for facts.
      certainty: Object.values(answer).some((value) => value !== null) ? certainty : 'provisional',
      missing: [...missing],
    }),
  }
}

function missingStep(missing: readonly string[]): Step {
  return {
    zh: `补充后可以答得更多或更确定: ${missing.join('、')}。`,
    en: `With these facts more could be answered, or more surely: ${missing.join(', ')}.`,
  }
}
