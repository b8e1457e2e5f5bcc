import { bear, buyer, byNature, type ClauseClass, lawfulCause } from './clause-words.ts'
import type { Provision } from './provision.ts'
import { words } from './words.ts'

const noReturn = words(`
  概不退换 一律不退 概不退款 不退不换 恕不退换 不予退换 不退换 不退款 概不退还 不支持退换 拒绝退换 不接受退换
  不支持退货 不予退款 不予退还 不退货 不可退 不能退 不得退 不给退 概不退 不办理退货 拒绝退货 拒绝退款 不接受退货
  不接受退款 不支持退款 不予退货 恕不退款 恕不退货 不退还 不退 不再退还 无法退款 不包退 拒退
`)
const barred = words(`
  不得 禁止 不能 放弃 不可 无权 不许 不准 谢绝 承诺不 不要 严禁 限制 不支持 拒绝 自愿放弃 不再
`)

/** Clauses that bind nobody. The first that a person should see stands first. */
export const voidClauses: Provision<readonly ClauseClass[]> = {
  title: { zh: '无效格式条款的类型', en: 'kinds of void standard terms' },
  unit: 'class',
  values: [
    {
      from: '2022-03-15',
      value: [
        {
          code: 'RECEIPT_IS_APPROVAL',
          groups: [
            words('签收 收货 收到货 验收 确认收货 收件'),
            words('视为 视同 即表示 即为 等于 默认 代表 视作 表示 即认可 即'),
            words(
              '认可 合格 无质量 质量符合 无瑕疵 符合约定 完好 无异议 满意 放弃 没有问题 无问题 接受商品',
            ),
          ],
          within: 'text',
          unless: words('未提出异议 未反馈 内未 不视为 不代表 不等于 不表示'),
          sure: true,
          zh: '签收不等于认可质量',
          en: 'receipt is no approval of quality',
          cite: '法释〔2022〕8号 第一条第一项',
        },
        {
          code: 'SHORT_OBJECTION',
          groups: [
            words('小时内 日内 天内 当天 当日'),
            words('未提出 未反馈 未联系 不反馈 逾期 过期 超时 超过'),
            words('视为 视同 不予受理 不予处理 概不 不再受理 放弃 不负责'),
          ],
          within: 'text',
          unless: words('自动确认收货 无理由'),
          sure: false,
          zh: '不合理缩短提出异议的期限',
          en: 'too short a time to object',
          cite: '民法典 第六百二十二条;网络交易监督管理办法 第二十一条第二项',
        },
        {
          code: 'PLATFORM_SHIFTS_ALL',
          groups: [
            words('平台'),
            words('一概 全部 均由 概由 一律 皆由 都由 不承担任何 概不承担 不负任何'),
            words('商家 卖家 店铺 平台内经营者 责任'),
          ],
          within: 'text',
          sure: true,
          zh: '平台责任不能一概推给商家',
          en: 'a platform cannot shift all its duties',
          cite: '法释〔2022〕8号 第一条第二项',
        },
        {
          code: 'FINAL_SAY',
          groups: [
            words(`
              最终解释权 单方解释权 最终解释 解释权归 解释权属 拥有解释权 享有解释权 保留解释权 一切解释权 解释权在
              最终决定权 以本店解释为准 以商家解释为准 以我方解释为准 以平台解释为准
            `),
          ],
          within: 'clause',
          deniable: true,
          unless: words('归消费者 属于消费者'),
          sure: true,
          zh: '不得规定单方或者最终解释权',
          en: 'nobody has the last word alone',
          cite: '法释〔2022〕8号 第一条第三项;网络交易监督管理办法 第二十一条第五项',
        },
        {
          code: 'NO_RECOURSE',
          groups: [
            barred,
            words('投诉 举报 起诉 诉讼 仲裁 维权 调解 报警 12315 索赔 追究 曝光 消协'),
          ],
          within: 'clause',
          unless: words(
            '不影响 不限制 不排除 不妨碍 有权 可以投诉 可投诉 可以依法 恶意 虚假投诉 虚假举报 敲诈',
          ),
          sure: true,
          zh: '不得排除或者限制投诉、举报、调解、仲裁、诉讼的权利',
          en: 'complaints and suits cannot be shut out',
          cite: '法释〔2022〕8号 第一条第四项;网络交易监督管理办法 第二十一条第三项',
        },
        {
          code: 'NO_BAD_REVIEW',
          groups: [barred, words('差评 负面评价 中差评 负评')],
          within: 'clause',
          unless: words('恶意 不影响 不限制 删除'),
          sure: true,
          zh: '不得限制消费者评价和监督',
          en: 'buyers may say what they think',
          cite: '消费者权益保护法 第十五条、第二十六条第二款',
        },
        {
          code: 'INJURY_EXEMPT',
          groups: [
            words('过敏 伤害 受伤 人身 中毒 烫伤 身体不适 健康 烂脸 不良反应'),
            words(
              '概不负责 不承担 不负责 后果自负 风险自负 责任自负 自负 自行承担 免责 与本店无关',
            ),
          ],
          within: 'text',
          unless: lawfulCause,
          sure: true,
          zh: '造成人身损害的责任不得免除',
          en: 'harm to the person cannot be contracted away',
          cite: '民法典 第五百零六条第一项;合同行政监督管理办法 第七条第一项',
        },
        {
          code: 'TRANSIT_RISK',
          groups: [
            words('运输 快递 物流 途中 寄送 发出后 发货后'),
            words('损坏 破损 丢失 毁损 灭失 丢件 风险 碎 损失'),
            words(
              '概不负责 不承担 不负责 自负 自行承担 由买家 由消费者 由顾客 买家承担 消费者承担 与本店无关',
            ),
          ],
          within: 'text',
          unless: words('自选快递 自行选择 另行选择 指定快递 拒收 联系'),
          sure: true,
          zh: '运输风险依法由经营者承担',
          en: 'the risk in transit is the seller’s',
          cite: '电子商务法 第二十条;消费者权益保护法 第二十六条',
        },
        {
          code: 'LIABILITY_EXEMPT',
          groups: [
            words(`
              概不负责 不承担任何责任 不负任何责任 概不承担 一概不负责 后果自负 风险自负 责任自负 与本店无关 恕不负责
              概不赔偿 不予赔偿 不承担赔偿 不负责任 不承担责任 不负责售后 不提供售后 概不售后 不予售后 不予保修
              破损不赔 破损不补 丢件不赔 概不赔付 不予赔付 一律不赔
            `),
          ],
          within: 'text',
          unless: lawfulCause,
          sure: true,
          zh: '不得免除依法应承担的责任',
          en: 'duties of law cannot be dropped',
          cite: '消费者权益保护法 第二十六条;网络交易监督管理办法 第二十一条第一项',
        },
        {
          code: 'QUALITY_FREIGHT',
          groups: [
            words(
              '质量问题 质量原因 有瑕疵 发错 错发 漏发 有问题 不论何种原因 无论何种 无论什么原因 任何原因',
            ),
            words('运费 邮费 快递费'),
            buyer,
            bear,
          ],
          within: 'text',
          unless: words('质量问题除外 卖家承担 商家承担 店铺承担 本店承担 我方承担 非质量问题'),
          sure: true,
          zh: '质量问题的退货运费由经营者承担',
          en: 'freight of faulty goods is the seller’s',
          cite: '消费者权益保护法 第二十四条第二款、第二十六条',
        },
        {
          code: 'QUALITY_NO_RETURN',
          groups: [
            words('质量问题 质量原因 质量瑕疵 质量缺陷 质量不合格'),
            words('也不 均不 都不 亦不 概不 不予 不支持 不退 不换 恕不'),
          ],
          within: 'clause',
          unless: words('非质量 无质量 没有质量 不是质量 除外 不影响 不属于'),
          sure: true,
          zh: '质量问题的退换货不得排除',
          en: 'the return of faulty goods cannot be shut out',
          cite: '消费者权益保护法 第二十四条、第二十六条',
        },
        {
          code: 'QUALITY_NO_RETURN',
          groups: [
            noReturn,
            words('包括质量 包含质量 含质量 即使质量 即便质量 哪怕质量 无论是否质量 不论是否质量'),
          ],
          within: 'text',
          unless: words('不包括质量 不含质量 不包含质量'),
          sure: true,
          zh: '质量问题的退换货不得排除',
          en: 'the return of faulty goods cannot be shut out',
          cite: '消费者权益保护法 第二十四条、第二十六条',
        },
        {
          code: 'MONEY_KEPT',
          groups: [
            words('货款 预付款 预付费 会费 会员费 充值 余额 押金 学费 订金 款项 已付款 全款 费用'),
            noReturn,
          ],
          within: 'text',
          unless: words('不退款的情形 依法退还 买家违约 消费者违约 买方违约'),
          sure: true,
          zh: '不得排除返还价款、预付款、押金的权利',
          en: 'payments cannot be kept come what may',
          cite: '消费者权益保护法 第二十六条;网络交易监督管理办法 第二十一条第一项、第四项',
        },
        {
          code: 'DEPOSIT_KEPT',
          groups: [words('定金'), noReturn],
          within: 'text',
          unless: words('买家违约 消费者违约 买方违约'),
          sure: false,
          zh: '定金罚则只在消费者违约且不超过法定比例时适用',
          en: 'earnest money is lost only by the buyer’s breach, and within its limit',
          cite: '民法典 第五百八十六条、第五百八十七条',
        },
        {
          code: 'NO_RETURN',
          groups: [noReturn],
          within: 'text',
          unless: [
            ...byNature,
            ...words(`
              贴身 内衣 泳衣 一次性密封 拆封后影响 定金 违约 二次销售 吊牌 人为 污损 不退出 不能退出
              超过七天 超过7天 七天后 7天后 超过七日 逾期 从不拒绝 不会拒绝 绝不拒绝 不得拒绝
              不拒绝 不能拒绝 仅退款 退款不退货 面膜 化妆品 护肤品 保健品 口红
            `),
          ],
          sure: true,
          zh: '不得排除退货、退款的权利或者擅自扩大不退货的范围',
          en: 'the right to return cannot be cut down',
          cite: '消费者权益保护法 第二十五条、第二十六条;消费者权益保护法实施条例 第十九条',
        },
        {
          code: 'SEAL_NO_RETURN',
          groups: [
            words('面膜 化妆品 护肤品 食品 保健品 零食 口红'),
            words('拆封 开封 拆开 打开'),
            noReturn,
          ],
          within: 'text',
          unless: words('无理由 非质量问题'),
          sure: false,
          zh: '拆封可不适用无理由退货,但不得排除质量问题的退货',
          en: 'a broken seal may end the no-reason return, never the return of faulty goods',
          cite: '网络购买商品七日无理由退货暂行办法 第九条;消费者权益保护法 第二十四条',
        },
        {
          code: 'WIDENED_EXCLUSION',
          groups: [words('不支持 不适用 不享受 不参与 不提供 不参加'), words('无理由')],
          within: 'clause',
          unless: [
            ...byNature,
            ...words('贴身 内衣 泳衣 拆封 激活 试用 临期 瑕疵 确认 超过 过期 拆开 密封 七天后'),
          ],
          sure: true,
          zh: '不得擅自扩大不适用无理由退货的范围',
          en: 'the exclusions from the no-reason return cannot be widened',
          cite: '消费者权益保护法实施条例 第十九条第一款;消费者权益保护法 第二十六条',
        },
        {
          code: 'NO_CLAIMS',
          groups: [
            words('不得 禁止 不能 放弃 不可 无权 不许 不准'),
            words('退款 退货 换货 赔偿 维修 保修 解除合同 取消订单 违约金'),
          ],
          within: 'clause',
          unless: [
            ...byNature,
            ...words('恶意 不影响 不得拒绝 不能拒绝 商家不得 卖家不得 本店不得 二次销售'),
          ],
          sure: true,
          zh: '不得排除退换、赔偿、解除合同的权利',
          en: 'returns, damages and rescission cannot be shut out',
          cite: '网络交易监督管理办法 第二十一条第二项、第四项',
        },
        {
          code: 'EXCHANGE_ONLY',
          groups: [
            words(`
              只换不退 仅换不退 只退余额 仅退余额 只退店铺余额 只退代金券 仅退代金券 只能换货 只退积分 仅支持换货 只支持换货
              退款只退 退为店铺余额 退为代金券 不退现
            `),
          ],
          within: 'text',
          sure: true,
          zh: '退款应按原方式,不得只换不退、只退代金券',
          en: 'refunds go back the way they came',
          cite: '网络购买商品七日无理由退货暂行办法 第十四条;消费者权益保护法 第二十六条',
        },
        {
          code: 'NOT_FORMED',
          groups: [
            words('支付 付款 下单 提交订单 订单'),
            words(`
              合同不成立 合同未成立 不视为合同成立 合同才成立 合同方成立 合同始成立 不代表合同成立 不构成合同
              有权取消订单 可取消订单 可单方取消 有权不发货 有权砍单
            `),
          ],
          within: 'text',
          sure: true,
          zh: '不得约定支付价款后合同不成立',
          en: 'an order paid for is a contract',
          cite: '电子商务法 第四十九条第二款',
        },
        {
          code: 'CHANGE_AT_WILL',
          groups: [
            words('有权 可以 可 保留'),
            words('随时 单方 任意 自行 不经通知 无需通知 不另行通知'),
            words('变更 修改 调整 取消 解除 终止 更换'),
          ],
          within: 'text',
          unless: words(
            '消费者可以 消费者有权 买家可以 买家可 您可以 您可 用户可以 经消费者同意 与消费者协商',
          ),
          sure: true,
          zh: '不得任意变更或者解除合同',
          en: 'nobody changes a contract at will',
          cite: '消费者权益保护法 第二十六条;侵害消费者权益行为处罚办法 第十二条第五项',
        },
        {
          code: 'CAPPED_DAMAGES',
          groups: [
            words('最高 仅 只 上限 不超过 最多 限'),
            words('赔偿 赔付 补偿 赔'),
            words('运费 订单金额 价款 货款 元 倍 为限'),
          ],
          within: 'clause',
          unless: words('假一 退一 承诺 保险 额外'),
          sure: true,
          zh: '不得限制消费者获得合理赔偿',
          en: 'damages cannot be capped',
          cite: '消费者权益保护法 第二十六条;网络交易监督管理办法 第二十一条第二项',
        },
        {
          code: 'CAPPED_DAMAGES',
          groups: [
            words('赔偿 赔付 补偿'),
            words('最高 仅 只 上限 不超过 最多 以'),
            words('运费为 运费 订单金额 价款 货款为限 元为限 倍运费'),
          ],
          within: 'clause',
          unless: words('假一 退一 承诺 保险 额外'),
          sure: true,
          zh: '不得限制消费者获得合理赔偿',
          en: 'damages cannot be capped',
          cite: '消费者权益保护法 第二十六条;网络交易监督管理办法 第二十一条第二项',
        },
        {
          code: 'RETURN_FEE',
          groups: [
            words('退货 退款 取消订单 退订'),
            words('扣除 收取 支付 扣 须付 需付 承担'),
            words('手续费 违约金 折旧费 服务费 退货费 包装费 损失费 % 百分之'),
          ],
          within: 'text',
          unless: words('不收取 不扣除 无需支付 无须支付 免收'),
          sure: false,
          zh: '不得以违约金、手续费加重消费者责任',
          en: 'no fees that weigh on a lawful return',
          cite: '消费者权益保护法 第二十六条;合同行政监督管理办法 第八条第一项',
        },
        {
          code: 'FORCED_SALE',
          groups: [
            words(
              '必须购买 强制购买 须同时购买 必须同时购买 默认勾选 默认购买 不购买不发货 须搭配购买',
            ),
          ],
          within: 'text',
          deniable: true,
          sure: true,
          zh: '不得强制交易或者默认搭售',
          en: 'no forced or default purchases',
          cite: '电子商务法 第十九条;消费者权益保护法 第二十六条第二款',
        },
        {
          code: 'DEFAULT_DATA',
          groups: [
            words('默认同意 视为同意 即同意 自动同意 即视为授权'),
            words('个人信息 隐私 推送 营销 共享 提供给第三方 通讯录'),
          ],
          within: 'text',
          sure: true,
          zh: '不得以默认授权收集使用个人信息',
          en: 'no consent to data by default',
          cite: '网络交易监督管理办法 第十三条第二款;个人信息保护法 第十四条',
        },
        {
          code: 'PREPAID_TRAPS',
          groups: [
            words('卡 会员 预付 余额 充值 次卡'),
            words(
              '遗失不补 不补办 过期作废 逾期作废 不得转让 不可转让 过期清零 到期清零 有权变更价格',
            ),
          ],
          within: 'text',
          sure: true,
          zh: '预付式消费中排除或者限制消费者权利',
          en: 'prepayment terms that shut rights out',
          cite: '法释〔2025〕4号 第九条',
        },
        {
          code: 'VIDEO_OR_NOTHING',
          groups: [
            words(
              '无开箱视频 没有开箱视频 未提供开箱视频 未拍摄开箱 无开箱录像 须提供开箱视频 必须提供开箱视频',
            ),
            words('不予 概不 不赔 不受理 不处理 否则 不认 不负责 不售后'),
          ],
          within: 'text',
          sure: false,
          zh: '以单一证据形式限制索赔',
          en: 'one sort of proof or none',
          cite: '消费者权益保护法 第二十六条;民法典 第四百九十七条第二项',
        },
        {
          code: 'SELLERS_COURT',
          groups: [
            words('争议 纠纷 诉讼'),
            words(
              '卖家所在地 商家所在地 店铺所在地 卖方所在地 平台所在地 公司所在地 商家住所地 卖家住所地',
            ),
            words('法院 仲裁'),
          ],
          within: 'text',
          sure: false,
          open: true,
          zh: '管辖条款未提请注意或者不合理加重维权成本的无效',
          en: 'a clause on courts must be brought to notice',
          cite: '民诉法解释 第三十一条;法释〔2025〕4号 第九条第六项',
        },
      ],
      cite: '消费者权益保护法 第二十六条;民法典 第四百九十七条;网络交易监督管理办法 第二十一条',
    },
  ],
  checkedOn: '2026-11-22',
}

/** How a clause came to be: set by one side, or talked over. Notices count as set. */
export const clauseForms: Provision<{
  readonly negotiated: readonly string[]
  readonly always: readonly string[]
}> = {
  title: { zh: '条款的形成方式', en: 'how a clause came to be' },
  unit: 'words, class',
  values: [
    {
      from: '2022-03-15',
      value: {
        negotiated: words(
          '单独协商 协商一致 逐条协商 双方协商 个别商议 negotiated individually_agreed',
        ),
        always: ['INJURY_EXEMPT'],
      },
      cite: '本站词表: 条款的形成方式',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}
