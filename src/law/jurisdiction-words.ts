import type { Provision } from './provision.ts'
import type { TermClass } from './terms.ts'

/** Cities with several basic courts: without a district no single court can be named. */
export const manyCourts: Provision<readonly string[]> = {
  title: { zh: '有多个基层人民法院的城市', en: 'cities with several basic courts' },
  unit: 'city',
  values: [
    {
      from: '2015-02-04',
      value: (
        '北京市 上海市 天津市 重庆市 广州市 深圳市 杭州市 南京市 武汉市 成都市 西安市 苏州市 宁波市 厦门市 青岛市 ' +
        '济南市 郑州市 长沙市 合肥市 福州市 南昌市 昆明市 贵阳市 南宁市 海口市 沈阳市 大连市 长春市 哈尔滨市 ' +
        '石家庄市 太原市 兰州市 西宁市 银川市 乌鲁木齐市 呼和浩特市 拉萨市 无锡市 常州市 温州市 金华市 佛山市 ' +
        '东莞市 中山市 泉州市 嘉兴市 绍兴市 台州市 烟台市 潍坊市 徐州市 南通市 珠海市 惠州市'
      ).split(' '),
      cite: '本站词表: 设有多个基层人民法院的城市',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}

export const causeWords: Provision<readonly TermClass[]> = {
  title: { zh: '案由的说法', en: 'words for causes of action' },
  unit: 'terms',
  values: [
    {
      from: '2015-02-04',
      value: [
        { code: 'personal_information', terms: '个人信息 隐私 personal_information'.split(' ') },
        {
          code: 'virtual_property',
          terms: '虚拟财产 游戏账号 游戏装备 virtual_property'.split(' '),
        },
        { code: 'online_unfair_competition', terms: '不正当竞争 unfair_competition'.split(' ') },
        { code: 'domain_name', terms: '域名 domain_name'.split(' ') },
        {
          code: 'product_liability',
          terms:
            '产品责任 缺陷产品 产品缺陷 产品质量侵权 产品致害 缺陷致害 product_liability'.split(
              ' ',
            ),
        },
        {
          code: 'online_copyright',
          terms: '著作权 版权 邻接权 信息网络传播权 copyright'.split(' '),
        },
        { code: 'online_loan', terms: '借款 网贷 小额贷款 loan'.split(' ') },
        {
          code: 'online_service',
          terms: '网络服务合同 直播打赏 会员服务 online_service'.split(' '),
        },
        {
          code: 'online_tort',
          terms: '网络侵权 名誉权 人格权 肖像权 网络诽谤 online_tort tort'.split(' '),
        },
        {
          code: 'sale',
          terms: '网络购物 网购 买卖合同 购物合同 买卖 购物 sale online_shopping'.split(' '),
        },
      ],
      cite: '本站词表: 案由',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}

/** Where the parties dealt with each other, and how the thing was handed over. */
export const dealingWords: Provision<readonly TermClass[]> = {
  title: { zh: '交易渠道与交付方式的说法', en: 'words for channels and delivery' },
  unit: 'terms',
  values: [
    {
      from: '2015-02-04',
      value: [
        {
          code: 'PRIVATE',
          terms: (
            'wechat_direct wechat_moments wechat_group wechat_chat qq_chat private_transfer 朋友圈 微信群 ' +
            '私聊 微信转账 私下 当面 微信私 直接转账'
          ).split(' '),
        },
        {
          code: 'PLATFORM',
          terms: (
            'ecommerce_platform taobao tmall jd pinduoduo 淘宝 天猫 京东 拼多多 唯品会 抖音商城 抖店 快手小店 ' +
            '电商平台 电子商务平台 闲鱼 微店'
          ).split(' '),
        },
        {
          code: 'BY_NETWORK',
          terms: (
            'network online download digital email 信息网络交付 网络交付 在线交付 下载 线上交付 电子交付 充值 ' +
            '兑换码 激活码 账号交付 网盘 邮箱发送 在线 网络'
          ).split(' '),
        },
        {
          code: 'BY_HAND',
          terms:
            'courier express mail pickup physical 快递 物流 邮寄 自提 送货 同城配送 寄送'.split(
              ' ',
            ),
        },
      ],
      cite: '本站词表: 交易渠道与交付方式',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}

/** Words in a clause or an agreement on courts. */
export const clauseWords: Provision<readonly TermClass[]> = {
  title: { zh: '管辖约定的说法', en: 'words in clauses on courts' },
  unit: 'terms',
  values: [
    {
      from: '2015-02-04',
      value: [
        { code: 'ORAL', terms: '口头 口说 电话里说 oral'.split(' ') },
        { code: 'STANDARD', terms: '格式 用户协议 服务协议 页面公告 店铺公告 standard'.split(' ') },
        {
          code: 'NEGOTIATED',
          terms: '协商一致 单独协商 逐条协商 书面协商 双方协商 negotiated individually'.split(' '),
        },
        {
          code: 'ARBITRATION',
          terms: '仲裁委员会 仲裁机构 仲裁院 提交仲裁 arbitration'.split(' '),
        },
        { code: 'ABROAD', terms: '境外法院 外国法院 香港法院 美国法院 新加坡法院'.split(' ') },
        { code: 'HIGHER', terms: '中级人民法院 高级人民法院 最高人民法院 中院 高院'.split(' ') },
        {
          code: 'DEFENDANT',
          terms: (
            '被告住所地 被告所在地 商家所在地 商家住所地 卖家所在地 卖家住所地 卖方所在地 卖方住所地 ' +
            '经营者所在地 经营者住所地 店铺所在地 平台住所地 平台所在地'
          ).split(' '),
        },
        {
          code: 'PLAINTIFF',
          terms:
            '原告住所地 原告所在地 消费者住所地 消费者所在地 买家所在地 买家住所地 买方住所地 买受人住所地'.split(
              ' ',
            ),
        },
        { code: 'RECEIPT', terms: '收货地 收货地址 履行地 合同履行地'.split(' ') },
        { code: 'OTHER_LINK', terms: '合同签订地 签订地 标的物所在地 侵权行为地'.split(' ') },
        {
          code: 'NO_LINK',
          terms: (
            '无实际联系 没有实际联系 无联系 没有联系 没有任何联系 无任何联系 毫无联系 不存在联系 无实际关联 没有关联 没有任何关联 ' +
            '无关 不相关 none no_connection'
          ).split(' '),
        },
      ],
      cite: '本站词表: 管辖约定',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}

/** Places outside the mainland, where other rules of jurisdiction apply. */
export const abroadWords: Provision<readonly TermClass[]> = {
  title: { zh: '境外地名', en: 'places outside the mainland' },
  unit: 'terms',
  values: [
    {
      from: '2015-02-04',
      value: [
        {
          code: 'ABROAD',
          terms:
            '香港 澳门 台湾 美国 日本 韩国 英国 法国 德国 瑞士 新加坡 澳大利亚 加拿大 新西兰 意大利 泰国 境外 海外 国外'.split(
              ' ',
            ),
          except: ['香港路', '台湾路', '澳门路', '香港中路', '香港东路', '香港西路'],
        },
      ],
      cite: '本站词表: 境外地名',
    },
  ],
  checkedOn: '2026-11-22',
  source: 'site',
}
