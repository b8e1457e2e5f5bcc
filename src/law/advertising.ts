import type { Provision } from './provision.ts'
import type { TermClass } from './terms.ts'
import { words } from './words.ts'

/** For which goods a class of words matters. `any` is for all but the goods named in `except`. */
export interface AdvertisingClass extends TermClass {
  readonly goods: 'any' | 'not_medical' | 'cosmetics' | 'food'
  /** Each word is a hit of its own (`CODE:word`), or the class is one hit. */
  readonly perTerm: boolean
  readonly cite: string
  /** Words the article itself names; the others rest on its "and the like". */
  readonly named?: readonly string[]
}

const absolute: AdvertisingClass = {
  code: 'ADV_ABSOLUTE',
  goods: 'any',
  perTerm: true,
  cite: '广告法 第九条第三项',
  named: ['国家级', '最高级', '最佳'],
  terms: words(`
    国家级 最高级 最佳 世界级 宇宙级 全球级 最好 最优 最强 最先进 最安全 最有效 最权威 最顶级 最顶尖 顶级 顶尖 极品 全国第一 全球第一
    世界第一 全网第一 销量第一 行业第一 第一品牌 国内首个 全球首个 唯一 独一无二 史无前例 前无古人 无与伦比 绝无仅有 万能 国家领导人
    中国驰名 冠军品牌 天下第一 最低价 最高品质 最高端 最便宜
  `),
  except: words(
    '不是最低价 非最低价 不是最好的 唯一客服 唯一指定收货 唯一码 唯一编号 唯一标识 唯一溯源',
  ),
}

const medicalTerms: AdvertisingClass = {
  code: 'MEDICAL_TERM',
  goods: 'not_medical',
  perTerm: true,
  cite: '广告法 第十七条',
  terms: words(`
    疗效 治疗 治愈 根治 医治 药效 药用 药妆 处方 医用 医学护肤 临床 消炎 抗炎 杀菌 抗菌 止痛 镇痛 抗癌 防癌 降血压 降血糖 降三高
    抗过敏 脱敏 活血 祛湿 祛风 解毒 排毒 壮阳 补肾 溶脂 治病 诊断 痊愈 康复 细胞再生 修复受损细胞 激素平衡
  `),
  except: words('临床试验机构 康复中心 处方笺 医用级硅胶 杀菌灯'),
}

const diseases: AdvertisingClass = {
  code: 'DISEASE_CLAIM',
  goods: 'food',
  perTerm: true,
  cite: '食品安全法 第七十三条第一款',
  terms: words(`
    预防疾病 防治 糖尿病 高血压 高血脂 癌症 肿瘤 冠心病 关节炎 失眠症 前列腺炎 胃病 肝病 肾病 感冒 便秘症 白血病 心脏病
  `),
}

const specialCosmetics: AdvertisingClass = {
  code: 'SPECIAL_COSMETIC_CLAIM',
  goods: 'cosmetics',
  perTerm: true,
  cite: '化妆品监督管理条例 第十六条第一款',
  named: ['染发', '烫发', '祛斑', '美白', '防晒', '防脱发'],
  terms: words('染发 烫发 祛斑 美白 防晒 防脱发 防脱 淡斑 去斑 亮白 增白 生发 育发'),
  except: words('防晒衣 防晒帽 防晒伞'),
}

const unproven: AdvertisingClass = {
  code: 'UNPROVEN_EFFICACY',
  goods: 'cosmetics',
  perTerm: false,
  cite: '化妆品监督管理条例 第二十二条',
  terms: words(`
    纯天然 孕妇可用 孕妇可以用 孕妇放心用 孕妇适用 敏感肌可用 敏感肌孕妇可用 婴儿可用 零添加 无添加 无副作用 零副作用 零刺激 立竿见影 速效
    特效 一抹见效 一用就 永不反弹 永久 百分百有效 100%有效 见效 有效率 逆龄 冻龄 返老还童 修复dna 干细胞
  `),
}

const healthFood: AdvertisingClass = {
  code: 'EFFICACY_GUARANTEE',
  goods: 'food',
  perTerm: true,
  cite: '广告法 第十八条第一款',
  terms: words(
    '包治 保证有效 无效退款 有效率 100%有效 百分百有效 安全无毒副作用 无副作用 替代药物 必备良药',
  ),
}

export const advertisingClasses: Provision<readonly AdvertisingClass[]> = {
  title: { zh: '广告用语的类别', en: 'classes of words in advertisements' },
  unit: 'terms',
  values: [
    {
      from: '2015-09-01',
      to: '2020-12-31',
      value: [absolute, medicalTerms, diseases, healthFood],
      cite: '广告法 第九条、第十七条、第十八条',
    },
    {
      from: '2021-01-01',
      value: [absolute, medicalTerms, diseases, specialCosmetics, unproven, healthFood],
      cite: '广告法 第九条、第十七条、第十八条; 化妆品监督管理条例 第四十三条',
    },
  ],
  checkedOn: '2026-11-22',
}

/** So many days, and it works: a promise of time is an efficacy claim whatever the verb. */
export const timedEffect: Provision<string> = {
  title: { zh: '限时见效的说法', en: 'promises of an effect within a time' },
  unit: 'pattern',
  values: [
    {
      from: '2021-01-01',
      value:
        '([0-9]+|[一二两三四五六七八九十]+|几)(天|日|周|个月|小时|分钟|秒)内?' +
        '(就|即|可)?(见效|祛|美白|变白|白|瘦|去|消|淡|除|嫩|紧致|有效|告别|恢复)',
      cite: '化妆品监督管理条例 第二十二条',
    },
  ],
  checkedOn: '2026-11-22',
}

/** The sentence every advertisement for health food must show. */
export const healthFoodNotice: Provision<string> = {
  title: { zh: '保健食品广告必备声明', en: 'the sentence health food ads must show' },
  unit: 'text',
  values: [{ from: '2015-09-01', value: '本品不能代替药物', cite: '广告法 第十八条第二款' }],
  checkedOn: '2026-11-22',
}

/** Words for duties of sellers and platforms: renewals, reviews, consent, records. */
export const dutyWords: Provision<readonly TermClass[]> = {
  title: { zh: '经营义务事实的说法', en: 'words for the facts of duties' },
  unit: 'terms',
  values: [
    {
      from: '2014-03-15',
      value: [
        {
          code: 'AUTO_RENEWAL',
          terms: words(`
            自动续费 自动展期 自动续订 自动续期 自动续约 自动扣费 自动扣款 连续包月 连续包年 连续包季 auto_renew
            auto_renewal autorenew subscription
          `),
        },
        {
          code: 'PRAISE',
          terms: words('好评 五星 5星 晒好图 正面评价 满分评价 优质评价 good_review five_star'),
          except: words(
            '好评如潮 好评差评 好评中评 好评或差评 好评和差评 不限好评 不论好评 无论好评',
          ),
        },
        { code: 'REVIEW', terms: words('评价 晒单 评论 追评 晒图 review') },
        {
          code: 'REWARD',
          terms: words(`
            返现 返红包 红包 返利 返 现金 免单 优惠券 赠送 送礼 送 奖励 补贴 退款 元 积分 cashback coupon
            gift reward
          `),
        },
        {
          code: 'DEFAULT_CONSENT',
          terms: words(`
            默认勾选 默认同意 默认选中 默认授权 默认已勾 预先勾选 预勾选 预选 自动勾选 视为同意 一揽子 概括授权 捆绑 强制同意
            不同意就 不同意则 不同意无法 不同意不能 继续使用即 使用即同意 登录即 一次性同意 一次性勾选 全部同意 统一授权 打包授权
            一并授权 合并授权 default_checked pre_checked prechecked default bundled
          `),
        },
        {
          code: 'ACTIVE_CONSENT',
          terms: words(`
            主动勾选 自行勾选 手动勾选 未默认勾选 单独弹窗 单独同意 逐项 点击同意 明示同意 不勾选 opt_in active
            explicit separate
          `),
        },
        {
          code: 'SENSITIVE_DATA',
          terms: words(`
            生物识别 人脸 指纹 声纹 虹膜 宗教 特定身份 医疗 健康 病历 体检 金融账户 银行卡 银行账户 支付账户 账户余额 行踪 轨迹
            定位 位置 十四周岁 14周岁 未成年 儿童 face fingerprint biometric medical health
            bank financial location track
          `),
        },
        {
          code: 'TREATED_AS_SENSITIVE',
          terms: words('身份证 证件照 证件号 护照 户口 id_card id_number'),
        },
        {
          code: 'NOT_NEUTRAL',
          terms: words('自营 平台自己卖 平台为被告 平台是被告 平台即卖家 商家自行提供 商家后台'),
        },
        { code: 'NO_RECORD', terms: words('无记录 没有记录 已删除 缺失 灭失 none') },
      ],
      cite: '本站词表: 经营义务',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}
