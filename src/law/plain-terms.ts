import { bear, buyer, byNature, type ClauseClass, lawfulCause } from './clause-words.ts'
import type { Provision } from './provision.ts'
import { words } from './words.ts'

const noReason = words('无理由 七天退 7天退 七日退')

/** Clauses that say no more than the law, or promise more than it asks. */
export const plainClauses: Provision<readonly ClauseClass[]> = {
  title: { zh: '通常有效的条款类型', en: 'kinds of terms that usually hold' },
  unit: 'class',
  values: [
    {
      from: '2022-03-15',
      value: [
        {
          code: 'DELIVERY_TIME',
          groups: [
            words('小时内 天内 日内 工作日内 当天 当日 次日 预售 日前 月底前 付款后'),
            words('发货 发出 寄出 送达 配送 发完'),
          ],
          within: 'text',
          sure: true,
          zh: '交付时限的约定',
          en: 'a time of delivery',
          cite: '电子商务法 第二十条',
        },
        {
          code: 'NO_REASON_FREIGHT',
          groups: [noReason, words('运费 邮费 快递费'), buyer, bear],
          within: 'text',
          sure: true,
          zh: '无理由退货的运费可由消费者承担',
          en: 'freight of a no-reason return may be the buyer’s',
          cite: '消费者权益保护法 第二十五条第三款',
        },
        {
          code: 'SELLER_FREIGHT',
          groups: [words('运费 邮费 快递费'), words('卖家 商家 店铺 本店 我方 店家'), bear],
          within: 'text',
          unless: words('不由 不承担'),
          sure: true,
          zh: '运费由经营者承担',
          en: 'freight on the seller',
          cite: '消费者权益保护法 第二十四条第二款',
        },
        {
          code: 'INTACT_GOODS',
          groups: [
            words('退货 退回 退换 无理由'),
            words('完好 配件齐全 不影响二次销售 保持原样 吊牌完整 包装完整 未使用'),
          ],
          within: 'text',
          sure: true,
          zh: '退货的商品应当完好',
          en: 'returned goods are to be intact',
          cite: '消费者权益保护法 第二十五条第三款',
        },
        {
          code: 'LAWFUL_EXCLUSION',
          groups: [
            byNature,
            words('不支持 不适用 不享受 不参与 不提供 非质量问题不'),
            [...noReason, '退'],
          ],
          within: 'text',
          unless: words('概不 一律 任何原因 无论'),
          sure: true,
          zh: '法定不适用无理由退货的商品',
          en: 'goods the law itself excludes',
          cite: '消费者权益保护法 第二十五条第一款',
        },
        {
          code: 'PROMISE',
          groups: [
            words(`
              支持七天无理由 支持7天无理由 支持七日无理由 七天无理由退货 7天无理由退货 七日无理由退货 十五天无理由
              15天无理由 30天无理由 三十天无理由 假一赔 假一罚 包邮 坏果包赔 全额退款 运费险 破损包赔 免费退换 包退 包换
              免费保修 质保 保修 退货包运费
            `),
          ],
          within: 'text',
          deniable: true,
          sure: true,
          zh: '有利于消费者的承诺',
          en: 'a promise in the buyer’s favour',
          cite: '消费者权益保护法 第十六条第二款',
        },
        {
          code: 'RECOURSE_KEPT',
          groups: [
            words('有权 可以 可依法 可 不影响 不限制'),
            words('投诉 举报 起诉 诉讼 仲裁 12315 维权'),
          ],
          within: 'text',
          sure: true,
          zh: '保留投诉、诉讼等权利',
          en: 'complaints and suits stay open',
          cite: '消费者权益保护法 第三十九条',
        },
        {
          code: 'LAWFUL_EXEMPTION',
          groups: [
            lawfulCause,
            words('不承担 不负责 不在保修 除外 不属于 免责 自行承担 不予保修 相应责任'),
          ],
          within: 'text',
          unless: words('过敏 伤害'),
          sure: true,
          zh: '不可抗力或者消费者自身原因',
          en: 'force majeure, or the buyer’s own doing',
          cite: '民法典 第五百九十条、第五百九十二条第二款',
        },
        {
          code: 'CHECK_PARCEL',
          groups: [words('验货 查验 检查 开箱'), words('拒收 联系客服 联系我们 再签收 后签收')],
          within: 'text',
          unless: words('不得拒收 不能拒收 不可拒收 无权拒收 不许拒收 禁止'),
          sure: true,
          zh: '提示当面查验',
          en: 'a word to look before signing',
          cite: '电子商务法 第五十二条第二款',
        },
        {
          code: 'INVOICE',
          groups: [words('开具发票 提供发票 电子发票 可开发票 附发票 开具普通发票 开具增值税')],
          within: 'text',
          unless: words('不开具 不提供 不开发票 加收 另收'),
          sure: true,
          zh: '开具发票的约定',
          en: 'an invoice',
          cite: '电子商务法 第十四条',
        },
      ],
      cite: '电子商务法、消费者权益保护法有关条款',
    },
  ],
  checkedOn: '2026-11-22',
}

/** Words by which a harmless beginning takes back what it gave: then nobody vouches for it here. */
export const reservations: Provision<{
  readonly words: readonly string[]
  readonly harmless: readonly string[]
}> = {
  title: { zh: '条款中的保留', en: 'reservations in a clause' },
  unit: 'words',
  values: [
    {
      from: '2022-03-15',
      value: {
        words: words(`
          但 不过 仅限 只限 只能 否则 方可 方能 才能 扣除 扣 加收 另收 代收 未拆封 未开封 未拆 不拆 鉴定 公证 质量问题也 也不
          退还运费 前提 须经 须先 需先 须提供 需提供 须支付 需支付 除外 以本店 购物券 代金券 余额
        `),
        harmless: words(`
          但质量问题除外 质量问题除外 但质量问题 人为损坏除外 不可抗力除外 定制商品除外 定制除外 鲜活易腐商品除外 鲜活易腐除外 生鲜除外
          法律另有规定的除外
        `),
      },
      cite: '本站词表: 条款中的保留',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}
