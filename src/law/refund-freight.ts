import type { Provision } from './provision.ts'
import type { TermClass } from './terms.ts'
import { words } from './words.ts'

const measures = '网络购买商品七日无理由退货暂行办法'

/** Who bears the freight back, when nothing is agreed? */
export const returnFreight: Provision<'consumer'> = {
  title: { zh: '无理由退货的退回运费', en: 'freight back on a no-reason return' },
  unit: 'bearer',
  values: [{ from: '2014-03-15', value: 'consumer', cite: '消费者权益保护法 第二十五条第三款' }],
  checkedOn: '2026-11-22',
}

/** Who bears it when the goods fall short? No agreement changes this. */
export const qualityFreight: Provision<'seller'> = {
  title: { zh: '质量问题退货的运费', en: 'freight when the goods fall short' },
  unit: 'bearer',
  values: [{ from: '2014-03-15', value: 'seller', cite: '消费者权益保护法 第二十四条第二款' }],
  checkedOn: '2026-11-22',
}

export const recallCost: Provision<'operator'> = {
  title: { zh: '召回的必要费用', en: 'necessary costs of a recall' },
  unit: 'bearer',
  values: [
    { from: '2014-03-15', value: 'operator', cite: '消费者权益保护法 第十九条' },
    { from: '2021-01-01', value: 'operator', cite: '民法典 第一千二百零六条第二款' },
    { from: '2024-07-01', value: 'operator', cite: '消费者权益保护法实施条例 第八条第二款' },
  ],
  checkedOn: '2026-11-22',
}

/** A gift that does not come back is paid at the price marked beforehand, and no other. */
export const giftPrice: Provision<'marked_before_sale'> = {
  title: { zh: '不能退回的赠品价款', en: 'price of a gift that does not come back' },
  unit: 'rule',
  values: [{ from: '2017-03-15', value: 'marked_before_sale', cite: `${measures} 第十二条第二款` }],
  checkedOn: '2026-11-22',
}

/** Money goes back the way it came; another way needs the buyer's express consent. */
export const refundMethod: Provision<'as_paid'> = {
  title: { zh: '退款方式', en: 'how money goes back' },
  unit: 'rule',
  values: [{ from: '2017-03-15', value: 'as_paid', cite: `${measures} 第十四条` }],
  checkedOn: '2026-11-22',
}

/** Points and coupons go back as points and coupons. */
export const couponRefund: Provision<'in_kind'> = {
  title: { zh: '积分、券的返还', en: 'points and coupons go back in kind' },
  unit: 'rule',
  values: [{ from: '2017-03-15', value: 'in_kind', cite: `${measures} 第十五条` }],
  checkedOn: '2026-11-22',
}

/** Part of a bundle goes back and the discount is lost: settle at each item's own price. */
export const partialReturn: Provision<'settle_at_item_prices'> = {
  title: { zh: '套装、满减部分退货的结算', en: 'settling a partial return' },
  unit: 'rule',
  values: [
    { from: '2017-03-15', value: 'settle_at_item_prices', cite: `${measures} 第十七条第二款` },
  ],
  checkedOn: '2026-11-22',
}

/** The free-freight threshold is lost: the outbound freight may be deducted. */
export const lostFreeFreight: Provision<'may_deduct'> = {
  title: { zh: '退货后不满足包邮', en: 'free freight lost by a return' },
  unit: 'rule',
  values: [{ from: '2017-03-15', value: 'may_deduct', cite: `${measures} 第十八条第二款` }],
  checkedOn: '2026-11-22',
}

/** Words for why goods go back, who pays the freight, and how money is given back. */
export const refundWords: Provision<readonly TermClass[]> = {
  title: { zh: '退款与运费事实的说法', en: 'words for the facts of a refund' },
  unit: 'terms',
  values: [
    {
      from: '2014-03-15',
      value: [
        {
          code: 'QUALITY',
          terms: words(`
            quality quality_problem defect defective not_as_described
            wrong_item damaged 描述不符 与描述不一致 货不对板 假货 假冒 破损 发错 错发 漏发 少发 缺陷 瑕疵
            故障 变质 过期 损坏 不合格 超标 色差严重 坏了 开线 掉色
          `),
        },
        {
          code: 'QUALITY',
          terms: ['质量'],
          mayFollow: words(`
            问题 差 太差 很差 不好 不行 不合格 不符 不达标 不过关 不满意 有问题 有瑕疵 有缺陷 缺陷 瑕疵 原因 低劣 存在 故障
          `),
        },
        {
          code: 'NO_REASON',
          terms: words(`
            no_reason noreason no-reason seven_day 7_day change_of_mind
            withdrawal 无理由 七天 七日 7天 7日 不喜欢 不想要 后悔 拍错 买错 尺码不合 不合适 不合身 冲动
          `),
        },
        { code: 'RECALL', terms: words('recall 召回') },
        {
          code: 'SELLER_PAYS',
          terms: words(`
            包运费 包退货运费 包来回运费 包往返运费 卖家承担 商家承担 卖家出 商家出 我方承担 本店承担 由店家承担 免运费退 免费退
            免费上门 退货包邮 包邮退 退货免邮 运费我出 运费我们出 运费由商家 运费由卖家 运费卖家 seller_pays
            free_return freereturn free_shipping_back
          `),
          except: words('免费退换货咨询'),
        },
        {
          code: 'CONSUMER_PAYS',
          terms: words(`
            买家承担 消费者承担 顾客承担 客户承担 买方承担 自行承担 自理 自付 买家出 运费买家 运费由买家 运费由消费者 运费到付拒收
            buyer_pays consumer_pays
          `),
        },
        {
          code: 'COUPON',
          terms: words(
            'coupon voucher points point 优惠券 代金券 积分 红包 抵用券 消费券 店铺券 满减券',
          ),
        },
        {
          code: 'SAME_WAY',
          terms: words('原路 原支付方式 原渠道 原方式 原账户 same_method original_method'),
        },
        {
          code: 'BALANCE',
          terms: words(`
            余额 代金券 优惠券 积分 店铺币 购物金 储值 抵用券 换货 换等价 store_credit balance voucher
            coupon points
          `),
        },
      ],
      cite: '本站词表: 退款事实',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}
