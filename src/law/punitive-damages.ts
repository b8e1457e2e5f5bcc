import type { Provision } from './provision.ts'
import type { TermClass } from './terms.ts'

/** 惩罚性赔偿. So many times the price or the loss, and not less than the floor. */
export interface Increase {
  readonly priceTimes: bigint
  readonly lossTimes: bigint
  readonly floorFen: bigint
}

/** The deciding date is the day of the purchase. */
export const fraudIncrease: Provision<Pick<Increase, 'priceTimes' | 'floorFen'>> = {
  title: { zh: '欺诈的增加赔偿', en: 'increase for fraud' },
  unit: 'times the price, fen',
  values: [
    {
      from: '1994-01-01',
      to: '2014-03-14',
      value: { priceTimes: 1n, floorFen: 0n },
      cite: '消费者权益保护法(1993) 第四十九条',
    },
    {
      from: '2014-03-15',
      value: { priceTimes: 3n, floorFen: 50_000n },
      cite: '消费者权益保护法 第五十五条第一款',
    },
  ],
  checkedOn: '2026-11-22',
}

/** The most that may be asked, as times the loss: death or grave harm from a known defect. */
export const defectPunitiveCap: Provision<bigint> = {
  title: { zh: '明知缺陷致害的惩罚性赔偿上限', en: 'cap for knowingly sold defects' },
  unit: 'times the loss',
  values: [
    {
      from: '2014-03-15',
      value: 2n,
      cite: '消费者权益保护法 第五十五条第二款;民法典 第一千二百零七条',
    },
  ],
  checkedOn: '2026-11-22',
}

export const foodIncrease: Provision<Increase> = {
  title: { zh: '不符合食品安全标准的增加赔偿', en: 'increase for unsafe food' },
  unit: 'times the price or the loss, fen',
  values: [
    {
      from: '2009-06-01',
      to: '2015-09-30',
      value: { priceTimes: 10n, lossTimes: 0n, floorFen: 0n },
      cite: '食品安全法(2009) 第九十六条第二款',
    },
    {
      from: '2015-10-01',
      value: { priceTimes: 10n, lossTimes: 3n, floorFen: 100_000n },
      cite: '食品安全法 第一百四十八条第二款',
    },
  ],
  checkedOn: '2026-11-22',
}

export const drugIncrease: Provision<Increase> = {
  title: { zh: '假药、劣药的增加赔偿', en: 'increase for fake or substandard drugs' },
  unit: 'times the price or the loss, fen',
  values: [
    {
      from: '2019-12-01',
      value: { priceTimes: 10n, lossTimes: 3n, floorFen: 100_000n },
      cite: '药品管理法 第一百四十四条第三款',
    },
  ],
  checkedOn: '2026-11-22',
}

/** One sentence of law without a number, and the day from which it can be cited. */
export const labelFlawFood: Provision<true> = {
  title: { zh: '食品标签、说明书瑕疵', en: 'flaws of food labels' },
  unit: 'rule',
  values: [
    { from: '2015-10-01', value: true, cite: '食品安全法 第一百四十八条第二款但书' },
    {
      from: '2024-08-22',
      value: true,
      cite: '食品安全法 第一百四十八条第二款但书;法释〔2024〕9号 第六条至第八条',
    },
  ],
  checkedOn: '2026-11-22',
}

export const labelFlawGoods: Provision<true> = {
  title: { zh: '标签、说明书、宣传材料瑕疵', en: 'flaws of labels and leaflets' },
  unit: 'rule',
  values: [
    { from: '2024-07-01', value: true, cite: '消费者权益保护法实施条例 第四十九条第一款但书' },
  ],
  checkedOn: '2026-11-22',
}

export const fabricatedClaim: Provision<{ readonly refer: string }> = {
  title: { zh: '夹带、掉包、造假等骗取赔偿', en: 'claims that the buyer fabricated' },
  unit: 'rule',
  values: [
    {
      from: '2024-07-01',
      value: { refer: '治安管理处罚法' },
      cite: '消费者权益保护法实施条例 第四十九条第二款',
    },
  ],
  checkedOn: '2026-11-22',
}

/** The seller proves that the buyer knew; what exceeds a household's need is not increased. */
export const knowingBuyer: Provision<{ readonly burden: 'seller' }> = {
  title: { zh: '知假买假的合理生活消费范围', en: 'buyers who knew' },
  unit: 'rule',
  values: [
    {
      from: '2024-08-22',
      value: { burden: 'seller' },
      cite: '法释〔2024〕9号 第十二条、第十三条、第十四条',
    },
  ],
  checkedOn: '2026-11-22',
}

export const purchaseAgent: Provision<true> = {
  title: { zh: '代购人的惩罚性赔偿责任', en: 'purchasing agents' },
  unit: 'rule',
  values: [{ from: '2024-08-22', value: true, cite: '法释〔2024〕9号 第三条第一款' }],
  checkedOn: '2026-11-22',
}

/** The buyer chooses between the special rule and the rule for fraud. */
export const choiceOfClaim: Provision<true> = {
  title: { zh: '请求权的选择', en: 'choice between the claims' },
  unit: 'rule',
  values: [{ from: '2024-08-22', value: true, cite: '法释〔2024〕9号 第九条' }],
  checkedOn: '2026-11-22',
}

export const sellerPromise: Provision<true> = {
  title: { zh: '高于法定标准的赔偿承诺', en: 'promised compensation above the law' },
  unit: 'rule',
  values: [
    { from: '2022-03-15', value: true, cite: '法释〔2022〕8号 第十条' },
    {
      from: '2024-07-01',
      value: true,
      cite: '法释〔2022〕8号 第十条;消费者权益保护法实施条例 第十二条',
    },
  ],
  checkedOn: '2026-11-22',
}

/** A seller of expired or re-dated food is taken to have known. */
export const deemedKnowledge: Provision<true> = {
  title: { zh: '食品经营者视为明知的情形', en: 'when a seller of food is taken to have known' },
  unit: 'rule',
  values: [{ from: '2021-01-01', value: true, cite: '法释〔2020〕14号 第六条' }],
  checkedOn: '2026-11-22',
}

/** Words in the facts about the goods or the parties that settle a question of this subject. */
export const unsafeWords: Provision<readonly TermClass[]> = {
  title: { zh: '问题食品药品与当事人的说法', en: 'words for unsafe goods and the parties' },
  unit: 'terms',
  values: [
    {
      from: '2014-03-15',
      value: [
        {
          code: 'EXPIRED',
          terms: '过期 过保质期 超过保质期 保质期已过 expired'.split(' '),
          except:
            '将过期 快过期 未过保质期 未过期 没过期 没有过期 即将过期 临近过期 不过期 临过期'.split(
              ' ',
            ),
        },
        {
          code: 'REDATED',
          terms: (
            '篡改生产日期 更改生产日期 涂改生产日期 虚假生产日期 假生产日期 生产日期被篡改 ' +
            '篡改日期 更改批号 虚假标注生产日期 改生产日期 日期篡改 日期被改 日期造假 涂改日期'
          ).split(' '),
        },
        {
          code: 'DRUG',
          terms: 'drug medicine 药品 处方药 非处方药 中成药 假药 劣药 疫苗'.split(' '),
        },
        { code: 'FAKE_DRUG', terms: ['假药', '劣药', 'fake_drug'] },
        { code: 'FORM_ONLY', terms: '字号 字体 字高 字符大小 外文大于中文'.split(' ') },
        {
          code: 'AGENT_BY_TRADE',
          terms: (
            '以代购为业 职业代购 专业代购 专职代购 长期代购 代购店 代购为业 持续代购 代购业务 专门代购 ' +
            '靠代购 代购商 以此为业 常年代购 做代购 代购费 代购团队 professional'
          ).split(' '),
        },
        {
          code: 'AGENT_NOW_AND_THEN',
          terms:
            '捎带 帮忙带 帮同事 帮朋友 帮亲戚 顺便 偶尔 偶然 不收费 未收费 无偿 仅此一次 仅一次 not_professional'.split(
              ' ',
            ),
        },
      ],
      cite: '本站词表: 惩罚性赔偿的事实用语',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}
