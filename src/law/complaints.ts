import type { Extension } from './holidays.ts'
import type { Provision } from './provision.ts'
import type { TermClass } from './terms.ts'
import { words } from './words.ts'

const order20 = '市场监督管理投诉举报处理暂行办法(20号令)'
const order121 = '市场监督管理投诉举报处理办法(121号令)'

/** Which rules on complaints are in force? Named as the order that made them. */
export const complaintRules: Provision<'20号令' | '121号令'> = {
  title: { zh: '投诉举报处理规则', en: 'rules on handling complaints' },
  unit: 'version',
  values: [
    { from: '2020-01-01', to: '2026-04-14', value: '20号令', cite: order20 },
    { from: '2026-04-15', value: '121号令', cite: order121 },
  ],
  checkedOn: '2026-11-22',
}

/** How many working days has the authority to accept or refuse, and to tell the complainant? */
export const acceptanceWorkingDays: Provision<number> = {
  title: { zh: '受理或不予受理的期限', en: 'time to accept or refuse a complaint' },
  unit: 'working day',
  values: [
    { from: '2014-03-15', value: 7, cite: '消费者权益保护法 第四十六条' },
    { from: '2020-01-01', to: '2026-04-14', value: 7, cite: `${order20} 第十四条` },
    { from: '2026-04-15', value: 7, cite: `${order121} 第十五条第一款` },
  ],
  checkedOn: '2026-11-22',
}

/** The unit belongs to the rule: working days before 2026-04-15, natural days since. */
export interface MediationTerm {
  readonly days: number
  readonly unit: 'working days' | 'natural days'
}

export const mediationTerm: Provision<MediationTerm> = {
  title: { zh: '行政调解的期限', en: 'time for mediation by the authority' },
  unit: 'day',
  values: [
    {
      from: '2020-01-01',
      to: '2026-04-14',
      value: { days: 45, unit: 'working days' },
      cite: `${order20} 第二十一条第一款第五项`,
    },
    {
      from: '2026-04-15',
      value: { days: 60, unit: 'natural days' },
      cite: `${order121} 第二十三条第一款第五项`,
    },
  ],
  checkedOn: '2026-11-22',
}

/** The regulation above the order: sixty days, whatever the order says. */
export const mediationLimitDays: Provision<number> = {
  title: { zh: '消费争议调解的最长期限', en: 'longest time for mediating a consumer dispute' },
  unit: 'day',
  values: [{ from: '2024-07-01', value: 60, cite: '消费者权益保护法实施条例 第四十六条第三款' }],
  checkedOn: '2026-11-22',
}

/** 期间末日: the order moves it past 法定节假日, which is a narrower word than 法定休假日. */
export const complaintPeriodExtension: Provision<Extension> = {
  title: { zh: '投诉期间末日的顺延', en: 'complaint periods that end on a holiday' },
  unit: 'rule',
  values: [{ from: '2026-04-15', value: 'statutory_holidays', cite: `${order121} 第四十五条` }],
  checkedOn: '2026-11-22',
}

export const terminationNoticeWorkingDays: Provision<number> = {
  title: { zh: '终止调解的告知期限', en: 'time to tell both sides that mediation ended' },
  unit: 'working day',
  values: [
    { from: '2020-01-01', to: '2026-04-14', value: 7, cite: `${order20} 第二十一条第二款` },
    { from: '2026-04-15', value: 7, cite: `${order121} 第二十三条第二款` },
  ],
  checkedOn: '2026-11-22',
}

export interface ClueCheck {
  readonly workingDays: number
  readonly extensionWorkingDays: number
}

export const clueCheck: Provision<ClueCheck> = {
  title: { zh: '违法线索核查期限', en: 'time to check a clue of a violation' },
  unit: 'working day',
  values: [
    {
      from: '2020-01-01',
      to: '2026-04-14',
      value: { workingDays: 15, extensionWorkingDays: 15 },
      cite: `${order20} 第二十三条第一款`,
    },
    {
      from: '2026-04-15',
      value: { workingDays: 15, extensionWorkingDays: 15 },
      cite: `${order121} 第二十七条第一款`,
    },
  ],
  checkedOn: '2026-11-22',
}

/** After how many years may a complaint be refused as too late? */
export const complaintYears: Provision<number> = {
  title: { zh: '投诉的时限', en: 'how long a complaint may be made' },
  unit: 'year',
  values: [
    { from: '2020-01-01', to: '2026-04-14', value: 3, cite: `${order20} 第十五条第四项` },
    { from: '2026-04-15', value: 3, cite: `${order121} 第十六条第四项` },
  ],
  checkedOn: '2026-11-22',
}

/** Which grounds of refusal are there, and by which article and item? */
export interface RefusalGrounds {
  /** The number of the article, as people cite it: `16` in `16(2)`. */
  readonly article: number
  /** The items: already taken up, not for daily life, too late, material missing or false. */
  readonly takenUp: number
  readonly notForLife: number
  readonly tooLate: number
  readonly badMaterial: number
  /** Did another lawful mediation body close the way to the authority? */
  readonly otherMediatorBars: boolean
  /** Is impersonation, or refusing to be verified, a ground of its own? */
  readonly impersonation: number | null
}

const items = { takenUp: 2, notForLife: 3, tooLate: 4, badMaterial: 5 }

export const refusalGrounds: Provision<RefusalGrounds> = {
  title: { zh: '不予受理的情形', en: 'grounds for not accepting a complaint' },
  unit: 'articles',
  values: [
    {
      from: '2020-01-01',
      to: '2026-04-14',
      value: { article: 15, ...items, otherMediatorBars: true, impersonation: null },
      cite: `${order20} 第十五条`,
    },
    {
      from: '2026-04-15',
      value: { article: 16, ...items, otherMediatorBars: false, impersonation: 6 },
      cite: `${order121} 第十六条`,
    },
  ],
  checkedOn: '2026-11-22',
}

/** Which address decides for a seller on a platform? */
export const platformSellerVenue: Provision<'actual_place' | 'published_address'> = {
  title: { zh: '平台内经营者投诉的管辖', en: 'venue of complaints against sellers on platforms' },
  unit: 'rule',
  values: [
    { from: '2020-01-01', to: '2026-04-14', value: 'actual_place', cite: `${order20} 第十二条` },
    { from: '2026-04-15', value: 'published_address', cite: `${order121} 第十三条第三款` },
  ],
  checkedOn: '2026-11-22',
}

/** How long may the parties ask a court to confirm a mediated agreement? */
export const judicialConfirmationDays: Provision<number> = {
  title: { zh: '申请司法确认的期限', en: 'time to ask for judicial confirmation' },
  unit: 'day',
  values: [
    { from: '2013-01-01', value: 30, cite: '民事诉讼法(2012年修正) 第一百九十四条' },
    { from: '2022-01-01', value: 30, cite: '民事诉讼法(2021年修正) 第二百零一条' },
    { from: '2024-01-01', value: 30, cite: '民事诉讼法 第二百零五条' },
  ],
  checkedOn: '2026-11-22',
}

/** Court periods: the last day on a 法定休假日, weekends included, moves to the next day. */
export const courtPeriodExtension: Provision<Extension> = {
  title: { zh: '诉讼期间末日的顺延', en: 'court periods that end on a rest day' },
  unit: 'rule',
  values: [
    { from: '2013-01-01', value: 'rest_days', cite: '民事诉讼法 第八十二条' },
    { from: '2024-01-01', value: 'rest_days', cite: '民事诉讼法 第八十五条第三款' },
  ],
  checkedOn: '2026-11-22',
}

/** Words for who took the dispute up before, why the buyer bought, and who complains of whom. */
export const complaintWords: Provision<readonly TermClass[]> = {
  title: { zh: '投诉事实的说法', en: 'words for the facts of a complaint' },
  unit: 'terms',
  values: [
    {
      from: '2020-01-01',
      value: [
        {
          code: 'BARRING_BODY',
          terms: words(`
            法院 仲裁 市场监督管理 市场监管 市监局 工商局 行政机关 消费者协会 消协 消保委 消费者权益保护委员会 12315 公安
            派出所 court arbitration consumer_association authority
          `),
          except: words('投诉站点'),
        },
        {
          code: 'OTHER_MEDIATOR',
          terms: words(`
            调解 调解组织 调解委员会 人民调解 行业调解 调解中心 站内调解 平台调解 平台客服 保证 商会 第三方调解 社区调解 调解组 调解员
            mediation mediator
          `),
        },
        { code: 'NOBODY', terms: words('无 没有 未受理 没人 none nobody') },
        {
          code: 'NOT_TAKEN',
          terms: words('未受理 不予受理 不受理 没有受理 未被受理 未立案 不予立案 不立案 没有立案'),
        },
        {
          code: 'RESALE',
          terms: words(`
            转售 转卖 进货 拿货 批发 倒卖 代理 分销 经销 再销售 用于销售 做生意 生产经营 经营使用 经营用 商用 生产资料 牟利
            索赔牟利 职业打假 resale reseller wholesale business agent
          `),
        },
        {
          code: 'LIFE',
          terms: words(`
            生活消费 生活所需 自用 自己用 自己吃 自家 家用 家人 家里 送人 送礼 日常 给孩子 给父母 生活 consumer
            personal life
          `),
        },
        {
          code: 'IMPERSONATION',
          terms: words(`
            冒用 冒充 假冒他人 盗用他人 他人身份 他人名义 虚假身份 假名 拒不配合 拒绝核验 拒绝核实 不配合核验 拒绝实名 拒绝提供身份
            impersonation
          `),
        },
        {
          code: 'FALSE_MATERIAL',
          terms: words(
            '虚假材料 伪造 材料虚假 假材料 未提供材料 材料不全 未提供身份 未提供真实 匿名',
          ),
        },
        {
          code: 'PLATFORM_SELLER',
          terms: words('平台内 平台上的 入驻 平台商家 平台店铺 in_platform'),
        },
        {
          code: 'OWN_SITE',
          terms: words(`
            自建网站 自建 其他网络服务 微信 朋友圈 微商 私域 直播间个人 小程序 公众号 社交 独立站 other_network
            self_built
          `),
        },
        { code: 'PLATFORM', terms: words('平台经营者 电商平台 电子商务平台 platform') },
        { code: 'SHOP', terms: words('实体店 门店 线下 商场 超市 offline') },
      ],
      cite: '本站词表: 投诉事实',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}
