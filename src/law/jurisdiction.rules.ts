/** 管辖. At which courts may this buyer sue, on the day of filing? */
import type { Day } from '../kernel/time.ts'
import type { Subject } from './answer.ts'
import { domicileOf } from './domicile.rules.ts'
import {
  type Cause,
  contractVenue,
  foreignDefendant,
  internetCourts,
  onlineSaleVenue,
  productVenue,
  tortVenue,
} from './jurisdiction.ts'
import { causeWords, dealingWords } from './jurisdiction-words.ts'
import { basicCourtOf, internetCourtAt, isAbroad } from './place.rules.ts'
import { current, type Provision, versionOn } from './provision.ts'
import { day, type Facts, flag, text } from './reading.ts'
import { type Reasoning, reasoning } from './reasoning.ts'
import { codesSaid } from './terms.ts'
import { type Agreed, agreementOf, clauseAnswer } from './venue-agreement.rules.ts'

export const jurisdiction: Subject = (_question, facts) => {
  const reason = reasoning()
  const on = day(facts, 'filing_date') ?? internetCourts.checkedOn
  const clause = clauseAnswer(reason, facts, on)
  const agreed = agreementOf(reason, facts, on)
  const domicile = domicileOf(reason, facts, on)
  const valid = agreed === null ? {} : { valid: agreed.valid }
  const settled = { ...clause, ...valid, ...domicile }
  const asksCourts = told(facts, suitFacts)
  if (!asksCourts && Object.keys(settled).length > 0) return reason.conclude(settled)
  const place = domicile?.court_place ?? text(facts, 'defendant_domicile')
  return reason.conclude({ ...settled, ...suit(reason, facts, { on, defendant: place, agreed }) })
}

const suitFacts = [
  'cause',
  'via_ecommerce_platform',
  'channel',
  'delivery',
  'manufacture_place',
  'sale_place',
  'injury_place',
  'city',
]

function told(facts: Facts, names: readonly string[]): boolean {
  return names.some((name) => (facts[name] ?? null) !== null)
}

interface Suit {
  readonly on: Day
  readonly defendant: string | null
  readonly agreed: Agreed | null
}

/** The places whose courts may hear it, and whether an internet court does so for them. */
function suit(reason: Reasoning, facts: Facts, { on, defendant, agreed }: Suit) {
  const cause = causeOf(reason, facts)
  if (cause === null) return { courts: null, internet_court: null }
  const places = placesOf(reason, facts, { cause, on, defendant })
  const chosen = agreed?.valid === true && agreed.place !== null ? [agreed.place] : null
  if (agreed !== null && agreed.valid === null) reason.doubt('interpretive')
  if (chosen) reason.say('约定有效，从其约定。', 'The agreement holds and comes first.')
  const unique = [...new Set(chosen ?? places)]
  const internet = internetFor(reason, facts, { cause, on, places: unique })
  const courts = unique.map((place) => courtOf(reason, place, internet.at(place)))
  const all = courts.length === 0 ? internet.only : [...new Set(courts)]
  if (all.length === 0) reason.doubt('provisional')
  return { courts: all, court_places: unique, internet_court: internet.any }
}

function causeOf(reason: Reasoning, facts: Facts): Cause | null {
  const words = text(facts, 'cause')
  const said = codesSaid(words, current(causeWords).value)
  const cause = said.find(isCause)
  if (cause) return cause
  if (told(facts, ['manufacture_place', 'injury_place'])) return 'product_liability'
  reason.miss('cause')
  if (words !== null || text(facts, 'receipt_place') === null) return null
  reason.doubt('interpretive')
  reason.say('未说明案由，按网络购物合同纠纷处理。', 'No cause told; taken as an online sale.')
  return 'sale'
}

function isCause(code: string): code is Cause {
  return current(causeWords).value.some((known) => known.code === code)
}

interface Claim {
  readonly cause: Cause
  readonly on: Day
  readonly defendant: string | null
}

/** Which places does the law link the dispute with? In the order in which it names them. */
function placesOf(reason: Reasoning, facts: Facts, { cause, on, defendant }: Claim): string[] {
  const places = linked(reason, facts, cause, on)
  if (defendant === null) {
    reason.miss('defendant_domicile')
    return places
  }
  if (!isAbroad(defendant)) return [...places, defendant]
  reason.doubt('interpretive')
  const foreign = cite(reason, foreignDefendant, on)
  reason.say(
    '被告在境内没有住所，依涉外管辖规定由履行地、侵权行为地等法院管辖。',
    'The defendant has no domicile in the country: courts of performance or of the tort.',
    foreign,
  )
  return places
}

function linked(reason: Reasoning, facts: Facts, cause: Cause, on: Day): string[] {
  switch (cause) {
    case 'sale':
      return performance(reason, facts, on)
    case 'product_liability':
      return productPlaces(reason, facts, on)
    case 'online_service':
    case 'online_loan': {
      reason.say(
        '合同纠纷，被告住所地或者合同履行地。',
        'A contract: defendant or performance.',
        cite(reason, contractVenue, on),
      )
      return []
    }
    default: {
      reason.say(
        '侵权行为地（含被侵权人住所地）或者被告住所地。',
        'Where the tort was done or felt, the victim’s domicile included, or the defendant.',
        cite(reason, tortVenue, on),
      )
      return [text(facts, 'injury_place'), text(facts, 'buyer_domicile')].filter(
        (each) => each !== null,
      )
    }
  }
}

/** Where is an online sale performed? @law 民诉法解释 第二十条 */
function performance(reason: Reasoning, facts: Facts, on: Day): string[] {
  cite(reason, contractVenue, on)
  const sale = cite(reason, onlineSaleVenue, on)
  const delivery = text(facts, 'delivery')
  const said = codesSaid(delivery, current(dealingWords).value)
  const byHand = said.includes('BY_HAND')
  const byNetwork = said.includes('BY_NETWORK') && !byHand
  const name = byNetwork ? 'buyer_domicile' : 'receipt_place'
  if (delivery !== null && !byHand && !byNetwork) reason.miss('delivery')
  reason.say(
    byNetwork
      ? '通过信息网络交付，买受人住所地为合同履行地。'
      : '通过其他方式交付，收货地为合同履行地。',
    byNetwork
      ? 'Delivered over the network: performed at the buyer’s domicile.'
      : 'Delivered otherwise: performed at the place of receipt.',
    sale,
  )
  const place = text(facts, name)
  if (place === null) reason.miss(name)
  return place === null ? [] : [place]
}

function productPlaces(reason: Reasoning, facts: Facts, on: Day): string[] {
  reason.say(
    '产品制造地、产品销售地、侵权行为地和被告住所地法院都有管辖权。',
    'Where it was made, sold, did harm, or where the defendant lives.',
    cite(reason, productVenue, on),
  )
  const names = ['manufacture_place', 'sale_place', 'injury_place']
  return names.map((name) => text(facts, name)).filter((each) => each !== null)
}

interface InternetClaim {
  readonly cause: Cause
  readonly on: Day
  readonly places: readonly string[]
}

/** Does an internet court hear it? By the list in force on the day of filing. */
function internetFor(reason: Reasoning, facts: Facts, { cause, on, places }: InternetClaim) {
  const version = versionOn(internetCourts, on)
  const none = { any: false, only: [], at: () => null }
  if (version === null) return none
  reason.use(internetCourts, on)
  const item = version.value.causes[cause]
  if (item === undefined) {
    reason.say(
      '不在互联网法院集中管辖的案件之列。',
      'Not among the internet courts’ cases.',
      version.cite,
    )
    return none
  }
  const city = text(facts, 'city')
  const here = [...places, ...(places.length === 0 && city !== null ? [city] : [])]
  const at = (place: string) => internetCourtAt(place, version.value.courts)?.name ?? null
  const only = [...new Set(here.map(at))].filter((each) => each !== null)
  const needsPlatform = cause === 'sale' || cause === 'product_liability'
  const platform = needsPlatform ? viaPlatform(facts) : true
  if (platform === false) {
    reason.say(
      '不是通过电子商务平台，不由互联网法院管辖。',
      'Not via a platform: no internet court.',
      `${version.cite} ${item}`,
    )
    return none
  }
  if (here.length === 0) reason.miss('city')
  if (platform === null && (only.length > 0 || here.length === 0))
    reason.miss('via_ecommerce_platform')
  if (here.length === 0) return { any: null, only: [], at }
  if (only.length === 0) return none
  if (platform === null) return { any: null, only: [], at: () => null }
  reason.say(
    `属${only.join('、')}集中管辖。`,
    'In its city, the internet court hears such cases instead of the basic courts.',
    `${version.cite} ${item}`,
  )
  return { any: true, only, at }
}

/** Was the contract made or performed via an e-commerce platform? A chat is none. */
function viaPlatform(facts: Facts): boolean | null {
  const told = flag(facts, 'via_ecommerce_platform')
  if (told !== null) return told
  const said = codesSaid(text(facts, 'channel'), current(dealingWords).value)
  if (said.includes('PRIVATE') === said.includes('PLATFORM')) return null
  return said.includes('PLATFORM')
}

function courtOf(reason: Reasoning, place: string, internet: string | null): string {
  if (internet !== null) return internet
  const { name, exact } = basicCourtOf(place)
  if (!exact) {
    reason.doubt('interpretive')
    reason.say(
      `${place}有多个基层法院,需具体到区县。`,
      'The city has several courts: name a district.',
    )
  }
  return name
}

/** The citation of a rule on that day; of its oldest text where the day lies before it. */
function cite(reason: Reasoning, provision: Provision<true>, on: Day): string {
  const version = reason.tryUse(provision, on)
  return version?.cite ?? current(provision).cite
}
