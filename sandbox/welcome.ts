import type { Guide } from '../src/pages.ts'
import { cast } from './cast.ts'
import type { Demo } from './seed.ts'

/** What does a newcomer read after `npm start`? */
export function welcome(of: { baseUrl: string; demo: Demo; provider: string }): string {
  const { baseUrl, demo, provider } = of
  const [first] = demo.listings
  const row = (zh: string, en: string, value: string) => `  ${zh} ${en}\n    ${value}`
  return [
    '',
    '保证 Baozheng · 沙箱 sandbox — 不涉及真实资金 no real money',
    '',
    row('商品链接', '(a shared link)', `${baseUrl}/l/${first?.listingId ?? ''}`),
    row('首页', '(all addresses)', `${baseUrl}/`),
    row('卖家', `(seller, phone ${cast.seller.phone})`, `${baseUrl}/sell`),
    row('工作台', `(desk, phone ${cast.operator.phone})`, `${baseUrl}/desk`),
    row('快递员', `(courier, phone ${cast.courier.phone})`, `${baseUrl}/courier`),
    row('接口文档', '(API)', `${baseUrl}/docs`),
    row('沙箱支付通道', '(sandbox payment provider)', provider),
    '',
    '  验证码会显示在登录页上。 The sign-in page shows its code.',
    '  Ctrl-C 停止 stops it; npm start 再次启动 starts it again as it was.',
    '',
  ].join('\n')
}

/** What does the home page of the sandbox show? */
export function guideTo({ demo, provider }: { demo: Demo; provider: string }): Guide {
  const [first] = demo.listings
  return {
    listings: demo.listings,
    provider,
    cast: [
      { ...cast.buyer, part: { zh: '买家', en: 'buyer' }, at: `/l/${first?.listingId ?? ''}` },
      { ...cast.seller, part: { zh: '卖家', en: 'seller' }, at: '/sell' },
      {
        ...cast.newcomer,
        part: { zh: '还没核验的卖家', en: 'a seller not yet checked' },
        at: '/sell',
      },
      { ...cast.operator, part: { zh: '平台运营', en: 'operator' }, at: '/desk' },
      { ...cast.colleague, part: { zh: '另一位运营', en: 'another operator' }, at: '/desk' },
      { ...cast.mediator, part: { zh: '调解员', en: 'mediator' }, at: '/desk/cases' },
      {
        ...cast.arbitrator,
        part: { zh: '另一位调解员', en: 'another mediator' },
        at: '/desk/cases',
      },
      { ...cast.courier, part: { zh: '快递员', en: 'courier' }, at: '/courier' },
    ],
  }
}
