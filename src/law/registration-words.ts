import type { Provision } from './provision.ts'
import type { TermClass } from './terms.ts'

/** What a seller sells and does, in words: which exemption could it be? */
export const tradeWords: Provision<readonly TermClass[]> = {
  title: { zh: '免登记情形的说法', en: 'words for exempt trades' },
  unit: 'terms',
  values: [
    {
      from: '2019-01-01',
      value: [
        {
          code: 'OWN_FARM',
          terms: (
            '自产农 自家果园 自家茶园 自家菜园 自家农田 自家地 自家种 自家养 自家鱼塘 自家蜂 自家鸡 自家猪 自家羊 自家牛 ' +
            '自种 自养 自己种 自己养 自留地 农户自 家里种 家里养 自有果园 自有茶园 自有农场 自家农场 自家承包 ' +
            '本人种植 本人养殖 自己家种 自己家养'
          ).split(' '),
        },
        { code: 'OWN_MADE', terms: ['自产', 'self_produced'] },
        {
          code: 'FARM_GOODS',
          terms: (
            '农副产品 农产品 水果 蔬菜 粮食 大米 茶叶 蜂蜜 鸡蛋 鸭蛋 土鸡 土猪 脐橙 苹果 荔枝 红薯 玉米 花生 木耳 ' +
            '香菇 药材 鲜鱼 活鱼 牛羊 farm_produce'
          ).split(' '),
        },
        {
          code: 'PROCESSED',
          terms:
            '酿酒 白酒 米酒 果酒 辣酱 果酱 腊肠 香肠 糕点 饼干 罐头 果脯 榨汁 饮料 深加工 加工成'.split(
              ' ',
            ),
        },
        {
          code: 'NOT_OWN',
          terms: (
            '收购 转卖 转售 倒卖 代销 代卖 代理销售 批发 进货 采购 拿货 从农户 邻村 邻居家 别家 合作社供货 ' +
            '外购 购进 买来再卖 resale resold'
          ).split(' '),
        },
        {
          code: 'HOME_CRAFT',
          terms: (
            '家庭手工 自制手工 自己手工 本人手工 家人手工 在家手工 家中手工 自己编织 本人编织 自己缝制 在家编织 ' +
            '手工编织 手工钩织 手工刺绣 手工剪纸 手工竹编 手工缝制 手工制作 手工饰品 手工布艺 手工皂 手作 ' +
            'family_handicraft handmade'
          ).split(' '),
          except: ['手工具'],
        },
        {
          code: 'AT_HOME',
          terms: '家庭 自己 本人 自家 在家 家中 母亲 家人 夫妻 奶奶 外婆 handmade_at_home'.split(
            ' ',
          ),
        },
        {
          code: 'FACTORY',
          terms: '工厂 代工 雇工 雇佣 车间 流水线 批量生产 作坊雇 加工厂 工作室雇'.split(' '),
        },
        {
          code: 'LISTED_LABOR',
          terms: (
            '保洁 洗涤 缝纫 理发 搬家 配钥匙 配制钥匙 管道疏通 疏通管道 疏通下水道 家电修理 家电维修 修家电 ' +
            '家具修理 家具维修 家电家具 修理家电 修理家具 维修家电 空调维修 冰箱维修 洗衣机维修 修空调 洗衣服务 改衣 ' +
            '裁缝'
          ).split(' '),
        },
        {
          code: 'SIMILAR_LABOR',
          terms: (
            '家政 修鞋 修伞 磨刀 擦窗 擦玻璃 遛狗 跑腿 代排队 修表 修手机 手机维修 修电脑 电脑维修 修自行车 收纳整理 ' +
            '上门喂猫 月嫂 陪诊 代写贺卡 贴膜 组装家具 安装家具'
          ).split(' '),
        },
        {
          code: 'LICENSED',
          terms: (
            '须许可 须取得许可 需许可 需要许可 须经许可 依法须取得许可 公章 刻章 餐饮 外卖 医疗 医美 诊疗 网约车 ' +
            '道路运输 货运 烟草 香烟 电子烟 药品 医疗器械 食品生产 食品加工 出版物 图书零售 旅馆 民宿 保安 劳务派遣 ' +
            '危险化学品 烟花爆竹 开锁 兽药 农药 种子 典当 驾校 培训机构'
          ).split(' '),
        },
        {
          code: 'NO_LICENCE',
          terms:
            '无须许可 无需许可 无须取得许可 无需取得许可 不需要许可 不需许可 依法无须 免许可 不涉及许可'.split(
              ' ',
            ),
        },
      ],
      cite: '本站词表: 免登记情形',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}

export const sellerTypes: Provision<readonly TermClass[]> = {
  title: { zh: '经营者类型的说法', en: 'words for kinds of sellers' },
  unit: 'terms',
  values: [
    {
      from: '2019-01-01',
      value: [
        {
          code: 'REGISTERED_KIND',
          terms: (
            'company enterprise individual_household sole_proprietorship partnership cooperative ' +
            '公司 企业 个体工商户 个人独资 合伙 合作社 法人'
          ).split(' '),
        },
        {
          code: 'INDIVIDUAL',
          terms: 'individual person 个人 自然人 微商 居民 农户 农民 村民 学生 宝妈 主播'.split(' '),
        },
      ],
      cite: '本站词表: 经营者类型',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}

/** The seven facts by which a trade is told from selling one's own things. */
export const tradeSigns: Provision<readonly TermClass[]> = {
  title: { zh: '经营与转让闲置的说法', en: 'signs of a trade' },
  unit: 'terms',
  values: [
    {
      from: '2019-01-01',
      value: [
        {
          code: 'source',
          terms:
            '进货 收购 批发 货源 厂家 代购 代理 囤货 拿货 采购 分销 一件代发 供应商 上级代理 新品 全新商品 全新t恤 工厂'.split(
              ' ',
            ),
        },
        {
          code: 'price',
          terms: '加价 差价 利润 毛利 赚 服务费 代购费 手续费 佣金 盈利 营利 提成'.split(' '),
        },
        {
          code: 'frequency',
          terms:
            '持续 长期 每天 每日 每周 每月 天天 日常 连续 常年 定期 上新 按月 专职 主业 个月 全年无休 反复 多次'.split(
              ' ',
            ),
        },
        {
          code: 'channels',
          terms:
            '多渠道 多个渠道 三个渠道 两个渠道 3个渠道 2个渠道 多平台 多个平台 多家店 淘宝店 微店 抖店 直播带货 带货 店铺 网店'.split(
              ' ',
            ),
        },
        { code: 'staff', terms: '雇 团队 客服 助理 仓库 下级代理 发展代理'.split(' ') },
        {
          code: 'OWN_THINGS',
          terms: (
            '闲置 自用 旧教材 旧衣 旧书 旧手机 旧家具 用过的 穿过的 二手自 偶尔 偶发 偶然 仅此一次 一次性 一次转让 ' +
            '回国前 搬家处理 毕业 处理旧 转让自'
          ).split(' '),
        },
      ],
      cite: '本站词表: 经营的迹象',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}

/** What a provider offers, in words. */
export const serviceWords: Provision<readonly TermClass[]> = {
  title: { zh: '社交、直播服务的说法', en: 'words for what a provider offers' },
  unit: 'terms',
  values: [
    {
      from: '2021-05-01',
      value: [
        {
          code: 'shop_hosting',
          terms: 'shop_hosting shop 网络经营场所 开店 店铺 小店 网店 经营场所'.split(' '),
        },
        {
          code: 'goods_browsing',
          terms: 'goods_browsing browsing 商品浏览 商品展示 浏览商品 商品橱窗 橱窗 商品列表'.split(
            ' ',
          ),
        },
        {
          code: 'order_generation',
          terms: 'order_generation ordering 订单生成 生成订单 下单 提交订单'.split(' '),
        },
        {
          code: 'online_payment_for_order',
          terms:
            'online_payment_for_order online_payment 在线支付 订单支付 支付订单 线上支付 支付货款 收银台'.split(
              ' ',
            ),
        },
        {
          code: 'chat',
          terms: (
            'chat messaging moments group_chat voice video_call 聊天 即时通信 即时通讯 消息 朋友圈 群聊 语音 视频通话 ' +
            '通讯录 转账 红包 transfer'
          ).split(' '),
        },
      ],
      cite: '本站词表: 社交与直播服务',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}
