import type { Step, Verdict } from './verdict.ts'

/** What a check has found, in words that people read. */
export interface Words {
  readonly zh: string
  readonly en: string
}

export const stepWords: Readonly<Record<Step, Words>> = {
  form: {
    zh: '文件格式不对：不是凭证，或者被改动、截断过',
    en: 'The form is wrong: this is no receipt, or it was changed or cut short',
  },
  trust: {
    zh: '不是您信任的日志签发的',
    en: 'It was not issued by a log that you trust',
  },
  signature: {
    zh: '整份文件的签名不对：内容被改动过',
    en: 'The signature over the whole file is wrong: something in it was changed',
  },
  chain: {
    zh: '记录缺了、多了或次序不对',
    en: 'An entry is missing, added or out of order',
  },
  proof: {
    zh: '日志证明不成立：记录不在日志里，或签名不对',
    en: 'A proof does not hold: the entry is not in the log, or a signature is wrong',
  },
  state: {
    zh: '文件自称的证明程度与实际不符',
    en: 'The file claims to be proved better or worse than it is',
  },
  contents: {
    zh: '显示的内容与当时存证的内容不一致',
    en: 'What is shown is not what was committed to at the time',
  },
  device: {
    zh: '当事人用本人设备所作的签名核对不上',
    en: 'What a party signed with its own device does not hold',
  },
  facts: {
    zh: '摘要里的某一项在记录里找不到',
    en: 'A line of the summary is not found in the entries',
  },
  completeness: {
    zh: '不能证明这些就是全部记录',
    en: 'It is not shown that these are all the entries',
  },
}

export const verdictWords: Readonly<Record<Verdict['verdict'], Words>> = {
  witnessed: {
    zh: '有效，并有见证人见证',
    en: 'Valid and witnessed',
  },
  unwitnessed: {
    zh: '有效，但尚无足够见证人：目前只有网站自己担保',
    en: 'Valid, but unwitnessed: only the site vouches for it so far',
  },
  unproved: {
    zh: '有效，但有记录尚未写入公开日志',
    en: 'Valid, but some entries are not proved in the log yet',
  },
  invalid: {
    zh: '无效',
    en: 'Invalid',
  },
}

export const stateWords: Readonly<Record<'recorded' | 'proved' | 'witnessed' | 'chained', Words>> =
  {
    recorded: { zh: '已记录', en: 'recorded' },
    proved: { zh: '已证明', en: 'proved' },
    witnessed: { zh: '已见证', en: 'witnessed' },
    chained: { zh: '由后续记录证明', en: 'proved by a later entry' },
  }

/** Said of an entry whose device signature holds. */
export const deviceWords: Words = {
  zh: '当事人用本人设备签名，已核对',
  en: 'signed with the party’s own device, and the signature holds',
}

/** Said where nobody told whom to trust. */
export const untrustedWords: Words = {
  zh: '未指定信任的日志：只能说明文件自身前后一致，请另行核对日志公钥',
  en: 'No trusted log was named: the file only agrees with itself; compare the log’s key elsewhere',
}
