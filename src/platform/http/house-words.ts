import type { RefusalWords } from '../../kernel/wording.ts'

/** Refusals that belong to no domain: the door, the queue, the form of a request. */
export type HouseRefusal =
  | 'request.invalid'
  | 'request.not_found'
  | 'request.too_many'
  | 'request.too_large'
  | 'request.idempotency_key_missing'
  | 'request.failed'
  | 'command.id_used_for_another'
  | 'command.unavailable'
  | 'callback.not_signed'
  | 'callback.payment_unknown'
  | 'sandbox.backwards'

/** Their words, and the HTTP status where it is not 409. */
export const houseRefusals: Readonly<Record<HouseRefusal, RefusalWords>> = {
  'request.invalid': {
    zh: '填写的内容不符合要求:{where}',
    en: 'Something in the request is not as it must be: {where}',
    status: 400,
  },
  'request.not_found': { zh: '没有这个页面或内容。', en: 'There is nothing here.', status: 404 },
  'request.too_many': {
    zh: '请求太频繁，请 {seconds} 秒后再试。',
    en: 'Too many requests: please try again in {seconds} seconds.',
    status: 429,
  },
  'request.too_large': { zh: '内容太大。', en: 'This is too large.', status: 413 },
  'request.idempotency_key_missing': {
    zh: '缺少 Idempotency-Key 请求头(8 至 100 个字母、数字或 -_)。',
    en: 'The header Idempotency-Key is missing (8 to 100 letters, digits, - or _).',
    status: 400,
  },
  'request.failed': {
    zh: '服务器出错了，什么都没有改变。请重试；重试不会重复执行。',
    en: 'The server failed and nothing was changed. Try again: nothing is done twice.',
    status: 500,
  },
  'command.id_used_for_another': {
    zh: '这个请求编号已用于另一个内容不同的请求。',
    en: 'This Idempotency-Key was used for a different request.',
  },
  'command.unavailable': {
    zh: '现在太忙，没能及时答复。请稍后用同一编号重试，不会重复执行。',
    en: 'Too busy to answer now. Please try again with the same key: nothing is done twice.',
    status: 503,
  },
  'callback.not_signed': {
    zh: '回调签名无效。',
    en: 'The signature of this callback does not hold.',
    status: 401,
  },
  'callback.payment_unknown': {
    zh: '没有这笔支付。',
    en: 'There is no such payment.',
    status: 404,
  },
  'sandbox.backwards': {
    zh: '时钟只能向前拨。',
    en: 'The clock only moves forward.',
    status: 400,
  },
}
