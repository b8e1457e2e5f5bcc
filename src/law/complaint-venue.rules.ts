import { complaintWords, platformSellerVenue } from './complaints.ts'
import { current } from './provision.ts'
import { day, type Facts, flag, text } from './reading.ts'
import type { Reasoning } from './reasoning.ts'
import { codesSaid } from './terms.ts'

type Answer = Record<string, unknown>

/** 管辖: which county's authority handles it? Places are given back as they were told. */
export function venue(facts: Facts, r: Reasoning): Answer | null {
  const respondent = text(facts, 'respondent')
  const domicile = text(facts, 'domicile')
  const platform = text(facts, 'platform_domicile')
  const published = text(facts, 'published_address')
  if (respondent === null && domicile === null && platform === null && published === null) {
    return null
  }
  const said = codesSaid(respondent, current(complaintWords).value)
  if (said.includes('PLATFORM_SELLER') || (said.length === 0 && published !== null)) {
    return platformSeller(facts, r)
  }
  if (said.includes('OWN_SITE') || said.includes('PLATFORM')) {
    return domicileOf(r, said.includes('OWN_SITE') ? domicile : (domicile ?? platform))
  }
  if (domicile === null) {
    r.miss(respondent === null ? 'respondent' : 'domicile')
    return {}
  }
  if (said.length === 0) {
    r.doubt('interpretive')
    r.miss('respondent')
  }
  r.say(
    '由被投诉人实际经营地或者住所地的县级市场监管部门处理。',
    'The county authority of the place of business or domicile handles it.',
    '市场监督管理投诉举报处理办法(121号令) 第十三条第一款',
  )
  return { authorities: [domicile] }
}

function domicileOf(r: Reasoning, place: string | null): Answer {
  if (place === null) {
    r.miss('domicile')
    return {}
  }
  r.say(
    '平台经营者、自建网站或其他网络服务的经营者，由其住所地处理。',
    'Platforms, and sellers on their own site or another network service: their domicile.',
    '市场监督管理投诉举报处理办法(121号令) 第十三条第二款',
  )
  return { authorities: [place] }
}

function platformSeller(facts: Facts, r: Reasoning): Answer {
  const on =
    day(facts, 'received_on') ?? day(facts, 'complained_on') ?? platformSellerVenue.checkedOn
  const rule = r.tryUse(platformSellerVenue, on)
  const platform = text(facts, 'platform_domicile')
  const own =
    rule?.value === 'actual_place'
      ? (text(facts, 'domicile') ?? text(facts, 'published_address'))
      : text(facts, 'published_address')
  const reachable = flag(facts, 'reachable_at_published_address')
  if (platform === null) r.miss('platform_domicile')
  if (own !== null && reachable === null && rule?.value === 'published_address') {
    r.miss('reachable_at_published_address')
  }
  if (own === null || (reachable === false && rule?.value === 'published_address')) {
    r.say(
      '未公示地址或者按公示地址无法联系，由平台住所地处理。',
      'No address published, or unreachable there: the domicile of the platform.',
      rule?.cite,
    )
    return platform === null ? {} : { authorities: [platform] }
  }
  r.say(
    '由公示地址所在地或者平台住所地处理，先收到的处理。',
    'The published address or the domicile of the platform: whoever receives it first.',
    '市场监督管理投诉举报处理办法(121号令) 第十四条',
  )
  const authorities = platform === null || platform === own ? [own] : [own, platform]
  return { authorities, first_receiver_handles: authorities.length > 1 }
}
