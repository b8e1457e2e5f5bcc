/** 商品信息. Which facts must stand beside an offer of these goods, and by which article? */
import type { Day } from '../kernel/time.ts'
import {
  cosmeticFacts,
  type FactName,
  type FactsByCategory,
  foodFacts,
  knownFacts,
  labelFacts,
} from './offer-facts.ts'
import { versionOn } from './provision.ts'

export interface FactsDemanded {
  readonly facts: readonly FactName[]
  /** Null where nothing is demanded of such goods. */
  readonly cite: string | null
}

/** @law 产品质量法 第二十七条, 食品安全法 第六十七条, 化妆品监督管理条例 第三十六条 */
export function factsDemanded(category: string, on: Day): FactsDemanded {
  for (const provision of [cosmeticFacts, foodFacts, labelFacts, knownFacts]) {
    const version = versionOn(provision, on)
    const facts = version?.value[category as keyof FactsByCategory]
    if (version && facts) return { facts, cite: version.cite }
  }
  return { facts: [], cite: null }
}
