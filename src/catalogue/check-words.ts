import type { RefusalWords } from '../kernel/wording.ts'

/** 查一查: what can be looked up, and what cannot. */
export const checkingRefusals: Readonly<Record<'check.unreadable', RefusalWords>> = {
  'check.unreadable': {
    zh: '这不是手机号，也不是正确的统一社会信用代码（18 位，最后一位是校验码）。',
    en: 'This is no mobile number, and no valid unified social credit code of 18 characters.',
    status: 422,
  },
}
