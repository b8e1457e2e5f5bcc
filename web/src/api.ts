import { type Client, createClient, Refused } from '../../sdk/src/client.ts'
import type { Problem } from '../../sdk/src/wire.ts'
import { secretOf } from './secrets.ts'

/** The one way from this application to the server. */
export const api: Client = createClient({ orderSecret: secretOf })

/** What is to be said about a failure? */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refused) return error.problem
  return {
    type: 'urn:baozheng:refusal:page.failed',
    status: 0,
    code: 'page.failed',
    title: '页面出错了',
    text: {
      zh: '页面出错了，没有提交任何东西。请刷新后再试。',
      en: 'This page failed and sent nothing. Please reload and try again.',
    },
  }
}
