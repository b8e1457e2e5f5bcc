/** 平台责任. Does the platform answer beside the seller, on which ground, and how far? */
import { type Fen, minFen, parseYuan, yuan } from '../kernel/money.ts'
import { goodsKinds } from './goods.rules.ts'
import { conductWords } from './party-words.ts'
import {
  foodPlatformReview,
  platformKnew,
  platformPromise,
  platformReview,
  unnamedSeller,
} from './platform-liability.ts'
import { readNumeral } from './promise.rules.ts'
import { current } from './provision.ts'
import { type Facts, fen, flag, object, text } from './reading.ts'
import type { Reasoning } from './reasoning.ts'
import { codesSaid, findTerms, normalise } from './terms.ts'

export type Found = Record<string, unknown>

/** May the consumer turn to the platform, because it hid the seller or promised to pay? */
export function platformLiable(reason: Reasoning, facts: Facts): Found {
  const provided = object(facts, 'platform_provides')
  const promise = promiseOf(reason, facts)
  if (promise !== null) return promise
  if (provided === null) return {}
  const { cite } = reason.use(unnamedSeller, unnamedSeller.checkedOn)
  const details = ['real_name', 'address', 'contact'].map((name) => works(provided[name]))
  if (details.includes(false)) {
    reason.say(
      '平台不能提供销售者的真实名称、地址和有效联系方式，消费者可向平台要求赔偿，平台赔偿后可追偿。',
      'The platform cannot give the seller’s true name, address and a contact that works.',
      cite,
    )
    return { platform_liable: true, recourse_against_seller: true }
  }
  if (details.includes(null)) {
    reason.miss('platform_provides')
    return { platform_liable: null }
  }
  reason.say(
    '平台已提供真实名称、地址和有效联系方式；销售者无力赔偿不是平台承担责任的理由。',
    'Name, address and contact were given; that the seller cannot pay is no ground.',
    cite,
  )
  if (flag(facts, 'platform_knew') === null) reason.miss('platform_knew')
  return { platform_liable: false }
}

function works(detail: unknown): boolean | null {
  if (typeof detail === 'boolean') return detail
  if (typeof detail !== 'string') return null
  const found = findTerms(detail, current(conductWords).value)
  if (found.some(({ code, denied }) => (denied ? code === 'GOOD' : code === 'BAD'))) return false
  return found.some(({ code, denied }) => code === 'GOOD' && !denied) ? true : null
}

/** A promise to pay first is kept, up to the amount it names. */
function promiseOf(reason: Reasoning, facts: Facts): Found | null {
  const promise = text(facts, 'platform_promise')
  if (promise === null || ['无', '没有', 'none'].includes(normalise(promise))) return null
  const words = findTerms(promise, current(conductWords).value)
  const said = words.filter(({ code }) => code === 'PROMISE')
  // `不承诺先行赔付` is no promise, whichever of its words one looks at.
  if (said.some(({ denied }) => denied)) return null
  const { cite } = reason.use(platformPromise, platformPromise.checkedOn)
  reason.say(
    '平台作出更有利于消费者的承诺的，应当履行，履行后可向销售者追偿。',
    'What the platform promised beyond the law it must keep; then it has recourse.',
    cite,
  )
  const limit = limitIn(promise)
  const loss = fen(facts, 'loss_cny')
  const max = limit === null ? {} : { max_cny: yuan(limit) }
  if (loss === null) reason.miss('loss_cny')
  const payable =
    loss === null ? {} : { payable_cny: yuan(limit === null ? loss : minFen(limit, loss)) }
  return { platform_liable: true, recourse_against_seller: true, ...max, ...payable }
}

const limitBefore =
  /(?:最高|上限|至多|不超过|限额|封顶|最多|限)[^\d一二两三四五六七八九十]{0,6}([\d.]{1,12}|[一二两三四五六七八九十百千万]{1,8})(万)?元/
const limitAfter = /([\d.]{1,12}|[一二两三四五六七八九十百千万]{1,8})(万)?元(?:以内|以下|为限|封顶)/

/** Up to which amount does the promise go? Null when it names none. */
export function limitIn(promise: string): Fen | null {
  const words = normalise(promise)
  const [, number = '', times] = limitBefore.exec(words) ?? limitAfter.exec(words) ?? []
  if (number === '') return null
  const chinese = /^\d/.test(number) ? null : readNumeral(number)
  const amount = chinese === null ? parseYuan(number) : chinese * 100n
  return amount === null ? null : times === undefined ? amount : amount * 10_000n
}

/** How does the platform answer beside the seller: jointly, or for its own part? */
export function platformFault(reason: Reasoning, facts: Facts): Found {
  return knewAndIdle(reason, facts) ?? unreviewed(reason, facts) ?? {}
}

/** @law 电子商务法 第三十八条第一款: knew or should have known, and took no necessary measures */
function knewAndIdle(reason: Reasoning, facts: Facts): Found | null {
  const notice = text(facts, 'notice')
  const knew =
    flag(facts, 'platform_knew') === true ||
    (notice !== null && flag(facts, 'unauthorised_payment') === null)
  if (!knew) return null
  const { value, cite } = reason.use(platformKnew, platformKnew.checkedOn)
  const action = text(facts, 'action')
  const said = codesSaid(action, current(conductWords).value)
  const joint = { liability: value.liability, platform_liable: true }
  const warned = codesSaid(notice, current(conductWords).value).includes('WARNING')
  if (flag(facts, 'platform_knew') !== true && !warned) {
    reason.miss('platform_knew')
    reason.doubt('interpretive')
    reason.say(
      '通知内容是否足以使平台知道侵害，需要判断。',
      'Whether the notice told of any wrong is to be judged.',
    )
  }
  if (said.includes('MEASURE') && !said.includes('IDLE')) {
    if (said.includes('LATE')) {
      reason.doubt('interpretive')
      reason.say(
        '采取措施是否及时有争议，拖延期间的损害可能连带。',
        'Late measures may not do.',
        cite,
      )
      return joint
    }
    if (!said.includes('PROMPT')) reason.doubt('interpretive')
    reason.say('知悉后采取了必要措施,不承担连带责任。', 'It acted once it knew: not joint.', cite)
    return { liability: null, platform_liable: false }
  }
  if (!said.includes('IDLE')) {
    reason.miss('action')
    reason.doubt('interpretive')
  }
  reason.say(
    '知道或者应当知道而未采取必要措施的，与平台内经营者承担连带责任。',
    'It knew or should have known and took no measures: joint and several with the seller.',
    cite,
  )
  return joint
}

/** @law 电子商务法 第三十八条第二款, 食品安全法 第一百三十一条 */
function unreviewed(reason: Reasoning, facts: Facts): Found | null {
  const licence = flag(facts, 'license_reviewed')
  const required = flag(facts, 'seller_license_required')
  const qualification = flag(facts, 'qualification_reviewed')
  if (licence === null && required === null && qualification === null) return null
  if (flag(facts, 'harm') === false) {
    reason.say('未造成损害，不发生赔偿责任。', 'No harm was done: nothing to answer for.')
    return { liability: null, platform_liable: false }
  }
  if (licence === false && required !== false) return unlicensed(reason, facts)
  if (qualification === false) return unqualified(reason, facts)
  if (required === true && licence === null) {
    reason.miss('license_reviewed')
    return { liability: null }
  }
  reason.say('平台已尽审核义务。', 'The platform did its review.', current(platformReview).cite)
  return { liability: null, platform_liable: false }
}

function unlicensed(reason: Reasoning, facts: Facts): Found {
  const goods = text(facts, 'goods')
  const said = codesSaid(goods, current(conductWords).value)
  const food = goodsKinds(goods).has('FOOD') || said.includes('CATERING')
  if (goods !== null && !food) return unqualified(reason, facts)
  if (goods === null) {
    reason.miss('goods')
    reason.doubt('interpretive')
  }
  const { value, cite } = reason.use(foodPlatformReview, foodPlatformReview.checkedOn)
  reason.say(
    '对须取得食品经营许可的经营者未尽审查义务，使消费者受损的，承担连带责任。',
    'Food sellers’ licences were not looked at, and a consumer was harmed: joint and several.',
    cite,
  )
  return { liability: value.liability, platform_liable: true }
}

function unqualified(reason: Reasoning, facts: Facts): Found {
  const goods = text(facts, 'goods')
  const kinds = goodsKinds(goods)
  const said = codesSaid(goods, current(conductWords).value)
  const plain = said.includes('LIFE_AND_HEALTH') || kinds.has('FOOD') || kinds.has('MEDICAL')
  if (!plain && !kinds.has('COSMETICS')) {
    reason.miss('goods')
    reason.say('是否关系消费者生命健康未说明。', 'Whether it touches life and health is not told.')
    return { liability: null }
  }
  if (!plain) reason.doubt('interpretive')
  const { value, cite } = reason.use(platformReview, platformReview.checkedOn)
  reason.say(
    '关系生命健康的商品或者服务，未尽资质审核或者安全保障义务的，承担相应的责任（不当然是连带责任）。',
    'Life and health, and no review: the platform answers correspondingly, not jointly as such.',
    cite,
  )
  if (kinds.has('FOOD')) {
    reason.say(
      '食品经营者的实名登记、许可证审查另有连带责任的规定。',
      'For the registration and licences of food sellers there is a stricter rule.',
      current(foodPlatformReview).cite,
    )
  }
  return { liability: value.liability, platform_liable: true }
}
