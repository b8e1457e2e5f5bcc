import type { Provision } from './provision.ts'
import type { TermClass } from './terms.ts'

/** 小额诉讼. Shares of the province's average wage of the year before; the deciding date is filing. */
export const smallClaimShares: Provision<{
  readonly mandatoryPercent: bigint
  /** Null where the parties could not agree on the procedure. */
  readonly agreedPercent: bigint | null
}> = {
  title: { zh: '小额诉讼标的额', en: 'amounts for the small claims procedure' },
  unit: 'per cent of the average wage',
  values: [
    {
      from: '2013-01-01',
      to: '2021-12-31',
      value: { mandatoryPercent: 30n, agreedPercent: null },
      cite: '民事诉讼法(2012、2017) 第一百六十二条',
    },
    {
      from: '2022-01-01',
      to: '2023-12-31',
      value: { mandatoryPercent: 50n, agreedPercent: 200n },
      cite: '民事诉讼法(2021) 第一百六十五条',
    },
    {
      from: '2024-01-01',
      value: { mandatoryPercent: 50n, agreedPercent: 200n },
      cite: '民事诉讼法 第一百六十五条',
    },
  ],
  checkedOn: '2026-11-22',
}

/** Kinds of cases that are never small claims, with the item that says so. */
export const smallClaimExclusions: Provision<
  Readonly<Record<'foreign' | 'appraisal' | 'missing' | 'counterclaim', string | null>>
> = {
  title: { zh: '不适用小额诉讼的案件', en: 'cases excluded from small claims' },
  unit: 'item',
  values: [
    {
      from: '2015-02-04',
      to: '2021-12-31',
      value: { foreign: '275(2)', appraisal: '275(4)', missing: null, counterclaim: null },
      cite: '民诉法解释(2015) 第二百七十五条',
    },
    {
      from: '2022-01-01',
      to: '2023-12-31',
      value: {
        foreign: '166(2)',
        appraisal: '166(3)',
        missing: '166(4)',
        counterclaim: '166(5)',
      },
      cite: '民事诉讼法(2021) 第一百六十六条',
    },
    {
      from: '2024-01-01',
      value: {
        foreign: '166(2)',
        appraisal: '166(3)',
        missing: '166(4)',
        counterclaim: '166(5)',
      },
      cite: '民事诉讼法 第一百六十六条',
    },
  ],
  checkedOn: '2026-11-22',
}

/** Until the wage of the year before is published, the latest published year counts. */
export const wageYear: Provision<true> = {
  title: { zh: '上年度平均工资的认定', en: 'which year’s wage counts' },
  unit: 'rule',
  values: [
    { from: '2015-02-04', value: true, cite: '民诉法解释(2015) 第二百七十二条' },
    { from: '2022-04-10', value: true, cite: '民诉法解释 第二百七十二条' },
  ],
  checkedOn: '2026-11-22',
}

export interface PublishedThreshold {
  readonly province: string
  readonly mandatoryFen: bigint
  readonly agreedFen: bigint
}

/** What a High Court itself announced; both inclusive. To be replaced each year by its notice. */
export const publishedThresholds: Provision<readonly PublishedThreshold[]> = {
  title: { zh: '各高级人民法院公布的小额诉讼标的额', en: 'thresholds announced by High Courts' },
  unit: 'fen',
  values: [
    {
      from: '2022-01-11',
      to: '2022-12-31',
      value: [{ province: '浙江', mandatoryFen: 5_432_300n, agreedFen: 21_729_000n }],
      cite: '浙江省高级人民法院 2022-01-13 通知',
    },
  ],
  checkedOn: '2026-11-22',
}

/** How long a court may take, in months from filing, and by how many months it may be extended. */
export const trialTerms: Provision<
  Readonly<Record<'small' | 'simplified' | 'ordinary', { months: number; extension: number }>>
> = {
  title: { zh: '一审审限', en: 'how long a court of first instance may take' },
  unit: 'month',
  values: [
    {
      from: '2015-02-04',
      to: '2021-12-31',
      value: {
        small: { months: 3, extension: 3 },
        simplified: { months: 3, extension: 3 },
        ordinary: { months: 6, extension: 6 },
      },
      cite: '民事诉讼法(2017) 第一百四十九条、第一百六十一条;民诉法解释(2015) 第二百五十八条',
    },
    {
      from: '2022-01-01',
      to: '2023-12-31',
      value: {
        small: { months: 2, extension: 1 },
        simplified: { months: 3, extension: 1 },
        ordinary: { months: 6, extension: 6 },
      },
      cite: '民事诉讼法(2021) 第一百五十二条、第一百六十四条、第一百六十八条',
    },
    {
      from: '2024-01-01',
      value: {
        small: { months: 2, extension: 1 },
        simplified: { months: 3, extension: 1 },
        ordinary: { months: 6, extension: 6 },
      },
      cite: '民事诉讼法 第一百五十二条、第一百六十四条、第一百六十八条',
    },
  ],
  checkedOn: '2026-11-22',
}

export interface FeeBand {
  /** The band ends here, inclusive; null for the last. */
  readonly upToFen: bigint | null
  /** In hundredths of a per cent of the part inside the band. */
  readonly basisPoints: bigint
}

/** A flat fee for the first band, then a share of the part inside each further band. */
export const caseFees: Provision<{ readonly flatFen: bigint; readonly bands: readonly FeeBand[] }> =
  {
    title: { zh: '财产案件受理费', en: 'court fee for claims of money' },
    unit: 'fen, basis point',
    values: [
      {
        from: '2007-04-01',
        value: {
          flatFen: 5_000n,
          bands: [
            { upToFen: 1_000_000n, basisPoints: 0n },
            { upToFen: 10_000_000n, basisPoints: 250n },
            { upToFen: 20_000_000n, basisPoints: 200n },
            { upToFen: 50_000_000n, basisPoints: 150n },
            { upToFen: 100_000_000n, basisPoints: 100n },
            { upToFen: 200_000_000n, basisPoints: 90n },
            { upToFen: 500_000_000n, basisPoints: 80n },
            { upToFen: 1_000_000_000n, basisPoints: 70n },
            { upToFen: 2_000_000_000n, basisPoints: 60n },
            { upToFen: null, basisPoints: 50n },
          ],
        },
        cite: '诉讼费用交纳办法 第十三条第一款第一项',
      },
    ],
    checkedOn: '2026-11-22',
  }

/** Half the fee, once, however many of the grounds there are. */
export const halvedFees: Provision<
  Readonly<Record<'simplified' | 'small' | 'mediation' | 'withdrawal' | 'joined', string>>
> = {
  title: { zh: '减半交纳受理费', en: 'when half the fee is paid' },
  unit: 'article',
  values: [
    {
      from: '2007-04-01',
      value: {
        simplified: '第十六条',
        small: '第十六条',
        mediation: '第十五条',
        withdrawal: '第十五条',
        joined: '第十八条',
      },
      cite: '诉讼费用交纳办法',
    },
  ],
  checkedOn: '2026-11-22',
}

export const procedureWords: Provision<readonly TermClass[]> = {
  title: { zh: '诉讼程序的说法', en: 'words for procedures' },
  unit: 'terms',
  values: [
    {
      from: '2007-04-01',
      value: [
        { code: 'small', terms: 'small_claims small 小额'.split(' ') },
        { code: 'simplified', terms: 'simplified simple summary 简易'.split(' ') },
        { code: 'ordinary', terms: 'ordinary normal 普通程序 普通 一般程序'.split(' ') },
        { code: 'mediation', terms: 'mediation mediated 调解'.split(' '), except: ['调解不成'] },
        { code: 'withdrawal', terms: 'withdrawal withdrawn 撤诉 撤回起诉'.split(' ') },
        { code: 'joined', terms: '合并审理 counterclaim_joined'.split(' ') },
      ],
      cite: '本站词表: 诉讼程序',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}
