/** What signing in says. */
export const words = {
  title: { zh: '用手机号登录', en: 'Sign in by phone' },
  phone: { zh: '手机号', en: 'Mobile number' },
  phoneFor: {
    zh: '用于登录和找回您的订单，不会给别人看。',
    en: 'To sign in and find your orders; shown to nobody.',
  },
  send: { zh: '获取验证码', en: 'Send a code' },
  code: { zh: '验证码', en: 'Code' },
  codeSent: { zh: '已发送到 {phone}，6 位数字', en: 'Sent to {phone}: six digits' },
  sandbox: {
    zh: '演示沙箱不发短信，验证码是',
    en: 'The sandbox sends no messages. The code is',
  },
  enter: { zh: '登录', en: 'Sign in' },
  other: { zh: '换一个号码', en: 'Another number' },
  out: { zh: '退出登录', en: 'Sign out' },
  as: { zh: '已登录：{phone}', en: 'Signed in: {phone}' },
} as const
