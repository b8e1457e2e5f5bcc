import type { Words } from '../kernel/wording.ts'
import type { Refusal, Role } from './model.ts'

/** How is each part called that a person can play here? */
export const roleWords: Readonly<Record<Role, Words>> = {
  operator: { zh: '平台运营', en: 'operator' },
  mediator: { zh: '调解员', en: 'mediator' },
  regulator: { zh: '市场监管', en: 'market regulator' },
  association: { zh: '消费者协会', en: 'consumer association' },
  carrier: { zh: '物流', en: 'carrier' },
}

/** What do people read when something is refused here? `{…}` stands for a value. */
export const refusalWords: Readonly<Record<Refusal, Words>> = {
  'contact.name_invalid': {
    zh: '请填写姓名，1 至 40 个字',
    en: 'Please give a name of 1 to 40 characters',
  },
  'contact.phone_invalid': {
    zh: '请填写中国大陆手机号码',
    en: 'Please give a mobile number of mainland China',
  },
  'contact.address_invalid': {
    zh: '请填写完整地址：省、市、区和详细地址',
    en: 'Please give the whole address: province, city, district and street',
  },
  'request.origin_foreign': {
    zh: '这个请求不是从本站页面发出的，已拒绝',
    en: 'This request does not come from one of our own pages',
  },
  'request.json_only': { zh: '这里只接受 JSON', en: 'Only JSON is accepted here' },
  'sign_in.too_many_from_here': {
    zh: '这个网络的请求太多，请稍后再试',
    en: 'Too many requests from this network: please try later',
  },
  'sign_in.code_too_soon': {
    zh: '验证码刚刚发出，请 {seconds} 秒后再试',
    en: 'A code has just been sent: another one can be sent in {seconds} seconds',
  },
  'sign_in.too_many_codes': {
    zh: '这个号码获取验证码或输错的次数太多，请 {seconds} 秒后再试',
    en: 'Too many codes or wrong guesses for this number: please try in {seconds} seconds',
  },
  'sign_in.sms_unavailable': {
    zh: '短信暂时发不出去，请稍后再试',
    en: 'Text messages cannot be sent just now: please try later',
  },
  'sign_in.too_many_tries': {
    zh: '验证码输错次数太多，请重新获取',
    en: 'Too many wrong guesses: please ask for a new code',
  },
  'sign_in.code_expired': {
    zh: '验证码已失效，请重新获取',
    en: 'This code is no longer good: please ask for a new one',
  },
  'sign_in.code_wrong': {
    zh: '验证码不对，还可以试 {left} 次',
    en: 'This is not the code; {left} more tries',
  },
  'actor.unknown': { zh: '请先登录', en: 'Please sign in first' },
  'actor.not_allowed': {
    zh: '您没有做这件事的权限',
    en: 'Your part does not allow this',
  },
  'session.unknown': { zh: '没有这个登录', en: 'There is no such session' },
  'passkey.expired': {
    zh: '等待太久，请再试一次',
    en: 'This took too long: please try again',
  },
  'passkey.not_good': {
    zh: '这个通行密钥不能用，请用手机号登录',
    en: 'This passkey cannot be used: please sign in by phone',
  },
  'passkey.too_many': {
    zh: '最多可以有 10 个通行密钥，请先删除一个',
    en: 'Ten passkeys at most: remove one first',
  },
  'passkey.unknown': { zh: '没有这个通行密钥', en: 'There is no such passkey' },
  'proof.passkey_removed': {
    zh: '一天之内删除过通行密钥，这段时间不能改用验证码验证，请过一天再试',
    en: 'A passkey was removed less than a day ago: until then a code cannot take its place',
  },
  'proof.passkey_needed': {
    zh: '您有通行密钥，请用它验证，验证码不够',
    en: 'You have a passkey: show that, a code is not enough',
  },
  'stolen.since_unusable': {
    zh: '请填一个过去 180 天内的时间',
    en: 'Name a moment within the last 180 days',
  },
  'api_key.unknown': { zh: '没有这个密钥', en: 'There is no such key' },
  'api_key.too_many': {
    zh: '密钥太多，请先停用不用的',
    en: 'Too many keys: end one that you do not need',
  },
}

/** Which status does HTTP answer with? */
export const refusalStatus: Readonly<Record<Refusal, number>> = {
  'contact.name_invalid': 400,
  'contact.phone_invalid': 400,
  'contact.address_invalid': 400,
  'request.origin_foreign': 403,
  'request.json_only': 415,
  'sign_in.too_many_from_here': 429,
  'sign_in.code_too_soon': 429,
  'sign_in.too_many_codes': 429,
  'sign_in.sms_unavailable': 503,
  'sign_in.too_many_tries': 429,
  'sign_in.code_expired': 403,
  'sign_in.code_wrong': 403,
  'actor.unknown': 401,
  'actor.not_allowed': 403,
  'session.unknown': 404,
  'passkey.expired': 403,
  'passkey.not_good': 403,
  'passkey.too_many': 409,
  'passkey.unknown': 404,
  'proof.passkey_needed': 403,
  'proof.passkey_removed': 403,
  'stolen.since_unusable': 422,
  'api_key.unknown': 404,
  'api_key.too_many': 409,
}
