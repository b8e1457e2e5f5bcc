/** What the page of the verifier says. */
export const words = {
  title: { zh: '验证凭证', en: 'Verify a receipt' },
  more: {
    zh: '核对凭证是否真实、是否被改动、由谁见证。全部在您的手机上完成：不用登录，断网也能用，文件不会上传。',
    en: 'Is a receipt real, unchanged, and who has witnessed it? All is done on your device: no login, also offline, nothing is uploaded.',
  },
  choose: { zh: '选择凭证文件', en: 'Choose the receipt file' },
  paste: { zh: '或者粘贴凭证内容', en: 'Or paste the receipt' },
  verify: { zh: '验证', en: 'Verify' },
  tooLong: { zh: '文件太大，不是凭证。', en: 'This file is too large for a receipt.' },
  chosen: { zh: '文件：{name}', en: 'File: {name}' },
  pasted: { zh: '粘贴的内容', en: 'What was pasted' },
  trust: { zh: '您信任谁', en: 'Whom you trust' },
  trustMore: {
    zh: '这里写明信任哪个日志和哪些见证人。默认是本站公布的；如果从见证人、消协或法院得到了公钥，请换成那一份，这样就不必相信本站。',
    en: 'Which log and witnesses count. It is filled with what this site publishes; if you have the keys from a witness, a consumer association or a court, put those here and you need not trust this site.',
  },
  policy: { zh: '信任策略（tlog-policy）', en: 'Trust policy (tlog-policy)' },
  noPolicy: {
    zh: '没有取得本站的信任策略（可能断网）：只能检查文件自身是否一致。',
    en: 'This site’s policy could not be fetched (offline?): the file can only be checked against itself.',
  },
  badPolicy: { zh: '信任策略读不懂，请检查。', en: 'The trust policy cannot be read.' },
  entry: {
    zh: '这是一份日志证明。请再选择它所证明的记录',
    en: 'This is a log proof. Now choose the entry that it proves',
  },
  needsPolicy: { zh: '验证日志证明需要信任策略。', en: 'A log proof needs a trust policy.' },
  result: { zh: '结果', en: 'Result' },
  place: { zh: '出错位置：{where}', en: 'Where: {where}' },
  doNotRely: {
    zh: '不要依据这份文件付款或退款。请让对方从本站重新下载一份凭证。',
    en: 'Do not rely on this file. Ask for a fresh download of the receipt from the site.',
  },
  otherSite: {
    zh: '如果它来自另一个网站，请在“您信任谁”里填入那个网站的策略。',
    en: 'If it comes from another site, put that site’s policy under “Whom you trust”.',
  },
  log: { zh: '日志', en: 'Log' },
  subject: { zh: '编号', en: 'Number' },
  issued: { zh: '出具时间', en: 'Issued' },
  holder: { zh: '出具给', en: 'Issued to' },
  facts: { zh: '凭证内容', en: 'What it says' },
  entries: { zh: '记录与证明', en: 'Entries and proofs' },
  at: { zh: '日志第 {index} 条', en: 'entry {index} of the log' },
  erased: {
    zh: '内容已依法删除，证明仍然有效',
    en: 'its words are erased by law, its proof holds',
  },
  witnesses: { zh: '见证人', en: 'Witnesses' },
  seenAt: { zh: '{name}，{time}', en: '{name}, {time}' },
  nobody: { zh: '还没有见证人签名。', en: 'No witness has signed yet.' },
  complete: {
    zh: '共 {count} 条记录，没有遗漏（日志长度 {size} 时）。',
    en: 'All {count} entries are here, none left out (at log size {size}).',
  },
  incomplete: {
    zh: '这份文件没有说明是否包含全部记录。',
    en: 'This file does not say whether it holds all entries.',
  },
  proofIn: { zh: '日志第 {index} 条，当时共 {size} 条', en: 'entry {index} of {size} in the log' },
  holders: {
    buyer: { zh: '买家', en: 'the buyer' },
    seller: { zh: '卖家', en: 'the seller' },
    desk: { zh: '服务台', en: 'the desk' },
    public: { zh: '所有人', en: 'everybody' },
  },
} as const
