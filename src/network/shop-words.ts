import type { RefusalWords, Words } from '../kernel/wording.ts'
import { checkEvents, checkRefusals } from './check-words.ts'
import type { Event, Refusal } from './model.ts'

/** 店铺的拒绝理由. */
export const shopRefusals: Readonly<Record<Refusal, RefusalWords>> = {
  'shop.sign_in_first': { zh: '请先登录。', en: 'Please sign in first.', status: 401 },
  'shop.already_open': { zh: '这家店已经开了。', en: 'This shop is open already.' },
  'shop.too_many': {
    zh: '一个人最多开 20 家店，请在已有的店里上架。',
    en: 'One person may open 20 shops: please sell in one of those.',
    status: 429,
  },
  'shop.not_found': { zh: '没有这家店。', en: 'There is no such shop.', status: 404 },
  'shop.closed': { zh: '这家店已关闭。', en: 'This shop is closed.' },
  'shop.frozen': {
    zh: '账号被盗冻结中，请先核对订单并解除冻结。',
    en: 'Frozen because the account was stolen: look through the orders and lift it first.',
  },
  'shop.name_unusable': {
    zh: '店名须有 1 至 40 个字。',
    en: 'A shop needs a name of 1 to 40 characters.',
    status: 422,
  },
  'shop.payout_unusable': {
    zh: '请填写支付机构给的收款编号（6 至 40 位字母、数字或短横）和账户尾号四位数字。',
    en: 'Give the provider’s number of the account (6 to 40 letters, digits or -) and its last four digits.',
    status: 422,
  },
  'shop.payout_same': { zh: '这就是现在的收款账户。', en: 'This is the payout account already.' },
  'shop.no_payout_wish': {
    zh: '没有等待生效的收款账户变更。',
    en: 'No change of the payout account is waiting.',
  },
  'shop.not_frozen': { zh: '这家店没有被冻结。', en: 'This shop is not frozen.' },
  'shop.thaw_too_early': {
    zh: '这次冻结由工作台代为声明，手机可能不在您手里：三天内请用通行密钥解除，三天后才能用验证码。',
    en: 'The desk declared this theft, so the telephone may be gone: for three days only a passkey lifts it, then a code does.',
    status: 403,
  },
  'shop.not_due': { zh: '时间还没到。', en: 'It is not due.' },
  ...checkRefusals,
}

/** 店铺的经过: what has happened to a shop. */
export const shopEvents: Readonly<Record<Event['type'], Words>> = {
  'shop.opened': { zh: '开店', en: 'The shop opened' },
  'shop.renamed': { zh: '店铺改名', en: 'The shop has another name' },
  'shop.closed': { zh: '店铺关闭', en: 'The shop closed' },
  ...checkEvents,
  'shop.payout_asked': {
    zh: '申请更换收款账户，24 小时后生效；不是您本人请立即撤销',
    en: 'Another payout account was asked for; it counts in 24 hours. Not you? Stop it now',
  },
  'shop.payout_stopped': {
    zh: '更换收款账户已撤销',
    en: 'The change of the payout account was stopped',
  },
  'shop.payout_changed': { zh: '收款账户已更换', en: 'The payout account has changed' },
  'shop.payout_reverted': {
    zh: '收款账户已恢复为被盗前的账户',
    en: 'The payout account from before the theft counts again',
  },
  'shop.frozen': {
    zh: '已声明账号被盗：此后的商品下架，此后的订单货款冻结',
    en: 'The account was declared stolen: later offers are down, money of later orders is held',
  },
  'shop.thawed': {
    zh: '店主已核对并解除冻结',
    en: 'The owner looked it through and lifted the freeze',
  },
  'shop.swept': {
    zh: '按冻结或解除冻结逐批处理商品和订单',
    en: 'Offers and orders follow the freeze, or its end, batch by batch',
  },
  'shop.sweep_ended': {
    zh: '受影响的商品和订单已全部处理',
    en: 'All offers and orders concerned have been dealt with',
  },
}
