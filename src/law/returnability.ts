import type { Provision } from './provision.ts'
import type { TermClass } from './terms.ts'
import { words } from './words.ts'

/** Words for a sale that is no distance sale: the buyer stood before the goods. */
export const offlineChannels: Provision<readonly TermClass[]> = {
  title: { zh: '非远程销售的说法', en: 'words for sales that are not at a distance' },
  unit: 'terms',
  values: [
    {
      from: '2014-03-15',
      value: [
        { code: 'OFFLINE', terms: ['线下', '门店', '实体店', '当面交易', 'offline', 'in_store'] },
      ],
      cite: '消费者权益保护法 第二十五条第一款',
    },
  ],
  checkedOn: '2026-11-22',
}

export type AbsoluteExclusion =
  | 'CUSTOM_MADE'
  | 'FRESH_PERISHABLE'
  | 'DIGITAL_OPENED'
  | 'NEWSPAPER_PERIODICAL'

/** Which goods have no no-reason return at all, and on which item of the law? */
export const absoluteExclusions: Provision<Readonly<Record<AbsoluteExclusion, string>>> = {
  title: { zh: '不适用无理由退货的四类商品', en: 'the four kinds without no-reason return' },
  unit: 'articles',
  values: [
    {
      from: '2014-03-15',
      value: {
        CUSTOM_MADE: '消费者权益保护法 第二十五条第一款第一项',
        FRESH_PERISHABLE: '消费者权益保护法 第二十五条第一款第二项',
        DIGITAL_OPENED: '消费者权益保护法 第二十五条第一款第三项',
        NEWSPAPER_PERIODICAL: '消费者权益保护法 第二十五条第一款第四项',
      },
      cite: '消费者权益保护法 第二十五条第一款',
    },
  ],
  checkedOn: '2026-11-22',
}

/** By which item may goods be excluded, once the buyer confirmed it for this one purchase? */
export const confirmedExclusions: Provision<
  Readonly<Record<'opened' | 'activated' | 'disclosed', string>>
> = {
  title: { zh: '经单次确认可排除的三类商品', en: 'kinds that a confirmation may exclude' },
  unit: 'articles',
  values: [
    {
      from: '2017-03-15',
      value: {
        opened: '网络购买商品七日无理由退货暂行办法 第七条第一项',
        activated: '网络购买商品七日无理由退货暂行办法 第七条第二项',
        disclosed: '网络购买商品七日无理由退货暂行办法 第七条第三项',
      },
      cite: '消费者权益保护法 第二十五条第二款',
    },
  ],
  checkedOn: '2026-11-22',
}

/** Without a confirmation for the single purchase the seller may not refuse. */
export const confirmationRule: Provision<'each_purchase'> = {
  title: { zh: '单次购买的显著确认', en: 'a prominent confirmation for each purchase' },
  unit: 'rule',
  values: [
    {
      from: '2017-03-15',
      value: 'each_purchase',
      cite: '网络购买商品七日无理由退货暂行办法 第二十条第二款',
    },
    {
      from: '2024-07-01',
      value: 'each_purchase',
      cite: '消费者权益保护法实施条例 第十九条第二款',
    },
  ],
  checkedOn: '2026-11-22',
}

/** 完好: what makes goods no longer intact, kind by kind? */
export const intactnessRules: Provision<
  Readonly<Record<'general' | 'inspection' | 'sealed' | 'electronics' | 'textiles', string>>
> = {
  title: { zh: '商品完好的标准', en: 'when returned goods are intact' },
  unit: 'articles',
  values: [
    {
      from: '2017-03-15',
      value: {
        general: '网络购买商品七日无理由退货暂行办法 第八条第二款',
        inspection: '网络购买商品七日无理由退货暂行办法 第八条第三款',
        sealed: '网络购买商品七日无理由退货暂行办法 第九条第一项',
        electronics: '网络购买商品七日无理由退货暂行办法 第九条第二项',
        textiles: '网络购买商品七日无理由退货暂行办法 第九条第三项',
      },
      cite: '消费者权益保护法 第二十五条第三款',
    },
  ],
  checkedOn: '2026-11-22',
}

/** Does a promise to take back excluded goods bind the seller? */
export const promiseForExcluded: Provision<'binds'> = {
  title: { zh: '对除外商品的退货承诺', en: 'a promise to take back excluded goods' },
  unit: 'rule',
  values: [
    {
      from: '2022-03-15',
      value: 'binds',
      cite: '最高人民法院关于审理网络消费纠纷案件适用法律若干问题的规定(一) 第二条',
    },
  ],
  checkedOn: '2026-11-22',
}

/** A notice that takes the right away is void. */
export const noReturnNotice: Provision<'void'> = {
  title: { zh: '排除退货权的店堂告示', en: 'a notice that takes away the right to return' },
  unit: 'rule',
  values: [{ from: '2014-03-15', value: 'void', cite: '消费者权益保护法 第二十六条第三款' }],
  checkedOn: '2026-11-22',
}

/** Goods that fall short: the quality track, with the freight on the seller. */
export const qualityReturn: Provision<'seller_pays'> = {
  title: { zh: '质量不符的退货', en: 'returning goods that fall short' },
  unit: 'rule',
  values: [{ from: '2014-03-15', value: 'seller_pays', cite: '消费者权益保护法 第二十四条' }],
  checkedOn: '2026-11-22',
}

export const consumerOnly: Provision<'for_daily_life'> = {
  title: { zh: '消费者：为生活消费需要', en: 'a consumer buys for daily life' },
  unit: 'rule',
  values: [{ from: '2014-03-15', value: 'for_daily_life', cite: '消费者权益保护法 第二条' }],
  checkedOn: '2026-11-22',
}

export const operatorOnly: Provision<'regular_business'> = {
  title: { zh: '出卖人须为经营者', en: 'the seller must be an operator' },
  unit: 'rule',
  values: [
    { from: '2019-01-01', value: 'regular_business', cite: '电子商务法 第九条第一款' },
    {
      from: '2022-03-15',
      value: 'regular_business',
      cite: '最高人民法院关于审理网络消费纠纷案件适用法律若干问题的规定(一) 第七条',
    },
  ],
  checkedOn: '2026-11-22',
}

/** How many pieces or orders, told as a number, are no longer now and then? No law sets it. */
export const manySalesCount: Provision<number> = {
  title: { zh: '不再属于偶尔出售的数量', en: 'sales that are no longer now and then' },
  unit: 'sale',
  values: [{ from: '2014-03-15', value: 30, cite: '本站解释规则: 经常性的判断起点' }],
  checkedOn: '2026-11-22',
  source: 'site',
}

/** Words by which people say why they buy, who sells, what was promised and what was shown. */
export const returnWords: Provision<readonly TermClass[]> = {
  title: { zh: '退货事实的说法', en: 'words for the facts of a return' },
  unit: 'terms',
  values: [
    {
      from: '2014-03-15',
      value: [
        {
          code: 'RESALE',
          terms: words(`
            转售 转卖 进货 拿货 批发 倒卖 代理 分销 经销 销售给 再销售 用于销售 做生意 生产经营 经营使用 经营用 商用 生产资料
            公司采购 单位采购 囤货出售 resale reseller agent distributor wholesale
            business
          `),
          except: ['代理记账', '代理人代收'],
        },
        {
          code: 'LIFE',
          terms: words(`
            自用 自己用 自己吃 自己穿 家用 家人 家里 生活消费 生活所需 日常 送礼 送人 送朋友 礼物 给孩子 给父母 给妈妈 个人使用
            生活 消费者 consumer personal life self_use gift 自家 母亲 父亲 妈妈 爸爸 孩子 老人
            老婆 老公 亲戚 朋友 生日 结婚 过节
          `),
        },
        {
          code: 'REGULAR_SELLER',
          terms: words(`
            持续 长期 每天 每日 每周 每月 月均 月销 年销 常年 批量 微商 网店 店铺 开店 商家 公司 企业 个体工商户 旗舰店
            专营店 工厂 经营者 职业 代购 赚钱 加价 营利 盈利 shop company regular continuous
            merchant 卖家经营
          `),
        },
        {
          code: 'OCCASIONAL_SELLER',
          terms: words(`
            偶发 偶尔 偶然 闲置 自用 二手转让 自己用过 用过的 一次性转让 转让 仅此一 一次 首次 邻居 搬家处理 非经营
            occasional second_hand private
          `),
        },
        {
          code: 'RETURN_PROMISE',
          terms: words(`
            七天无理由 7天无理由 七日无理由 7日无理由 无理由退 无条件退 随时退 包退 不满意退 不满意可退 不好吃退 不喜欢退 支持退货
            可以退货 可退货 十五天无理由 15天无理由
          `),
        },
        {
          code: 'EXCEPTION',
          terms: words('除外 除了 以外 除鲜 除生 除定 除特价 不含 不包括 except'),
        },
        {
          code: 'NO_RETURN_NOTICE',
          terms: words(`
            概不退 不退不换 不退换 不予退 不接受退 不支持退 不支持七天 不支持7天 不支持无理由 不可退 不能退 恕不退 谢绝退 售出不退
            一经售出 不适用七天 不适用7天 不适用无理由 拆封不退 拒绝退 不退货 不给退
          `),
        },
        {
          code: 'DEFAULT_CONSENT',
          terms: words(`
            默认勾选 默认同意 默认选中 默认已勾 预先勾选 预勾选 预选 自动勾选 视为同意 系统勾选 已勾选好 默示 一揽子
            default_checked pre_checked prechecked default
          `),
        },
        {
          code: 'LAB_FAILED',
          terms: words(`
            超标 不合格 不符合 阳性 不达标 failed
          `),
        },
        { code: 'LAB_FOUND', terms: words('检出 detected'), except: ['未检出'] },
        {
          code: 'LAB_PASSED',
          terms: words(`
            合格 达标 符合 未检出 未超标 passed
          `),
          except: ['不合格', '不符合'],
        },
      ],
      cite: '本站词表: 退货事实',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}
