/** 社交平台. Does a provider of chats or livestreams bear the duties of a trading platform? */
import { current } from './provision.ts'
import { type Facts, flag, list, text } from './reading.ts'
import type { Reasoning } from './reasoning.ts'
import { partialServices, platformServices, platformServicesReading } from './registration.ts'
import { serviceWords } from './registration-words.ts'
import { codesSaid } from './terms.ts'

const asked = ['provider', 'offers', ...current(platformServices).value]

export function asksOfPlatform(facts: Facts): boolean {
  return asked.some((name) => (facts[name] ?? null) !== null)
}

/** @law 网络交易监督管理办法 第七条第四款 */
export function platformDuties(
  reason: Reasoning,
  facts: Facts,
  question: string | null,
): Record<string, unknown> {
  const { value: services, cite } = reason.use(platformServices, platformServices.checkedOn)
  const offered = offeredBy(reason, facts, question)
  const told = services.map(
    (name) => flag(facts, name) ?? (offered === null ? null : offered.includes(name)),
  )
  const given = told.filter((each) => each === true).length
  if (told.every((each) => each === false)) {
    reason.say(
      '只提供聊天等通信功能，不提供交易服务，不承担平台经营者义务。',
      'Chats and no trading services: no platform duties.',
      cite,
    )
    return { platform_duties: false }
  }
  if (given === services.length) {
    reason.say(
      '提供网络经营场所、商品浏览、订单生成、在线支付，应履行平台经营者义务。',
      'Shop, browsing, orders and payment are all provided: platform duties apply.',
      cite,
    )
    return { platform_duties: true }
  }
  for (const [i, name] of services.entries()) if (told[i] === null) reason.miss(name)
  if (told.includes(null)) {
    reason.say('尚不知提供哪些服务。', 'Which services are provided is not told.', cite)
    return { platform_duties: null }
  }
  return { platform_duties: partly(reason, cite) }
}

/** Some of the four: the text ends its list with 等 and does not say whether all are needed. */
function partly(reason: Reasoning, cite: string): boolean {
  const { value: reading, cite: ours } = reason.use(
    platformServicesReading,
    platformServicesReading.checkedOn,
  )
  reason.doubt('interpretive')
  reason.say(
    '只提供其中部分服务：一说须四项同时具备，尚不承担；一说具备其一即应承担。此处按前一读法。',
    'Only some are provided: one reading asks for all four, another for any; read here as all.',
    cite,
  )
  reason.say('采用四项同时具备的读法。', 'The reading used is this site’s own.', ours)
  const { cite: partial } = reason.use(partialServices, partialServices.checkedOn)
  reason.say(
    '直播电商中提供部分服务的，仍应履行相应义务。',
    'In livestream trade, part of the services brings the matching duties.',
    partial,
  )
  return reading === 'any'
}

/** What does the provider offer, by list or by words? Null when nothing was said. */
function offeredBy(
  reason: Reasoning,
  facts: Facts,
  question: string | null,
): readonly string[] | null {
  const words = current(serviceWords).value
  const offers = list(facts, 'offers')
  if (offers !== null) {
    const codes = offers.map((each) => (typeof each === 'string' ? codesSaid(each, words) : []))
    if (codes.some((each) => each.length === 0)) {
      reason.miss('offers')
      reason.doubt('interpretive')
      reason.say('有的服务无法归类。', 'One of the services fits no class.')
    }
    return codes.flat()
  }
  const said = codesSaid([question, text(facts, 'provider')].join('。'), words)
  return said.length > 0 ? said : null
}
