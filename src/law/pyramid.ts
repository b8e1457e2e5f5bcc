import type { Provision } from './provision.ts'
import type { TermClass } from './terms.ts'

/** 传销. The three kinds of conduct that the regulation names, by paragraph. */
export const pyramidGrounds: Provision<{
  readonly headcount: string
  readonly entryFee: string
  readonly teamSales: string
}> = {
  title: { zh: '传销行为的三种情形', en: 'the three kinds of pyramid selling' },
  unit: 'paragraph',
  values: [
    {
      from: '2005-11-01',
      value: { headcount: '7(1)', entryFee: '7(2)', teamSales: '7(3)' },
      cite: '禁止传销条例 第七条',
    },
  ],
  checkedOn: '2026-11-22',
}

/** Both inclusive, and both counting the organiser and the organiser's own level. */
export const prosecutionThreshold: Provision<{
  readonly members: number
  readonly levels: number
}> = {
  title: { zh: '组织、领导传销活动的人数层级标准', en: 'members and levels for prosecution' },
  unit: 'person, level',
  values: [
    {
      from: '2010-05-07',
      to: '2013-11-13',
      value: { members: 30, levels: 3 },
      cite: '公安机关管辖的刑事案件立案追诉标准的规定(二) 第七十八条',
    },
    {
      from: '2013-11-14',
      value: { members: 30, levels: 3 },
      cite: '公通字〔2013〕37号 第一条;刑法 第二百二十四条之一',
    },
  ],
  checkedOn: '2026-11-22',
}

/** Pay for a team's sales of real goods, without fee or headcount, is not treated as the crime. */
export const pureTeamPay: Provision<{ readonly why: string }> = {
  title: { zh: '单纯的团队计酬', en: 'team pay and nothing else' },
  unit: 'rule',
  values: [
    {
      from: '2013-11-14',
      value: { why: '单纯以销售业绩为依据的团队计酬' },
      cite: '公通字〔2013〕37号 第五条',
    },
  ],
  checkedOn: '2026-11-22',
}

/** Of the direct seller's own sales to consumers, in per mille. */
export const directSellingCap: Provision<number> = {
  title: { zh: '直销员报酬上限', en: 'the most a direct seller may be paid' },
  unit: 'per mille of own retail sales',
  values: [{ from: '2005-12-01', value: 300, cite: '直销管理条例 第二十四条' }],
  checkedOn: '2026-11-22',
}

export const directSellingEntry: Provision<{ readonly feeAllowed: boolean }> = {
  title: { zh: '成为直销员的条件', en: 'what may be asked of a new direct seller' },
  unit: 'rule',
  values: [{ from: '2005-12-01', value: { feeAllowed: false }, cite: '直销管理条例 第十四条' }],
  checkedOn: '2026-11-22',
}

/** From so many markups on, the buyer should see how the price came about. The law names none. */
export const priceDisclosure: Provision<{ readonly fewestMarkups: number }> = {
  title: { zh: '逐级加价提示线', en: 'when prices raised by level are flagged' },
  unit: 'markup',
  values: [
    { from: '2014-03-15', value: { fewestMarkups: 2 }, cite: '本站解释规则: 两次以上加价即提示' },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}

/** What pay is counted by: codes of the vocabulary, and the words people use for them. */
export const payBases: Provision<readonly TermClass[]> = {
  title: { zh: '计酬依据用语', en: 'words for what pay is counted by' },
  unit: 'term',
  values: [
    {
      from: '2005-11-01',
      value: [
        {
          code: 'headcount',
          terms: (
            'headcount head_count recruitment recruits referral_count 人头 发展人数 ' +
            '发展人员 拉新人数 招募人数 推荐人数 推荐奖 直推 间推 招商奖 入会人数 新人加入 ' +
            '介绍费 入门费提成 代理费提成 加盟费提成 entry_fee_share'
          ).split(' '),
        },
        {
          code: 'team_sales',
          terms: (
            'downline_sales team_sales group_sales downline 下线 下级 团队业绩 团队销售 ' +
            '团队计酬 团队奖 团队提成 管理奖 级差 伞下 整条线'
          ).split(' '),
        },
        {
          code: 'own_sales',
          terms: (
            'own_retail_sales own_sales personal_sales retail_commission 本人零售 本人销售 ' +
            '本人直接 自己零售 自己销售 个人零售 个人销售 零售提成 销售提成'
          ).split(' '),
          except: ['下线个人销售', '下级个人销售'],
        },
        {
          code: 'margin',
          terms: 'resale_margin price_difference wholesale_margin 差价 进销差 批零差 买卖差'.split(
            ' ',
          ),
        },
        { code: 'salary', terms: ['salary', 'fixed_wage', '固定工资', '底薪', '月薪', '时薪'] },
      ],
      cite: '本站词表: 计酬依据',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}

/** Does joining cost something? Told as words where a yes or no was not given. */
export const entryWords: Provision<readonly TermClass[]> = {
  title: { zh: '入门费与认购用语', en: 'words for the cost of joining' },
  unit: 'term',
  values: [
    {
      from: '2005-11-01',
      value: [
        {
          code: 'none',
          terms: (
            '免费 零门槛 0门槛 无门槛 零元 一件代发 自愿 可买可不买 无须 无需 不收 不强制 ' +
            '不要求 没有 无入门费 无费用 none voluntary'
          ).split(' '),
        },
        {
          code: 'refundable',
          terms: '可退 退还 押金 保证金'.split(' '),
          except: ['不可退', '不予退还', '概不退还'],
        },
        {
          code: 'paid',
          terms: (
            '元 块 万 拿货 进货 囤货 购买 认购 买满 套餐 交纳 缴纳 费 礼包 代理费 加盟费 ' +
            '入门费 会费 押金 保证金 充值 required fee'
          ).split(' '),
        },
      ],
      cite: '本站词表: 入门费与认购',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}

/** The words that name the organiser's own place in a chain. */
export const organiserWords: Provision<readonly TermClass[]> = {
  title: { zh: '组织者层级用语', en: 'words for the organiser’s level' },
  unit: 'term',
  values: [
    {
      from: '2005-11-01',
      value: [
        {
          code: 'organiser',
          terms: (
            '组织者 发起人 领导者 品牌方 公司 总部 总代 创始人 操盘 平台方 厂家 organizer ' +
            'organiser brand founder company'
          ).split(' '),
        },
        { code: 'outside', terms: '消费者 顾客 终端客户 consumer customer'.split(' ') },
        {
          code: 'numbered',
          terms: (
            '一级 二级 三级 四级 五级 第1级 第2级 第一层 第二层 第三层 1级 2级 3级 level1 ' +
            'level2 level3 level4'
          ).split(' '),
        },
      ],
      cite: '本站词表: 组织者层级',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}
