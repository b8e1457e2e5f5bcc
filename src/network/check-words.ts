import type { RefusalWords, Words } from '../kernel/wording.ts'
import type { Event, Refusal, Sight, Standing } from './model.ts'

/** 核验所见: what somebody at the desk looked at. */
export const sightWords: Readonly<Record<Sight, Words>> = {
  business_licence: { zh: '营业执照', en: 'the business licence' },
  public_register: {
    zh: '国家企业信用信息公示系统',
    en: 'the national register of companies',
  },
  identity_card: { zh: '本人身份证件', en: 'an identity card' },
  video_call: { zh: '视频核对本人', en: 'the person, by video' },
  bank_account: { zh: '收款账户同名', en: 'a payee account in that name' },
  premises: { zh: '经营场所', en: 'the place of business' },
}

/** 核验结束: why a check counts no longer. */
export const checkEndWords = {
  lapsed: { zh: '到期未更新', en: 'it was not renewed' },
  withdrawn: { zh: '平台撤回', en: 'the desk withdrew it' },
} as const

type CheckRefusal = Extract<Refusal, `shop.${string}check${string}`>

export const checkRefusals: Readonly<Record<CheckRefusal, RefusalWords>> = {
  'shop.check_of_own': {
    zh: '不能核验自己的店铺，请由同事来做。',
    en: 'You cannot check a shop of your own: ask a colleague.',
    status: 403,
  },
  'shop.check_incomplete': {
    zh: '请至少勾选一项看过的材料。营业执照须填登记名称和正确的统一社会信用代码；个人实名不填这两项。',
    en: 'Tick at least one thing you have seen. A licence needs its name and a valid unified credit code; a natural person has neither.',
    status: 422,
  },
  'shop.check_too_long': {
    zh: '有效期须在明天之后，最长六个月：依法每六个月至少核验更新一次。',
    en: 'It must end after today and within six months: the law asks for a new check by then.',
    status: 422,
  },
  'shop.not_checked': {
    zh: '这家店现在没有有效的核验。',
    en: 'Nothing about this shop is checked at present.',
  },
}

export const checkEvents: Readonly<Record<Extract<Event['type'], `shop.check${string}`>, Words>> = {
  'shop.checked': { zh: '平台核验卖家身份', en: 'The desk checked who sells' },
  'shop.check_ended': {
    zh: '身份核验失效，店铺显示“身份未核验”',
    en: 'The check of who sells no longer counts',
  },
}

/** 主体状态: how far it is known who sells. */
export const wordsOfStanding: Readonly<Record<Standing, Words>> = {
  unverified: { zh: '身份未核验', en: 'identity not verified' },
  person_verified: { zh: '个人实名已核验', en: 'a verified person' },
  household: { zh: '个体工商户，执照已核验', en: 'a licensed sole trader, verified' },
  company: { zh: '企业，执照已核验', en: 'a company, licence verified' },
}
