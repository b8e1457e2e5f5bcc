/**
 * 不公平条款. Does this standard clause bind the buyer? A clause that fits no class gets no verdict:
 * that nothing was found does not make it fair.
 */
import type { Subject } from './answer.ts'
import type { ClauseClass } from './clause-words.ts'
import { plainClauses, reservations } from './plain-terms.ts'
import { current } from './provision.ts'
import { type Facts, text } from './reading.ts'
import { type Reasoning, reasoning } from './reasoning.ts'
import { clauses, findTerms, normalise } from './terms.ts'
import { clauseForms, voidClauses } from './unfair-terms.ts'

export const unfairTerms: Subject = (_question, facts) => {
  const reason = reasoning()
  const clause = text(facts, 'clause')
  if (clause === null) {
    reason.miss('clause')
    reason.say('没有给出条款文字。', 'No clause was given.')
    return reason.conclude({ valid: null })
  }
  const found = clauseHits(clause, current(voidClauses).value)
  if (found.length > 0) return reason.conclude(voidAnswer(reason, facts, found))
  const plain = sentences(clause).every(
    (each) => clauseHits(each, current(plainClauses).value).length > 0 && !isReserved(each),
  )
  if (plain) return reason.conclude(plainAnswer(reason, clause))
  reason.miss('clause')
  reason.say(
    '条款不属已知类型，未发现不等于有效，应由人判断是否排除或者限制消费者权利。',
    'It fits no known class; whether it shuts rights out is for a person to judge.',
    current(voidClauses).cite,
  )
  return reason.conclude({ valid: null })
}

/** `支持无理由退货,但仅限换购物券`: does the clause take back what it gives? */
function isReserved(sentence: string): boolean {
  const { words, harmless } = current(reservations).value
  const rest = harmless.reduce((text, each) => text.replaceAll(each, ''), normalise(sentence))
  return words.some((word) => rest.includes(word))
}

/** Which classes does this text fit? In the order of the list. */
export function clauseHits(written: string, classes: readonly ClauseClass[]): ClauseClass[] {
  const whole = normalise(written)
  const parts = clauses(written)
  return classes.filter((each) => {
    if (each.unless?.some((word) => whole.includes(folded(word)))) return false
    const scopes = each.within === 'text' ? [whole] : parts
    if (!scopes.some((scope) => inOrder(scope, each.groups))) return false
    return !each.deniable || claims(written, each.groups[0] ?? [])
  })
}

/** Does one word of each group stand here, one after the other? */
function inOrder(scope: string, groups: readonly (readonly string[])[]): boolean {
  let from = 0
  for (const group of groups) {
    let end = -1
    for (const word of group) {
      const at = scope.indexOf(folded(word), from)
      if (at >= 0 && (end < 0 || at + word.length < end)) end = at + word.length
    }
    if (end < 0) return false
    from = end
  }
  return true
}

/** The words of the lists never change, so each is normalised once. */
const foldedWords = new Map<string, string>()

function folded(word: string): string {
  const known = foldedWords.get(word)
  if (known !== undefined) return known
  const plain = normalise(word)
  foldedWords.set(word, plain)
  return plain
}

function claims(written: string, terms: readonly string[]): boolean {
  return findTerms(written, [{ code: 'claim', terms }]).some(({ denied }) => !denied)
}

function voidAnswer(
  reason: Reasoning,
  facts: Facts,
  found: readonly ClauseClass[],
): Record<string, unknown> {
  reason.use(voidClauses, voidClauses.checkedOn)
  for (const each of found) reason.say(`${each.zh}。`, `${capital(each.en)}.`, each.cite)
  const codes = found.map(({ code }) => code)
  const { negotiated, always } = current(clauseForms).value
  const form = normalise(text(facts, 'form') ?? '')
  const talkedOver = negotiated.some((word) => form.includes(normalise(word)))
  if (talkedOver && !codes.some((code) => always.includes(code))) {
    reason.use(clauseForms, clauseForms.checkedOn)
    reason.doubt('interpretive')
    reason.say(
      '经单独协商的约定不适用格式条款规则，是否无效依一般规定判断。',
      'Talked over one by one, it is no standard term: judged by the general rules.',
      '民法典 第四百九十六条第一款、第五百零六条',
    )
    return { valid: null, grounds: codes }
  }
  if (!found.some(({ sure }) => sure)) reason.doubt('interpretive')
  if (found.every(({ open }) => open)) {
    reason.miss('prominent_notice')
    return { valid: null, grounds: codes }
  }
  return { valid: false, grounds: codes }
}

function plainAnswer(reason: Reasoning, clause: string): Record<string, unknown> {
  reason.use(plainClauses, plainClauses.checkedOn)
  for (const each of clauseHits(clause, current(plainClauses).value)) {
    reason.say(
      `${each.zh},不排除或者限制消费者权利。`,
      `${capital(each.en)}: no right is cut.`,
      each.cite,
    )
  }
  reason.say(
    '与消费者有重大利害关系的内容仍须以显著方式提请注意。',
    'What matters to the buyer must still be shown prominently.',
    '消费者权益保护法 第二十六条第一款',
  )
  return { valid: true }
}

/** Sentences, so that one harmless half does not vouch for the other. */
function sentences(written: string): string[] {
  return written.split(/[。;；!！?？\n]/).filter((each) => normalise(each) !== '')
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
