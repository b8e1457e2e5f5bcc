import type { GoodsKind } from './goods.ts'
import { current } from './provision.ts'
import { type Facts, flag, told } from './reading.ts'
import type { Reasoning } from './reasoning.ts'
import { intactnessRules } from './returnability.ts'

/** 商品完好: are the goods intact? Null when no fact speaks of their state. */
export function intactness(
  facts: Facts,
  kinds: ReadonlySet<GoodsKind>,
  r: Reasoning,
): boolean | null {
  const damage = damaged(facts, kinds, r)
  if (damage !== null) {
    r.use(intactnessRules, intactnessRules.checkedOn)
    r.say('商品不完好。', 'The goods are not intact.', damage)
    return false
  }
  if (!stateFacts.some((name) => told(facts, name))) {
    r.say('退回的商品应当完好。', 'The goods must be intact when they go back.')
    if (isSealed(kinds)) r.miss('necessary_disposable_seal_broken')
    return null
  }
  const cites = r.use(intactnessRules, intactnessRules.checkedOn).value
  r.say(
    '为查验而拆包装、试穿或合理调试，不影响商品完好。',
    'Opening to inspect, trying on and reasonable testing leave goods intact.',
    cites.inspection,
  )
  return true
}

/** Which item of the law says that the goods are no longer intact? Null when none does. */
function damaged(facts: Facts, kinds: ReadonlySet<GoodsKind>, r: Reasoning): string | null {
  const cites = current(intactnessRules).value
  if (flag(facts, 'soiled') === true) return cites.textiles
  if (flag(facts, 'tag_cut') === true) {
    if (!kinds.has('TEXTILES')) r.doubt('interpretive')
    return cites.textiles
  }
  if (sealBroken(facts, kinds, r)) return cites.sealed
  if (flag(facts, 'activated') === true) {
    // Testing a phone takes switching it on: some courts ask whether more than that was done.
    r.doubt('interpretive')
    r.say(
      '也有认为合理调试所需的激活不影响完好。',
      'Some hold activation to be reasonable testing.',
    )
    return cites.electronics
  }
  if (flag(facts, 'body_and_accessories_complete') === false) return cites.general
  if (flag(facts, 'function_ok') !== false) return null
  if (flag(facts, 'quality_problem') === null) {
    r.doubt('interpretive')
    r.miss('quality_problem')
  }
  return cites.general
}

/** The necessary one-time seal of food, cosmetics, medical devices; a courier's bag is none. */
function sealBroken(facts: Facts, kinds: ReadonlySet<GoodsKind>, r: Reasoning): boolean {
  const necessary = flag(facts, 'necessary_disposable_seal_broken')
  if (necessary === true || flag(facts, 'disposable_seal_intact') === false) {
    if (!isSealed(kinds)) {
      r.doubt('interpretive')
      r.miss('category')
    }
    return true
  }
  if (flag(facts, 'seal_intact') !== false || !isSealed(kinds)) return false
  // A seal, but is it the necessary one? The fact that says so would settle it.
  if (necessary === null) {
    r.doubt('interpretive')
    r.miss('necessary_disposable_seal_broken')
  }
  return necessary === null
}

function isSealed(kinds: ReadonlySet<GoodsKind>): boolean {
  return kinds.has('FOOD') || kinds.has('COSMETICS') || kinds.has('MEDICAL')
}

const stateFacts = [
  'necessary_disposable_seal_broken',
  'disposable_seal_intact',
  'seal_intact',
  'courier_bag_opened',
  'box_opened',
  'packaging_destroyed_when_opening',
  'body_and_accessories_complete',
  'function_ok',
  'tag_cut',
  'tried_on',
  'soiled',
]
