import type { GoodsKind } from './goods.ts'
import { current } from './provision.ts'
import { type Facts, flag, text } from './reading.ts'
import type { Reasoning } from './reasoning.ts'
import { confirmationRule, confirmedExclusions, returnWords } from './returnability.ts'
import { codesSaid } from './terms.ts'

/** `default`: ticked by the page, not by the buyer. `untold`: no fact speaks of it. */
export type Confirmation = 'given' | 'none' | 'default' | 'untold'

/** 单次确认: did the buyer confirm, for this purchase, that it cannot be returned? */
export function confirmation(facts: Facts, r: Reasoning): Confirmation {
  const found = readConfirmation(facts)
  if (found === 'none' || found === 'default') {
    r.use(confirmationRule, confirmationRule.checkedOn)
    r.say(
      found === 'none'
        ? '没有消费者对本次购买的确认，不得拒绝无理由退货。'
        : '默认勾选不是消费者的确认，不得以此拒绝无理由退货。',
      found === 'none'
        ? 'The buyer confirmed nothing for this purchase: the seller may not refuse.'
        : 'A box ticked by default is no confirmation: the seller may not refuse.',
    )
  }
  return found
}

function readConfirmation(facts: Facts): Confirmation {
  const ui = codesSaid(text(facts, 'confirmation_ui'), current(returnWords).value)
  const ticked = flag(facts, 'consumer_actively_ticked')
  if (ticked === false || (ui.includes('DEFAULT_CONSENT') && ticked !== true)) return 'default'
  const told = [
    flag(facts, 'confirmed_for_this_order'),
    flag(facts, 'per_purchase_confirmation_of_no_return'),
    flag(facts, 'per_purchase_confirmation_of_no_return_after_activation'),
    ticked,
  ]
  if (told.includes(true)) return 'given'
  const step = flag(facts, 'confirmation_step')
  if (told.includes(false) || step === false) return 'none'
  return step === true ? 'given' : 'untold'
}

/**
 * Does the confirmation take these goods out? Only where their nature is one of the three that the
 * law allows; a seller cannot widen the list by having buyers tick a box.
 */
export function confirmedAway(
  facts: Facts,
  kinds: ReadonlySet<GoodsKind>,
  r: Reasoning,
): boolean | 'unclear' {
  const cites = current(confirmedExclusions).value
  if (flag(facts, 'near_expiry_disclosed_at_sale') === true || kinds.has('FLAWED')) {
    return excluded(r, cites.disclosed)
  }
  const activation = flag(facts, 'per_purchase_confirmation_of_no_return_after_activation')
  if (activation === true || kinds.has('ELECTRONICS')) return activated(facts, r, cites.activated)
  if (kinds.has('FOOD') || kinds.has('COSMETICS') || kinds.has('MEDICAL')) {
    return unsealed(facts, r, cites.opened)
  }
  if (kinds.size === 0) r.miss('category')
  r.doubt('interpretive')
  r.say(
    '所确认的商品按其性质不在可排除之列，确认不发生排除效果。',
    'By their nature these goods are not among those a confirmation may exclude.',
    '网络购买商品七日无理由退货暂行办法 第三十条',
  )
  return false
}

function activated(facts: Facts, r: Reasoning, cite: string): boolean | 'unclear' {
  const active = flag(facts, 'activated')
  if (active === true) return excluded(r, cite)
  if (active === false) {
    r.say('未激活或试用，确认的条件未成就。', 'Not activated: what was confirmed did not happen.')
    return false
  }
  r.miss('activated')
  return 'unclear'
}

function unsealed(facts: Facts, r: Reasoning, cite: string): boolean | 'unclear' {
  const broken =
    flag(facts, 'necessary_disposable_seal_broken') ??
    not(flag(facts, 'disposable_seal_intact')) ??
    not(flag(facts, 'seal_intact'))
  if (broken === true) return excluded(r, cite)
  if (broken === false) {
    r.doubt('interpretive')
    r.say(
      '密封完好：排除针对的是拆封后的商品，多认为仍可退货。',
      'The seal is whole: the exclusion is about opened goods, so most hold it returnable.',
    )
    return false
  }
  r.miss('necessary_disposable_seal_broken')
  return 'unclear'
}

function excluded(r: Reasoning, cite: string): true {
  r.use(confirmedExclusions, confirmedExclusions.checkedOn)
  r.say(
    '按商品性质可以排除，且消费者已就本次购买确认。',
    'Their nature allows it, and the buyer confirmed it for this purchase.',
    cite,
  )
  return true
}

function not(value: boolean | null): boolean | null {
  return value === null ? null : !value
}
