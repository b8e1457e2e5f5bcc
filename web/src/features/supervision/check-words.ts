/** What the desk says where it records who sells. */
export const checkWords = {
  title: { zh: '核验卖家', en: 'Who sells here' },
  standing: { zh: '身份', en: 'Identity' },
  name: { zh: '登记名称', en: 'Registered name' },
  uscc: { zh: '统一社会信用代码', en: 'Unified social credit code' },
  seen: { zh: '看过的材料', en: 'What was seen' },
  by: { zh: '核验人', en: 'Checked by' },
  at: { zh: '核验时间', en: 'Checked at' },
  until: { zh: '有效至', en: 'Counts until' },
  untilMore: {
    zh: '最长六个月（网络交易监督管理办法 第二十四条）；到期自动变回“身份未核验”。',
    en: 'Six months at most, as the law asks; then the shop is unverified again by itself.',
  },
  none: {
    zh: '还没有人核验过，商品页上写着“身份未核验”。',
    en: 'Nobody has looked yet: its pages say “identity not verified”.',
  },
  record: { zh: '登记一次核验', en: 'Record a check' },
  renew: { zh: '重新核验', en: 'Check it again' },
  formMore: {
    zh: '只登记您亲眼看过的。不要上传证件：个人的姓名和号码不进入这里。登记后，买家马上能在商品页看到，并记入公开日志。',
    en: 'Only what you have seen yourself. No documents: a person’s name and number are not kept here. Buyers see it at once, and the public log has it.',
  },
  send: { zh: '登记核验', en: 'Record it' },
  done: { zh: '已登记', en: 'Recorded' },
  withdraw: { zh: '撤回核验', en: 'Withdraw the check' },
  reason: { zh: '撤回的理由', en: 'Why it is withdrawn' },
  withdrawMore: { zh: '商品页马上变回“身份未核验”。', en: 'Its pages say “not verified” at once.' },
} as const
