/** What signing in says. */
export const words = {
  title: { zh: '用手机号登录', en: 'Sign in by phone' },
  phone: { zh: '手机号', en: 'Mobile number' },
  passkeys: { zh: '通行密钥', en: 'Passkeys' },
  passkeysMore: {
    zh: '以后用指纹、面容或锁屏密码登录，不用等短信，也骗不走。',
    en: 'Sign in with your finger, your face or the screen lock: no message to wait for, nothing to be tricked out of.',
  },
  passkeysNot: {
    zh: '聊天应用里的浏览器不支持通行密钥，请用系统浏览器打开本页。',
    en: 'This browser knows no passkeys: open this page in the system’s own browser.',
  },
  passkeyMake: { zh: '在这台设备上添加', en: 'Add one on this device' },
  passkeyMade: { zh: '通行密钥已添加', en: 'Passkey added' },
  passkeyEnter: { zh: '用通行密钥登录', en: 'Sign in with a passkey' },
  passkeyCancelled: {
    zh: '没有完成。可以再试，或用手机号登录。',
    en: 'Not finished. Try again, or sign in by phone.',
  },
  remove: { zh: '删除', en: 'Remove' },
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
