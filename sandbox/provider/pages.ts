import { createHash } from 'node:crypto'
import type { PaymentRow } from './payments.ts'
import type { Reply } from './reply.ts'

/** 收银台. The page where a buyer pays: plain HTML, no script, Chinese first. */
export type Language = 'zh' | 'en'

const words = {
  zh: {
    title: '沙箱收银台',
    sandbox: '这是演示用的沙箱，没有真实的钱。',
    other: 'English',
    payee: '收款方',
    what: '商品',
    amount: '金额',
    number: '支付单号',
    held: '付款后，钱由支付机构保管，确认收货后才给卖家。',
    pay: '支付成功',
    fail: '支付失败',
    manner: '演示：结果通知怎样到达商家',
    manners: { normal: '正常', late: '迟到', doubled: '重复', lost: '丢失' },
    paid: '这笔支付已经付过了。',
    closed: '这笔支付已关闭或已过期，不能再付。没有扣款。',
    failed: '支付没有成功，没有扣款。可以再试一次。',
    back: '返回商家',
    missing: '没有这笔支付。',
  },
  en: {
    title: 'Sandbox cashier',
    sandbox: 'This is a sandbox for demonstration: no real money.',
    other: '中文',
    payee: 'Payee',
    what: 'For',
    amount: 'Amount',
    number: 'Payment number',
    held: 'After you pay, the provider holds the money until you confirm receipt.',
    pay: 'Pay successfully',
    fail: 'Fail to pay',
    manner: 'Demonstration: how the result reaches the merchant',
    manners: { normal: 'normally', late: 'late', doubled: 'twice', lost: 'never' },
    paid: 'This payment has already been paid.',
    closed: 'This payment is closed or has expired. Nothing was charged.',
    failed: 'The payment failed. Nothing was charged. You may try again.',
    back: 'Back to the merchant',
    missing: 'There is no such payment.',
  },
} as const

const style = `
:root{color-scheme:light dark}
:root{font:17px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
body{margin:0 auto;max-width:28rem;padding:1rem}
h1{font-size:1.3rem}
.sandbox{border:2px solid;border-radius:.5rem;padding:.5rem .75rem;font-weight:600}
dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem}
dd{margin:0;overflow-wrap:anywhere}
.amount{font-size:1.6rem;font-weight:700}
button{font:inherit;width:100%;min-height:3rem;margin:.4rem 0;border-radius:.5rem;border:2px solid}
button[value=pay]{background:#0a6b2d;color:#fff;border-color:#0a6b2d}
fieldset{border:1px solid;border-radius:.5rem;margin:1rem 0}
label{display:inline-block;padding:.4rem .8rem .4rem 0}
`
const styleHash = createHash('sha256').update(style).digest('base64')

export function payPage(row: PaymentRow, language: Language, failed = false): Reply {
  const say = words[language]
  const message = row.paid_at !== null ? say.paid : row.state !== 'OPEN' ? say.closed : null
  const details = `<dl>
<dt>${say.payee}</dt><dd>${escaped(row.payee_name || row.payee_ref)}</dd>
<dt>${say.what}</dt><dd>${escaped(row.description)}</dd>
<dt>${say.amount}</dt><dd class="amount">¥${yuan(row.amount)}</dd>
<dt>${say.number}</dt><dd>${escaped(row.payment_no)}</dd>
</dl>`
  const back = `<p><a href="${escaped(row.return_url)}" rel="noreferrer">${say.back}</a></p>`
  const action = message === null ? form(language) : ''
  const notice = message === null ? '' : `<p role="status"><strong>${message}</strong></p>`
  const failure = failed ? `<p role="alert"><strong>${say.failed}</strong></p>` : ''
  const main = `${failure}${notice}${details}<p>${say.held}</p>${action}${back}`
  return page({ language, main, status: 200, formTarget: new URL(row.return_url).origin })
}

export function missingPage(language: Language): Reply {
  const main = `<p role="alert">${words[language].missing}</p>`
  return page({ language, main, status: 404, formTarget: '' })
}

function form(language: Language): string {
  const say = words[language]
  const choices = Object.entries(say.manners).map(([manner, label]) => {
    const checked = manner === 'normal' ? ' checked' : ''
    const input = `<input type="radio" name="callback" value="${manner}"${checked}>`
    return `<label>${input} ${label}</label>`
  })
  return `<form method="post" action="?lang=${language}">
<button name="action" value="pay">${say.pay}</button>
<button name="action" value="fail">${say.fail}</button>
<fieldset><legend>${say.manner}</legend>${choices.join('\n')}</fieldset>
</form>`
}

interface Page {
  readonly language: Language
  readonly main: string
  readonly status: number
  /** Where the form may end up: the browser checks redirects after a form against this, too. */
  readonly formTarget: string
}

function page({ language, main, status, formTarget }: Page): Reply {
  const say = words[language]
  const other = language === 'zh' ? 'en' : 'zh'
  const body = `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${say.title}</title><link rel="stylesheet" href="/font.css"><style>${style}</style></head>
<body><p><a href="?lang=${other}" lang="${other}" hreflang="${other}">${say.other}</a></p>
<main><h1>${say.title}</h1><p class="sandbox">${say.sandbox}</p>
${main}
</main></body></html>
`
  const policy =
    `default-src 'none'; style-src 'self' 'sha256-${styleHash}'; font-src 'self'; ` +
    `base-uri 'none'; ` +
    `frame-ancestors 'none'; form-action 'self' ${formTarget}`
  const headers = { ...pageHeaders, 'content-security-policy': policy.trim() }
  return { status, body, type: 'text/html; charset=utf-8', headers }
}

/** The token in the address is the right to pay: it must not leak through a cache or a referrer. */
export const pageHeaders = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
}

function yuan(fen: number): string {
  const digits = String(fen).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

function escaped(value: string): string {
  return value.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
}
