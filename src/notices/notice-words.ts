import type { RefusalWords, Words } from '../kernel/wording.ts'
import type { DoorRefusal, Event, Refusal, Topic, TryError } from './model.ts'

export const webhookRefusals: Readonly<Record<Refusal | DoorRefusal, RefusalWords>> = {
  'webhook.not_found': {
    zh: '没有这个回调地址，或它不是您店铺的。',
    en: 'There is no such address, or it is not your shop’s.',
    status: 404,
  },
  'webhook.exists': { zh: '这个回调地址已登记。', en: 'This address is registered already.' },
  'webhook.topics_missing': {
    zh: '请至少选择一类消息。',
    en: 'Choose at least one topic.',
    status: 422,
  },
  'webhook.url_unusable': {
    zh: '地址须以 https:// 开头，使用 443 或 8443 端口，不含用户名和密码，不超过 500 个字符。',
    en: 'The address must begin with https://, use port 443 or 8443, hold no name or password, and have at most 500 characters.',
    status: 422,
  },
  'webhook.url_private': {
    zh: '这个地址指向内部网络，不能使用。',
    en: 'This address leads into a private network and cannot be used.',
    status: 422,
  },
  'webhook.url_unresolved': {
    zh: '找不到这个域名，请检查后再试。',
    en: 'This name leads nowhere: please check it.',
    status: 422,
  },
  'webhook.too_many': {
    zh: '一家店最多登记 10 个回调地址。',
    en: 'A shop has at most 10 addresses.',
  },
  'webhook.message_unknown': {
    zh: '没有这条消息，或已过保存期。',
    en: 'There is no such message, or it is no longer kept.',
    status: 404,
  },
}

/** 消息种类: what a message is about. */
export const topicWords: Readonly<Record<Topic, Words>> = {
  order: { zh: '订单', en: 'orders' },
  parcel: { zh: '物流扫描', en: 'parcels and scans' },
  complaint: { zh: '投诉', en: 'complaints' },
  return: { zh: '退货', en: 'returns' },
  case: { zh: '纠纷案件', en: 'cases' },
  listing: { zh: '商品与库存', en: 'listings and stock' },
}

/** 通知: kinds that are no event of their own. */
export const noticeWords: Readonly<Record<string, Words>> = {
  'complaint.quiet': { zh: '订单需要处理', en: 'An order needs your attention' },
}

/** 投递结果: why a try did not count. */
export const tryWords: Readonly<Record<TryError, Words>> = {
  timeout: { zh: '10 秒内没有应答', en: 'no answer within 10 seconds' },
  unreachable: { zh: '连接不上', en: 'could not be reached' },
  unresolved: { zh: '找不到域名', en: 'the name leads nowhere' },
  private_address: { zh: '指向内部网络，没有发送', en: 'a private address: not sent' },
  redirect: { zh: '要求跳转，不跟随', en: 'a redirect, which is not followed' },
  refused: { zh: '没有以 2xx 应答', en: 'not answered with 2xx' },
}

/** 经过: what has happened to an address. */
export const webhookEventWords: Readonly<Record<Event['type'], Words>> = {
  'webhook.registered': { zh: '登记回调地址', en: 'A webhook was registered' },
  'webhook.edited': { zh: '修改回调地址', en: 'A webhook was edited' },
  'webhook.turned_on': { zh: '开启回调', en: 'A webhook was turned on' },
  'webhook.turned_off': {
    zh: '回调地址已停用，消息会保留 30 天',
    en: 'A webhook was turned off; its messages are kept for 30 days',
  },
  'webhook.key_rotated': { zh: '更换签名密钥', en: 'The signing key was changed' },
  'webhook.removed': { zh: '删除回调地址', en: 'A webhook was removed' },
}
